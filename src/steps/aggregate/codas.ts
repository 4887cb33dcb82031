import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql, Direction } from '../../expr/aggregateMethod.ts';
import { extent } from '../../stats/extent.ts';
import { firstWhere } from '../../stats/firstWhere.ts';
import { runningSums } from '../../stats/runningSums.ts';
import type { Groups } from '../../table/groups.ts';
import { rowsByGroup } from '../../table/groups.ts';
import { listsByGroup, rowScores } from './rowScores.ts';
import { fitScale, placeOn } from './scale.ts';
import type { ScaleAnchors } from './scale.ts';

/**
 * CODAS: by how much a unit is farther from the worst of each part than its peers are, in straight lines, and where two differ by
 * `threshold` or more, also along the axes.
 *
 * Shape: p columns of n values to n values, in n log n: the anchors keep each peer's two distances, in order. Unit: sum of differences
 * to all peers. It may fall as a part grows, because the distance along the axes counts only beyond the threshold.
 * Degenerate: equal units: 0; missing parts are dropped and the other weights re-scaled.
 * @source Keshavarz Ghorabaee et al. (2016), A new combinative distance-based assessment (CODAS) method for multi-criteria decision-making
 * @example aggregate([[2, 4]], [Float64Array.of(1)], oneGroup(2), { method: 'codas' }) // [-1, 1]
 */
export const codas = aggregateMethod({
  spec: () =>
    z.strictObject({
      method: z.literal('codas'),
      threshold: z._default(z.number().check(z.gte(0)), 0.02),
    }),
  needsPositive: true,
  isMean: false,
  neverFalls: false,
  takesCosts: true,
  fit(parts, weights, groups, _options, directions) {
    const ends = parts.map((values, part) => extent(values, groups)[directions[part] === 'cost' ? 'max' : 'min']);
    const scale = { ...fitScale(parts, groups, 'linear', directions), worst: listsByGroup(ends, groups.count) };
    const { straight, along } = distances(parts, weights, groups, scale, directions);
    const { starts, rows } = rowsByGroup(groups);
    const lists = Array.from({ length: groups.count }, (_, group) =>
      Array.from(rows.subarray(starts[group], starts[group + 1]))
        .filter(row => straight[row] === straight[row])
        .sort((a, b) => straight[a] - straight[b] || along[a] - along[b]),
    );
    return {
      ...scale,
      straight: lists.map(each => Float64Array.from(each, row => straight[row])),
      along: lists.map(each => Float64Array.from(each, row => along[row])),
    };
  },
  apply(parts, weights, groups, anchors, { threshold }, directions) {
    const own = distances(parts, weights, groups, anchors, directions);
    const totals = anchors.straight.map((straight, group) => ({
      straight,
      straightSums: runningSums(straight),
      alongSums: runningSums(anchors.along[group]),
    }));
    return own.straight.map((mine, row) => {
      if (mine !== mine) return NaN;
      const { straight, straightSums, alongSums } = totals[groups.of[row]];
      const peers = straight.length;
      const nearer = firstWhere(peers, at => !(mine - straight[at] >= threshold));
      const farther = firstWhere(peers, at => straight[at] - mine >= threshold && at >= nearer);
      const beyond = nearer + peers - farther;
      const alongBeyond = alongSums[nearer] + alongSums[peers] - alongSums[farther];
      return peers * mine - straightSums[peers] + beyond * own.along[row] - alongBeyond;
    });
  },
});

/** The same in SQL. */
export const codasSql: AggregateSql<typeof codas> = {
  noSql: 'it compares each unit with every other one, by a rule with a threshold',
};

/** The distance of every row from the worst of each part, in a straight line and along the axes. */
function distances(
  parts: readonly Float64Array[],
  weights: readonly Float64Array[],
  groups: Groups,
  { worst, ...scale }: ScaleAnchors & { readonly worst: readonly Float64Array[] },
  directions: readonly Direction[],
): { straight: Float64Array; along: Float64Array } {
  const place = placeOn(scale, 'linear', directions);
  const distance = (of: (gap: number) => number): Float64Array =>
    rowScores(parts, weights, groups, row => {
      const end = { ...row, value: Float64Array.from(row.part, part => worst[row.group][part]) };
      let sum = 0;
      for (let at = 0; at < row.count; at++) sum += of(row.weight[at] * (place(row, at) - place(end, at)));
      return sum;
    });
  return { straight: distance(gap => gap * gap).map(Math.sqrt), along: distance(Math.abs) };
}
