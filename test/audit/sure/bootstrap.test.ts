import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandsOf } from '../../../src/audit/sure/bands.ts';
import { bootstrap, bootstrapBy } from '../../../src/audit/sure/bootstrap.ts';
import type { Bootstrap } from '../../../src/audit/sure/bootstrap.ts';
import { drawnCounts, resampled, runReplicates } from '../../../src/audit/sure/replicates.ts';
import { run } from '../../../src/model/run.ts';
import type { Tables } from '../../../src/model/sources.ts';
import type { Model } from '../../../src/model/spec.ts';
import { columnNamed } from '../../../src/model/sources.ts';
import { dayOf, isoDay } from '../../../src/table/days.ts';
import { table } from '../../../src/table/table.ts';
import type { ColumnInput, Table } from '../../../src/table/table.ts';
import { textAt } from '../../../src/table/text.ts';
import type { TextColumn } from '../../../src/table/text.ts';
import '../../support/arbitraries.ts';
import { distance, expectClose } from '../../support/close.ts';
import { fixtureTables } from '../../support/fixtureTables.ts';
import { modelOf, picked, rows, shuffled, unitNames } from '../../support/market.ts';

/** The merchants of a table, and the table in which each stands as often as it is drawn, under a name of its own each time. */
function redrawn(model: Model, { sales, ...others }: Tables, counts: Float64Array): Tables {
  const whole = sales as Table;
  const merchants = columnNamed(model, { sales: whole }, 'sales', 'merchant') as TextColumn;
  const file = model.columns.sales?.merchant ?? 'merchant';
  const names = [...new Set(merchants.codes)].map(code => merchants.words[code]).sort();
  const place = new Map(names.map((name, at) => [name, at]));
  const [chosen, copies]: [number[], string[]] = [[], []];
  for (let row = 0; row < whole.rows; row++) {
    const name = textAt(merchants, row) as string;
    for (let copy = 0; copy < counts[place.get(name) as number]; copy++) {
      chosen.push(row);
      copies.push(`${name} ${copy}`);
    }
  }
  const again = picked(whole, Uint32Array.from(chosen));
  return { ...others, sales: table([...again.columns].map(([name, column]): [string, ColumnInput] => [name, name === file ? copies : column])) }; // prettier-ignore
}

/** Holds a replicate against the model run on the redrawn table itself. */
function expectAsRedrawn(model: Model, tables: Tables, counts: Float64Array): number {
  const { rate, measured } = resampled(model, tables, 'merchant');
  const { scored, listed } = rate(counts);
  const again = run(model, redrawn(model, tables, counts));
  const names = unitNames({ count: measured.units.count, keys: measured.units.keys.map(column => ({ name: '', column })) }); // prettier-ignore
  const units = unitNames(again).map(name => names.indexOf(name));
  expect(units.every(unit => listed[unit] === 1)).toBe(true);
  expect(listed.reduce((sum, each) => sum + each, 0)).toBe(again.count);
  const at = (column: ArrayLike<number>): number[] => units.map(unit => column[unit]);
  model.indicators.forEach(({ id }, position) =>
    expectClose(at(scored.indicators[position].raw), again.indicators[position].raw, `raw ${id}`),
  );
  expectClose(at(scored.score), again.score, 'score');
  expect(at(scored.rank)).toEqual(Array.from(again.rank));
  expect(at(scored.grade?.codes ?? [])).toEqual(Array.from(again.grade?.codes ?? at([])));
  return Math.max(...at(scored.score).map((score, unit) => distance(score, again.score[unit])));
}

const everyMeasure = modelOf({
  indicators: [
    { id: 'sold', formula: 'sum(revenue)', transform: 'log1p' },
    { id: 'price', formula: 'mean(revenue / units)' },
    { id: 'many', formula: 'sum(revenue, units > 2) / sum(revenue)' },
    { id: 'least', formula: 'min_of(revenue)' },
    { id: 'most', formula: 'max_of(units)', direction: 'cost' },
    { id: 'reach', formula: 'distinct(merchant)' },
    { id: 'channels', formula: 'distinct(channel)' },
    { id: 'days', formula: 'active_days()' },
    { id: 'since', formula: 'age_days(first_date())' },
    { id: 'last', formula: 'age_days(last_date())', direction: 'cost' },
    { id: 'growth', formula: 'sum(revenue) / previous(sum(revenue))', evidence: 'count()', atLeast: 2 },
    { id: 'part', formula: 'share(count())', shrink: { by: 'count(units)', strength: 3 } },
    { id: 'place', formula: 'rank_of(sum(units))', direction: 'cost' },
  ],
  missing: { method: 'peer-median' },
  eligible: 'count() >= 2',
  index: { id: 'power', of: ['sold', 'price', 'many', 'least', 'most', 'reach', 'channels', 'days', 'since', 'last', 'growth', 'part', 'place'].map(id => ({ id })) }, // prettier-ignore
  grade: { method: 'quantile', grades: ['A', 'B'], shares: [0.5] },
});

