import * as z from 'zod/mini';
import { formulaText } from './formulaText.ts';

const weight = z.number().check(z.gte(0));

/** Potential merchants: the tiers of sales, what speaks for reaching the next, and how the list is tried on the past. */
export const potentialSpec = z.strictObject({
  window: z._default(z.int().check(z.gte(3), z.lte(24), z.describe('Months whose sales make the tier')), 6),
  horizon: z._default(
    z.int().check(z.gte(1), z.lte(36), z.describe('Months within which the next tier is to be reached')),
    12,
  ),
  tiers: z._default(
    z.discriminatedUnion('method', [
      z.strictObject({
        method: z.literal('fixed'),
        from: z
          .array(z.number().check(z.positive()))
          .check(z.minLength(1), z.refine(rises, { error: 'must rise from each tier to the next' })),
      }),
      z.strictObject({
        method: z.literal('quantile'),
        shares: z
          .array(z.number().check(z.gt(0), z.lt(1)))
          .check(z.minLength(1), z.refine(rises, { error: 'must rise from each tier to the next' })),
      }),
    ]),
    { method: 'quantile', shares: [0.5, 0.8, 0.95] },
  ),
  weights: z.prefault(
    z.strictObject({
      closeness: z._default(weight, 40),
      trend: z._default(weight, 20),
      growth: z._default(weight, 20),
      headroom: z._default(weight, 10),
      quality: z._default(weight, 10),
    }),
    {},
  ),
  quality: z.optional(
    formulaText.check(z.describe('What tells the quality of a merchant, such as metric(review_score)')),
  ),
  top: z._default(z.int().check(z.gte(1), z.describe('How many are named')), 20),
  history: z._default(z.int().check(z.gte(2), z.describe('Months with sales that a merchant must have')), 4),
  leastMerchants: z._default(z.int().check(z.gte(1), z.describe('Merchants that a probability needs behind it')), 10),
  level: z._default(z.number().check(z.gt(0), z.lt(1)), 0.95),
});

function rises(from: readonly number[]): boolean {
  return from.every((value, at) => at === 0 || value > from[at - 1]);
}
