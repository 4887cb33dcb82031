import * as z from 'zod/mini';
import { weightMethod } from '../../expr/weightMethod.ts';
import type { WeightSql } from '../../expr/weightMethod.ts';
import { extent } from '../../stats/extent.ts';
import { moments } from '../../stats/moments.ts';

/**
 * Statistical variance: the variance of a part's min-max values, so that its unit does not count.
 *
 * Shape: one weight a part and group, of the part's own values; missing ones take no part. Sample variance (n - 1),
 * which differs from that of the population only where parts miss unequally many values.
 * Degenerate: a constant part weighs 0; all constant: equal weights.
 * @source Rao and Patel (2010), A subjective and objective integrated multiple attribute decision making method for material selection
 * @example weigh([[0, 5, 10], [0, 0, 7]], oneGroup(3), { method: 'variance' }) // [[3 / 7], [4 / 7]]
 */
export const variance = weightMethod({
  spec: () => z.strictObject({ method: z.literal('variance') }),
  fit: (parts, groups) =>
    parts.map(part => {
      const { min, max } = extent(part, groups);
      const { deviation } = moments(part, groups);
      return deviation.map((each, group) => (each > 0 ? (each / (max[group] - min[group])) ** 2 : 0));
    }),
});

/** The same in SQL. */
export const varianceSql: WeightSql<typeof variance> = parts =>
  parts.map(part => {
    const spread = `stddev_samp(${part}) / (max(${part}) - min(${part}))`;
    return `case when min(${part}) < max(${part}) then ${spread} * ${spread} else 0 end`;
  });
