import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readJson } from '../../src/json/readJson.ts';
import { readNdjson } from '../../src/json/readNdjson.ts';
import { MISSING_DAY } from '../../src/table/days.ts';
import type { ReadOptions, ReadResult } from '../../src/table/intake.ts';
import { textAt } from '../../src/table/text.ts';

type Reader = (source: string | Readable, options?: ReadOptions) => Promise<ReadResult>;

function pieces(content: string | Uint8Array, size = 65_536): Readable {
  const bytes = Buffer.from(content);
  return Readable.from(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, at * size + size)),
  );
}

function column({ table }: ReadResult, name: string): (string | number | null)[] {
  const found = table.columns.get(name);
  if (!found) throw new Error(`no column ${name}`);
  if (found.type === 'number') return [...found.values];
  if (found.type === 'date') return [...found.days];
  return Array.from(found.codes, (_, row) => textAt(found, row));
}

const asArray = (rows: readonly string[]): string => `[${rows.join(',\n')}]`;
const asLines = (rows: readonly string[]): string => `${rows.join('\n')}\n`;
const readers: readonly [string, Reader, (rows: readonly string[]) => string][] = [
  ['readJson', readJson, asArray],
  ['readNdjson', readNdjson, asLines],
];

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'brandrank-json-'))));
afterAll(() => rm(folder, { recursive: true }));

describe.each(readers)('%s', (_, reader, written) => {
  const read = (rows: readonly string[], options?: ReadOptions): Promise<ReadResult> =>
    reader(pieces(written(rows)), options);

  it('gives the requested columns, typed; null and absent are missing', async () => {
    const rows = [
      '{"d":"1970-01-02","brand":" Ada ","units":1.5,"more":[1]}',
      '{"d":null,"units":null}',
      '{"units":" -2e1 ","brand":7}',
    ];
    const result = await read(rows, {
      columns: [
        { name: 'd', type: 'date' },
        { name: 'units', type: 'number' },
        { name: 'brand', type: 'text' },
      ],
    });
    expect(column(result, 'd')).toEqual([1, MISSING_DAY, MISSING_DAY]);
    expect(column(result, 'units')).toEqual([1.5, NaN, -20]);
    expect(column(result, 'brand')).toEqual(['Ada', null, '7']);
    expect([...result.table.columns.keys()]).toEqual(['d', 'units', 'brand']);
  });

  it('types keys by their values when none is requested, over all rows', async () => {
    const result = await read([
      '{"a":1,"b":1,"n":null}',
      '{"b":"x","c":true}',
      '{"a":null,"__proto__":2,"constructor":"k"}',
    ]);
    expect([...result.table.columns].map(([name, { type }]) => [name, type])).toEqual([
      ['a', 'number'],
      ['b', 'text'],
      ['c', 'text'],
      ['__proto__', 'number'],
      ['constructor', 'text'],
    ]);
    expect(column(result, 'b')).toEqual(['1', 'x', null]);
    expect(column(result, '__proto__')).toEqual([NaN, NaN, 2]);
  });

  it('takes a key that comes up after the first thousand rows', async () => {
    const rows = Array.from({ length: 1500 }, (__, row) => (row === 1400 ? '{"a":1,"late":5}' : '{"a":1}'));
    const result = await read(rows);
    expect(column(result, 'late').filter(value => !Number.isNaN(value))).toEqual([5]);
    expect(result.table.rows).toBe(1500);
  });

  it('finds a key __proto__ that is requested, and no inherited one', async () => {
    const result = await read(['{"__proto__":"x","a":1}', '{"a":1}'], {
      columns: [{ name: '__proto__', type: 'text' }],
    });
    expect(column(result, '__proto__')).toEqual(['x', null]);
    await expect(read(['{"a":1}'], { columns: [{ name: 'toString', type: 'text' }] })).rejects.toThrow(
      'no column "toString"; the file has "a"',
    );
  });

  it('keeps booleans as text, and text as it is', async () => {
    const hostile = ['=1+1', "'=1", '</script>', 'x'.repeat(10_000), 'a"b\n,'];
    const result = await read([...hostile.map(word => JSON.stringify({ a: word })), '{"a":false}'], {
      columns: [{ name: 'a', type: 'text' }],
    });
    expect(column(result, 'a')).toEqual([...hostile, 'false']);
  });

  it.each([
    ['{"a":"NaN"}', 'not a finite number'],
    ['{"a":"1,234"}', 'thousands mark'],
    ['{"a":1e999}', 'too large'],
    ['{"a":true}', 'plain decimal'],
    ['{"a":[1]}', 'a list'],
    ['{"a":{}}', 'an object'],
  ])('rejects %s as a number: %s', async (row, reason) => {
    const { rejects, read: rows } = await read(['{"a":1}', row], { columns: [{ name: 'a', type: 'number' }] });
    expect([rows, rejects.length, rejects[0].line, rejects[0].column]).toEqual([2, 1, 2, 'a']);
    expect(rejects[0].reason).toContain(reason);
  });

  it('rejects dates that are no day, or a number', async () => {
    const { rejects } = await read(['{"d":"2018-02-30"}', '{"d":20180101}', '{"d":"20180101"}'], {
      columns: [{ name: 'd', type: 'date' }],
    });
    expect(rejects.map(({ reason }) => reason)).toEqual([
      'no such day or time',
      'a number; a date is text such as "2018-09-01"',
    ]);
  });

  it('rejects rows that are no objects or lack a required value', async () => {
    const {
      rejects,
      read: rows,
      table,
    } = await read(['[1]', '5', 'null', '{"a":""}', '{"b":1}', '{"a":"x"}'], {
      columns: [{ name: 'a', type: 'text', required: true }],
    });
    expect(rejects.map(({ line, column: name }) => [line, name])).toEqual([
      [1, ''],
      [2, ''],
      [3, ''],
      [4, 'a'],
      [5, 'a'],
    ]);
    expect([rows, table.rows]).toEqual([6, 1]);
  });

  it('throws when too many rows are rejected', async () => {
    await expect(
      read(['{"a":"x"}', '{"a":1}'], { columns: [{ name: 'a', type: 'number' }], maxRejects: 0.1 }),
    ).rejects.toThrow('1 of 2 rows cannot be used');
  });

  it('reads .gz, a byte order mark, and characters split over pieces', async () => {
    const rows = Array.from({ length: 50 }, (__, row) => `{"a":"品牌😀${row}"}`);
    const expected = rows.map(row => (JSON.parse(row) as { a: string }).a);
    for (const content of [`\ufeff${written(rows)}`, gzipSync(written(rows))]) {
      for (const size of [1, 2, 3, 7, 65_536])
        expect(column(await reader(pieces(content, size)), 'a')).toEqual(expected);
    }
  });

  it('says that a file is not there or not UTF-8', async () => {
    await expect(reader(join(folder, 'none.json'))).rejects.toThrow('no such file');
    await expect(reader(pieces(Buffer.from('[\n"\xe9"]', 'latin1')))).rejects.toThrow('line 2 is not UTF-8');
  });
});

