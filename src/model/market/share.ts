import * as z from 'zod/mini';

const share = z.number().check(z.gte(0), z.lte(1));

/** Online share: who is listed, what counts as concentrated, and where brands are over- or under-developed. */
export const shareSpec = z.strictObject({
  top: z._default(z.int().check(z.gte(1), z.describe('How many units of each category or department are listed')), 10),
  leastRows: z._default(
    z.int().check(z.gte(1), z.describe('Sales rows that a category or department needs in each period')),
    30,
  ),
  segment: z._default(
    z
      .enum(['channel', 'price_band', 'merchant', 'brand', 'department'])
      .check(z.describe('Between which parts of a category sales may move: the mix in a change of share')),
    'channel',
  ),
  moderate: z._default(share.check(z.describe('HHI, 0 to 1, above which a category is moderately concentrated')), 0.1),
  high: z._default(share.check(z.describe('HHI, 0 to 1, above which a category is highly concentrated')), 0.18),
  developedBy: z._default(
    z
      .enum(['channel', 'department', 'merchant', 'price_band'])
      .check(z.describe('The parts of the market by which brand and category development are told')),
    'channel',
  ),
  underdeveloped: z._default(z.number().check(z.gt(0), z.describe('An index below this is under-developed')), 80),
  overdeveloped: z._default(z.number().check(z.gt(0), z.describe('An index above this is over-developed')), 120),
  leastBuyers: z._default(
    z.int().check(z.gte(1), z.describe('Buyers that a brand needs before its loyalty is told')),
    30,
  ),
  loyaltyBand: z._default(
    share.check(z.describe('How far purchases per buyer may stray from the double-jeopardy law, as a share of it')),
    0.2,
  ),
});
