// Every measure, shift and comparison inside of whole models, over many periods: the same in SQL as in memory.
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measures, rowFunctions, unitFunctions } from '../../src/expr/functions.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import type { Tables } from '../../src/model/sources.ts';
import type { Model, ModelDocument } from '../../src/model/spec.ts';
import { connect, differences, loadAll } from './inDuckdb.ts';
import { shop } from './populations.ts';

const MEASURES = [
  'sum(revenue)', 'sum(revenue, units > 2)', "sum(revenue * units, channel == 'web')", 'sum(revenue, units > 100)', 'sum(1)', 'sum(exp(revenue * 1000))',
  'mean(revenue)', "mean(units, channel != 'web')", 'mean(revenue / units)', 'mean(revenue, units > 100)', 'count()', 'count(units > 1)', 'count(revenue)',
  'count(merchant, units > 1)', 'count(revenue / units)', 'distinct(merchant)', "distinct(merchant, channel == 'app')", 'distinct(units)', 'distinct(revenue * 0)', 'distinct(units, units > 100)',
  'min_of(revenue)', 'max_of(units, revenue > 0)', 'age_days(min_of(since)) - age_days(max_of(since))', 'max_of(date) - min_of(date)', 'last_date() - first_date()', 'first_date(units > 3) - last_date(units > 3)',
  'active_days()', 'active_days(units > 2)', 'active_days(units > 100)', 'sum(revenue * 0.5 ^ (age_days() / 30))', 'mean(age_days(since))', "count(since < '2019-02-01')",
  'count(age_days(since) - age_days() > 10)', 'sum(column("revenue"))', 'count(not (units > 1) or revenue > 0)', 'count(brand == merchant)', "count(date >= '2020-06-01' and date <= '2020-06-30')",
]; // prettier-ignore
const UNITS = [
  'share(sum(revenue))', 'share(mean(revenue))', 'share(count() + 1)', 'share(sum(revenue) - sum(revenue))', 'rank_of(sum(revenue))', 'rank_of(-count())', 'rank_of(count() + sum(units) * 1e-14)', 'rank_of(mean(units))',
  'share(rank_of(count()))', 'rank_of(share(sum(units)) * 2)', 'age_days(last_date())', 'age_days(min_of(since))', "brand == 'b1' ? 1 : 0", "category != 'tea' ? sum(units) : -1",
  'abs(sum(revenue))', 'log(sum(revenue))', 'log1p(count())', 'exp(-count())', 'exp(count() * 1000)', 'sqrt(sum(revenue))', 'min(sum(units), count(), 3)', 'max(mean(revenue), mean(units))',
  'clamp(sum(units), 2, 9)', 'coalesce(mean(revenue), count())', 'sum(units) / (count() - 3)', 'count() ^ 0.5', '-(count() + 1)', 'sum(units) > 4 and mean(revenue) > 0 ? 1 : 0',
]; // prettier-ignore
const METRICS = [
  'metric(score)', 'metric(score) * metric(reviews)', 'share(metric(reviews))', 'rank_of(metric(score))', 'coalesce(metric(score), sum(units))', 'per_month(metric(score), 6)',
  'age_days(launched)', 'fee + count()', "owner == 'o1' ? 1 : 0", "department == 'drinks' ? count() : 0", "launched > '2019-06-01' ? 1 : 0",
  "sum(revenue, kind == 'big')", 'mean(age_days(onboarded) - age_days())', 'distinct(owner)', 'sum(fee)', "count(date > onboarded)", "distinct(department)",
]; // prettier-ignore
const PER_MONTH = ['per_month(sum(revenue), 1)', 'per_month(count(), 3)', 'per_month(mean(revenue), 12)', 'per_month(share(sum(units)), 4)', 'share(per_month(sum(revenue), 2))', 'sum(revenue) / per_month(sum(revenue), 6)', 'per_month(rank_of(count()), 2)']; // prettier-ignore
const SHIFTS = [
  'previous(sum(revenue))', 'sum(revenue) / previous(sum(revenue)) - 1', 'previous(previous(count()))', 'previous(share(sum(revenue)))', 'share(previous(sum(revenue)))', 'previous(rank_of(mean(units)))', 'previous(count() + 1)',
  'rank_of(previous(count()) + 1)', 'same_last_year(sum(revenue))', 'same_last_year(previous(count()))', 'previous(same_last_year(count()))', 'same_last_year(active_days())', 'previous(sum(revenue * 0.5 ^ (age_days() / 30)))',
  'previous(first_date()) - first_date()', 'previous(age_days(last_date()))', 'previous(per_month(count(), 2))', 'per_month(previous(count()), 2)', 'same_last_year(per_month(sum(units), 3))', 'previous(metric(score))', 'same_last_year(metric(reviews))',
]; // prettier-ignore

