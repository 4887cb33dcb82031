import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql, Direction } from '../../expr/aggregateMethod.ts';
import { extent } from '../../stats/extent.ts';
import type { Groups } from '../../table/groups.ts';
import { countedSql, weightedMeanSql } from './countedSql.ts';
import { presentWeightSql } from './presentWeight.ts';
import { rowScores, weightedMean } from './rowScores.ts';
import { fitScale, placeOn, placeSql, scaleFitSql } from './scale.ts';
import type { ScaleAnchors } from './scale.ts';

/**
 * VIKOR: a compromise of the weighted sum of regrets (S) and the greatest weighted regret (R); a regret is what a part lacks to the best
 * of the peers, as a share of their range. `v` is the say of S.
 *
 * Shape: p columns of n values to n values. Unit: 1 - Q, Q being the paper's value (less is better), so 1 is the best compromise among
 * the peers and 0 the worst.
 * Degenerate: S or R without spread: 0.5 in its place in Q; a part of equal values has a regret of 0.5; missing parts are dropped and
 * the other weights re-scaled.
 * @source Opricovic and Tzeng (2004), Compromise solution by MCDM methods: A comparative analysis of VIKOR and TOPSIS
 * @example aggregate([[1, 2, 3], [5, 5, 9]], [Float64Array.of(0.6), Float64Array.of(0.4)], oneGroup(3), { method: 'vikor' })[2] // 1
 */
export const vikor = aggregateMethod({
  spec: () =>
    z.strictObject({
      method: z.literal('vikor'),
      v: z._default(z.number().check(z.gte(0), z.lte(1)), 0.5),
    }),
  needsPositive: false,
  isMean: false,
  neverFalls: true,
  takesCosts: true,
  fit(parts, weights, groups, _options, directions) {
    const scale = fitScale(parts, groups, 'min-max', directions);
    const { sum, greatest } = regrets(parts, weights, groups, scale, directions);
    const [s, r] = [extent(sum, groups), extent(greatest, groups)];
    return { ...scale, leastSum: s.min, greatestSum: s.max, leastGreatest: r.min, greatestGreatest: r.max };
  },
  apply(parts, weights, groups, anchors, { v }, directions) {
    const { sum, greatest } = regrets(parts, weights, groups, anchors, directions);
    return sum.map((each, row) => {
      const group = groups.of[row];
      const s = share(each, anchors.leastSum[group], anchors.greatestSum[group]);
      const r = share(greatest[row], anchors.leastGreatest[group], anchors.greatestGreatest[group]);
      return 1 - (v * s + (1 - v) * r);
    });
  },
});

/** The same in SQL. */
export const vikorSql: AggregateSql<typeof vikor> = {
  fit: [
    parts => scaleFitSql(parts, 'min-max'),
    (parts, weights, anchors, _options, dialect) => {
      const { sum, greatest } = regretsSql(parts, weights, anchors, dialect.greatest);
      return {
        least_sum: `min(${sum})`,
        greatest_sum: `max(${sum})`,
        least_greatest: `min(${greatest})`,
        greatest_greatest: `max(${greatest})`,
      };
    },
  ],
  apply(parts, weights, anchors, { v }, dialect) {
    const { sum, greatest } = regretsSql(parts, weights, anchors, dialect.greatest);
    const s = shareSql(sum, anchors.least_sum, anchors.greatest_sum);
    const r = shareSql(greatest, anchors.least_greatest, anchors.greatest_greatest);
    return `(1e0 - (${dialect.number(v)} * ${s} + ${dialect.number(1 - v)} * ${r}))`;
  },
};

/** So near to each other S or R of all units are equal: they differ only by the order of additions. */
const TOLERANCE = 1e-12;

function share(value: number, least: number, greatest: number): number {
  if (value !== value) return NaN;
  return greatest - least <= TOLERANCE ? 0.5 : (value - least) / (greatest - least);
}

function shareSql(value: string, least: string, greatest: string): string {
  const range = `(${greatest} - ${least})`;
  // A row without value is neither.
  return `CASE WHEN ${value} IS NULL THEN NULL WHEN ${range} <= ${TOLERANCE} THEN 0.5e0 ELSE (${value} - ${least}) / ${range} END`;
}

/** S and R of every row. */
function regrets(
  parts: readonly Float64Array[],
  weights: readonly Float64Array[],
  groups: Groups,
  scale: ScaleAnchors,
  directions: readonly Direction[],
): { sum: Float64Array; greatest: Float64Array } {
  const place = placeOn(scale, 'min-max', directions);
  const sum = rowScores(parts, weights, groups, row => weightedMean(row, (_, at) => 1 - place(row, at)));
  const greatest = rowScores(parts, weights, groups, row => {
    let most = -Infinity;
    for (let at = 0; at < row.count; at++) most = Math.max(most, row.weight[at] * (1 - place(row, at)));
    return most;
  });
  return { sum, greatest };
}

function regretsSql(
  parts: readonly string[],
  weights: readonly string[],
  anchors: Readonly<Record<string, string>>,
  greatestOf: (values: readonly string[]) => string,
): { sum: string; greatest: string } {
  const place = placeSql(parts, anchors, 'min-max');
  const regret = (at: number): string => `(1e0 - ${place(at)})`;
  const each = countedSql(parts, weights, at => `${weights[at]} * ${regret(at)}`, 'NULL');
  return {
    sum: weightedMeanSql(parts, weights, regret),
    greatest: `(${greatestOf(each)} / nullif(${presentWeightSql(parts, weights)}, 0))`,
  };
}
