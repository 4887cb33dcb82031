import { describe, expect, it } from 'vitest';
import { changeColumns } from '../../src/release/changes.ts';
import { indicatorColumns, plainRows, ratingColumns, ratingRows } from '../../src/release/outputs.ts';
import { readBack, releaseRequests } from '../../src/release/readBack.ts';
import { releaseRecord } from '../../src/release/record.ts';
import { standings } from '../../src/model/lastRelease.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { apply, fit, run } from '../../src/model/run.ts';
import type { ModelDocument } from '../../src/model/spec.ts';
import { NO_GRADE } from '../../src/steps/grade/index.ts';
import { dates } from '../../src/table/days.ts';
import { table } from '../../src/table/table.ts';
import type { Table } from '../../src/table/table.ts';
import { textColumn } from '../../src/table/text.ts';

const document: ModelDocument = {
  version: 1,
  name: 'released',
  indicators: [
    { id: 'revenue', formula: 'sum(revenue)' },
    { id: 'units', formula: 'sum(units)' },
  ],
  index: {
    id: 'power',
    of: [
      { id: 'size', weight: 60, of: [{ id: 'revenue' }] },
      { id: 'units', weight: 40 },
    ],
  },
  eligible: 'sum(units) > 1',
  grade: { method: 'cut-points', grades: ['A', 'B'], from: [50] },
};
const model = parseModel(document);

const sales = table({
  date: dates(Array<string>(5).fill('2018-08-01')),
  category: ['tea', 'tea', 'coffee', 'tea', 'coffee'],
  brand: ['Cy', 'Ada', 'Bo', 'Bo', 'Ada'],
  revenue: [10, 30, 5, 20, 7],
  units: [2, 4, 3, 1, 3],
});
const result = run(model, { sales });

/** The files of a release, as a reader gives them. */
const asRead = (columns: ReturnType<typeof ratingColumns>): Table =>
  table(columns.map(({ name, column }) => [name, column] as const));

describe('the ratings', () => {
  it('have keys, rank, grade, score, inner indices, indicators, coverage and eligible, in this order', () => {
    expect(ratingColumns(result).map(({ name }) => name)).toEqual([
      'category',
      'brand',
      'rank',
      'grade',
      'score',
      'size',
      'revenue',
      'units',
      'coverage',
      'eligible',
    ]);
    expect(indicatorColumns(result).map(({ name }) => name)).toEqual(['category', 'brand', 'revenue', 'units']);
  });

  it('have no grades in a model without them', () => {
    const { grade: _, ...without } = document;
    expect(ratingColumns(run(parseModel(without), { sales })).map(({ name }) => name)).not.toContain('grade');
  });

  it('list peers by key, inside by rank, and last the units without a rank', () => {
    // Coffee: Bo 0 and Ada 100 by revenue, equal by units. Tea: Ada before Cy; Bo sold too few to be eligible.
    expect(
      ratingRows(result).map(({ category, brand, rank, grade, eligible }) => [category, brand, rank, grade, eligible]),
    ).toEqual([
      ['coffee', 'Ada', 1, 'A', true],
      ['coffee', 'Bo', 2, 'B', true],
      ['tea', 'Ada', 1, 'A', true],
      ['tea', 'Cy', 2, 'B', true],
      ['tea', 'Bo', null, null, false],
    ]);
  });

  it('name the units that the raw indicators name, row by row', () => {
    expect(
      plainRows(indicatorColumns(result)).map(({ category, brand, revenue }) => [category, brand, revenue]),
    ).toEqual([
      ['coffee', 'Ada', 7],
      ['coffee', 'Bo', 5],
      ['tea', 'Ada', 30],
      ['tea', 'Cy', 10],
      ['tea', 'Bo', 20],
    ]);
  });
});

describe('plainRows', () => {
  it('gives numbers, text and days, and null for what is missing', () => {
    const of = table({ a: [1, null], b: ['x', null], c: dates(['2018-08-01', null]) });
    expect(plainRows([...of.columns].map(([name, column]) => ({ name, column })))).toEqual([
      { a: 1, b: 'x', c: '2018-08-01' },
      { a: null, b: null, c: null },
    ]);
    expect(plainRows([])).toEqual([]);
  });

  it('takes a column named __proto__ for a column like any other', () => {
    const [row] = plainRows([{ name: '__proto__', column: textColumn(['x']) }]);
    expect(Object.getOwnPropertyDescriptor(row, '__proto__')?.value).toBe('x');
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
  });

  it('keeps a key column named __proto__ in the ratings', () => {
    const odd = parseModel({ ...document, rate: { unit: ['__proto__'] } });
    const rows = ratingRows(
      run(odd, {
        sales: table(
          [...sales.columns].map(([name, column]) => [name === 'brand' ? '__proto__' : name, column] as const),
        ),
      }),
    );
    expect(rows.map(row => Object.getOwnPropertyDescriptor(row, '__proto__')?.value as string)).toEqual([
      'Ada',
      'Bo',
      'Ada',
      'Cy',
      'Bo',
    ]);
  });
});