let connection: DuckDBConnection;
let tables: Tables;
beforeAll(async () => {
  connection = await connect();
  tables = await loadAll(connection, shop(7));
});
afterAll(() => connection.closeSync());

function modelOf(formulas: readonly string[], changes: Partial<ModelDocument> = {}): Model {
  const ids = formulas.map((_, at) => ({ id: `f${at}` }));
  const indicators = formulas.map((formula, at) => ({ id: `f${at}`, formula }));
  return parseModel({ version: 1, name: 'formulas', indicators, index: { id: 'all', of: ids }, ...changes });
}

/** Differences with the formula in place of its id. */
async function agree(formulas: readonly string[], changes: Partial<ModelDocument> = {}): Promise<void> {
  const { metrics: _, ...withoutMetrics } = tables;
  const own = formulas.some(formula => formula.includes('metric(')) ? tables : withoutMetrics;
  const found = await differences(connection, modelOf(formulas, changes), own);
  const named = found.map(line =>
    line.replace(
      /: (raw_)?f(\d+) is/,
      (_, raw: string | undefined, at: string) => `: ${raw ?? ''}${formulas[Number(at)]} is`,
    ),
  );
  expect(named).toEqual([]);
}

const PERIODS: readonly ModelDocument['period'][] = [
  {},
  { days: 90 },
  { end: '2020-02-29', days: 29 },
  { end: '2020-03-31' },
  { end: '2021-03-01', days: 70 },
];

describe.each(PERIODS)('in the period %o', period => {
  it('measures', () => agree(MEASURES, { period }));
  it('formulas about units', () => agree(UNITS, { period }));
  it('metrics and attributes', () => agree(METRICS, { period }));
  it('months', () => agree(PER_MONTH, { period }));
});

describe('shifted periods', () => {
  it.each([
    ['2020-02-29', 2],
    ['2020-02-29', 366],
    ['2020-03-31', 31],
    ['2020-12-30', 3],
    ['2020-07-30', 28],
    ['2019-12-31', 90],
    ['2021-02-28', 89],
  ])('that end on %s, of %i days', (end, days) => agree(SHIFTS, { period: { end, days } }));
  it('from the last date in the data', () => agree(SHIFTS, { period: { days: 45 } }));
});

