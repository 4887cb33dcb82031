import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { panelOf } from '../../src/market/cells.ts';
import { cellsOf } from '../../src/market/cellPass.ts';
import { monthColumn, monthsOf, toldWindow, windowBack } from '../../src/market/months.ts';
import { marketRows } from '../../src/market/rows.ts';
import type { Model } from '../../src/model/spec.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { dates, dayOf, isoDay } from '../../src/table/days.ts';
import { table } from '../../src/table/table.ts';
import { textAt, textColumn } from '../../src/table/text.ts';

const modelWith = (parts: object = {}): Model =>
  parseModel({
    version: 1,
    name: 'market',
    indicators: [{ id: 'sold', formula: 'sum(revenue)' }],
    index: { id: 'all', of: [{ id: 'sold' }] },
    ...parts,
  });

const sales = table({
  date: dates(['2024-01-31', '2024-02-01', '2024-02-29', '2024-02-10', '2024-03-01', null]),
  category: ['tea', 'tea', 'tea', null, 'tea', 'tea'],
  brand: ['Ada', 'Ada', 'Bo', 'Ada', 'Bo', 'Ada'],
  revenue: [1, 2, 4, 8, null, 99],
  units: [1, 1, 1, 1, 1, 1],
});

const told = (by: readonly string[], model = modelWith()): unknown[] => {
  const cells = cellsOf(marketRows(model, { sales }), by);
  return Array.from({ length: cells.count }, (_, cell) => [
    ...by.map(name => textAt(cells.keys.get(name) as never, cells.of[cell])),
    cells.month[cell],
    cells.value[cell],
    cells.rows[cell],
  ]);
};

describe('the cells of sales rows', () => {
  it('are one a month and key, in their order; a row without a category stays, one without a date goes', () => {
    const ofMarch = modelWith({ period: { end: '2024-03-31' } });
    expect(told(['category', 'brand'], ofMarch)).toEqual([
      ['tea', 'Ada', 0, 1, 1],
      ['tea', 'Ada', 1, 2, 1],
      ['tea', 'Bo', 1, 4, 1],
      ['tea', 'Bo', 2, NaN, 1],
      [null, 'Ada', 1, 8, 1],
    ]);
  });

  it('leave out rows after the end of the period', () => {
    expect(told([], modelWith({ period: { end: '2024-02-29' } }))).toEqual([
      [0, 1, 1],
      [1, 14, 3],
    ]);
  });

  it('count months back from the last date when the model states no end', () => {
    const { months } = marketRows(modelWith(), { sales });
    expect(Array.from(months.starts, isoDay)).toEqual(['2024-01-02', '2024-02-02', '2024-03-02']);
  });

  it('join attributes by key: once a cell where the key parts the cells, once a row where it does not', () => {
    const brands = table({ brand: ['Ada', 'Bo'], owner: ['One', 'One'] });
    const model = modelWith({ period: { end: '2024-03-31' } });
    const rows = marketRows(model, { sales, brands });
    const byBrand = panelOf(cellsOf(rows, ['brand', 'owner']), ['owner'], [{ from: 0, to: 2 }]);
    const byOwner = panelOf(cellsOf(rows, ['owner']), ['owner'], [{ from: 0, to: 2 }]);
    expect(byBrand.windows[0].value).toEqual(Float64Array.of(15));
    expect(byOwner.windows[0].value).toEqual(Float64Array.of(15));
  });

  it('tell every wrong column at once, with its place', () => {
    const wrong = table({ date: dates(['2024-01-31']), brand: [1], units: ['one'] });
    expect(() => marketRows(modelWith({ market: { value: 'revnue' } }), { sales: wrong })).toThrow(
      /market\.value: no column "revnue".*\nmarket\.quantity: column "units" holds text.*\nsales\.brand: column "brand" holds number/,
    );
  });
});

describe('panels', () => {
  it('add the cells of a stretch of months; a unit without rows there has sums of 0', () => {
    const cells = cellsOf(marketRows(modelWith({ period: { end: '2024-03-31' } }), { sales }), ['category', 'brand']);
    const { windows, keys, count } = panelOf(cells, ['brand'], [windowBack(cells.months, 1, 2), { from: 0, to: 1 }]);
    expect(count).toBe(2);
    expect(textAt(keys.get('brand') as never, 1)).toBe('Bo');
    expect(windows.map(({ value }) => [...value])).toEqual([
      [1, 0],
      [11, 4],
    ]);
  });

  it('add up to the rows they were made of, whatever the keys and the order of the rows', () => {
    const row = fc.record({ day: fc.integer({ min: 19_000, max: 19_200 }), brand: fc.constantFrom('a', 'b', '__proto__', null), cents: fc.integer({ min: -500, max: 5_000 }) }); // prettier-ignore
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), rows => {
        const make = (all: typeof rows): ReturnType<typeof cellsOf> =>
          cellsOf(
            marketRows(modelWith(), {
              sales: table({
                date: dates(all.map(({ day }) => isoDay(day))),
                brand: textColumn(all.map(({ brand }) => brand)),
                category: all.map(() => 'tea'),
                revenue: all.map(({ cents }) => cents / 100),
              }),
            }),
            ['brand'],
          );
        const cells = make(rows);
        const total = panelOf(cells, [], [{ from: 0, to: cells.months.count - 1 }]).windows[0];
        expect(total.value[0]).toBe(rows.reduce((sum, { cents }) => sum + cents, 0) / 100);
        expect(total.rows[0]).toBe(rows.length);
        const { keys: _keys, ...turned } = make([...rows].reverse());
        const { keys: _, ...straight } = cells;
        expect(turned).toEqual(straight);
      }),
      { numRuns: 100, seed: 5 },
    );
  });
});

describe('months', () => {
  it('are whole, and follow each other without a gap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 1_000 }), (end, length) => {
        const months = monthsOf(end - length, end);
        expect(months.starts[0]).toBeLessThanOrEqual(end - length);
        expect(months.starts[months.count]).toBe(end + 1);
        for (let month = 0; month < months.count; month++) {
          const days = months.starts[month + 1] - months.starts[month];
          expect(days >= 27 && days <= 31).toBe(true);
        }
        expect(monthColumn(Int32Array.of(end, end + 1), months).codes).toEqual(
          Uint32Array.of(months.count - 1, 2 ** 32 - 1),
        );
      }),
      { numRuns: 200, seed: 5 },
    );
  });

  it('count those that have data from their first day on', () => {
    expect(monthsOf(dayOf('2024-01-01'), dayOf('2024-03-31')).full).toBe(3);
    expect(monthsOf(dayOf('2024-01-02'), dayOf('2024-03-31')).full).toBe(2);
  });

  it('are told with first and last day, also before the data', () => {
    const months = monthsOf(dayOf('2024-01-15'), dayOf('2024-02-29'));
    expect(toldWindow(months, windowBack(months, 2, 0))).toEqual({ start: '2024-01-01', end: '2024-02-29' });
    expect(toldWindow(months, windowBack(months, 2, 1))).toEqual({ start: '2023-11-01', end: '2023-12-31' });
  });
});