describe('readJson', () => {
  it('takes an empty array as no rows', async () => {
    expect(await readJson(pieces('[]'), { columns: [{ name: 'a', type: 'number' }] })).toMatchObject({
      read: 0,
      table: { rows: 0 },
    });
  });

  it.each([
    ['[{"a":1},\n{"a":abc}]', "line 2, column 6: Unexpected token 'a'"],
    ['[{"a":1}\n,]', "line 2, column 2: Unexpected token ']'"],
    ['[{"a":1},\n{"a" 2}]', "line 2, column 6: Expected ':' after property name in JSON"],
    ['[{"a":tru', 'line 1, column 10: the text ends too early'],
    ['[\n"a', 'line 2, column 3: Unterminated string in JSON'],
  ])('says where %s is no JSON', async (text, fault) => {
    await expect(readJson(pieces(text))).rejects.toMatchObject({
      faults: [{ code: 'unreadable', message: `is not JSON: ${fault}` }],
    });
  });

  it('refuses what is not an array, and nothing', async () => {
    await expect(readJson(pieces('{"a":1}'))).rejects.toThrow('is not an array of objects');
    await expect(readJson(pieces(' \n'))).rejects.toThrow('is empty');
  });
});

describe('readNdjson', () => {
  it('rejects a line that is no JSON, with its place; blank lines are no rows', async () => {
    const { rejects, read: rows } = await readNdjson(pieces('\n{"a":1}\r\n\n{"a":}\r\n{"a":2}'), {
      columns: [{ name: 'a', type: 'number' }],
    });
    expect(rejects).toEqual([
      { line: 4, column: '', value: '{"a":}', reason: "not JSON: column 6: Unexpected token '}'" },
    ]);
    expect(rows).toBe(3);
  });

  it('takes an empty file as no rows', async () => {
    expect((await readNdjson(pieces(''), { columns: [{ name: 'a', type: 'number' }] })).read).toBe(0);
  });

  it('reads a file of many pieces from a path', async () => {
    const path = join(folder, 'many.ndjson');
    await writeFile(path, Array.from({ length: 50_000 }, (_, row) => `{"a":${row},"b":"é${row % 10}"}`).join('\n'));
    const result = await readNdjson(path, { columns: [{ name: 'a', type: 'number' }] });
    expect(column(result, 'a').at(-1)).toBe(49_999);
  });

  it('refuses a line over 64 MB', async () => {
    function* long(): Generator<Buffer> {
      yield Buffer.from('{"a":1}\n{"a":"');
      for (let piece = 0; piece < 70; piece++) yield Buffer.alloc(2 ** 20, 'x');
    }
    await expect(readNdjson(Readable.from(long()))).rejects.toThrow('line 2 is over 64 MB');
  });
});