describe('the rest of a model', () => {
  const period = { end: '2020-10-31', days: 120 };
  const formulas = ['sum(revenue)', 'share(sum(net))', 'previous(count())'];
  const derive = { net: 'coalesce(revenue, 0) - cost', cost: 'units * fee', half: 'net / 2' };

  it('derived columns and a filter', () =>
    agree(formulas, { period, sales: { where: "net != 3 and channel != 'app'", derive } }));
  it('a filter on an attribute', () =>
    agree(['sum(revenue)', 'distinct(merchant)'], { period, sales: { where: "kind == 'big' and date > onboarded" } }));
  it('no peers', () => agree(['share(sum(revenue))', 'rank_of(count())'], { period, rate: { within: [] } }));
  it('several keys', () =>
    agree(['share(sum(revenue))', 'metric(score)'], {
      period,
      rate: { unit: ['merchant', 'brand'], within: ['category', 'channel'] },
    }));
  it('merchants as units', () =>
    agree(['sum(revenue)', 'age_days(onboarded)'], { period, rate: { unit: ['merchant'], within: [] } }));
  it('owners as units, within departments', () =>
    agree(['sum(revenue)', 'share(count())'], { period, rate: { unit: ['owner'], within: ['department'] } }));
  it('channels as units', () =>
    agree(['sum(revenue)', 'per_month(count(), 5)'], { period, rate: { unit: ['channel'], within: ['brand'] } }));
  it('metrics of brands alone, in all categories', async () => {
    const metrics = new Map([
      ['brand', ['b1', 'b2', 'b3']],
      ['score', [1, 2, 3]],
      ['reviews', [4, null, 6]],
    ] as const);
    const both = { ...tables, ...(await loadAll(connection, { metrics })) };
    const model = modelOf(['metric(score)', 'metric(reviews) * count()', 'previous(metric(score))'], { period });
    expect(await differences(connection, model, both)).toEqual([]);
    await loadAll(connection, { metrics: shop(7).metrics });
  });
  it('eligibility, evidence, shrinkage, grades and ties', () =>
    agree([], {
      period,
      indicators: [
        { id: 'a', formula: 'sum(revenue)', transform: 'sqrt', direction: 'cost' },
        {
          id: 'b',
          formula: 'mean(revenue)',
          evidence: 'count()',
          atLeast: 6,
          shrink: { by: 'sum(units)', strength: 5 },
          missing: { method: 'peer-median' },
        },
      ],
      index: { id: 'all', of: [{ id: 'a' }, { id: 'b' }] },
      eligible: 'count() >= 5 and share(count()) > 0.02',
      grade: { method: 'quantile', grades: ['A', 'B'], shares: [0.5] },
      rank: { method: 'ordinal' },
      ties: ['a'],
    }));
  it.each(['peers', 'all'] as const)('grades that are held and a list, as in a first release, across %s', across =>
    agree(['sum(revenue)', 'count()'], {
      period,
      eligible: 'count() >= 5',
      grade: { method: 'quantile', grades: ['A', 'B'], shares: [0.5], buffer: 2, stay: 3, steps: 1 },
      list: { size: 3, entry: 2, exit: 5, across },
    }),
  );
});

describe('metrics alone', () => {
  const metricsOnly = (): Tables => ({ metrics: tables.metrics, brands: tables.brands }) as Tables;
  it.each<ModelDocument['period']>([{}, { end: '2019-12-31' }, { end: '2019-12-31', days: 100 }])(
    'in the period %o',
    async period => {
      const formulas = [
        'metric(score)',
        'share(metric(reviews))',
        'fee * 1',
        'age_days(launched)',
        'per_month(metric(score), 3)',
        ...(period?.days ? ['previous(metric(score))'] : []),
      ];
      expect(await differences(connection, modelOf(formulas, { period }), metricsOnly())).toEqual([]);
    },
  );
  it('by owner, without dates', async () => {
    const metrics = new Map([
      ['owner', ['x', 'y', 'z']],
      ['score', [1, null, 3]],
    ] as const);
    const own = await loadAll(connection, { metrics });
    const model = modelOf(['metric(score)'], { rate: { unit: ['owner'], within: [] } });
    expect(await differences(connection, model, own)).toEqual([]);
    await loadAll(connection, { metrics: shop(7).metrics });
  });
});

it('tries every function of the formula language', () => {
  const text = [...MEASURES, ...UNITS, ...METRICS, ...PER_MONTH, ...SHIFTS].join(' ');
  const untried = [...measures.keys(), ...rowFunctions.keys(), ...unitFunctions.keys()].filter(
    name => !text.includes(`${name}(`),
  );
  expect(untried).toEqual([]);
});
