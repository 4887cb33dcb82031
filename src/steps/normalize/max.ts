import * as z from 'zod/mini';
import { normalizer } from './normalizer.ts';
import type { NormalizerSql } from './normalizer.ts';
import { greatestSize, greatestSizeSql, partsOf } from './ratio.ts';
import { restOf } from './scale.ts';

/**
 * Maximum: a value as a part of the greatest of its group, x / max; of a cost what is left of 1, 1 - x / max.
 *
 * Shape: n values to n values. Unit: any to parts, the greatest 1 (cost: 0).
 * Degenerate: equal values: 1 (cost: 0), all 0: 0 (cost: 1); where none is above 0, parts of the size of the greatest, or of the
 * least if the greatest is 0, so that the order stays.
 * @source pymcdm 1.4, `max_normalization`; Chen and Hwang (1992), Fuzzy Multiple Attribute Decision Making
 * @example normalize([2, 4, 8], oneGroup(3), { method: 'max' }) // [0.25, 0.5, 1]
 */
export const max = normalizer({
  spec: () => z.strictObject({ method: z.literal('max') }),
  fit: (values, groups) => ({ size: greatestSize(values, groups) }),
  apply: (values, groups, { size }) => partsOf(values, groups, size),
  cost: {
    fit: (values, groups) => ({ size: greatestSize(values, groups) }),
    apply: (values, groups, { size }) => restOf(partsOf(values, groups, size)),
    bounds: () => [0, Infinity],
  },
});

/** The same in SQL. */
export const maxSql: NormalizerSql<typeof max> = {
  fit: value => ({ size: greatestSizeSql(value) }),
  apply: (value, { size }) => `${value} / ${size}`,
  cost: {
    fit: value => ({ size: greatestSizeSql(value) }),
    apply: (value, { size }) => `1e0 - ${value} / ${size}`,
  },
};
