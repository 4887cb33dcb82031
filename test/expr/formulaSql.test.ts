import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from '../../src/expr/evaluate.ts';
import type { Formula, FunctionName, Leaf } from '../../src/expr/formula.ts';
import { finiteSql, formulaSql } from '../../src/expr/formulaSql.ts';
import { parseFormula } from '../../src/expr/parse.ts';
import { typeOf } from '../../src/expr/types.ts';
import { duckdb } from '../../src/sql/duckdb.ts';
import { isoDay } from '../../src/table/days.ts';
import type { Column, ColumnType, Table } from '../../src/table/table.ts';
import { textAt } from '../../src/table/text.ts';
import { sample } from './sample.ts';

const rows: Table = sample();
const types = new Map<string, ColumnType>([...rows.columns].map(([name, column]) => [name, column.type]));
const ENGINE_TYPES = { number: 'DOUBLE', text: 'VARCHAR', date: 'DATE' };

const columnOf = (leaf: Leaf): Column => {
  const column = leaf.kind === 'column' ? rows.columns.get(leaf.name) : undefined;
  if (!column) throw new Error(`no column for ${leaf.kind}`);
  return column;
};
const nameOf = (leaf: Leaf): string => duckdb.identifier(leaf.kind === 'column' ? leaf.name : leaf.kind);

function valueSql(column: Column, row: number): string {
  if (column.type === 'number') return duckdb.number(column.values[row]);
  if (column.type === 'date') return isoDay(column.days[row]) === null ? 'NULL' : duckdb.date(column.days[row]);
  const text = textAt(column, row);
  return text === null ? 'NULL' : duckdb.text(text);
}

let connection: DuckDBConnection;
beforeAll(async () => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', autoinstall_known_extensions: 'false' });
  connection = await instance.connect();
  const columns = [...rows.columns].map(([name, column]) => `${duckdb.identifier(name)} ${ENGINE_TYPES[column.type]}`);
  await connection.run(`CREATE TABLE t (row INTEGER, ${columns.join(', ')})`);
  const values = Array.from(
    { length: rows.rows },
    (_, row) => `(${row}, ${[...rows.columns.values()].map(column => valueSql(column, row)).join(', ')})`,
  );
  await connection.run(`INSERT INTO t VALUES ${values.join(', ')}`);
});
afterAll(() => connection.closeSync());

async function inDuckdb(formula: Formula): Promise<number[]> {
  const sql = formulaSql(formula, duckdb, nameOf, types);
  const number = typeOf(formula, types) === 'condition' ? `CAST(${sql} AS DOUBLE)` : sql;
  const reader = await connection.runAndReadAll(
    `SELECT ${finiteSql(duckdb, 'v')} FROM (SELECT row, ${number} AS v FROM t) ORDER BY row`,
  );
  return reader.getRows().map(([value]) => (value === null ? NaN : Number(value)));
}

function differences(actual: readonly number[], expected: Float64Array): string[] {
  return Array.from(expected).flatMap((value, row) => {
    const isSame = Number.isNaN(value)
      ? Number.isNaN(actual[row])
      : Math.abs(actual[row] - value) <= 1e-12 * Math.abs(value);
    return isSame ? [] : [`row ${row}: ${actual[row]} in SQL, ${value} in memory`];
  });
}

