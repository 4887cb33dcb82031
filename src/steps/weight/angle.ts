import * as z from 'zod/mini';
import { weightMethod } from '../../expr/weightMethod.ts';
import type { WeightSql } from '../../expr/weightMethod.ts';
import { moments } from '../../stats/moments.ts';
import { countPresent } from '../../stats/countPresent.ts';

/**
 * Angle: the angle between a part's values and the same number for every unit; the further from all alike, the more
 * weight.
 *
 * Its cosine is mean / root mean square, so its tangent is the population deviation (n) over the mean.
 *
 * Shape: one weight a part and group, 0 to π, of the part's own values; missing ones take no part. The direction does
 * not count.
 * Degenerate: a constant part weighs 0; all constant: equal weights. A negative mean gives more than a right angle.
 * @source Shuai, Zong, Wang, Wu (2012), An integrated method of multiple attribute decision making: the angle of two vectors
 * @example weigh([[1, 0], [5, 5]], oneGroup(2), { method: 'angle' }) // [[1], [0]]
 */
export const angle = weightMethod({
  spec: () => z.strictObject({ method: z.literal('angle') }),
  fit: (parts, groups) =>
    parts.map(part => {
      const { mean, deviation } = moments(part, groups);
      const count = countPresent(part, groups);
      return deviation.map((each, group) =>
        each > 0 ? Math.atan2(each * Math.sqrt((count[group] - 1) / count[group]), mean[group]) : 0,
      );
    }),
});

/** The same in SQL. */
export const angleSql: WeightSql<typeof angle> = parts =>
  parts.map(part => `case when min(${part}) < max(${part}) then atan2(stddev_pop(${part}), avg(${part})) else 0 end`);
