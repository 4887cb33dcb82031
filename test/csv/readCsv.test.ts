import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsv } from '../../src/csv/readCsv.ts';
import type { ColumnRequest } from '../../src/table/columnRequests.ts';
import type { ReadOptions, ReadResult } from '../../src/table/intake.ts';
import { MISSING_DAY } from '../../src/table/days.ts';
import { textAt } from '../../src/table/text.ts';

const text = (name: string, required = false): ColumnRequest => ({ name, type: 'text', required });
const number = (name: string, required = false): ColumnRequest => ({ name, type: 'number', required });
const date = (name: string, required = false): ColumnRequest => ({ name, type: 'date', required });

function read(content: string | Uint8Array, options: ReadOptions = {}, chunk = 65_536): Promise<ReadResult> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunk) pieces.push(bytes.subarray(at, at + chunk));
  return readCsv(Readable.from(pieces, { objectMode: true }), options);
}

function column({ table }: ReadResult, name: string): (string | number | null)[] {
  const found = table.columns.get(name);
  if (!found) throw new Error(`no column ${name}`);
  if (found.type === 'number') return [...found.values];
  if (found.type === 'date') return [...found.days];
  return Array.from(found.codes, (_, row) => textAt(found, row));
}

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'brandrank-csv-'))));
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('readCsv', () => {
  it('gives the requested columns, typed, and leaves out the others', async () => {
    const result = await read('date,brand,units,note\n1970-01-03,Ada,-1.5,x\n', {
      columns: [date('date'), number('units'), text('brand')],
    });
    expect([...result.table.columns.keys()]).toEqual(['date', 'units', 'brand']);
    expect(column(result, 'date')).toEqual([2]);
    expect(column(result, 'units')).toEqual([-1.5]);
    expect(column(result, 'brand')).toEqual(['Ada']);
    expect(result).toMatchObject({ read: 1, rejects: [] });
  });

  it('gives every named column as text when none is requested', async () => {
    const result = await read('a,,b\n1,x,2\n');
    expect([...result.table.columns.keys()]).toEqual(['a', 'b']);
    expect(column(result, 'b')).toEqual(['2']);
  });

  it('takes a column that is asked for twice once', async () => {
    const result = await read('a\n\n1\n""\n', { columns: [number('a'), number('a', true)] });
    expect(result).toMatchObject({ read: 2, rejects: [{ line: 4, column: 'a' }] });
  });

  it.each([
    ['a byte order mark', '\ufeffa,b\n1,2\n'],
    ['CRLF', 'a,b\r\n1,2\r\n'],
    ['CR alone', 'a,b\r1,2\r'],
    ['no line end at the end', 'a,b\n1,2'],
    ['blank lines', '\n\na,b\n\n1,2\n  \n\n'],
    ['quotes', '"a","b"\n"1","2"\n'],
    ['blanks around cells and quotes', ' a , "b" \n 1 , "2" \n'],
    ['semicolons', 'a;b\n1;2\n'],
    ['tabs', 'a\tb\n1\t2\n'],
    ['bars', 'a|b\n1|2\n'],
    ['gzip', gzipSync('a,b\n1,2\n')],
    ['gzip of several members', Buffer.concat([gzipSync('a,b\n'), gzipSync('1,2\n')])],
  ])('reads a file with %s, in one piece or byte by byte', async (_, content) => {
    for (const chunk of [65_536, 1, 3]) {
      const result = await read(content, { columns: [number('a'), number('b')] }, chunk);
      expect([column(result, 'a'), column(result, 'b'), result.read]).toEqual([[1], [2], 1]);
    }
  });

  it('reads quotes, delimiters and line ends inside quotes', async () => {
    const result = await read('brand,note\n"A ""x"" ,\r\nB",5" pipe\n');
    expect(column(result, 'brand')).toEqual(['A "x" ,\r\nB']);
    expect(column(result, 'note')).toEqual(['5" pipe']);
  });

  it('takes a stated delimiter over the one in the header', async () => {
    const result = await read('a,b;c\n1;2\n', { delimiter: ';' });
    expect([...result.table.columns.keys()]).toEqual(['a,b', 'c']);
  });

  it('does not count a delimiter inside quotes of the header', async () => {
    const result = await read('"a;b;c",d\n1,2\n');
    expect([...result.table.columns.keys()]).toEqual(['a;b;c', 'd']);
  });

  it('reads characters that are split over pieces of the file', async () => {
    const rows = Array.from({ length: 40 }, (_, row) => `品牌😀${row},é`);
    for (const chunk of [1, 2, 3, 5, 7]) {
      const result = await read(`brand,b\n${rows.join('\n')}\n`, {}, chunk);
      expect(column(result, 'brand')).toEqual(rows.map(row => row.split(',')[0]));
    }
  });

  it('reads a path, plain and .gz, and reports the bytes it has read', async () => {
    const content = `a\n${'1\n'.repeat(100_000)}`;
    const packed = gzipSync(content);
    for (const [name, bytes] of [
      ['a.csv', Buffer.from(content)],
      ['a.csv.gz', packed],
    ] as const) {
      let last = 0;
      const result = await readCsv(await file(name, bytes), { onProgress: bytesRead => (last = bytesRead) });
      expect([result.table.rows, last]).toEqual([100_000, bytes.length]);
    }
  });

  it('keeps hostile text as it is', async () => {
    const hostile = ['__proto__', '</script>', 'x'.repeat(10_000), "Robert'); DROP TABLE brands", 'a\u0000b'];
    const result = await read(`__proto__,b\n${hostile.map(word => `${word},1`).join('\n')}\n`, {
      columns: [text('__proto__')],
    });
    expect(column(result, '__proto__')).toEqual(hostile);
  });

  it('puts text in NFC and trims it, headers too', async () => {
    const result = await read('  cafe\u0301 ,b\n cafe\u0301  ,1\n', { columns: [text('café')] });
    expect(column(result, 'café')).toEqual(['café']);
  });

  it('takes off the apostrophe before a formula, and no other', async () => {
    const result = await read(`a,b\n'=1+1,1\n''=1,1\n'quoted',1\n"'\tx",1\n`, { columns: [text('a')] });
    expect(column(result, 'a')).toEqual(['=1+1', "'=1", "'quoted'", 'x']);
  });

  it('reads a text of 50 MB', async () => {
    const long = `${'x'.repeat(49_999)}\n`.repeat(1000);
    const result = await read(`a,b\n"${long}",1\nlast,2\nlast,x\n`, { columns: [text('a'), number('b')] });
    expect(column(result, 'b')).toEqual([1, 2]);
    expect(result.rejects).toMatchObject([{ line: 1004 }]);
    expect(String(column(result, 'a')[0]).length).toBe(49_999_999);
  }, 120_000);

  it('rejects a cell of 50 MB in a number column, cut to 200 characters', async () => {
    const { rejects, table } = await read(`a\n${'x'.repeat(50_000_000)}\n7\n`, { columns: [number('a')] });
    expect(rejects).toEqual([
      { line: 2, column: 'a', value: `${'x'.repeat(200)}…`, reason: 'not a plain decimal number such as 1234.5' },
    ]);
    expect(table.rows).toBe(1);
  }, 120_000);
});

