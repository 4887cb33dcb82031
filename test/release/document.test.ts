import { describe, expect, it } from 'vitest';
import { explain } from '../../src/audit/explain.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { apply, fit, run } from '../../src/model/run.ts';
import type { ModelDocument } from '../../src/model/spec.ts';
import { releaseDocument, releaseFromDocument, verify } from '../../src/release/document.ts';
import { indicatorColumns, plainRows, ratingColumns } from '../../src/release/outputs.ts';
import { releaseRecord } from '../../src/release/record.ts';
import { reproduce } from '../../src/release/reproduce.ts';
import { dates } from '../../src/table/days.ts';
import { table } from '../../src/table/table.ts';
import type { Table } from '../../src/table/table.ts';

const document: ModelDocument = {
  version: 1,
  name: 'documented "§"\n<b>',
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
  grade: { method: 'cut-points', grades: ['A', '__proto__'], from: [50], buffer: 5 },
  list: { size: 1, entry: 1, exit: 2 },
};
const model = parseModel(document);
const HOSTILE = ['=1+1', 'a"b,c\n<b>', '__proto__', 'x'.repeat(10_000), 'Ada'];

const sales = (revenue: readonly (number | null)[]): { sales: Table } => ({
  sales: table({
    date: dates([...HOSTILE.map(() => '2018-08-01'), null]),
    category: [...HOSTILE.map((_, at) => (at < 3 ? 'constructor' : 'tea')), 'tea'],
    brand: [...HOSTILE, 'No date'],
    revenue: [...revenue, 1],
    units: [1, 2, 3, null, 5, 1],
  }),
});
const first = run(model, sales([10, 20, 30, 40, null]));
const result = run(model, sales([12, 29, 28, 41, 7]), first);
const sources = { library: '1.2.3', anchors: 'fitted', inputs: [] } as const;
const whole = releaseDocument(result, { ...sources, created: '2026-11-22T10:00:00Z' });
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('a release document', () => {
  it('is read back from JSON as the result it was made of, hostile names and all', () => {
    const back = releaseFromDocument(asJson(whole));
    expect(plainRows(ratingColumns(back))).toEqual(plainRows(ratingColumns(result)));
    expect(plainRows(indicatorColumns(back))).toEqual(plainRows(indicatorColumns(result)));
    expect(back.anchors).toEqual(result.anchors);
    // Units are numbered in the order of the list there, and by key in the result.
    const names = (of: typeof back.keys): string[] => [...of[1].column.codes].map(code => of[1].column.words[code]);
    const unit = names(back.keys).indexOf('Ada');
    expect(explain(back, unit)).toEqual(explain(result, names(result.keys).indexOf('Ada')));
    expect(back.count).toBe(5);
  });

  it('is the last release of the next, as the result itself is', () => {
    const next = sales([30, 28, 26, 1, 50]);
    const after = run(model, next, releaseFromDocument(asJson(whole)));
    expect(plainRows(ratingColumns(after))).toEqual(plainRows(ratingColumns(run(model, next, result))));
    expect(plainRows(ratingColumns(after))).not.toEqual(plainRows(ratingColumns(run(model, next))));
  });

  it('does not hang on the order of keys, which a database may change', () => {
    const turned = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(turned)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, each]) => [key, turned(each)]),
            )
          : value;
    expect(verify(turned(asJson(whole)))).toEqual([]);
  });

  it('with any one value changed is found out, and the part is named', () => {
    const places: (string | number)[][] = [];
    const collect = (value: unknown, path: (string | number)[]): void => {
      if (typeof value !== 'object' || value === null) places.push(path);
      else for (const [key, each] of Object.entries(value)) collect(each, [...path, key]);
    };
    collect(whole, []);
    expect(places.length).toBeGreaterThan(150);
    for (const path of places) {
      const copy = asJson(whole) as Record<string, unknown>;
      const inner = path.slice(0, -1).reduce((value, key) => value[key] as Record<string, unknown>, copy);
      const last = path[path.length - 1];
      const old = inner[last];
      inner[last] = typeof old === 'number' ? old + 1 : typeof old === 'string' ? `${old} ` : 0;
      // A release of another version is none at all.
      if (path.join() === 'record,version') expect(() => verify(copy)).toThrow('is not the record of a release');
      else expect(verify(copy).map(({ path: [part] }) => part)).toContain(path[0]);
    }
  });

  it('with a part missing, or one too many, is found out', () => {
    const { rejects: _, ...without } = whole;
    expect(verify(without)).toEqual([
      { code: 'invalid_data', path: ['rejects'], message: 'is missing; a release document is kept whole' },
    ]);
    expect(verify({ ...whole, notes: [] })).toEqual([
      { code: 'invalid_data', path: ['notes'], message: 'is not of the release; take it out' },
    ]);
    expect(() => releaseFromDocument({ ...without, notes: [] })).toThrow(/rejects: is missing.*\nnotes: is not/);
  });

  it.each([
    [null],
    ['text'],
    [[]],
    [{}],
    [{ record: null }],
    [{ record: { version: 2 } }],
    [{ record: { version: 1 } }],
  ])('is not %j', json => {
    expect(() => verify(json)).toThrow(/is not a release document|is not the record of a release/);
  });

  it('that nests too deep is told, without a stack of its own', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) as unknown;
    expect(() => verify({ record: { ...whole.record, period: deep } })).toThrow('record: nests too deep to be read');
  });
});

