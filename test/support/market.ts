// Small markets for tests of the model: rows as plain objects, models as the base document with some parts replaced.
import { parseModel } from '../../src/model/parseModel.ts';
import type { Result } from '../../src/model/result.ts';
import type { Model, ModelDocument } from '../../src/model/spec.ts';
import { dates } from '../../src/table/days.ts';
import { table } from '../../src/table/table.ts';
import type { ColumnInput, Table } from '../../src/table/table.ts';
import { textAt } from '../../src/table/text.ts';
import { bitsOf } from './close.ts';

export type Row = Readonly<Record<string, string | number | null>>;

/** Rows as a table; a column named date, or ending in _date, holds days. */
export function rows(of: readonly Row[], columns: readonly string[] = Object.keys(of[0] ?? {})): Table {
  return table(
    columns.map((name): [string, ColumnInput] => [
      name,
      columnOf(
        name,
        of.map(row => row[name] ?? null),
      ),
    ]),
  );
}

function columnOf(name: string, values: readonly (string | number | null)[]): ColumnInput {
  if (name === 'date' || name.endsWith('_date')) return dates(values as readonly (string | null)[]);
  // A column of these tests holds one kind of value.
  return values as readonly (string | null)[];
}

/** The base model: one indicator, brands within categories, one month. */
export const BASE: ModelDocument = {
  version: 1,
  name: 'market',
  period: { end: '2018-08-31', days: 31 },
  indicators: [{ id: 'sold', formula: 'sum(revenue)' }],
  index: { id: 'power', of: [{ id: 'sold' }] },
};

export function modelOf(parts: Partial<ModelDocument> = {}): Model {
  return parseModel({ ...BASE, ...parts });
}

/** A model of one formula, without anything between the raw value and the result. */
export function formulaModel(formula: string, parts: Partial<ModelDocument> = {}): Model {
  return modelOf({ indicators: [{ id: 'sold', formula }], ...parts });
}

/** The units of a result, such as `tea/Ada`. */
export function unitNames({ count, keys }: Pick<Result, 'count' | 'keys'>, between = '/'): string[] {
  return Array.from({ length: count }, (_, unit) => keys.map(({ column }) => textAt(column, unit)).join(between));
}

/** One column of a result by unit. */
export function byUnit(result: Result, values: ArrayLike<number>): Record<string, number> {
  return Object.fromEntries(unitNames(result).map((name, unit) => [name, values[unit]]));
}

/** The raw values of the first indicator by unit. */
export function rawByUnit(result: Result): Record<string, number> {
  return byUnit(result, result.indicators[0].raw);
}

/** A result as one text in which every bit of every number stands; names as they are, whatever their codes. */
export function resultText(result: Omit<Result, 'rejects'>): string {
  const { keys, ...others } = { ...result, rejects: undefined, units: unitNames(result) };
  return JSON.stringify({ ...others, keys: keys.map(({ name }) => name) }, (_, value: unknown) => {
    if (value instanceof Float64Array) return [...bitsOf(value)].map(String);
    if (ArrayBuffer.isView(value)) return Array.from(value as Uint8Array);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** A seeded order of n rows. */
export function shuffled(count: number, seed: number): Uint32Array {
  let state = seed;
  const keys = Array.from({ length: count }, () => (state = (state * 1_664_525 + 1_013_904_223) >>> 0));
  return Uint32Array.from(keys.keys()).sort((a, b) => keys[a] - keys[b]);
}

/** Some rows of a table, in the order asked for. */
export function picked({ columns }: Table, chosen: Uint32Array): Table {
  return table(
    [...columns].map(([name, column]): [string, ColumnInput] => {
      if (column.type === 'number')
        return [name, { type: 'number', values: Float64Array.from(chosen, row => column.values[row]) }];
      if (column.type === 'date')
        return [name, { type: 'date', days: Int32Array.from(chosen, row => column.days[row]) }];
      // Read anew, so that the dictionary's order follows the rows.
      return [name, Array.from(chosen, row => textAt(column, row))];
    }),
  );
}