describe('numbers in CSV', () => {
  it.each([
    ['-12.5', -12.5],
    ['+4', 4],
    ['1e3', 1000],
    ['.5', 0.5],
    ['5.', 5],
    [' 7 ', 7],
    ['1e-999', 0],
    ['0.1', 0.1],
    ['9007199254740993', 9007199254740992],
  ])('reads %s', async (cell, value) => {
    expect(column(await read(`a\n${cell}\n`, { columns: [number('a')] }), 'a')).toEqual([value]);
  });

  it('takes an empty and a blank cell as missing', async () => {
    expect(column(await read('a,b\n,1\n  ,1\n"",1\n', { columns: [number('a')] }), 'a')).toEqual([NaN, NaN, NaN]);
  });

  it.each([
    ['"1,234"', 'thousands mark'],
    ['1.234.5', 'thousands mark'],
    ['12 EUR', 'plain decimal'],
    ['0x10', 'plain decimal'],
    ['1_000', 'plain decimal'],
    ['١٢', 'plain decimal'],
    ['NaN', 'not a finite'],
    ['-Infinity', 'not a finite'],
    ['NULL', 'the word "NULL"'],
    ['NA', 'the word "NA"'],
    ['1e999', 'too large'],
    ['--', 'the word'],
    ['1-', 'plain decimal'],
  ])('rejects %s: %s', async (cell, reason) => {
    const { rejects, read: rows } = await read(`a,b\n${cell},1\n`, { columns: [number('a')] });
    expect(rows).toBe(1);
    expect(rejects).toMatchObject([{ line: 2, column: 'a', value: cell.replaceAll('"', '') }]);
    expect(rejects[0].reason).toContain(reason);
  });

  it('reads decimal commas when told to, and then no points', async () => {
    const result = await read('a;b\n1234,5;1\n-,5;1\n1.234,5;1\n1.5;1\n', {
      decimalComma: true,
      columns: [number('a')],
    });
    expect(column(result, 'a')).toEqual([1234.5, -0.5]);
    expect(result.rejects.map(({ line, reason }) => [line, reason.slice(0, 11)])).toEqual([
      [4, 'has a point'],
      [5, 'has a point'],
    ]);
  });
});