const aRow = fc.record({
  date: fc.integer({ min: 0, max: 61 }).map(back => isoDay(dayOf('2018-08-31') - back) as string),
  merchant: fc.constantFrom('North', 'South', '__proto__', '=1+1', 'East\n'),
  brand: fc.constantFrom('Ada', 'Bo', 'Cy', 'constructor'),
  category: fc.constantFrom('tea', 'jam'),
  channel: fc.constantFrom('app', 'shop', null),
  units: fc.option(fc.integer({ min: 1, max: 5 })),
  revenue: fc.option(fc.integer({ min: -500, max: 5000 }).map(cents => cents / 100)),
});

describe('a replicate', () => {
  it('is what the model gives for the redrawn table, for every measure and any draw', () => {
    const draws = fc.record({ of: fc.array(aRow, { minLength: 3, maxLength: 40 }), counts: fc.array(fc.nat(3), { minLength: 5, maxLength: 5 }) }); // prettier-ignore
    let compared = 0;
    fc.assert(
      fc.property(draws, ({ of, counts }) => {
        const sales = rows([...of, { ...of[0], date: '2018-08-31' }]);
        const merchants = new Set(of.map(({ merchant }) => merchant.trim())).size;
        const drawn = Float64Array.from(counts.slice(0, merchants));
        const inPeriod = redrawn(everyMeasure, { sales }, drawn);
        try {
          run(everyMeasure, inPeriod);
        } catch {
          // Nothing was drawn in the period.
          return;
        }
        compared++;
        expectAsRedrawn(everyMeasure, { sales }, drawn);
      }),
    );
    expect(compared).toBeGreaterThan(60);
  });

  it('is what the model gives for the redrawn table of 190,079 real rows, 1e-9', async () => {
    const { model, tables } = await fixtureTables('groceries');
    const { blocks } = resampled(model, tables, 'merchant');
    expect(blocks).toBe(60);
    const off = expectAsRedrawn(model, tables, drawnCounts({ by: 'merchant', seed: 7 }, 0, blocks));
    expect(off).toBeLessThan(1e-9);
  });

  it('that draws every block once is the rating itself', async () => {
    const { model, tables } = await fixtureTables('marketplace');
    const { rate, blocks } = resampled(model, tables, 'date');
    const result = run(model, tables);
    const { scored } = rate(new Float64Array(blocks).fill(1));
    expectClose(scored.score, result.score, 'score');
    expect(scored.rank).toEqual(result.rank);
  });
});

const small = (): { model: Model; sales: Table } => ({
  model: modelOf({
    indicators: [{ id: 'sold', formula: 'sum(revenue)' }],
    normalize: { method: 'goalposts', low: 0, high: 200, to: [0, 100] },
    grade: { method: 'cut-points', grades: ['A', 'B'], from: [50] },
  }),
  sales: rows(
    ['North', 'South', 'East', 'West'].flatMap((merchant, at) => [
      { date: '2018-08-30', merchant, brand: 'Ada', category: 'tea', revenue: 30 + at },
      { date: '2018-08-30', merchant, brand: 'Bo', category: 'tea', revenue: 29 + 4 * (at % 2) },
      { date: '2018-08-31', merchant, brand: 'Cy', category: 'tea', revenue: 5 },
    ]),
  ),
});

const bytes = (answer: Bootstrap): string =>
  JSON.stringify({ ...answer, units: answer.units.count }, (_, each: unknown) =>
    ArrayBuffer.isView(each) ? Array.from(each as Float64Array, String) : each,
  );

