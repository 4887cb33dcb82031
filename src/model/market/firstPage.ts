import * as z from 'zod/mini';

/** First-page cost: how many slots the page has, and who stands on it. */
export const firstPageSpec = z.strictObject({
  slots: z._default(z.int().check(z.gte(1), z.describe('How many stand on the first page of a category')), 24),
  unit: z._default(z.enum(['brand', 'merchant']).check(z.describe('Who stands on the page')), 'brand'),
  steady: z._default(
    z.number().check(z.gte(0), z.describe('A change of the cost by less than this share is no trend')),
    0.05,
  ),
  leastRows: z._default(z.int().check(z.gte(1), z.describe('Sales rows that a category needs in the period')), 30),
});
