// Two real markets, rated a second time by programs in plain Python that share no code with this library (fixtures/*/recompute.py).
import { describe, expect, it } from 'vitest';
import { run } from '../../src/model/run.ts';
import type { Result } from '../../src/model/result.ts';
import type { TableName, Tables } from '../../src/model/sources.ts';
import type { Table } from '../../src/table/table.ts';
import { distance } from '../support/close.ts';
import { fixtureTables } from '../support/fixtureTables.ts';
import { cells, fixture } from '../support/golden.ts';
import { picked, resultText, shuffled, unitNames } from '../support/market.ts';

/** What each column of expected.csv holds, by unit. */
function columnsOf(result: Result): Map<string, (unit: number) => string | number> {
  const columns = new Map<string, (unit: number) => string | number>([
    ['eligible', unit => String(result.eligible[unit] === 1)],
    ['grade', unit => result.grade?.names[result.grade.codes[unit]] ?? ''],
    ['rank', unit => result.rank[unit]],
    ['score', unit => result.score[unit]],
    ['coverage', unit => result.coverage[unit]],
  ]);
  const spec = new Map(result.model.indicators.map(indicator => [indicator.id, indicator]));
  for (const { id, raw, evidence, estimated, normalized } of result.indicators) {
    const atLeast = spec.get(id)?.atLeast;
    // The file's raw values are those after atLeast and before shrink.
    columns.set(`raw_${id}`, unit =>
      atLeast !== undefined && evidence && !(evidence[unit] >= atLeast) ? NaN : raw[unit],
    );
    columns.set(`shrunk_${id}`, unit => estimated[unit]);
    columns.set(`normalized_${id}`, unit => normalized[unit]);
  }
  for (const { id, score } of result.nodes) columns.set(`node_${id}`, unit => score[unit]);
  return columns;
}

describe.each(['films', 'groceries'])('%s', name => {
  it('equal expected.csv cell by cell: numbers to 1e-9, ranks and grades exactly', async () => {
    const { model, tables } = await fixtureTables(name);
    const result = run(model, tables);
    const expected = cells(fixture(`${name}/expected.csv`));
    const keys = result.keys.map(key => expected.get(key.name) as string[]);
    const unitOf = new Map(unitNames(result).map((unit, at) => [unit, at]));
    const units = keys[0].map((_, row) => unitOf.get(keys.map(column => column[row]).join('/')));
    expect(units.filter(unit => unit === undefined)).toEqual([]);
    expect(result.count).toBe(units.length);
    const columns = columnsOf(result);
    const names = [...expected.keys()].filter(column => !result.keys.some(key => key.name === column));
    expect(names.filter(column => !columns.has(column))).toEqual([]);
    const wrong = names.flatMap(column =>
      units.flatMap((unit, row) => {
        const found = columns.get(column)?.(unit as number) as string | number;
        const cell = (expected.get(column) as string[])[row];
        const isExact = typeof found === 'string' || column === 'rank';
        const isRight = isExact
          ? String(Number.isNaN(found) ? '' : found) === cell
          : distance(found, cell === '' ? NaN : Number(cell)) <= 1e-9;
        return isRight ? [] : [`${column} of ${keys.map(key => key[row]).join('/')}: ${found} instead of ${cell}`];
      }),
    );
    expect(wrong.slice(0, 10)).toEqual([]);
  });

  it('give the same bits whatever the order of the rows, and leave the tables as they are', async () => {
    const { model, tables } = await fixtureTables(name);
    const before = checksums(tables);
    const result = resultText(run(model, tables));
    expect(checksums(tables)).toEqual(before);
    const named = Object.entries(tables) as [TableName, Table][];
    const moved = Object.fromEntries(named.map(([key, table]) => [key, picked(table, shuffled(table.rows, 7))]));
    expect(resultText(run(model, moved)) === result).toBe(true);
  });
});

/** One number for the bytes of each column of some tables. */
function checksums(tables: Tables): number[] {
  return (Object.values(tables) as Table[]).flatMap(({ columns }) =>
    [...columns.values()].map(column => {
      const { buffer } = column.type === 'number' ? column.values : column.type === 'date' ? column.days : column.codes;
      return new Uint8Array(buffer).reduce((sum, byte) => (sum * 31 + byte) % 1_000_003, 7);
    }),
  );
}
