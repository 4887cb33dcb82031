// Random models, and random histories of their tables: what the live rating is held against.
import fc from 'fast-check';
import { methodName } from '../../src/expr/method.ts';
import type { Specified } from '../../src/expr/method.ts';
import type { ModelDocument } from '../../src/model/spec.ts';
import { aggregateMethods } from '../../src/steps/aggregate/index.ts';
import type { AggregateSpec } from '../../src/steps/aggregate/index.ts';
import { gradeMethods } from '../../src/steps/grade/index.ts';
import { transforms } from '../../src/steps/indicators/index.ts';
import { missing } from '../../src/steps/missing/index.ts';
import { normalizers } from '../../src/steps/normalize/index.ts';
import { outliers } from '../../src/steps/outliers/index.ts';
import { rankMethods } from '../../src/steps/rank/index.ts';
import { weightMethods } from '../../src/steps/weight/index.ts';
import type { WeightSpec } from '../../src/steps/weight/index.ts';
import type { Row } from '../support/market.ts';
import '../support/arbitraries.ts';

/** What a method must be told beside its name; three parts an index. */
const OPTIONS: Readonly<Record<string, object>> = {
  value: { value: 7 },
  goalposts: { low: -2, high: 1e5 },
  'distance-to-target': { target: 4 },
  'distance-to-reference': { reference: 'median' },
  power: { p: 2.5 },
  owa: { exponent: 2 },
  'electre-iii': { q: 5, p: 20, v: 60 },
  spotis: { bounds: [[0, 100]] },
  ahp: {
    matrix: [
      [1, 2, 4],
      [1 / 2, 1, 2],
      [1 / 4, 1 / 2, 1],
    ],
  },
  'best-worst': { best: 0, worst: 2, bestToOthers: [1, 2, 8], othersToWorst: [8, 5, 1] },
  budget: { allocations: [[60, 30, 10]] },
};
const GRADES: Readonly<Record<string, object>> = {
  'cut-points': { from: [50, 20] },
  quantile: { shares: [0.2, 0.3] },
  share: { shares: [0.2, 0.3] },
  'standard-deviations': { from: [0.5, -0.5] },
};

/** Every measure, over every window, filtered and not, of sums that are whole, decimal, and neither. */
const FORMULAS = [
  'sum(revenue)',
  'sum(units)',
  "sum(revenue, channel == 'web')",
  'sum(revenue * 0.5 ^ (age_days() / 30))',
  'mean(revenue)',
  'mean(revenue / units, units > 0)',
  'count()',
  "count(units, channel != 'web')",
  'count(channel)',
  'distinct(merchant)',
  "distinct(units, channel == 'web')",
  'distinct(shipped)',
  'min_of(revenue)',
  "max_of(revenue, channel == 'app')",
  'first_date()',
  'last_date(units > 2)',
  'active_days()',
  'sum(net)',
  'sum(revenue, owner == "o1")',
  'sum(revenue) / previous(sum(revenue)) - 1',
  'count() - same_last_year(count())',
  'per_month(mean(revenue), 3)',
  'per_month(distinct(merchant), 2)',
  'share(sum(revenue))',
  'rank_of(sum(units))',
  'share(previous(sum(revenue)))',
  'metric(review)',
  'metric(review) - previous(metric(review))',
  'coalesce(metric(late), mean(units))',
  'age_days(last_date())',
];

const formula = fc.constantFrom(...FORMULAS);

function oneOf<Spec>(
  methods: readonly Specified[],
  options: Readonly<Record<string, object>> = OPTIONS,
  more: object = {},
): fc.Arbitrary<Spec> {
  // A model that a method does not fit is refused by the reader of models, and the test counts those.
  return fc.constantFrom(
    ...methods.map(each => ({ method: methodName(each), ...options[methodName(each)], ...more }) as Spec),
  );
}

const sometimes = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined, freq: 2 });

const missingSpec = fc.oneof(
  { weight: 5, arbitrary: oneOf<NonNullable<ModelDocument['missing']>>(missing.methods) },
  ...[[], ['region']].map(by => ({ weight: 1, arbitrary: fc.constant({ method: 'peer-mean' as const, by }) })),
);

const indicator = fc.record(
  {
    formula,
    direction: fc.constantFrom('benefit' as const, 'cost' as const),
    support: sometimes(fc.constant({ evidence: 'count()', atLeast: 2 })),
    shrink: sometimes(fc.constant({ by: 'count()', strength: 3 })),
    transform: oneOf<NonNullable<ModelDocument['indicators'][number]['transform']>>(transforms.methods),
    missing: missingSpec,
    outliers: oneOf<NonNullable<ModelDocument['outliers']>>(outliers.methods),
    normalize: oneOf<NonNullable<ModelDocument['normalize']>>(normalizers.methods),
  },
  { requiredKeys: ['formula'] },
);

