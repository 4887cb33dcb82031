import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql, Direction } from '../../expr/aggregateMethod.ts';
import { extent } from '../../stats/extent.ts';
import { groupSums } from '../../stats/sums.ts';
import type { Groups } from '../../table/groups.ts';
import type { MethodDialect } from '../../expr/methodDialect.ts';
import { countedSql, weightedMeanSql } from './countedSql.ts';
import { presentWeightSql } from './presentWeight.ts';
import { rowScores, weightedMean } from './rowScores.ts';
import { fitScale, placeOn, placeSql, scaleFitSql } from './scale.ts';
import type { ScaleAnchors } from './scale.ts';

/**
 * CoCoSo: a compromise of three strategies that hold a unit's weighted sum S and sum of weighted powers P of min-max places against its
 * peers: its share of all, its ratio to the least, its share of the greatest (`lambda` is the say of S in the last).
 *
 * Shape: p columns of n values to n values. Unit: compromise, above 0.
 * Degenerate: a least S or P of 0 has no ratio: 1 stands for it; a part of equal values is in the middle; a part below the worst of the
 * peers counts as the worst; missing parts are dropped and the other weights re-scaled.
 * @source Yazdani et al. (2019), A combined compromise solution (CoCoSo) method for multi-criteria decision-making problems
 * @example aggregate([[5, 5]], [Float64Array.of(1)], oneGroup(2), { method: 'cocoso' })[0] // Math.cbrt(1) + 3.5 / 3, as k = 0.5, 2, 1
 */
export const cocoso = aggregateMethod({
  spec: () =>
    z.strictObject({
      method: z.literal('cocoso'),
      lambda: z._default(z.number().check(z.gte(0), z.lte(1)), 0.5),
    }),
  needsPositive: false,
  isMean: false,
  neverFalls: true,
  takesCosts: true,
  fit(parts, weights, groups, _options, directions) {
    const scale = fitScale(parts, groups, 'min-max', directions);
    const { sums, powers } = comparability(parts, weights, groups, scale, directions);
    const [s, p] = [extent(sums, groups), extent(powers, groups)];
    const total = groupSums(
      sums.map((sum, row) => sum + powers[row]),
      groups,
    );
    return { ...scale, total, leastSum: s.min, greatestSum: s.max, leastPowers: p.min, greatestPowers: p.max };
  },
  apply(parts, weights, groups, anchors, { lambda }, directions) {
    const { sums, powers } = comparability(parts, weights, groups, anchors, directions);
    return sums.map((sum, row) => {
      const group = groups.of[row];
      const power = powers[row];
      const ofAll = (sum + power) / anchors.total[group];
      const toLeast = ratio(sum, anchors.leastSum[group]) + ratio(power, anchors.leastPowers[group]);
      const most = lambda * anchors.greatestSum[group] + (1 - lambda) * anchors.greatestPowers[group];
      const ofGreatest = (lambda * sum + (1 - lambda) * power) / most;
      return Math.cbrt(ofAll * toLeast * ofGreatest) + (ofAll + toLeast + ofGreatest) / 3;
    });
  },
});

/** The same in SQL. */
export const cocosoSql: AggregateSql<typeof cocoso> = {
  fit: [
    parts => scaleFitSql(parts, 'min-max'),
    (parts, weights, anchors, _options, dialect) => {
      const { sum, powers } = comparabilitySql(parts, weights, anchors, dialect);
      return {
        total: `sum(${sum} + ${powers})`,
        least_sum: `min(${sum})`,
        greatest_sum: `max(${sum})`,
        least_powers: `min(${powers})`,
        greatest_powers: `max(${powers})`,
      };
    },
  ],
  apply(parts, weights, anchors, { lambda }, dialect) {
    const { sum, powers } = comparabilitySql(parts, weights, anchors, dialect);
    const [s, p] = [dialect.number(lambda), dialect.number(1 - lambda)];
    const ratioSql = (value: string, least: string): string =>
      `CASE WHEN ${value} IS NULL THEN NULL WHEN ${least} = 0 THEN 1e0 ELSE ${value} / ${least} END`;
    const ofAll = `((${sum} + ${powers}) / ${anchors.total})`;
    const toLeast = `(${ratioSql(sum, anchors.least_sum)} + ${ratioSql(powers, anchors.least_powers)})`;
    const ofGreatest = `((${s} * ${sum} + ${p} * ${powers}) / (${s} * ${anchors.greatest_sum} + ${p} * ${anchors.greatest_powers}))`;
    const cube = dialect.power(`(${ofAll} * ${toLeast} * ${ofGreatest})`, dialect.number(1 / 3));
    return `(${cube} + (${ofAll} + ${toLeast} + ${ofGreatest}) / 3e0)`;
  },
};

function ratio(value: number, least: number): number {
  if (least !== 0) return value / least;
  return value === value ? 1 : NaN;
}

/** The weighted sum S, and the sum of weighted powers P, of every row. */
function comparability(
  parts: readonly Float64Array[],
  weights: readonly Float64Array[],
  groups: Groups,
  scale: ScaleAnchors,
  directions: readonly Direction[],
): { sums: Float64Array; powers: Float64Array } {
  const place = placeOn(scale, 'min-max', directions);
  const sums = rowScores(parts, weights, groups, row => weightedMean(row, (_, at) => Math.max(place(row, at), 0)));
  const powers = rowScores(parts, weights, groups, row => {
    let sum = 0;
    for (let at = 0; at < row.count; at++) sum += Math.max(place(row, at), 0) ** row.weight[at];
    return sum;
  });
  return { sums, powers };
}

function comparabilitySql(
  parts: readonly string[],
  weights: readonly string[],
  anchors: Readonly<Record<string, string>>,
  dialect: MethodDialect,
): { sum: string; powers: string } {
  const raw = placeSql(parts, anchors, 'min-max');
  const place = (at: number): string => `(CASE WHEN ${raw(at)} < 0 THEN 0e0 ELSE ${raw(at)} END)`;
  const present = `nullif(${presentWeightSql(parts, weights)}, 0)`;
  const powers = countedSql(parts, weights, at => dialect.power(place(at), `(${weights[at]} / ${present})`), '0e0');
  return {
    sum: weightedMeanSql(parts, weights, place),
    powers: `(CASE WHEN ${present} > 0 THEN ${powers.join(' + ')} END)`,
  };
}