describe('dates in CSV', () => {
  it('reads the three forms, and blank as missing', async () => {
    const result = await read('d,b\n1970-01-02,1\n19700103,1\n1970-01-04T23:30:00+02:00,1\n,1\n', {
      columns: [date('d')],
    });
    expect(column(result, 'd')).toEqual([1, 2, 3, MISSING_DAY]);
  });

  it('reads a stated pattern only', async () => {
    const result = await read('d,b\n02/01/1970,1\n1970-01-02,1\n', { datePattern: 'dd/MM/yyyy', columns: [date('d')] });
    expect(column(result, 'd')).toEqual([1]);
    expect(result.rejects[0].reason).toBe('not a day in the pattern "dd/MM/yyyy"');
  });

  it.each([
    ['2018-02-30', 'no such day or time'],
    ['2018-13-01', 'no such day or time'],
    ['yesterday', 'not a date as YYYY-MM-DD, YYYYMMDD or an ISO date-time'],
    ['1/2/2018', 'not a date as YYYY-MM-DD, YYYYMMDD or an ISO date-time'],
  ])('rejects %s', async (cell, reason) => {
    expect((await read(`d\n${cell}\n`, { columns: [date('d')] })).rejects).toEqual([
      { line: 2, column: 'd', value: cell, reason },
    ]);
  });

  it('refuses a pattern that date-fns does not know', async () => {
    await expect(read('d\n', { datePattern: 'YYYY-MM-DD', columns: [date('d')] })).rejects.toThrow(
      'datePattern: "YYYY-MM-DD" is not a date pattern: a year is yyyy, a day is dd',
    );
    await expect(read('d\n2018-01-1\n', { datePattern: 'yyyy-MM-n', columns: [date('d')] })).rejects.toThrow(
      'is not a date pattern',
    );
  });
});

describe('rejects of CSV', () => {
  it('gives the physical line where a row begins, past line ends in quotes, blank lines and broken rows', async () => {
    const content = 'a,b\r\n"x\r\ny",1\r\n\r\n   \r\nz,bad\r\n"q"q,1\r\n"\n\r\r\n",bad\r\nz,2\r\nz,bad';
    for (const chunk of [1, 2, 5, 65_536]) {
      const { rejects, read: rows, table } = await read(content, { columns: [text('a'), number('b')] }, chunk);
      expect(rejects.map(({ line }) => line)).toEqual([6, 7, 8, 13]);
      expect([rows, table.rows]).toEqual([6, 2]);
    }
  });

  it('rejects rows with too few and too many cells', async () => {
    const { rejects } = await read('a,b\n1\n1,2,3\n1,2\n');
    expect(rejects).toEqual([
      { line: 2, column: '', value: '1', reason: 'has 1 cells, the header has 2' },
      { line: 3, column: '', value: '1,2,3', reason: 'has 3 cells, the header has 2' },
    ]);
  });

  it('rejects a row without a required value, of each type', async () => {
    const { rejects, table } = await read('a,b,c\n,1,1970-01-01\nx,,1970-01-01\nx,1, \nx,1,1970-01-01\n', {
      columns: [text('a', true), number('b', true), date('c', true)],
    });
    expect(rejects.map(({ line, column: name, reason }) => [line, name, reason.slice(0, 7)])).toEqual([
      [2, 'a', 'missing'],
      [3, 'b', 'missing'],
      [4, 'c', 'missing'],
    ]);
    expect(table.rows).toBe(1);
  });

  it('leaves no word of a rejected row in the dictionary', async () => {
    const { table } = await read('a,b\ngone,x\nkept,1\ngone too,x\nlast,2\n', { columns: [text('a'), number('b')] });
    expect(table.columns.get('a')).toMatchObject({ words: ['kept', 'last'], codes: Uint32Array.of(0, 1) });
  });

  it('reads as many rows as it uses and rejects', async () => {
    const cells = Array.from({ length: 5000 }, (_, row) => (row % 7 === 0 ? 'x' : row));
    const { table, rejects, read: rows } = await read(`a\n${cells.join('\n')}\n`, { columns: [number('a')] });
    expect([rows, table.rows + rejects.length, rejects.length]).toEqual([5000, 5000, 715]);
  });

  it('throws when more rows are rejected than allowed, naming the first three', async () => {
    const content = 'a\nv\nw\nx\ny\n1\n';
    await expect(read(content, { columns: [number('a')], maxRejects: 0.5 })).rejects.toThrow(
      /^4 of 5 rows cannot be used, at most 50% may; line 2, column "a", value "v": .*line 3.*line 4(?!.*line 5)/,
    );
    expect((await read(content, { columns: [number('a')], maxRejects: 0.8 })).table.rows).toBe(1);
  });
});

