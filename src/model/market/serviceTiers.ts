import * as z from 'zod/mini';
import { differIn } from './differIn.ts';
import { formulaText } from './formulaText.ts';

/** Service tiers: what serving a merchant in each is worth, what it takes, and how much there is. */
export const serviceTiersSpec = z.strictObject({
  tiers: z.optional(
    z
      .array(
        z.strictObject({
          name: z.string().check(z.minLength(1)),
          value: formulaText.check(z.describe('Expected value of serving a merchant so, such as sum(revenue) * 0.08')),
          load: z._default(
            formulaText.check(z.describe('What one merchant takes of the capacity, such as hours')),
            '1',
          ),
          capacity: z.optional(z.number().check(z.gte(0), z.describe('Without: there is enough for all'))),
        }),
      )
      .check(
        z.minLength(1),
        differIn('name'),
        z.describe('Without: key-account manager (20, 10 % of sales), service partner (100, 4 %), self-service (1 %)'),
      ),
  ),
  steps: z._default(
    z.int().check(z.gte(1), z.describe('Steps of the search where loads differ; after that the gap is stated')),
    200_000,
  ),
});