const FORMULAS = [
  'a',
  'a + b',
  'a - b',
  'a * b',
  'a / b',
  'a ^ b',
  'a ^ 2',
  'a ^ 0.5',
  '2 ^ a',
  '-a',
  '-(-a)',
  '+a',
  'a - -5', // prettier-ignore
  'a == b',
  'a != b',
  'a < b',
  'a <= b',
  'a > b',
  'a >= b',
  'a > 1 and b > 1',
  'a > 1 or b > 1',
  'not (a > 1)', // prettier-ignore
  '(a > 0 or b > 0) and not (a < b)',
  'a > 1 ? b : -b',
  'a > b ? a / b : log(b)',
  'a > 1 ? 1 : b > 1 ? 2 : 3', // prettier-ignore
  'abs(a)',
  'log(a)',
  'log1p(a)',
  'log1p(b)',
  'exp(a)',
  'exp(-b)',
  'sqrt(a)',
  'sqrt(sqrt(a))',
  'log(log1p(a))', // prettier-ignore
  'min(a, b)',
  'max(a, b)',
  'min(a, 1)',
  'min(1, 2)',
  'max(a, b, column("gross \\"sales\\""))',
  'min(max(a, b), -a, 3)', // prettier-ignore
  'clamp(a, 0, 1)',
  'clamp(a, b, 2)',
  'clamp(a, 2, b)',
  'coalesce(a, b)',
  'coalesce(a / b, b / a, -1)',
  'coalesce(log(a), log(b), 0)', // prettier-ignore
  'a * b * a * b',
  'a * b * a * b - a * b * a * b',
  'a * b * a / (b * a * b)',
  '1 / (a * b * a)',
  '(a * b * a * b) ^ 0',
  '2 ^ (a * b * a)', // prettier-ignore
  'exp(a) - exp(b)',
  'log(exp(a))',
  'log1p(exp(a) * 1e300)',
  'sqrt(a * a * a * a)',
  'abs(-a * a * a)',
  'exp(a) > exp(b)',
  'coalesce(exp(a) - exp(a), 5)', // prettier-ignore
  "text == 'a'",
  "text != 'a'",
  "text == 'it\\'s'",
  "text == 'a\\\\b'",
  "text == 'line\\nbreak'",
  "text == 'e\u0301'",
  "text == ' 销售 '",
  "text == 'x\"y'", // prettier-ignore
  "text == ''",
  "text == '__proto__'",
  "'a' == text",
  'text == other',
  'text != other',
  "'a' == 'a'",
  "'a' != 'b'",
  "text == 'a' ? a : b", // prettier-ignore
  'date',
  'date - since',
  'date + 1',
  '1 + date',
  'date - 30',
  'date + a',
  'date == since',
  'date != since',
  'date < since',
  'date >= since', // prettier-ignore
  "date == '2018-01-01'",
  "date != '2018-01-01'",
  "date > '2018-01-01'",
  "'2018-01-01' <= date",
  'date + 0.5 > since',
  "date + 1 >= '2018-01-02'", // prettier-ignore
  'min(date, since)',
  'max(date, since) - date',
  'coalesce(date, since)',
  "coalesce(date, since) == '2018-01-01'",
  "text == 'a' ? date : since", // prettier-ignore
];

