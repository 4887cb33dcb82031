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
import { ontoScale, ontoScaleSql, scaleEnds } from './scale.ts';

/**
 * Fraction of the best: a value as a part of the greatest of its group, x / max; for a cost the least as a part of the value, min / x.
 *
 * Shape: n values to n values. Unit: any to [low, high], the best at the upper end.
 * Degenerate: equal values: the upper end, benefits of 0: the lower; a negative benefit lies below the lower end, and where none is
 * above 0 so do all; costs of 0 or less are all the best, and every other cost is at the lower end beside them.
 * @source COINr 1.1, `n_fracmax` (which divides -x of a cost, and so turns its order: not followed)
 * @example normalize([2, 4, 8], oneGroup(3), { method: 'fraction-of-best' }) // [25, 50, 100]
 */
export const fractionOfBest = normalizer({
  spec: () => z.strictObject({ method: z.literal('fraction-of-best'), to: z._default(scaleEnds(), [0, 100]) }),
  fit: (values, groups) => ({ size: greatestSize(values, groups) }),
  apply: (values, groups, { size }, { to }) => ontoScale(partsOf(values, groups, size), to),
  cost: {
    fit: (values, groups) => ({ least: leastFromZero(values, groups) }),
    apply: (values, groups, { least }, { to }) => ontoScale(leastAsPartOf(values, groups, least), to),
    bounds: ({ to }) => to,
  },
});

/** The same in SQL. */
export const fractionOfBestSql: NormalizerSql<typeof fractionOfBest> = {
  fit: value => ({ size: greatestSizeSql(value) }),
  apply: (value, { size }, { to }, dialect) => ontoScaleSql(`${value} / ${size}`, to, dialect),
  cost: {
    fit: value => ({ least: leastFromZeroSql(value) }),
    apply: (value, { least }, { to }, dialect) => ontoScaleSql(leastAsPartOfSql(value, least), to, dialect),
  },
};
