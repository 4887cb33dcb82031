import * as z from 'zod/mini';
import { weightMethod } from '../../expr/weightMethod.ts';
import type { WeightSql } from '../../expr/weightMethod.ts';
import { extent } from '../../stats/extent.ts';
import { completeOnly } from './completeOnly.ts';

/**
 * MEREC, the removal effects of criteria: how far the units' overall performance ln(1 + Σ |ln y| / p) moves without the
 * part, where y is least / x for a benefit and x / greatest for a cost.
 *
 * Shape: one weight a part and group, of the units that have every part that takes part; values above 0.
 * Degenerate: a part with a value not above 0 in a group, or without values, weighs 0 there and takes no part; a
 * constant part weighs 0; all so, or no complete unit: equal weights.
 * @source Keshavarz-Ghorabaee et al. (2021), Determination of objective weights using a new method based on the removal effects of criteria
 * @example weigh([[1, 2], [3, 3]], oneGroup(2), { method: 'merec' }) // [[1], [0]]
 */
export const merec = weightMethod({
  spec: () => z.strictObject({ method: z.literal('merec') }),
  needs: 'above 0',
  fit(parts, groups, _granted, _options, directions) {
    const takesPart = parts.map(part => Uint8Array.from(extent(part, groups).min, min => (min > 0 ? 1 : 0)));
    const complete = completeOnly(parts, groups, takesPart);
    const ranges = complete.map(part => extent(part, groups));
    const counted = new Float64Array(groups.count);
    for (const part of takesPart) part.forEach((each, group) => (counted[group] += each));
    const effects = parts.map(() => new Float64Array(groups.count));
    const logs = new Float64Array(parts.length);
    for (let row = 0; row < groups.of.length; row++) {
      const group = groups.of[row];
      let sum = 0;
      for (let at = 0; at < complete.length; at++) {
        const value = complete[at][row];
        const { min, max } = ranges[at];
        // Logarithms are subtracted: the ratio of two doubles may be infinite.
        const own = Math.log(value);
        const log = directions[at] === 'cost' ? Math.log(max[group]) - own : own - Math.log(min[group]);
        logs[at] = log === log ? log : 0;
        sum += logs[at];
      }
      if (sum === 0) continue;
      const performance = 1 + sum / counted[group];
      // ln S - ln S' as one logarithm, so that a small effect keeps its digits.
      for (let at = 0; at < complete.length; at++) {
        effects[at][group] -= Math.log1p(-logs[at] / counted[group] / performance);
      }
    }
    return effects;
  },
});

/** The same in SQL. */
export const merecSql: WeightSql<typeof merec> = {
  noSql: 'it needs the least of every part before the performance of each unit, and that before the effects',
};
