import * as z from 'zod/mini';
import { dayOf, MISSING_DAY } from '../../table/days.ts';

const formula = z.string().check(z.minLength(1));
const day = z.string().check(
  z.refine(text => /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOf(text) !== MISSING_DAY, {
    error: 'must be a day as YYYY-MM-DD',
  }),
);
const days = z.int().check(z.lte(3660));

/** The effect of an event on those who took part, against matched peers who did not. */
export const effectSpec = z
  .strictObject({
    activity: z._default(z.string().check(z.minLength(1)), 'activity'),
    start: day,
    end: day,
    took: formula.check(z.describe('Who took part, such as joined == "yes" or sum(revenue, campaign == "tea") > 0')),
    outcome: z._default(formula.check(z.describe('What is added up over sales rows')), 'revenue'),
    before: z._default(
      days.check(
        z.gte(8),
        z.describe('Days before: the first half finds peers, the second is what the event is held against'),
      ),
      56,
    ),
    after: z._default(
      days.check(z.gte(0), z.describe('Days after, in which sales may lack that the event pulled forward')),
      14,
    ),
    within: z._default(
      z.array(z.string().check(z.minLength(1))).check(z.describe('Columns of the units that peers must share')),
      [],
    ),
    peers: z._default(z.int().check(z.gte(1), z.lte(20)), 1),
    caliper: z._default(
      z.number().check(z.positive(), z.describe('How far a peer may be in level and trend, in deviations')),
      0.5,
    ),
    confidence: z._default(z.number().check(z.gte(0.5), z.lt(1)), 0.95),
    leastPairs: z._default(z.int().check(z.gte(2), z.describe('Matched pairs without which nothing is said')), 10),
  })
  .check(
    z.refine(({ start, end }) => dayOf(start) <= dayOf(end), {
      error: 'the event ends before it starts',
      path: ['end'],
    }),
  );

/** The effect part of a model's `market`, every default filled in. */
export type EffectSettings = z.output<typeof effectSpec>;
