// Whatever questions share gives what each would work out by itself.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFormula } from '../../src/expr/parse.ts';
import { cellsOf } from '../../src/market/cellPass.ts';
import { panelOf } from '../../src/market/cells.ts';
import { windowBack } from '../../src/market/months.ts';
import { pick } from '../../src/market/pick.ts';
import { sharedCells } from '../../src/market/sharedCells.ts';
import { studyOf } from '../../src/market/study.ts';
import { basketCounts } from '../../src/market/themes/baskets.ts';
import { unitMeasures } from '../../src/market/unitMeasures.ts';
import type { UnitMeasures } from '../../src/market/unitMeasures.ts';
import type { Tables } from '../../src/model/sources.ts';
import { dates, isoDay } from '../../src/table/days.ts';
import { table } from '../../src/table/table.ts';
import { textAt, textColumn } from '../../src/table/text.ts';
import type { TextColumn } from '../../src/table/text.ts';
import { random } from './merchants/random.ts';
import { marketModel } from './questions.ts';

const NAMES = ['Ada', 'Bo', '__proto__', "<b>'=1", null] as const;

/** Rows of half a year; with few pairs merchant n sells brand n alone. */
function tablesOf(count: number, fewPairs: boolean, seed: number): Tables {
  const next = random(seed);
  const some = (names: readonly (string | null)[]): string | null => names[Math.floor(names.length * next())];
  const rows = Array.from({ length: count }, () => {
    const merchant = some(NAMES);
    const brand = fewPairs ? merchant : some(NAMES);
    return { merchant, brand, category: some(['tea', 'jam', null]), day: 19_000 + Math.floor(183 * next()), cents: Math.floor(1e4 * next()), units: Math.floor(5 * next()) }; // prettier-ignore
  });
  const sales = table({
    date: dates(rows.map(({ day }) => isoDay(day))),
    merchant: textColumn(rows.map(({ merchant }) => merchant)),
    brand: textColumn(rows.map(({ brand }) => brand)),
    category: textColumn(rows.map(({ category }) => category)),
    revenue: rows.map(({ cents }) => cents / 100),
    units: rows.map(({ units }) => units),
  });
  const merchants = table({ merchant: ['Ada', 'Bo', '__proto__'], owner: ['One', 'One', 'Two'] });
  return { sales, merchants };
}

const KEYS = ['category', 'brand', 'merchant', 'owner'];
const SETS = [[], ['category'], ['brand', 'category'], ['merchant'], ['category', 'owner'], ['merchant', 'category'], ['brand', 'merchant']]; // prettier-ignore

function told(
  count: number,
  keys: ReadonlyMap<string, TextColumn>,
  by: readonly string[],
  columns: readonly ArrayLike<number>[],
): unknown[] {
  // prettier-ignore
  return Array.from({ length: count }, (_, row) => [...by.map(name => textAt(keys.get(name) as TextColumn, row)), ...columns.map(column => column[row])]); // prettier-ignore
}

describe('shared cells', () => {
  it.each([true, false])('are those of a pass of their own, few pairs of merchant and brand or not: %s', fewPairs => {
    for (const seed of [1, 2, 3]) {
      const { rows } = studyOf(marketModel({ months: 2 }), tablesOf(400, fewPairs, seed), KEYS);
      const shared = sharedCells(rows, KEYS);
      for (const by of SETS) {
        const [ours, own] = [shared.cellsBy(by), cellsOf(rows, by)];
        // Cells are in the order of their keys, whichever of them comes first.
        const of = ({ count, keys, of: unitOf, month, value, quantity, rows: all }: typeof own): string[] => {
          const keysOfCells = new Map([...keys].map(([name, column]) => [name, pick(column, unitOf)]));
          return told(count, keysOfCells, by, [month, value, quantity, all])
            .map(cell => JSON.stringify(cell))
            .sort();
        };
        expect(of(ours)).toEqual(of(own));
        const windows = [1, 0].map(back => windowBack(rows.months, 2, back));
        const [inPeriods, all] = [shared.periodsBy(by), own].map(cells => panelOf(cells, by, windows));
        const sums = ({ count, keys, windows: [before, now] }: typeof all): unknown[] => told(count, keys, by, [before.value, now.value, now.quantity, now.rows]); // prettier-ignore
        // A unit without rows in either period is not there.
        expect(sums(inPeriods)).toEqual(sums(all).filter((_, unit) => all.windows.some(({ rows: count }) => count[unit] > 0) || by.length === 0)); // prettier-ignore
      }
    }
  });

  it('makes one pass where pairs are few, and two where they are not', () => {
    for (const fewPairs of [true, false]) {
      const { rows } = studyOf(marketModel({}), tablesOf(400, fewPairs, 1), KEYS);
      const { passBy } = sharedCells(rows, KEYS);
      expect(passBy(['brand']) === passBy(['merchant'])).toBe(fewPairs);
    }
  });
});