describe('bootstrap', () => {
  it('gives the same bytes whatever the order of the rows', () => {
    const { model, sales } = small();
    const options = { by: 'merchant', replicates: 50, seed: 3 };
    const again = picked(sales, shuffled(sales.rows, 5));
    expect(bytes(bootstrap(model, { sales: again }, options))).toBe(bytes(bootstrap(model, { sales }, options)));
  });

  it('gives the same bytes when its replicates run elsewhere, in any ranges', async () => {
    const { model, sales } = small();
    const options = { by: 'merchant', replicates: 50, seed: 3 };
    const own = bytes(bootstrap(model, { sales }, options));
    for (const size of [1, 7, 50]) {
      const answer = await bootstrapBy(model, { sales }, options, size, ranges =>
        Promise.resolve(ranges.map(range => runReplicates(resampled(model, { sales }, 'merchant'), options, range))),
      );
      expect(bytes(answer)).toBe(own);
    }
  });

  it('hangs on the seed', () => {
    const { model, sales } = small();
    const of = (seed: number): string => bytes(bootstrap(model, { sales }, { by: 'merchant', replicates: 20, seed }));
    expect(of(1)).not.toBe(of(2));
  });

  it('of blocks that are alike leaves nothing to chance', () => {
    const { model, sales } = small();
    const { scoreInterval, score, error, rankInterval, rank, grades, band } = bootstrap(model, { sales }, { by: 'date', replicates: 20, seed: 1 }); // prettier-ignore
    // Two days: one with Ada and Bo, one with Cy, so that a day that is drawn twice doubles its sales.
    expect(scoreInterval.high[0]).toBeGreaterThan(score[0]);
    const one = bootstrap(model, { sales }, { by: 'category', replicates: 20, seed: 1 });
    expect(one.blocks).toBe(1);
    expect(one.scoreInterval.low).toEqual(one.score);
    expect(one.scoreInterval.high).toEqual(one.score);
    expect(Array.from(one.error)).toEqual([0, 0, 0]);
    expect(Array.from(one.band)).toEqual([1, 2, 3]);
    expect([error.length, rankInterval.low.length, rank.length, grades?.length, band.length]).toEqual([3, 3, 3, 2, 3]);
  });

  it('tells the share of each grade, which sum to 1, and bands that hold what cannot be told apart', () => {
    const { model, sales } = small();
    const { grades, band, rankInterval } = bootstrap(model, { sales }, { by: 'merchant', replicates: 200, seed: 1 });
    const [a, b] = grades ?? [];
    for (let unit = 0; unit < 3; unit++) expect(a.share[unit] + b.share[unit]).toBeCloseTo(1, 12);
    // Ada and Bo differ by 1 in a sum of over 120; Cy sells a sixth.
    expect(Array.from(band)).toEqual([1, 1, 2]);
    expect(rankInterval.low[2]).toBe(3);
    expect(a.share[2]).toBe(0);
  });

  it('refuses what cannot be drawn, before anything is computed', () => {
    const { model, sales } = small();
    const draw = (by: string, replicates = 10): (() => unknown) => () => bootstrap(model, { sales }, { by, replicates, seed: 1 }); // prettier-ignore
    expect(draw('shop')).toThrow('by: no column "shop" of the sales rows to draw by');
    expect(draw('merchant', 1)).toThrow('replicates: must be a whole number from 2');
    expect(draw('merchant', 1e9)).toThrow('replicates: must be a whole number from 2');
    expect(() => bootstrap(model, { sales }, { by: 'date', replicates: 9, seed: 1, level: 1 })).toThrow('level: ');
  });
});

describe('bands', () => {
  const one = (spreads: readonly number[], scores: readonly number[]): number[] => {
    const replicates = 400;
    const wave = (unit: number, at: number): number => Math.sin(997 * (unit + 1) * (at + 1)) * Math.SQRT2;
    const values = Float64Array.from({ length: scores.length * replicates }, (_, place) => {
      const unit = Math.floor(place / replicates);
      return scores[unit] + spreads[unit] * wave(unit, place % replicates);
    });
    const rank = Float64Array.from(scores, score => 1 + scores.filter(other => other > score).length);
    return Array.from(bandsOf({ replicates, scores: values, score: Float64Array.from(scores), rank }, [...scores.keys()], 0.9)); // prettier-ignore
  };

  it('part units whose distance is many errors, and join those within', () => {
    expect(one([1, 1, 1], [90, 60, 30])).toEqual([1, 2, 3]);
    expect(one([10, 10, 10], [62, 60, 58])).toEqual([1, 1, 1]);
    expect(one([1, 1, 1, 1], [90, 89.5, 60, 59.8])).toEqual([1, 1, 2, 2]);
  });

  it('hold more units than are looked at first', () => {
    const scores = Array.from({ length: 100 }, (_, unit) => 50 - unit / 1e4);
    expect(new Set(one(scores.map(() => 5), scores))).toEqual(new Set([1])); // prettier-ignore
  });
});