describe('the record', () => {
  it.each([
    ['2026-11-22'],
    ['2026-11-22T10:00:00'],
    ['2026-02-30T10:00:00Z'],
    ['2026-11-22T24:00Z'],
    ['now'],
    [`2026-11-22T10:00Z\n`],
  ])('is not created at %j', created => {
    expect(() => releaseRecord(result, { ...sources, outputs: [], created })).toThrow(
      'created: must be a time with its offset, such as 2026-11-22T10:00:00Z, not ',
    );
  });

  it.each([['2026-11-22T10:00:00Z'], ['2026-11-22T10:00+08:00'], ['2026-11-22T10:00:00.123-09:30']])(
    'is created at %s, as it is written',
    created => {
      expect(releaseRecord(result, { ...sources, outputs: [], created }).created).toBe(created);
    },
  );

  it('has another digest after another release, and tells no time unless it is given one', () => {
    const alone = releaseRecord(result, { ...sources, outputs: [] });
    expect(Object.keys(alone)).not.toContain('created');
    expect(releaseRecord(result, { ...sources, outputs: [] })).toEqual(alone);
    expect(releaseRecord(result, { ...sources, outputs: [], previous: alone.sha256 }).sha256).not.toBe(alone.sha256);
  });
});

describe('reproduce', () => {
  const tables = sales([10, 20, 30, 40, null]);
  const document = asJson(releaseDocument(first, sources));

  it('gives the same release from the same rows in another order', () => {
    const rows = [5, 3, 1, 4, 2, 0];
    const shuffled = table(
      [...tables.sales.columns].map(([name, column]) => {
        if (column.type === 'text')
          return [name, { ...column, codes: Uint32Array.from(rows, row => column.codes[row]) }] as const;
        if (column.type === 'date')
          return [name, { ...column, days: Int32Array.from(rows, row => column.days[row]) }] as const;
        return [name, { ...column, values: Float64Array.from(rows, row => column.values[row]) }] as const;
      }),
    );
    // The row without a date is the first now: rejects tell where rows stand, and so they differ.
    expect(reproduce(document, tables, { library: '1.2.3' })).toEqual({ identical: true, faults: [], notes: [] });
    expect(reproduce(document, { sales: shuffled }, { library: '1.2.3' }).faults.map(({ path }) => path)).toEqual([
      ['rejects'],
    ]);
  });

  it('names the first unit and column that differ, and tells of another version', () => {
    const { identical, faults, notes } = reproduce(document, sales([10, 20, 30, 40, 5]), { library: '1.3.0' });
    expect(identical).toBe(false);
    expect(faults.map(({ path, message }) => `${path.join('.')} ${message}`)).toEqual([
      'ratings differs, first at "tea" / "Ada": rank is 2 here and 1 in the release',
      'indicators differs, first at "tea" / "Ada": revenue is 5 here and missing in the release',
      'anchors differs, though no unit does; see how it was written',
    ]);
    expect(notes).toEqual(['the release was made by version 1.2.3; this is version 1.3.0']);
  });

  it('needs the release before where that was held on to', () => {
    const after = releaseDocument(result, { ...sources, previous: 'abc' });
    const again = sales([12, 29, 28, 41, 7]);
    expect(() => reproduce(after, again, { library: '1.2.3' })).toThrow(
      'previous: the release held on to the one before',
    );
    expect(reproduce(after, again, { library: '1.2.3', last: first }).identical).toBe(true);
  });

  it('takes frozen anchors from the release, not from the tables', () => {
    const frozen = fit(model, tables);
    const next = sales([1, 2, 3, 4, 5]);
    const applied = releaseDocument(apply(model, frozen, next), { ...sources, anchors: 'frozen' });
    expect(reproduce(applied, next, { library: '1.2.3' }).identical).toBe(true);
    const fitted = releaseDocument(run(model, next), sources);
    expect(fitted.record.outputs).not.toEqual(applied.record.outputs);
  });

  it('refuses a document that was changed', () => {
    const changed = { ...(document as object), rejects: [1] };
    expect(() => reproduce(changed, tables, { library: '1.2.3' })).toThrow('rejects: the part was changed');
  });
});
