import * as z from 'zod/mini';
import { weightMethod } from '../../expr/weightMethod.ts';
import type { WeightSql } from '../../expr/weightMethod.ts';
import { sweep } from '../../kernels/sweep.ts';
import { tallies } from '../../stats/tallies.ts';
import type { Groups } from '../../table/groups.ts';

/**
 * Entropy: 1 - e, with e = -Σ p ln p / ln n of a part's shares p = x / Σx. A part that is spread evenly over the units
 * says little.
 *
 * Written as Σ r ln r / (n ln n) with r = x / mean, which is the same and keeps its digits where shares are almost
 * equal; 0 ln 0 is 0.
 *
 * Shape: one weight a part and group, of the part's own values, at least 0; missing ones take no part. The direction
 * does not count.
 * Degenerate: a constant part weighs 0, and so does one with a negative value, which has no shares; all so: equal
 * weights.
 * @source Shannon (1948), A Mathematical Theory of Communication; as weights: Zeleny (1982), Multiple Criteria Decision Making, chapter 7
 * @example weigh([[1, 0], [2, 2]], oneGroup(2), { method: 'entropy' }) // [[1], [0]]
 */
export const entropy = weightMethod({
  spec: () => z.strictObject({ method: z.literal('entropy') }),
  needs: 'at least 0',
  fit(parts, groups) {
    return parts.map(part => told(part, groups));
  },
});

/** The same in SQL. */
export const entropySql: WeightSql<typeof entropy> = (parts, _granted, _options, dialect) =>
  parts.map(part => {
    const ownLogs = `sum(case when ${part} > 0 then ${part} * ${dialect.log(part)} else 0 * ${part} end)`;
    const told = `${ownLogs} / sum(${part}) - ${dialect.log(`avg(${part})`)}`;
    const isSpread = `min(${part}) >= 0 and min(${part}) < max(${part})`;
    return `case when ${isSpread} then greatest(0, (${told}) / ${dialect.log(`count(${part})`)}) else 0 end`;
  });

/** 1 - e of every group. */
function told(part: Float64Array, groups: Groups): Float64Array {
  const { of, count: groupCount } = groups;
  const facts = tallies(part, groups, 1, 0);
  const sums = new Float64Array(2 * groupCount);
  for (let group = 0; group < groupCount; group++) sums[2 * group] = facts[4 * group + 3] / facts[4 * group + 2];
  if (!sweep('disorder', part, groups, sums)) addDisorder(sums, part, of);
  const weights = new Float64Array(groupCount);
  for (let group = 0; group < groupCount; group++) {
    const [min, negativeMax, , count] = facts.subarray(4 * group, 4 * group + 4);
    const disorder = sums[2 * group + 1];
    // NaN, where values are too small for a mean, is not above 0.
    if (min >= 0 && min < -negativeMax && disorder > 0) weights[group] = disorder / (count * Math.log(count));
  }
  return weights;
}

/**
 * Adds, to the second number of each group, r ln r less r - 1, r being the value times the first. What is taken away
 * sums to 0: no term is negative then, and none cancels another.
 */
function addDisorder(sums: Float64Array, part: Float64Array, of: Uint32Array): void {
  for (let row = 0; row < part.length; row++) {
    const at = 2 * of[row];
    const ratio = part[row] * sums[at];
    if (part[row] === part[row]) sums[at + 1] += (ratio > 0 ? ratio * Math.log(ratio) : 0) - (ratio - 1);
  }
}
