import * as z from 'zod/mini';
import { normalizer } from './normalizer.ts';
import type { NormalizerSql } from './normalizer.ts';
import {
  greatestSize,
  greatestSizeSql,
  leastAsPartOf,
  leastAsPartOfSql,
  leastFromZero,
  leastFromZeroSql,
  partsOf,
} from './ratio.ts';

/**
 * Linear: a value as a part of the greatest of its group, x / max; for a cost the least as a part of the value, min / x.
 *
 * Shape: n values to n values. Unit: any to parts, the best 1.
 * Degenerate: equal values: 1, benefits of 0: 0; where no benefit is above 0, parts of the size of the greatest, or of the least if
 * the greatest is 0; costs of 0 or less are all the best, 1, and every other cost is 0 beside them; so is a newcomer below the least.
 * @source pymcdm 1.4, `linear_normalization`; Hwang and Yoon (1981), Multiple Attribute Decision Making
 * @example normalize([2, 4, 8], oneGroup(3), { method: 'linear' }, 'cost') // [1, 0.5, 0.25]
 */
export const linear = normalizer({
  spec: () => z.strictObject({ method: z.literal('linear') }),
  fit: (values, groups) => ({ size: greatestSize(values, groups) }),
  apply: (values, groups, { size }) => partsOf(values, groups, size),
  cost: {
    fit: (values, groups) => ({ least: leastFromZero(values, groups) }),
    apply: (values, groups, { least }) => leastAsPartOf(values, groups, least),
    bounds: () => [0, 1],
  },
});

/** The same in SQL. */
export const linearSql: NormalizerSql<typeof linear> = {
  fit: value => ({ size: greatestSizeSql(value) }),
  apply: (value, { size }) => `${value} / ${size}`,
  cost: {
    fit: value => ({ least: leastFromZeroSql(value) }),
    apply: (value, { least }) => leastAsPartOfSql(value, least),
  },
};
