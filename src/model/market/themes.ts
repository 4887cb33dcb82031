import * as z from 'zod/mini';

const share = z.number().check(z.gt(0), z.lt(1));

/** Themes across industries: what is bought together, or rises together. */
export const themesSpec = z.strictObject({
  item: z._default(
    z.string().check(z.minLength(1), z.describe('The column whose values a theme gathers, such as category or brand')),
    'category',
  ),
  leastOrders: z._default(
    z.int().check(z.gte(5), z.describe('Orders that an item must be in before its company is looked at')),
    30,
  ),
  leastCommon: z._default(z.int().check(z.gte(1), z.describe('Orders that must hold both items of a link')), 10),
  leastLift: z._default(
    z.number().check(z.gte(1), z.describe('The lower end of the interval of the lift that a link needs')),
    1.5,
  ),
  leastMonths: z._default(
    z.int().check(z.gte(24), z.describe('Whole months of sales that an item needs before its season is told')),
    24,
  ),
  leastCorrelation: z._default(z.number().check(z.gte(0), z.lt(1)), 0.3),
  confidence: z._default(share, 0.95),
  falseDiscoveries: z._default(share.check(z.describe('The share of false links that is put up with')), 0.05),
  most: z._default(z.int().check(z.gte(2), z.lte(50), z.describe('How many items a theme has at most')), 6),
});
