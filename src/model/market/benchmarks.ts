import * as z from 'zod/mini';
import { differIn } from './differIn.ts';
import { formulaText } from './formulaText.ts';

/** Benchmark merchants: what they lead by, and how many of them are named. */
export const benchmarksSpec = z.strictObject({
  indicators: z.optional(
    z
      .array(
        z.strictObject({
          id: z.string().check(z.minLength(1)),
          formula: formulaText,
          weight: z._default(z.number().check(z.positive()), 1),
          direction: z._default(z.enum(['benefit', 'cost']), 'benefit'),
        }),
      )
      .check(
        z.minLength(1),
        differIn('id'),
        z.describe('What merchants are compared by; without: sales 50, growth 30, days with sales 20'),
      ),
  ),
  top: z._default(z.int().check(z.gte(1), z.describe('How many are named in each category')), 3),
  history: z._default(z.int().check(z.gte(1), z.describe('Months with sales that a benchmark must have')), 6),
  leastMerchants: z._default(z.int().check(z.gte(2), z.describe('Merchants that a category must have')), 5),
  owner: z._default(
    z.string().check(z.minLength(1), z.describe('The column of the merchants table that tells who owns a merchant')),
    'owner',
  ),
});
