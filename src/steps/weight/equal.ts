import * as z from 'zod/mini';
import { weightMethod } from '../../expr/weightMethod.ts';
import type { WeightSql } from '../../expr/weightMethod.ts';

/**
 * The same weight for every part, whatever was granted.
 *
 * Shape: one weight a part and group.
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6
 * @example weigh([[1, 2], [3, 4]], oneGroup(2), { method: 'equal' }) // [[0.5], [0.5]]
 */
export const equal = weightMethod({
  spec: () => z.strictObject({ method: z.literal('equal') }),
  fit: (parts, groups) => parts.map(() => new Float64Array(groups.count).fill(1)),
});

/** The same in SQL. */
export const equalSql: WeightSql<typeof equal> = (parts, _granted, _options, dialect) =>
  parts.map(() => dialect.number(1));
