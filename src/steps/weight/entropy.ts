import * as z from 'zod/mini';
import { weightMethod } from '../../expr/weightMethod.ts';
import { extent } from '../../stats/extent.ts';
import { moments } from '../../stats/moments.ts';

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
  fit: (parts, groups) =>
    parts.map(part => {
      const { min, max } = extent(part, groups);
      const { mean } = moments(part, groups);
      const sum = new Float64Array(groups.count);
      const count = new Float64Array(groups.count);
      for (let row = 0; row < part.length; row++) {
        const group = groups.of[row];
        if (part[row] !== part[row]) continue;
        const ratio = part[row] / mean[group];
        // Less ratio - 1, which sums to 0: no term is negative then, and none cancels another.
        sum[group] += (ratio > 0 ? ratio * Math.log(ratio) : 0) - (ratio - 1);
        count[group]++;
      }
      return sum.map((each, group) =>
        min[group] >= 0 && min[group] < max[group] ? Math.max(0, each) / (count[group] * Math.log(count[group])) : 0,
      );
    }),
  sql: (parts, _granted, _options, dialect) =>
    parts.map(part => {
      const ownLogs = `sum(case when ${part} > 0 then ${part} * ${dialect.log(part)} else 0 * ${part} end)`;
      const told = `${ownLogs} / sum(${part}) - ${dialect.log(`avg(${part})`)}`;
      const isSpread = `min(${part}) >= 0 and min(${part}) < max(${part})`;
      return `case when ${isSpread} then greatest(0, (${told}) / ${dialect.log(`count(${part})`)}) else 0 end`;
    }),
});
