import * as z from 'zod/mini';
import { differIn } from './differIn.ts';

const share = z.number().check(z.gt(0), z.lt(1));

const standard = z.discriminatedUnion('method', [
  z
    .strictObject({
      method: z.literal('fixed'),
      amount: z.number().check(z.positive()),
      categories: z._default(
        z
          .array(z.strictObject({ category: z.string(), amount: z.number().check(z.positive()) }))
          .check(differIn('category')),
        [],
      ),
    })
    .check(z.describe('An amount, and other amounts for some categories')),
  z
    .strictObject({
      method: z.literal('quantile'),
      share: z._default(share, 0.5),
      by: z._default(z.array(z.enum(['category', 'cohort'])), ['category']),
    })
    .check(z.describe('A quantile of the new merchants of the same category, cohort, or both that sold in that month')),
]);

/** Adaptation period: when new merchants are looked at, and what they are held against. */
export const adaptationSpec = z.strictObject({
  month: z._default(z.int().check(z.gte(1), z.lte(24), z.describe('The month that decides')), 3),
  months: z._default(
    z
      .enum(['calendar', '30-days'])
      .check(
        z.describe('Calendar months, the first whole one is month 1; or blocks of 30 days from the onboarding on'),
      ),
    'calendar',
  ),
  onboarding: z._default(
    z
      .enum(['onboarded', 'first-sale'])
      .check(z.describe('The column of the merchants table where there is one, or the first sale')),
    'onboarded',
  ),
  settle: z._default(
    z
      .int()
      .check(
        z.gte(0),
        z.describe('With first sales: merchants that sell in so many first months of the data may be old ones'),
      ),
    3,
  ),
  cohort: z._default(z.enum(['month', 'quarter', 'year']), 'quarter'),
  channel: z._default(
    z.string().check(z.minLength(1), z.describe('The column that tells who recruited a merchant')),
    'recruited_by',
  ),
  standard: z._default(standard, { method: 'quantile', share: 0.5, by: ['category'] }),
  watch: z._default(
    z
      .number()
      .check(z.gt(0), z.lte(1), z.describe('From this share of the standard on a merchant is watched, not cleared')),
    0.5,
  ),
  leastMerchants: z._default(z.int().check(z.gte(1), z.describe('Merchants that a quantile or a rate needs')), 5),
  silent: z._default(
    z.int().check(z.gte(1), z.describe('Months without a sale, up to the end, that count as left')),
    3,
  ),
  level: z._default(share.check(z.describe('Share of the intervals that hold the truth')), 0.95),
  interval: z._default(z.enum(['log-log', 'plain']), 'log-log'),
});