describe('readBack', () => {
  const requests = releaseRequests(model);
  const ratings = asRead(ratingColumns(result));
  const raw = asRead(indicatorColumns(result));
  const changes = asRead(changeColumns(result));

  it('asks for the columns that were written', () => {
    expect(requests.ratings.map(({ name }) => name)).toEqual(ratingColumns(result).map(({ name }) => name));
    expect(requests.indicators.map(({ name }) => name)).toEqual(indicatorColumns(result).map(({ name }) => name));
    expect(requests.changes.map(({ name }) => name)).toEqual(changeColumns(result).map(({ name }) => name));
    expect(requests.ratings.map(({ type }) => type)).toEqual(ratingColumns(result).map(({ column }) => column.type));
  });

  it('gives a result that is written as the one it was read from', () => {
    const released = readBack(model, result.anchors, { ratings, indicators: raw, changes });
    expect(plainRows(ratingColumns(released))).toEqual(plainRows(ratingColumns(result)));
    expect(plainRows(indicatorColumns(released))).toEqual(plainRows(indicatorColumns(result)));
    expect([...released.eligible]).toEqual([1, 1, 1, 1, 0]);
  });

  it('refuses files that list other units', () => {
    const rows = { ...Object.fromEntries(raw.columns), brand: textColumn(['Ada', 'Bo', 'Ada', 'Cy', 'Di']) };
    expect(() => readBack(model, result.anchors, { ratings, indicators: table(rows), changes })).toThrow(
      'indicators.csv: does not list the units of ratings.csv',
    );
    const fewer = table({ category: ['tea'], brand: ['Ada'], revenue: [1], units: [1] });
    expect(() => readBack(model, result.anchors, { ratings, indicators: fewer, changes })).toThrow(
      'does not list the units',
    );
  });
});

describe('standings', () => {
  const released = readBack(model, result.anchors, {
    ratings: asRead(ratingColumns(result)),
    indicators: asRead(indicatorColumns(result)),
    changes: asRead(changeColumns(result)),
  });
  const { rate } = model;
  const graded = (...grades: string[]): Pick<typeof model, 'rate' | 'grade'> => {
    const from = grades.slice(1).map((_, at) => 50 - at);
    return { rate, grade: { method: 'cut-points', grades, from, across: 'peers', buffer: 0 } };
  };

  it('finds grades by key, as codes of the names asked for', () => {
    const keys = [textColumn(['tea', 'coffee', 'tea', 'tea', 'milk']), textColumn(['Ada', 'Bo', 'Cy', 'Bo', 'Ada'])];
    // In other words: A is now the last. Bo of tea had no grade; milk was not there.
    const { grade, listed } = standings(released, graded('B', 'A'), keys);
    expect([...grade.codes]).toEqual([1, 0, 0, NO_GRADE, NO_GRADE]);
    expect([...listed]).toEqual([0, 0, 0, 0, 0]);
  });

  it('gives none for a grade that the model does not have any more', () => {
    const keys = [textColumn(['tea']), textColumn(['Cy'])];
    expect([...standings(released, graded('A'), keys).grade.codes]).toEqual([NO_GRADE]);
  });

  it('keeps keys apart that would be one text when joined', () => {
    const keys = [textColumn(['a', 'a","b']), textColumn(['b","c', 'c'])];
    const last = {
      keys: keys.map((column, at) => ({ name: ['category', 'brand'][at], column })),
      grade: { names: ['A', 'B'], codes: Uint8Array.of(0, 1) },
      list: { listed: Uint8Array.of(0, 1), held: Uint8Array.of(0, 0) },
      count: 2,
    };
    expect([...standings(last, graded('A', 'B'), keys).grade.codes]).toEqual([0, 1]);
    expect([...standings(last, graded('A', 'B'), keys).listed]).toEqual([0, 1]);
  });

  it('refuses a release of other units', () => {
    expect(() => standings(released, { rate: { unit: ['merchant'], within: [] } }, [textColumn(['x'])])).toThrow(
      'previous: rates units by category, brand; this model rates them by merchant',
    );
  });
});

describe('releaseRecord', () => {
  it('counts units, those eligible, ranked, in groups, and without peers', () => {
    const sources = { library: '1.2.3', anchors: 'fitted', inputs: [], outputs: [] } as const;
    expect(releaseRecord(result, sources)).toMatchObject({
      ...{ version: 1, library: '1.2.3', period: { start: '2018-08-01', end: '2018-08-01' } },
      counts: {
        units: 5,
        eligible: 4,
        ranked: 4,
        peers: 2,
        strangers: 0,
        sales: { read: 5, used: 5, rejected: 0, filtered: 0 },
      },
    });
    const milk = table({ date: dates(['2018-08-01']), category: ['milk'], brand: ['Ada'], revenue: [1], units: [2] });
    expect(releaseRecord(apply(model, fit(model, { sales }), { sales: milk }), sources).counts).toMatchObject({
      units: 1,
      eligible: 1,
      ranked: 0,
      strangers: 1,
    });
  });
});
