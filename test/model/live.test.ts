import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RatingError } from '../../src/errors/ratingError.ts';
import { liveRating } from '../../src/model/live.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import type { Result } from '../../src/model/result.ts';
import { run } from '../../src/model/run.ts';
import type { Tables } from '../../src/model/sources.ts';
import type { Model, ModelDocument } from '../../src/model/spec.ts';
import { dates } from '../../src/table/days.ts';
import { numbers, table } from '../../src/table/table.ts';
import type { Column, ColumnInput, Table } from '../../src/table/table.ts';
import { textColumn } from '../../src/table/text.ts';
import { byUnit, formulaModel, modelOf, rawByUnit, resultText, unitNames } from '../support/market.ts';
import type { Row } from '../support/market.ts';
import { document, history } from './liveCases.ts';

const SALES = ['date', 'shipped_date', 'merchant', 'brand', 'category', 'channel', 'units', 'revenue'];
const NUMBERS = ['units', 'revenue', 'review', 'late'];
const METRICS = ['brand', 'category', 'date', 'region', 'review', 'late'];
const brands = table({ brand: ['Ada', 'Bo', 'Cy', '__proto__'], owner: ['o1', 'o2', 'o1', 'o1'] });

/** Typed by name, so that columns without a value are what they are. */
function typed(of: readonly Row[], names: readonly string[]): Table {
  return table(
    names.map((name): [string, ColumnInput] => {
      const values = of.map(row => row[name] ?? null);
      if (name.endsWith('date')) return [name, dates(values as (string | null)[])];
      if (NUMBERS.includes(name)) return [name, numbers(values as (number | null)[])];
      return [name, textColumn(values as (string | null)[])];
    }),
  );
}

function tablesOf(sales: readonly Row[], metrics: readonly Row[]): Tables {
  return { sales: typed(sales, SALES), metrics: typed(metrics, METRICS), brands };
}

/** What one row of metrics is for; a row without a key is only itself. */
function metricKey({ rate }: Model): (row: Row) => unknown {
  const names = [...rate.within.filter(name => METRICS.includes(name)), 'brand', 'date'];
  return row => (row.brand === null ? row : JSON.stringify(names.map(name => row[name])));
}

/** A result with every bit of it, or what is said instead. */
function told(make: () => Result): string {
  try {
    const result = make();
    return `${resultText(result)}\n${JSON.stringify(result.rejects)}`;
  } catch (error) {
    if (!(error instanceof RatingError)) throw error;
    return String(error);
  }
}

/** A document that the reader refuses is no model. */
function modelFrom(from: ModelDocument): Model | undefined {
  try {
    return parseModel({ ...from, columns: { sales: { shipped: 'shipped_date' } } });
  } catch {
    return undefined;
  }
}

describe('a live rating', () => {
  it('is the full run to the last bit, over 1,000 random histories under random models', { timeout: 900_000 }, () => {
    let [models, results] = [0, 0];
    fc.assert(
      fc.property(
        document.filter(each => modelFrom(each) !== undefined),
        history,
        (from, { sales, metrics, steps }) => {
          const model = modelFrom(from) as Model;
          const full = told(() => run(model, tablesOf(sales, metrics)));
          let live: ReturnType<typeof liveRating>;
          try {
            live = liveRating(model, tablesOf(sales, metrics));
          } catch (error) {
            expect(String(error)).toBe(full);
            return;
          }
          models++;
          expect(told(live.result)).toBe(full);
          let present = sales.map((row, at) => ({ row, number: at + 1 }));
          let given = sales.length;
          const keyOf = metricKey(model);
          const known = new Map(metrics.map(row => [keyOf(row), row]));
          for (const step of steps) {
            const gone = new Set(step.withdrawn.map(at => present[at]?.number));
            gone.delete(undefined as never);
            for (const row of step.metrics) known.set(keyOf(row), row);
            present = [
              ...present.filter(({ number }) => !gone.has(number)),
              ...step.sales.map((row, at) => ({ row, number: given + at + 1 })),
            ];
            given += step.sales.length;
            live.update({
              sales: typed(step.sales, SALES),
              metrics: typed(step.metrics, METRICS),
              withdrawn: [...gone],
            });
            const now = tablesOf(
              present.map(({ row }) => row),
              [...known.values()],
            );
            const whole = told(() => run(model, now));
            if (!whole.startsWith('RatingError')) results++;
            expect(told(live.result)).toBe(whole);
            expect(told(() => run(model, live.tables()))).toBe(whole);
          }
        },
      ),
      { numRuns: 1_000 },
    );
    // The histories are no empty ones.
    expect(models).toBeGreaterThan(900);
    expect(results).toBeGreaterThan(1_500);
  });
});

