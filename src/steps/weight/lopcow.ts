import * as z from 'zod/mini';
import { weightMethod } from '../../expr/weightMethod.ts';
import type { WeightSql } from '../../expr/weightMethod.ts';
import { countPresent } from '../../stats/countPresent.ts';
import { extent } from '../../stats/extent.ts';
import { moments } from '../../stats/moments.ts';

/** With two units root mean square and deviation are always equal; what is below this comes from rounding. */
const ROUNDING = 1e-12;

/**
 * LOPCOW, logarithmic percentage change-driven: |ln(root mean square / sample deviation)| of a part's min-max values.
 *
 * Shape: one weight a part and group, of the part's own values; missing ones take no part. A cost is turned: its
 * distance is taken from the greatest value instead of the least.
 * Degenerate: a constant part weighs 0, and so does one whose two measures are equal, as of two units; all so: equal
 * weights.
 * @source Ecer and Pamucar (2022), A novel LOPCOW-DOBI multi-criteria sustainability performance assessment methodology
 * @example weigh([[0, 1, 2], [0, 4, 3]], oneGroup(3), { method: 'lopcow' })[0][0] < 0.5 // true
 */
export const lopcow = weightMethod({
  spec: () => z.strictObject({ method: z.literal('lopcow') }),
  fit: (parts, groups, _granted, _options, directions) =>
    parts.map((part, at) => {
      const { min, max } = extent(part, groups);
      const { mean, deviation } = moments(part, groups);
      const count = countPresent(part, groups);
      return deviation.map((each, group) => {
        const distance = directions[at] === 'cost' ? max[group] - mean[group] : mean[group] - min[group];
        const change = Math.abs(Math.log(1 - 1 / count[group] + (distance / each) ** 2)) / 2;
        return each > 0 && change > ROUNDING ? change : 0;
      });
    }),
});

/** The same in SQL. */
export const lopcowSql: WeightSql<typeof lopcow> = (parts, _granted, _options, dialect) =>
  parts.map(part => {
    const distance = `(avg(${part}) - min(${part})) / stddev_samp(${part})`;
    const ratio = `1 - ${dialect.number(1)} / count(${part}) + ${distance} * (${distance})`;
    const change = `abs(${dialect.log(`(${ratio})`)}) / 2`;
    const isSpread = `min(${part}) < max(${part})`;
    return `case when ${isSpread} and ${change} > ${dialect.number(ROUNDING)} then ${change} else 0 end`;
  });
