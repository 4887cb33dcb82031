import * as z from 'zod/mini';
import { columnMethod } from '../../expr/method.ts';

/**
 * Leaves every value as it is.
 *
 * Shape: n values to the same n values.
 * @example treatOutliers(Float64Array.of(1, 1000), oneGroup(2), { method: 'none' }) // [1, 1000]
 */
export const none = columnMethod({
  spec: z.strictObject({ method: z.literal('none') }),
  apply: values => values,
  sql: { apply: value => value },
});