const market = table({
  date: dates(['2018-08-01', '2018-08-02', '2018-08-03', null, '2018-08-05']),
  brand: ['Ada', 'Bo', '__proto__', 'Ada', 'Di'],
  category: ['tea', 'tea', 'tea', 'tea', 'jam'],
  revenue: [10, 30, 20, 5, 8],
});
const sold = modelOf({ period: { end: '2018-08-31', days: 31 } });

function more(brand: string | null, revenue: number, category = 'tea'): Table {
  return table({
    date: dates(['2018-08-20']),
    brand: textColumn([brand]),
    category: [category],
    revenue: [revenue],
  });
}

describe('an update', () => {
  it('adds rows to a unit', () => {
    const live = liveRating(sold, { sales: market });
    live.update({ sales: more('Ada', 25) });
    expect(rawByUnit(live.result())).toEqual({ 'tea/Ada': 35, 'tea/Bo': 30, 'tea/__proto__': 20, 'jam/Di': 8 });
    expect(byUnit(live.result(), live.result().rank)).toEqual({
      'tea/Ada': 1,
      'tea/Bo': 2,
      'tea/__proto__': 3,
      'jam/Di': 1,
    });
  });

  it('brings a unit among its peers, and peers that were not there', () => {
    const live = liveRating(sold, { sales: market });
    live.update({ sales: more('Ed', 15) });
    live.update({ sales: more('Ed', 1, 'ice') });
    expect(unitNames(live.result())).toEqual(['ice/Ed', 'jam/Di', 'tea/Ada', 'tea/Bo', 'tea/Ed', 'tea/__proto__']);
  });

  it('counts a row that cannot be used, by its number among all', () => {
    const live = liveRating(sold, { sales: market });
    live.update({ sales: more(null, 15) });
    expect(live.result().rejects).toEqual([
      { table: 'sales', row: 4, column: 'date', reason: 'no date' },
      { table: 'sales', row: 6, column: 'brand', reason: 'no brand' },
    ]);
    expect(live.result().rows.sales).toEqual({ read: 6, used: 4, rejected: 2, filtered: 0 });
  });

  it('takes rows back by their numbers, which the others keep', () => {
    const live = liveRating(sold, { sales: market });
    live.update({ withdrawn: [1, 2] });
    expect(unitNames(live.result())).toEqual(['jam/Di', 'tea/__proto__']);
    expect(live.result().rejects.map(({ row }) => row)).toEqual([2]);
    live.update({ withdrawn: [4], sales: more('Ada', 1) });
    expect(live.result().rejects).toEqual([]);
    live.update({ withdrawn: [6] });
    expect(unitNames(live.result())).toEqual(['jam/Di', 'tea/__proto__']);
  });

  it('corrects a row: it is taken back and added as it should be', () => {
    const live = liveRating(sold, { sales: market });
    live.update({ withdrawn: [2], sales: more('Bo', 12) });
    expect(rawByUnit(live.result())['tea/Bo']).toBe(12);
  });

  it('moves the period where its end is left to the data', () => {
    const live = liveRating(modelOf({ period: { days: 31 } }), { sales: market });
    live.update({ sales: table({ date: dates(['2018-09-04']), brand: ['Bo'], category: ['tea'], revenue: [1] }) });
    expect(live.result().period).toEqual({ start: '2018-08-05', end: '2018-09-04' });
    live.update({ withdrawn: [6] });
    expect(live.result().period).toEqual({ start: '2018-07-06', end: '2018-08-05' });
  });

  it('leaves earlier results, and the tables that were given, as they were', () => {
    const before = JSON.stringify([...market.columns]);
    const live = liveRating(sold, { sales: market });
    const result = live.result();
    const [text, words] = [resultText(result), JSON.stringify(result.keys)];
    live.update({ sales: more('Ed', 1000), withdrawn: [1] });
    live.result();
    expect(resultText(result)).toBe(text);
    expect(JSON.stringify(result.keys)).toBe(words);
    expect(JSON.stringify([...market.columns])).toBe(before);
  });

  it('keeps what it knows of peers among whom nothing changed', () => {
    const live = liveRating(sold, { sales: market });
    const { anchors } = live.result();
    live.update({ sales: more('Di', 1, 'jam') });
    const tea = live.result().anchors.peers.findIndex(([category]) => category === 'tea');
    expect(live.result().anchors.indicators[0].normalize.max).toEqual(Float64Array.of(9, 30));
    expect(anchors.indicators[0].normalize.max).toEqual(Float64Array.of(8, 30));
    expect(tea).toBe(1);
  });

  it('puts metrics in the place of those of the same key, and adds others', () => {
    const model = formulaModel('metric(review)');
    const metrics = table({ category: ['tea', 'tea'], brand: ['Ada', 'Bo'], review: [4, 2] });
    const live = liveRating(model, { metrics });
    live.update({ metrics: table({ brand: ['Bo', 'Cy'], review: [5, 3], category: ['tea', 'tea'], extra: [1, 2] }) });
    expect(rawByUnit(live.result())).toEqual({ 'tea/Ada': 4, 'tea/Bo': 5, 'tea/Cy': 3 });
    expect(live.tables().metrics?.rows).toBe(3);
  });

  it('counts from the last release’s grades', () => {
    const graded = modelOf({ grade: { method: 'cut-points', grades: ['A', 'B'], from: [60], buffer: 15 } });
    const lenient = modelOf({ grade: { method: 'cut-points', grades: ['A', 'B'], from: [0] } });
    const before = liveRating(lenient, { sales: market });
    before.update({ sales: more('__proto__', -1) });
    const last = before.result();
    const live = liveRating(graded, { sales: market }, last);
    live.update({ sales: more('__proto__', -1) });
    const full = run(graded, live.tables(), last);
    expect([...(live.result().grade?.codes ?? [])]).toEqual([...(full.grade?.codes ?? [])]);
    expect(byUnit(live.result(), live.result().grade?.codes ?? [])['tea/__proto__']).toBe(0);
  });
});

