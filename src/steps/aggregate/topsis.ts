import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql } from '../../expr/aggregateMethod.ts';
import { extent } from '../../stats/extent.ts';
import { countedSql, eachPart } from './countedSql.ts';
import { listsByGroup } from './rowScores.ts';
import { fitScale, placeSql, scaleFitSql } from './scale.ts';

/**
 * TOPSIS: how much nearer a unit is to the worst than to the best of its peers, from 0 (as the worst) to 1 (as the best).
 *
 * Shape: p columns of n values to n values. Unit: share of the way, 0 to 1. A unit that was not among the peers and lies beyond their
 * best or worst in a part is, in that part, as far as the best or worst: only what it lacks to the one and has over the other counts.
 * Degenerate: no distance at all, as between equal units: 0.5; missing parts are dropped and the other weights re-scaled.
 * @source Hwang and Yoon (1981), Multiple Attribute Decision Making (`vector`); Opricovic and Tzeng (2004) discuss the scale
 * @example aggregate([[1, 2, 3], [5, 5, 9]], [Float64Array.of(0.5), Float64Array.of(0.5)], oneGroup(3), { method: 'topsis' })[2] // 1
 */
export const topsis = aggregateMethod({
  spec: () =>
    z.strictObject({
      method: z.literal('topsis'),
      scale: z._default(z.enum(['min-max', 'vector']), 'min-max'),
    }),
  needsPositive: false,
  isMean: false,
  neverFalls: true,
  takesCosts: true,
  fit(parts, _weights, groups, { scale }, directions) {
    const scaled = fitScale(parts, groups, scale, directions);
    const ends = parts.map((values, part) => {
      const { min, max } = extent(values, groups);
      return directions[part] === 'cost' ? { worst: max, best: min } : { worst: min, best: max };
    });
    const lists = (end: 'worst' | 'best'): Float64Array[] =>
      listsByGroup(
        ends.map(each => each[end]),
        groups.count,
      );
    return { ...scaled, worst: lists('worst'), best: lists('best') };
  },
  apply(parts, weights, { of, count }, { factor, worst, best }, _options) {
    const toBest = new Float64Array(of.length);
    const toWorst = new Float64Array(of.length);
    // Missing until a part counts.
    const score = new Float64Array(of.length).fill(NaN);
    parts.forEach((values, part) => {
      const weight = weights[part];
      const [ownBest, ownWorst, unit] = [best, worst, factor].map(lists => columnOf(lists, part, count));
      // Weights count by their proportions alone, so that those of a row need not be scaled to sum 1.
      for (let group = 0; group < count; group++) unit[group] *= weight[group];
      for (let row = 0; row < of.length; row++) {
        const value = values[row];
        const group = of[row];
        if (value !== value || !(weight[group] > 0)) continue;
        const less = (ownBest[group] - value) * unit[group];
        const more = (value - ownWorst[group]) * unit[group];
        if (less > 0) toBest[row] += less * less;
        if (more > 0) toWorst[row] += more * more;
        score[row] = 0;
      }
    });
    for (let row = 0; row < of.length; row++) {
      if (score[row] !== 0) continue;
      const whole = Math.sqrt(toBest[row]) + Math.sqrt(toWorst[row]);
      score[row] = whole === 0 ? 0.5 : Math.sqrt(toWorst[row]) / whole;
    }
    return score;
  },
});

/** The same in SQL. */
export const topsisSql: AggregateSql<typeof topsis> = {
  fit: [
    (parts, _weights, _anchors, { scale }) => ({
      ...scaleFitSql(parts, scale),
      ...eachPart(parts, 'worst', value => `min(${value})`),
      ...eachPart(parts, 'best', value => `max(${value})`),
    }),
  ],
  apply(parts, weights, anchors, { scale }, dialect) {
    const ends = (name: 'worst' | 'best'): string[] => parts.map((_, at) => anchors[`${name}_${at + 1}`]);
    const place = placeSql(parts, anchors, scale);
    const [worst, best] = [placeSql(ends('worst'), anchors, scale), placeSql(ends('best'), anchors, scale)];
    const distance = (less: (at: number) => string, from: (at: number) => string): string => {
      const term = (at: number): string => {
        const gap = `${weights[at]} * (${from(at)} - ${less(at)})`;
        return `CASE WHEN ${gap} < 0 THEN 0e0 ELSE (${gap}) * (${gap}) END`;
      };
      return dialect.sqrt(`(${countedSql(parts, weights, term, '0e0').join(' + ')})`);
    };
    const toWorst = distance(worst, place);
    const whole = `(${distance(place, best)} + ${toWorst})`;
    const none = countedSql(parts, weights, () => 'false', 'true').join(' AND ');
    return `CASE WHEN ${none} THEN NULL WHEN ${whole} = 0 THEN 0.5e0 ELSE ${toWorst} / ${whole} END`;
  },
};

/** One part of lists of a group each: rows that stand beside each other are of any group, and lists of their own lie far apart. */
function columnOf(lists: readonly Float64Array[], part: number, count: number): Float64Array {
  const column = new Float64Array(count);
  for (let group = 0; group < count; group++) column[group] = lists[group][part];
  return column;
}
