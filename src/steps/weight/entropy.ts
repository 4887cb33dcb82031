import * as z from 'zod/mini';
import { weightMethod } from '../../expr/weightMethod.ts';
import type { WeightSql } from '../../expr/weightMethod.ts';
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
  spec: z.strictObject({ method: z.literal('entropy') }),
  needs: 'at least 0',
  fit(parts, groups) {
    const sizes = groupSizes(groups);
    return parts.map(part => told(part, sizes, groups));
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
function told(part: Float64Array, sizes: Float64Array, { of, count: groupCount }: Groups): Float64Array {
  const { min, max, inverseMean, count } = facts(part, sizes, of);
  const sum = new Float64Array(groupCount);
  for (let row = 0; row < part.length; row++) {
    const value = part[row];
    if (value !== value) continue;
    const ratio = value * inverseMean[of[row]];
    // Less ratio - 1, which sums to 0: no term is negative then, and none cancels another.
    sum[of[row]] += (ratio > 0 ? ratio * Math.log(ratio) : 0) - (ratio - 1);
  }
  // NaN, where values are too small for a mean, is not above 0.
  return sum.map((each, group) =>
    min[group] >= 0 && min[group] < max[group] && each > 0 ? each / (count[group] * Math.log(count[group])) : 0,
  );
}

interface Facts {
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly inverseMean: Float64Array;
  readonly count: Float64Array;
}

/** All in one sweep: in sweeps of their own they take longer than the logarithms. */
function facts(part: Float64Array, sizes: Float64Array, of: Uint32Array): Facts {
  const min = new Float64Array(sizes.length).fill(Infinity);
  const max = new Float64Array(sizes.length).fill(-Infinity);
  const sum = new Float64Array(sizes.length);
  const count = sizes.slice();
  for (let row = 0; row < part.length; row++) {
    const value = part[row];
    const group = of[row];
    if (value !== value) {
      count[group]--;
      continue;
    }
    if (value < min[group]) min[group] = value;
    if (value > max[group]) max[group] = value;
    sum[group] += value;
  }
  return { min, max, inverseMean: count.map((each, group) => each / sum[group]), count };
}

function groupSizes({ of, count }: Groups): Float64Array {
  const sizes = new Float64Array(count);
  for (let row = 0; row < of.length; row++) sizes[of[row]]++;
  return sizes;
}