describe('the same in DuckDB as in memory', () => {
  it.each(FORMULAS)('%s', async text => {
    const formula = parseFormula(text, 'row', []);
    const expected = evaluate(formula, { rows: rows.rows, leaf: columnOf });
    expect(differences(await inDuckdb(formula), expected)).toEqual([]);
  });

  it('for formulas of any shape', async () => {
    const call = (name: FunctionName, ...of: Formula[]): Formula => ({ kind: 'call', name, of });
    const { numeric } = fc.letrec<{ numeric: Formula; condition: Formula }>(tie => ({
      numeric: fc.oneof(
        { maxDepth: 3, depthIdentifier: 'formula' },
        fc.constantFrom<Formula>(
          { kind: 'column', name: 'a' },
          { kind: 'column', name: 'b' },
          { kind: 'literal', value: 2 },
          { kind: 'literal', value: 0 },
        ),
        fc
          .tuple(fc.constantFrom('multiply', 'divide', 'power' as const), tie('numeric'), tie('numeric'))
          .map(([name, a, b]) => call(name, a, b)),
        fc
          .tuple(fc.constantFrom('negate', 'abs', 'log1p', 'log', 'sqrt' as const), tie('numeric'))
          .map(([name, a]) => call(name, a)),
        fc
          .tuple(
            fc.constantFrom('min', 'max', 'coalesce', 'clamp' as const),
            tie('numeric'),
            tie('numeric'),
            tie('numeric'),
          )
          .map(([name, a, b, c]) => call(name, a, b, c)),
        fc
          .tuple(tie('condition'), tie('numeric'), tie('numeric'))
          .map(([condition, a, b]) => call('if', condition, a, b)),
      ),
      condition: fc.oneof(
        { maxDepth: 3, depthIdentifier: 'formula' },
        fc
          .tuple(
            fc.constantFrom('less', 'greaterOrEqual' as const),
            fc.constantFrom<Formula>({ kind: 'column', name: 'a' }, { kind: 'column', name: 'b' }),
          )
          .map(([name, a]) => call(name, a, { kind: 'literal', value: 0.7 })),
        fc
          .tuple(fc.constantFrom('and', 'or' as const), tie('condition'), tie('condition'))
          .map(([name, a, b]) => call(name, a, b)),
        tie('condition').map(a => call('not', a)),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(numeric, async formula => {
        const expected = evaluate(formula, { rows: rows.rows, leaf: columnOf });
        // Deep nests of powers magnify the last bit in which two machines' powers differ.
        const off = differences(await inDuckdb(formula), expected).filter(line => !isNear(line));
        expect(off).toEqual([]);
      }),
      { seed: 20180831, numRuns: 150 },
    );
  });
});

function isNear(line: string): boolean {
  const [, actual, expected] = /: (\S+) in SQL, (\S+) in/.exec(line) ?? [];
  return Math.abs(Number(actual) - Number(expected)) <= 1e-9 * Math.abs(Number(expected));
}

describe('the text of the SQL', () => {
  const sql = (text: string): string => formulaSql(parseFormula(text, 'row', []), duckdb, nameOf);

  it('is plain for plain formulas', () => {
    expect(sql('a + 2')).toBe('("a" + 2e0)');
    expect(sql('a + 2 * b')).toBe('nullif(("a" + (2e0 * "b")), CAST(\'nan\' AS DOUBLE))');
    expect(sql('a / b')).toBe('("a" / nullif("b", 0e0))');
    expect(sql('a > 1 ? a : b')).toBe('CASE ("a" > 1e0) WHEN TRUE THEN "a" WHEN FALSE THEN "b" END');
    expect(sql("date >= '2018-01-01'")).toBe(`("date" >= DATE '2018-01-01')`);
  });

  it('takes the dates of measures for days since 1970-01-01', () => {
    const formula = parseFormula("first_date() >= '2018-01-01'", 'unit', []);
    expect(formulaSql(formula, duckdb, () => 'first')).toBe('(first >= 17532e0)');
  });

  it('knows a column of dates from its type, not from a text beside it', () => {
    const formula = parseFormula("day == '2018-01-01'", 'row', []);
    expect(formulaSql(formula, duckdb, nameOf)).toBe(`("day" = '2018-01-01')`);
    expect(formulaSql(formula, duckdb, nameOf, new Map([['day', 'date']]))).toBe(`("day" = DATE '2018-01-01')`);
  });

  it('keeps quotes, backslashes and line breaks of names and texts in their place', async () => {
    for (const name of ['a"b', "a'b", 'a\\', 'a\nb', '"; DROP TABLE t; --', '销售', 'a$$b', '%s', ':x', '?']) {
      const reader = await connection.runAndReadAll(`SELECT ${duckdb.text(name)} AS ${duckdb.identifier(name)}`);
      expect(reader.columnNames()).toEqual([name]);
      expect(reader.getRows()).toEqual([[name]]);
    }
    expect(() => duckdb.text('a\0b')).toThrow('NUL');
    expect(() => duckdb.identifier('a\0b')).toThrow('NUL');
  });

  it('reads numbers back to the same double', async () => {
    for (const number of [
      0.1,
      -0.1,
      1 / 3,
      5e-324,
      1.7976931348623157e308,
      123456789012345680000,
      1e21,
      9007199254740993,
      0.30000000000000004,
    ]) {
      const reader = await connection.runAndReadAll(
        `SELECT ${duckdb.number(number)}, typeof(${duckdb.number(number)})`,
      );
      expect(reader.getRows()).toEqual([[number, 'DOUBLE']]);
    }
    expect((await connection.runAndReadAll(`SELECT ${duckdb.number(NaN)}`)).getRows()).toEqual([[null]]);
  });

  it('does not double where it need not, and stops at 100,000 characters where it must', () => {
    const nest = (name: string, depth: number): string => `${`${name}(`.repeat(depth)}a${')'.repeat(depth)}`;
    expect(sql(nest('log', 40)).length).toBeLessThan(3_000);
    expect(() => sql(nest('log1p', 40))).toThrow('100,000 characters');
    expect(() => sql(nest('sqrt', 40))).toThrow('100,000 characters');
    expect(sql(Array.from({ length: 250 }, () => 'a').join('+')).length).toBeLessThan(20_000);
  });

  it('of 250 added columns is not too deep for DuckDB', async () => {
    const formula = parseFormula(Array.from({ length: 250 }, () => 'a').join('+'), 'row', []);
    expect(await inDuckdb(formula)).toHaveLength(rows.rows);
  });
});