/** A document that may or may not be a model. */
export const document: fc.Arbitrary<ModelDocument> = fc
  .record({
    indicators: fc.array(indicator, { minLength: 3, maxLength: 3 }),
    within: fc.constantFrom<string[]>(['category'], ['category'], ['category'], [], ['category', 'merchant']),
    end: sometimes(fc.constant('2018-06-30')),
    days: sometimes(fc.constantFrom(20, 61)),
    where: sometimes(fc.constant('revenue > -40')),
    eligible: sometimes(fc.constantFrom('count() >= 2', 'sum(units) > 3')),
    screen: sometimes(fc.constant({ present: 0.6 })),
    weights: oneOf<WeightSpec>(weightMethods),
    aggregate: oneOf<AggregateSpec>(aggregateMethods),
    grade: fc.oneof(
      ...(['peers', 'all'] as const).map(across =>
        oneOf<NonNullable<ModelDocument['grade']>>(gradeMethods, GRADES, { grades: ['A', 'B', 'C'], across }),
      ),
    ),
    rank: oneOf<NonNullable<ModelDocument['rank']>>(rankMethods),
    list: sometimes(fc.constantFrom({ size: 2 }, { size: 2, entry: 1, exit: 3, across: 'all' as const })),
  })
  .map(({ indicators, within, end, days, where, eligible, screen, weights, aggregate, grade, rank, list }) => ({
    version: 1 as const,
    name: 'random',
    rate: { unit: ['brand'], within },
    period: { ...(end ? { end } : {}), ...(days ? { days } : {}) },
    sales: { ...(where ? { where } : {}), derive: { net: 'revenue - coalesce(units, 0)' } },
    indicators: indicators.map(({ support, shrink, ...each }, at) => ({
      id: `i${at}`,
      ...each,
      ...support,
      ...(shrink ? { shrink } : {}),
    })),
    index: { id: 'power', weights, aggregate, of: indicators.map((_, at) => ({ id: `i${at}`, weight: at + 1 })) },
    ...(eligible ? { eligible } : {}),
    ...(screen ? { screen } : {}),
    grade,
    rank,
    ...(list ? { list } : {}),
    ties: ['i1'],
  }));

const NAMES = ['Ada', 'Bo', '__proto__', '<b>"x"</b>', '=1+1', 'a\nb', 'ﬁ', '雅', 'x'.repeat(10_000), null];
const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('Ada', 'Bo', 'Cy', 'Di', 'Ed') },
  { weight: 1, arbitrary: fc.constantFrom(...NAMES) },
);
const dayNear = fc
  .integer({ min: 0, max: 540 })
  .map(back => new Date(Date.UTC(2018, 6, 10) - back ** 2 * 300_000).toISOString().slice(0, 10));

/** Amounts of one kind: mostly the common ones, so that a scale is kept for a while. */
const amounts: readonly fc.Arbitrary<number | null>[] = [
  fc.integer({ min: -5, max: 40 }),
  fc.integer({ min: -5_000, max: 90_000 }).map(cents => cents / 100),
  fc.double({ min: -50, max: 900, noNaN: true }),
  fc.oneof(fc.constantFrom(0, -0, 1e300, -1e300, 2 ** 53, 5e-324, 0.1, 1e15 + 0.5, null), fc.integer({ max: 9 })),
];

const saleOf = (amount: fc.Arbitrary<number | null>): fc.Arbitrary<Row> =>
  fc.record({
    date: fc.oneof({ weight: 12, arbitrary: dayNear }, { weight: 1, arbitrary: fc.constant(null) }),
    shipped_date: fc.constantFrom('2018-06-01', '2018-06-02', null),
    merchant: fc.constantFrom('north', 'south', 'west'),
    brand: name,
    category: fc.constantFrom('tea', 'tea', 'jam', 'ice', 'rare', null),
    channel: fc.constantFrom('web', 'app', null),
    units: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constant(null)),
    revenue: amount,
  });

const sale = fc
  .nat(amounts.length - 1)
  .map(kind => fc.oneof({ weight: 30, arbitrary: saleOf(amounts[kind]) }, ...amounts.map(saleOf)));

const metric = fc.record({
  brand: name,
  category: fc.constantFrom('tea', 'jam', 'ice'),
  date: fc.constantFrom('2018-01-01', '2018-06-10', '2018-06-20'),
  region: fc.constantFrom('east', 'west', null),
  review: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(null)),
  late: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** What happens in one update; `withdrawn` says which of the rows that are there, by their place among them. */
export interface Step {
  readonly sales: readonly Row[];
  readonly withdrawn: readonly number[];
  readonly metrics: readonly Row[];
}

/** Rows of metrics of which no two are for one unit and day, whatever the peers. */
const metricRows = (maxLength: number): fc.Arbitrary<Row[]> =>
  fc.uniqueArray(metric, { maxLength, selector: ({ brand, date }) => JSON.stringify([brand, date]) });

/** The tables at first, and what happens to them. */
export const history: fc.Arbitrary<{ sales: Row[]; metrics: Row[]; steps: Step[] }> = sale.chain(each =>
  fc.record({
    sales: fc.array(each, { minLength: 4, maxLength: 60, size: 'max' }),
    metrics: metricRows(12),
    steps: fc.array(
      fc.record({
        sales: fc.array(each, { maxLength: 8 }),
        withdrawn: fc.oneof(
          { weight: 2, arbitrary: fc.constant([]) },
          { weight: 1, arbitrary: fc.uniqueArray(fc.nat(200), { maxLength: 6 }) },
        ),
        metrics: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: metricRows(4) }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  }),
);
