// Names from data that would break a table, a terminal, a spreadsheet or an object.
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsv } from '../../src/csv/readCsv.ts';
import { textAt } from '../../src/table/text.ts';
import type { TextColumn } from '../../src/table/text.ts';
import { Bench, MODEL, SALES } from './cli.ts';

const NAMES = [
  '__proto__',
  'constructor',
  '=1+1',
  "'=1+1",
  '</script>',
  'two\nlines',
  'a,b;c"d',
  '\u001b[31mred\u001b[0m',
  '\u202egnp.exe',
  '茶の友',
  '👨‍👩‍👧 tea',
  'x'.repeat(10_000),
  '-',
  'null',
];

const bench = new Bench();
afterAll(() => bench.remove());

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
/** A name that begins like a neutral one is a neutral one in CSV: it gets an apostrophe more. */
const inCsv = (name: string): string => quoted(name === "'=1+1" ? "''=1+1" : name);
let printed: string;

beforeAll(async () => {
  bench.put('model.json', JSON.stringify(MODEL));
  const rows = NAMES.map(
    (name, at) =>
      `2018-08-03,S,${inCsv(name)},${inCsv(name)},${at + 1},${at + 1}\n2018-08-03,S,Bo,${inCsv(name)},1,100\n`,
  );
  bench.put('sales.csv', `${SALES.split('\n')[0]}\n${rows.join('')}`);
  const { code, out, err } = await bench.run('rate --model model.json --sales sales.csv --out out');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  printed = out;
});

async function brands(folder: string): Promise<(string | null)[]> {
  const { table } = await readCsv(createReadStream(join(bench.folder, folder, 'ratings.csv')), {
    columns: [{ name: 'brand', type: 'text' }],
  });
  const column = table.columns.get('brand') as TextColumn;
  return Array.from(column.codes, (_, row) => textAt(column, row));
}

describe('hostile names', () => {
  it('read back from the ratings as they were', async () => {
    expect(new Set(await brands('out'))).toEqual(new Set([...NAMES, 'Bo']));
  });

  it('cannot be run by a spreadsheet', () => {
    expect(bench.read('out/ratings.csv')).toContain("\n'=1+1,'=1+1,");
    expect(bench.read('out/ratings.csv')).not.toMatch(/^[=+@]|,[=+@]/m);
  });

  it('stand as they are with --raw', async () => {
    await bench.run('rate --model model.json --sales sales.csv --out raw --raw --quiet');
    expect(bench.read('raw/ratings.csv')).toContain('\n=1+1,=1+1,');
  });

  it('stand on the terminal as one short line each, without signs that steer it', () => {
    // Nothing of Cc or Cf but line feeds, and the joiners of an emoji.
    expect(printed).not.toMatch(/(?![\n\u200d])[\p{Cc}\p{Cf}]/u);
    expect(printed).toContain('  \\u001b[31mred\\u001b[0m  ');
    expect(printed).toContain('  two\\u000alines  ');
    expect(Math.max(...printed.split('\n').map(line => stringWidth(line)))).toBeLessThan(120);
  });

  it('align on the terminal, also where a sign takes two columns', () => {
    const rows = printed.split('\n').filter(line => /units [+−]/.test(line));
    expect(rows.length).toBeGreaterThan(NAMES.length);
    expect(new Set(rows.map(row => stringWidth(row.slice(0, row.search(/(revenue|units) [+−]/))))).size).toBe(1);
  });

  it('are explained by name', async () => {
    for (const name of ['__proto__', '=1+1', "'=1+1", '茶の友']) {
      const { code, out } = await bench.runWords([
        'explain',
        '--release',
        'out',
        '--unit',
        name,
        '--within',
        name,
        '--json',
      ]);
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({
        units: [{ unit: [{ value: name }, { value: name }], rank: expect.any(Number) as number }],
      });
    }
  });
});