describe('an update that is at fault', () => {
  it.each([
    [
      'lacks a column',
      { sales: table({ date: dates(['2018-08-20']), brand: ['Ada'], category: ['tea'] }) },
      'sales.revenue: the rows have no column "revenue", which the table has; they have "date", "brand", "category"',
    ],
    [
      'holds another type',
      { sales: { ...market, columns: new Map<string, Column>([...market.columns, ['revenue', textColumn('abcde')]]) } },
      'sales.revenue: holds text; in the table it is number',
    ],
    [
      'brings a table that there was none of',
      { metrics: market },
      'metrics: the rating was begun without metrics; begin it with a table, if only one without rows',
    ],
    [
      'takes back what is no row',
      { withdrawn: [0, 1.5, 6] },
      [
        'withdrawn.0: 0 is no row; 5 were given, counted from 1',
        'withdrawn.1: 1.5 is no row; 5 were given, counted from 1',
        'withdrawn.2: 6 is no row; 5 were given, counted from 1',
      ].join('\n'),
    ],
    ['takes a row back twice', { withdrawn: [2, 2] }, 'withdrawn.1: 2 is named twice; a row is taken back once'],
  ])('%s: is refused, and nothing changes', (_what, change, message) => {
    const live = liveRating(sold, { sales: market });
    const before = resultText(live.result());
    expect(() => live.update(change)).toThrow(new RegExp(`^${message.replace(/[.\\?]/g, '\\$&')}$`));
    expect(resultText(live.result())).toBe(before);
    expect(live.tables().sales?.rows).toBe(5);
  });

  it('takes back a row that is gone: is refused', () => {
    const live = liveRating(sold, { sales: market });
    live.update({ withdrawn: [2] });
    expect(() => live.update({ withdrawn: [2] })).toThrow('withdrawn.0: 2 was taken back before');
  });

  it('has two rows of metrics for one key: is refused together with its sales', () => {
    const metrics = table({ category: ['tea'], brand: ['Ada'], review: [4] });
    const live = liveRating(formulaModel('sum(revenue) + metric(review)'), { sales: market, metrics });
    const twice = table({ category: ['tea', 'tea'], brand: ['Ada', 'Ada'], review: [4, 5] });
    expect(() => live.update({ sales: more('Ada', 1), metrics: twice })).toThrow(
      'metrics: rows 1 and 2 of the change have one key; one row a unit and day',
    );
    expect(live.tables().sales?.rows).toBe(5);
  });

  it('leaves nothing to rate: the result says so, and comes back with rows', () => {
    const live = liveRating(sold, { sales: market });
    live.update({ withdrawn: [1, 2, 3, 5] });
    expect(() => live.result()).toThrow('nothing to rate');
    live.update({ sales: more('Ada', 25) });
    expect(unitNames(live.result())).toEqual(['tea/Ada']);
  });
});
