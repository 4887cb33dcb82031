import * as z from 'zod/mini';
import { ratingDocument } from './categories.ts';

/** Blue ocean: how sure a verdict must be, and the model that combines the dimensions. */
export const blueOceanSpec = z.strictObject({
  alpha: z._default(
    z
      .number()
      .check(z.gt(0), z.lt(1), z.describe('How likely a verdict may be, of all categories together, on mere chance')),
    0.05,
  ),
  leastMonths: z._default(
    z.int().check(z.gte(2), z.describe('Months of the period that can be held against the one before')),
    3,
  ),
  leastRows: z._default(z.int().check(z.gte(1), z.describe('Sales rows that a category needs in the period')), 30),
  leastScore: z._default(z.number().check(z.describe('A blue ocean also has at least this score of the model')), 50),
  model: ratingDocument,
});
