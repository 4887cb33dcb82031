import * as z from 'zod/mini';
import { weightMethod } from '../../expr/weightMethod.ts';
import type { WeightSql } from '../../expr/weightMethod.ts';
import { moments } from '../../stats/moments.ts';
import { zeroWhereMissing } from './zeroWhereMissing.ts';

/**
 * Standard deviation: a part that tells the units apart more weighs more. The values are taken as they are, so they
 * belong on one scale.
 *
 * Shape: one weight a part and group, of the sample deviation (n - 1) of the part's own values; missing ones take no
 * part.
 * Degenerate: a constant part weighs 0; all constant: equal weights.
 * @source Diakoulaki, Mavrotas, Papayannakis (1995), Determining objective weights in multiple criteria problems: the CRITIC method, section 2
 * @example weigh([[1, 3], [4, 10]], oneGroup(2), { method: 'standard-deviation' }) // [[0.25], [0.75]]
 */
export const standardDeviation = weightMethod({
  spec: () => z.strictObject({ method: z.literal('standard-deviation') }),
  fit: (parts, groups) => parts.map(part => zeroWhereMissing(moments(part, groups).deviation)),
});

/** The same in SQL. Where all is equal, rounding must not leave a weight; no units: 0 too. */
export const standardDeviationSql: WeightSql<typeof standardDeviation> = parts =>
  parts.map(part => `case when min(${part}) < max(${part}) then stddev_samp(${part}) else 0 end`);