describe('shared cells of a question', () => {
  it('ask for no second pass where the first tells enough', () => {
    const { rows } = studyOf(marketModel({}), tablesOf(400, false, 1), ['merchant', 'brand']);
    const asked: string[] = [];
    const text = (name: string): TextColumn => {
      asked.push(name);
      return rows.text(name);
    };
    const { passBy, cellsBy } = sharedCells({ ...rows, text }, ['merchant', 'brand']);
    passBy(['merchant']);
    expect(cellsBy([]).units).toBe(1);
    expect(new Set(asked)).toEqual(new Set(['merchant']));
  });
});

describe('formulas over shared rows', () => {
  const formulas = ['sum(revenue)', 'sum(revenue) / previous(sum(revenue))', 'count()', 'active_days()', 'distinct(brand)', 'sum(revenue, age_days() <= 9)', 'mean(units, category == "tea")', 'last_date()', 'share(sum(revenue))', 'max_of(revenue - units)']; // prettier-ignore
  const parsed = formulas.map(text => parseFormula(text, 'unit', []));

  it.each([
    [['merchant'], [], '2022-07-01'],
    [['brand'], ['category'], '2022-07-01'],
    [['merchant'], ['category'], '2022-05-31'],
    [['merchant'], ['owner'], '2022-04-30'],
  ])('are those over the rows read anew: %j within %j until %s', (unit, within, end) => {
    for (const seed of [1, 2]) {
      const tables = tablesOf(300, false, seed);
      for (const stated of [{}, { period: { end: '2022-05-31' } }]) {
        const model = marketModel({}, stated);
        const { soldBy } = studyOf(model, tables, KEYS);
        const question = { rate: { unit, within }, period: { end, days: 45 }, places: [], formulas: parsed };
        const of = ({ units, values }: UnitMeasures): unknown[] => told(units.count, new Map(units.keys.map((column, at) => [String(at), column])), units.keys.map((_, at) => String(at)), values); // prettier-ignore
        expect(of(unitMeasures(model, tables, question, soldBy))).toEqual(of(unitMeasures(model, tables, question)));
      }
    }
  });
});

describe('basketCounts', () => {
  it.each([4, 2500])('counts each pair of %i items in every order that holds both', items => {
    const row = fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: Math.min(items, 40) }));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), fc.boolean(), (given, isSideBySide) => {
        const rows = isSideBySide ? given.sort(([one], [other]) => one - other) : given;
        // Each item is in an order of its own too, so that all are frequent.
        const all = [...rows.map(([order, item]) => [`o${order}`, item % items] as const), ...Array.from({ length: items }, (_, item) => [`own ${item}`, item] as const)]; // prettier-ignore
        const item = textColumn(all.map(([, each]) => `i${each}`));
        const { pairs, held, orders } = basketCounts(textColumn(all.map(([order]) => order)), item, 1);
        const baskets = new Map<string, Set<string>>();
        for (const [order, each] of all) baskets.set(order, (baskets.get(order) ?? new Set<string>()).add(`i${each}`));
        expect(orders).toBe(baskets.size);
        const count = (...names: string[]): number => [...baskets.values()].filter(basket => names.every(name => basket.has(name))).length; // prettier-ignore
        for (let code = 0; code < Math.min(5, held.length); code++) expect(held[code]).toBe(count(item.words[code]));
        const found = Array.from(pairs.both, (both, at) => [item.words[pairs.one[at]], item.words[pairs.other[at]], both]); // prettier-ignore
        for (const [one, other, both] of found) expect(both).toBe(count(String(one), String(other)));
        const together = new Set([...baskets.values()].flatMap(basket => [...basket].flatMap(one => [...basket].filter(other => one < other).map(other => JSON.stringify([one, other]))))); // prettier-ignore
        expect(found.length).toBe(together.size);
        expect(pairs.one.every((one, at) => one < pairs.other[at])).toBe(true);
      }),
      { seed: 5, numRuns: items > 100 ? 5 : 60 },
    );
  });
});
