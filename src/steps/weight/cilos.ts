import * as z from 'zod/mini';
import { weightMethod } from '../../expr/weightMethod.ts';
import type { WeightSql } from '../../expr/weightMethod.ts';
import { extent } from '../../stats/extent.ts';
import { stationary } from '../../stats/stationary.ts';
import type { Groups } from '../../table/groups.ts';
import { completeOnly } from './completeOnly.ts';

/** A loss so small is added to all, so that parts which lose nothing anywhere have an answer: they share the weight. */
const LEAST_LOSS = 1e-12;

/**
 * CILOS, criterion impact loss: what share of its best each part loses at the units that are best in another; who loses
 * little weighs much. Weights are such that what a part passes on to others equals what it is passed. A cost is taken
 * as least / x.
 *
 * Where several units are best in a part, the mean of their losses counts, so that the order of units does not (the
 * paper has one best).
 *
 * Shape: one weight a part and group, of the units that have every part that takes part; values at least 0, of a cost
 * above 0.
 * Degenerate: a constant part weighs 0 and takes no part, and so does one with values below those; parts that lose
 * nothing where the others are best share all the weight; no part left: equal weights.
 * @source Zavadskas and Podvezko (2016), Integrated determination of objective criteria weights in MCDM
 * @example weigh([[1, 2], [4, 2]], oneGroup(2), { method: 'cilos' }) // [[0.5], [0.5]]
 */
export const cilos = weightMethod({
  spec: () => z.strictObject({ method: z.literal('cilos') }),
  needs: 'at least 0',
  fit(parts, groups, _granted, _options, directions) {
    const takesPart = parts.map((part, at) => {
      const { min, max } = extent(part, groups);
      return Uint8Array.from(min, (each, group) =>
        max[group] > each && (each > 0 || (each === 0 && directions[at] === 'benefit')) ? 1 : 0,
      );
    });
    const complete = completeOnly(parts, groups, takesPart).map((part, at) =>
      directions[at] === 'benefit' ? part : part.map(value => 1 / value),
    );
    const losses = lossesAtBest(complete, groups);
    const weights = parts.map(() => new Float64Array(groups.count));
    for (let group = 0; group < groups.count; group++) {
      const there = parts.map((_, at) => at).filter(at => losses[at][at][group] === 0);
      const rates = there.map(part => there.map(best => losses[best][part][group] + LEAST_LOSS));
      stationary(rates).forEach((weight, place) => (weights[there[place]][group] = weight));
    }
    return weights;
  },
});

/** The same in SQL. */
export const cilosSql: WeightSql<typeof cilos> = {
  noSql: 'weights are the solution of linear equations, one for every part',
};

/** losses[best][part]: the share that the part loses where another is best, by group; NaN where one does not vary. */
function lossesAtBest(parts: readonly Float64Array[], groups: Groups): Float64Array[][] {
  const ranges = parts.map(part => extent(part, groups));
  return parts.map((best, at) => {
    const count = new Float64Array(groups.count);
    const sums = parts.map(() => new Float64Array(groups.count));
    for (let row = 0; row < best.length; row++) {
      const group = groups.of[row];
      if (best[row] !== ranges[at].max[group]) continue;
      count[group]++;
      for (let part = 0; part < parts.length; part++) {
        const greatest = ranges[part].max[group];
        if (ranges[part].min[group] < greatest) sums[part][group] += (greatest - parts[part][row]) / greatest;
        else sums[part][group] = NaN;
      }
    }
    return sums.map(sum => sum.map((each, group) => each / count[group]));
  });
}
