// The ordering policy of a model: which units stand on a page, in which slots, by which rules.
import * as z from 'zod/mini';
import { dayOf, MISSING_DAY } from '../table/days.ts';
import { diversePageSpec } from './diversifySpec.ts';
import { themeSpec } from './themeSpec.ts';

const columnName = () => z.string().check(z.minLength(1));
const condition = () =>
  z.string().check(z.minLength(1), z.describe("A condition on a unit's columns, such as grade == 'A'"));
const day = () =>
  z.string().check(
    z.refine(text => /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOf(text) !== MISSING_DAY, {
      error: 'must be a day as YYYY-MM-DD',
    }),
  );
const slot = () => z.int().check(z.gte(1), z.lte(1_000_000));
const share = () => z.number().check(z.gt(0), z.lte(1));
const key = () =>
  z.union([z.string().check(z.minLength(1)), z.array(z.string().check(z.minLength(1))).check(z.minLength(1))]);

const name = () =>
  z.optional(z.string().check(z.minLength(1), z.maxLength(100), z.describe('What explanations call it')));
const start = () => z.optional(day().check(z.describe('The first day it holds; without it, always until the end')));
const end = () => z.optional(day().check(z.describe('The last day it holds')));
const dated = () => ({ name: name(), start: start(), end: end() });
const unit = () => z.optional(key().check(z.describe('The unit: its name, or one name a key column')));
const within = () => z.optional(key().check(z.describe('The page; without it, every page that lists the unit')));
const first = () =>
  z.optional(slot().check(z.describe('How many slots from the top; without it, all slots of the page')));
const count = () => z.optional(z.int().check(z.gte(0)));
const by = () => z.optional(columnName().check(z.describe('A text column; the rule holds for each of its values')));

const boost = () =>
  z.strictObject({
    ...dated(),
    when: condition(),
    factor: z.optional(z.number().check(z.positive(), z.describe('Multiplies the score; a score below 0 is divided'))),
    points: z.optional(z.number().check(z.describe('Is added to the score, after all factors'))),
  });

const pin = () =>
  z.strictObject({ ...dated(), unit: key(), within: within(), slot: z.optional(slot()), first: z.optional(slot()) });

const exclude = () => z.strictObject({ ...dated(), when: z.optional(condition()), unit: unit(), within: within() });

const quota = () =>
  z.strictObject({
    ...dated(),
    when: z.optional(condition()),
    by: by(),
    first: first(),
    count: count(),
    share: z.optional(share()),
  });

const breakUp = () =>
  z.strictObject({
    ...dated(),
    by: columnName(),
    window: z.int().check(z.gte(2), z.lte(10_000)),
    atMost: z.int().check(z.gte(1), z.lte(10_000)),
    cost: z.optional(z.number().check(z.positive(), z.describe('Points of score; with it the rule is soft'))),
  });

const explore = () =>
  z.strictObject({
    ...dated(),
    share: share().check(z.describe('The share of the slots')),
    from: z._default(slot().check(z.describe('The first slot that may be taken')), 1),
    evidence: columnName().check(z.describe('The column that counts how much data stands behind a score')),
    below: z.number().check(z.positive(), z.describe('Less evidence than this is thin')),
    deviation: z.optional(z.number().check(z.positive(), z.describe('Of a score that rests on one piece of evidence'))),
    z: z._default(z.number().check(z.gte(0)), 1.96),
    when: z.optional(condition()),
  });

const stable = () => z.strictObject({ changes: z.int().check(z.gte(0)) });

/** How scores become the list that a page shows. */
export const orderSpec = z.lazy(() =>
  z
    .strictObject({
      page: z.optional(
        z
          .array(columnName())
          .check(z.describe('The text columns that name a page; without it, those that the peers share')),
      ),
      slots: z.optional(slot().check(z.describe('How many slots a page has; without it, one for every unit'))),
      candidates: z._default(
        z.enum(['ranked', 'scored']).check(z.describe('ranked: units with a rank; scored: also those not eligible')),
        'ranked',
      ),
      ties: z._default(
        z.array(z.strictObject({ by: columnName(), direction: z._default(z.enum(['benefit', 'cost']), 'benefit') })),
        [],
      ),
      boost: z._default(z.array(boost()), []),
      pin: z._default(z.array(pin()), []),
      exclude: z._default(z.array(exclude()), []),
      minimum: z._default(z.array(quota()), []),
      maximum: z._default(z.array(quota()), []),
      breakUp: z._default(z.array(breakUp()), []),
      diversify: z.optional(diversePageSpec),
      explore: z.optional(explore()),
      stable: z.optional(stable().check(z.describe('How many slots may differ from the previous order'))),
      themes: z._default(z.array(themeSpec()), []),
    })
    .check(z.describe('How scores become the list that a page shows')),
);

/** An ordering policy with every default filled in. */
export type OrderPolicy = z.output<typeof orderSpec>;

/** An ordering policy as written. */
export type OrderPolicyDocument = z.input<typeof orderSpec>;
