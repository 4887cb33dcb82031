import * as z from 'zod/mini';
import { weightMethod } from '../../expr/weightMethod.ts';
import type { WeightSql } from '../../expr/weightMethod.ts';

/**
 * The weights that the method owner granted, the same for every group.
 *
 * Shape: one weight a part and group.
 * Degenerate: a part granted 0 takes no part.
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6
 * @example weigh([[1, 2], [3, 4]], oneGroup(2), { method: 'fixed' }, [3, 1]) // [[0.75], [0.25]]
 */
export const fixed = weightMethod({
  spec: () => z.strictObject({ method: z.literal('fixed') }),
  fit: (_parts, groups, granted) => granted.map(weight => new Float64Array(groups.count).fill(weight)),
});

/** The same in SQL. */
export const fixedSql: WeightSql<typeof fixed> = (_parts, granted, _options, dialect) =>
  granted.map(weight => dialect.number(weight));
