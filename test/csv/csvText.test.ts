import fc from 'fast-check';
import { parseString } from 'fast-csv';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { csvText, type CsvColumn } from '../../src/csv/csvText.ts';
import { readCsv } from '../../src/csv/readCsv.ts';
import type { ColumnRequest } from '../../src/table/columnRequests.ts';
import type { ReadResult } from '../../src/table/intake.ts';
import { dates } from '../../src/table/days.ts';
import { textAt, textColumn } from '../../src/table/text.ts';

const SEEDED = { seed: 20180831, numRuns: 200 };

function written(header: readonly string[], columns: readonly CsvColumn[], raw = false): string {
  return [...csvText(header, columns, { raw })].join('');
}

function readBack(text: string, columns?: readonly ColumnRequest[]): Promise<ReadResult> {
  return readCsv(Readable.from([Buffer.from(text)]), columns ? { columns, delimiter: ',' } : { delimiter: ',' });
}

/** Text as the library holds it. */
const kept = fc.string({ unit: 'binary', maxLength: 12 }).map(text => text.normalize('NFC').trim());
const risky = fc
  .string({
    unit: fc.constantFrom(
      "'",
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '"',
      ',',
      ';',
      'a',
      ' ',
      '\u0000',
      '\ufeff',
      '\u2028',
    ),
    maxLength: 8,
  })
  .map(text => text.normalize('NFC').trim());

describe('csvText', () => {
  it('writes numbers, texts and dates, missing as nothing', () => {
    const columns = [
      ['Ada', null],
      { type: 'number', values: Float64Array.of(0.1, NaN) },
      dates(['2018-09-01', null]),
      textColumn(['a,b', null]),
    ] as const;
    expect(written(['brand', 'x', 'd', 't'], columns)).toBe('brand,x,d,t\nAda,0.1,2018-09-01,"a,b"\n,,,\n');
  });

  it('writes whole numbers plain and keeps the sign of -0', () => {
    expect(written(['x', 'y'], [{ type: 'number', values: Float64Array.of(12, -0) }, ['a', 'b']])).toBe(
      'x,y\n12,a\n-0,b\n',
    );
  });

  it('puts an apostrophe before text that a spreadsheet would run, in the header too', () => {
    expect(written(['=a', 'b'], [['=1+1', '-x', "'=1"], textColumn(['@x', 'ok', '+1'])])).toBe(
      "'=a,b\n'=1+1,'@x\n'-x,ok\n''=1,'+1\n",
    );
  });

  it('writes text as it is when raw', () => {
    expect(written(['a'], [['=1+1']], true)).toBe('a\n=1+1\n');
  });

  it('keeps a missing value of a lone column a row', async () => {
    const text = written(['a'], [['x', null, 'y']]);
    expect(text).toBe('a\nx\n""\ny\n');
    expect((await readBack(text)).read).toBe(3);
  });

  it('writes nothing for no columns and a header for no rows', () => {
    expect([written([], []), written(['a', 'b'], [[], []])]).toEqual(['', 'a,b\n']);
  });

  it('gives 200,000 rows in pieces', () => {
    const values = Float64Array.from({ length: 200_000 }, (_, row) => row / 7);
    const pieces = [...csvText(['x'], [{ type: 'number', values }])];
    expect(pieces.length).toBeGreaterThan(10);
    expect(pieces.join('').split('\n').length).toBe(200_002);
  });

  it('reads back to the same double, every one', async () => {
    const double = fc.double({ noDefaultInfinity: true });
    await fc.assert(
      fc.asyncProperty(fc.array(double, { maxLength: 20 }), async values => {
        const { table, rejects } = await readBack(
          written(['x'], [{ type: 'number', values: Float64Array.from(values) }]),
          [{ name: 'x', type: 'number' }],
        );
        const column = table.columns.get('x');
        expect(rejects).toEqual([]);
        expect(column?.type === 'number' && [...column.values]).toEqual(values);
      }),
      SEEDED,
    );
  });

  it.each([
    ['any text', kept],
    ['risky text', risky],
  ])('reads back exactly: %s', async (_, texts) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(texts, texts), { maxLength: 10 }), async rows => {
        const written2 = written(
          ['a', 'b'],
          [rows.map(([first]) => first), textColumn(rows.map(([, second]) => second))],
        );
        const { table, rejects } = await readBack(written2);
        expect(rejects).toEqual([]);
        const [first, second] = [...table.columns.values()].map(
          column => column.type === 'text' && Array.from(column.codes, (_code, row) => textAt(column, row) ?? ''),
        );
        expect(first).toEqual(rows.map(row => row[0]));
        expect(second).toEqual(rows.map(row => row[1]));
      }),
      { ...SEEDED, numRuns: 400 },
    );
  });

  it('reads back hostile header names', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.oneof(kept, risky).filter(name => name !== ''),
          { minLength: 1, maxLength: 5 },
        ),
        async names => {
          const { table } = await readBack(
            written(
              names,
              names.map(name => [name]),
            ),
          );
          expect([...table.columns.keys()]).toEqual(names);
        },
      ),
      SEEDED,
    );
  });

  it('gives the same cells and lines however the file is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', ' ', '1'), maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        async (body, size) => {
          const bytes = Buffer.from(`a,b\n${body}`);
          const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
            bytes.subarray(at * size, at * size + size),
          );
          const answers = await Promise.all(
            [[bytes], pieces].map(parts => readCsv(Readable.from(parts)).catch((error: Error) => error.message)),
          );
          expect(answers[1]).toEqual(answers[0]);
        },
      ),
      { ...SEEDED, numRuns: 400 },
    );
  });

  it('finds the cells that fast-csv alone finds, wherever fast-csv reads the file', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('"', '"', ',', '\n', '\r', 'a', ' ', '\u00a0', '1'), maxLength: 40 }),
        async body => {
          const text = `a,b\n${body}`;
          const alone = await cellsAlone(text).catch(() => null);
          fc.pre(alone !== null);
          const { table, read } = await readCsv(Readable.from([Buffer.from(text)]));
          const rows = (alone ?? []).filter(row => row.length > 0).slice(1);
          expect(read).toBe(rows.length);
          const [first] = table.columns.values();
          const cells = first.type === 'text' && Array.from(first.codes, (_code, row) => textAt(first, row) ?? '');
          expect(cells).toEqual(rows.filter(row => row.length === 2).map(([cell]) => cell.trim()));
        },
      ),
      { ...SEEDED, numRuns: 1000 },
    );
  });
});

function cellsAlone(text: string): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const rows: string[][] = [];
    parseString<string[], string[]>(text, { headers: false })
      .on('error', reject)
      .on('data', (row: string[]) => rows.push(row))
      .on('end', () => resolve(rows));
  });
}