describe('faults of CSV files', () => {
  it('says that an empty file has no header', async () => {
    for (const content of ['', '\n\n', '\ufeff']) await expect(read(content)).rejects.toThrow('is empty');
  });

  it('takes a header alone as no rows', async () => {
    expect(await read('a,b', { columns: [number('a')] })).toMatchObject({ read: 0, table: { rows: 0 }, rejects: [] });
  });

  it('names every missing column and the near one', async () => {
    const fault = read('revenue,units\n', { columns: [number('revnue'), text('brand')] });
    await expect(fault).rejects.toMatchObject({
      faults: [
        {
          code: 'unknown_column',
          message: 'no column "revnue"; the file has "revenue", "units"; did you mean "revenue"?',
        },
        { code: 'unknown_column' },
      ],
    });
  });

  it('names a header that is there twice', async () => {
    await expect(read('a,b,a\n1,2,3\n')).rejects.toMatchObject({
      faults: [{ code: 'duplicate', message: 'two columns are named "a"' }],
    });
  });

  it('gives the line that is not UTF-8', async () => {
    const latin = Buffer.concat([Buffer.from('品牌,b\nx,1\nz,1\n'), Buffer.from('caf\xe9,2\nx,3\n', 'latin1')]);
    for (const chunk of [1, 2, 4, 65_536]) {
      await expect(read(latin, {}, chunk)).rejects.toMatchObject({
        faults: [{ code: 'unreadable', message: expect.stringMatching(/^line 4 is not UTF-8; convert/) as string }],
      });
    }
    await expect(read(Buffer.from('a\n\xe9', 'latin1'))).rejects.toThrow('line 2 is not UTF-8');
  });

  it('names UTF-16', async () => {
    await expect(read(Buffer.from('\ufeffa,b\n', 'utf16le'))).rejects.toThrow('is UTF-16; convert it to UTF-8');
    await expect(read(gzipSync(Buffer.from('\ufeffa,b\n', 'utf16le').swap16()))).rejects.toThrow('is UTF-16');
  });

  it('says where a quote opens that is not closed', async () => {
    await expect(read('a,b\n1,2\n3,"4\n5,6\n7,8\n')).rejects.toMatchObject({
      faults: [{ code: 'unreadable', message: 'line 3: the quote that opens here is not closed' }],
    });
  });

  it('stops at an open quote before memory is full', async () => {
    await expect(read(`a\n"${'x\n'.repeat(40_000_000)}`)).rejects.toThrow(
      'line 2: the quote that opens here is not closed',
    );
  }, 60_000);

  it('refuses text after a closing quote in the header', async () => {
    await expect(read('"a"b,c\n1,2\n')).rejects.toThrow('line 1: text after a closing quote in the header');
  });

  it('says that a file is not there, or is no file', async () => {
    const path = join(folder, 'none.csv');
    await expect(readCsv(path)).rejects.toMatchObject({
      faults: [{ code: 'unreadable', path: [path], message: 'no such file' }],
    });
    await expect(readCsv(folder)).rejects.toThrow('is a directory');
  });

  it('says that gzip is broken', async () => {
    const packed = gzipSync(`a\n${Array.from({ length: 9999 }, (_, row) => row * 7919).join('\n')}`);
    await expect(read(packed.subarray(0, packed.length - 100))).rejects.toThrow(
      'is broken gzip: unexpected end of file',
    );
    await expect(
      read(Buffer.concat([packed.subarray(0, 500), Buffer.alloc(500), packed.subarray(1000)])),
    ).rejects.toThrow('is broken gzip');
    await expect(readCsv(await file('not.csv.gz', 'a\n1\n'))).rejects.toThrow('not a gzip file');
  });
});
