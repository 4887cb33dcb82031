// A result as the columns of its files: ratings and raw indicators, one row a unit.
import type { Result } from '../model/result.ts';
import { pickRows } from '../model/sources.ts';
import { bestFirst } from '../steps/rank/index.ts';
import { isoDay } from '../table/days.ts';
import { columnLength } from '../table/table.ts';
import type { Column } from '../table/table.ts';
import { textAt, textColumn } from '../table/text.ts';

/** A column of an output file. */
export interface NamedColumn {
  readonly name: string;
  readonly column: Column;
}

/**
 * The ratings: keys, rank, grade, score, each inner index, each normalized indicator, coverage, eligible.
 *
 * Shape: one row a unit; peers groups in order of their keys, inside by rank, then by key; units without a rank last.
 * Degenerate: an ineligible unit has a score, but neither grade nor rank; no grades in the model: no grade column.
 * @example ratingColumns(result).map(each => each.name) // ['category', 'brand', 'rank', 'grade', 'score', …]
 */
export function ratingColumns(result: Result): NamedColumn[] {
  const { grade, nodes, indicators } = result;
  const grades = grade && textColumn(Array.from(grade.codes, code => grade.names[code] ?? null));
  return inListOrder(result, [
    ...keyColumns(result),
    numbers('rank', result.rank),
    ...(grades ? [{ name: 'grade', column: grades }] : []),
    numbers('score', result.score),
    ...nodes.slice(0, -1).map(({ id, score }) => numbers(id, score)),
    ...indicators.map(({ id, normalized }) => numbers(id, normalized)),
    numbers('coverage', result.coverage),
    { name: 'eligible', column: textColumn(Array.from(result.eligible, flag => (flag === 1 ? 'true' : 'false'))) },
  ]);
}

/**
 * The raw values of the indicators, in the row order of the ratings; then what stands behind them, where the model asks for evidence or shrinks
 * (`growth.evidence`, `review.shrink_by`), so that a release can be scored again.
 *
 * @example indicatorColumns(result).map(each => each.name) // ['category', 'brand', 'revenue', 'growth', …]
 */
export function indicatorColumns(result: Result): NamedColumn[] {
  const behind = result.indicators.flatMap(({ id, evidence, shrinkBy }) => [
    ...(evidence ? [numbers(evidenceName(id), evidence)] : []),
    ...(shrinkBy ? [numbers(shrinkName(id), shrinkBy)] : []),
  ]);
  return inListOrder(result, [
    ...keyColumns(result),
    ...result.indicators.map(({ id, raw }) => numbers(id, raw)),
    ...behind,
  ]);
}

/**
 * The ratings as plain rows, for tables, plots and JSON: missing is null, `eligible` a boolean.
 *
 * Shape: one object a unit, in the row order of the ratings.
 * @example ratingRows(result)[0].rank // 1
 */
export function ratingRows(result: Result): Record<string, string | number | boolean | null>[] {
  return plainRows(ratingColumns(result)).map(row => ({ ...row, eligible: row['eligible'] === 'true' }));
}

/**
 * Columns as plain rows, for tables, plots and JSON; missing is null.
 *
 * Shape: columns of n rows to n objects with one key a column.
 * @example plainRows(ratingColumns(result))[0].rank // 1
 */
export function plainRows(columns: readonly NamedColumn[]): Record<string, string | number | null>[] {
  const cells = columns.map(({ name, column }) => ({ name, at: cellReader(column) }));
  const rows = columns.length === 0 ? 0 : columnLength(columns[0].column);
  // From entries, so that a column named "__proto__" is a column like any other.
  return Array.from({ length: rows }, (_, row) => Object.fromEntries(cells.map(({ name, at }) => [name, at(row)])));
}

/** The column of what stands behind an indicator's values; no indicator has a dot in its id. */
export function evidenceName(id: string): string {
  return `${id}.evidence`;
}

/** The column of what an indicator is shrunk by. */
export function shrinkName(id: string): string {
  return `${id}.shrink_by`;
}

/** The order in which units are listed: by peers, rank and key. */
export function listOrder({ rank, peers }: Pick<Result, 'rank' | 'peers'>): Uint32Array {
  return bestFirst(
    rank.map(place => -place),
    peers,
  );
}

function inListOrder(result: Result, columns: readonly NamedColumn[]): NamedColumn[] {
  const order = listOrder(result);
  return columns.map(({ name, column }) => ({ name, column: pickRows(column, order) }));
}

function keyColumns({ keys }: Result): NamedColumn[] {
  return keys.map(({ name, column }) => ({ name, column }));
}

function numbers(name: string, values: Float64Array): NamedColumn {
  return { name, column: { type: 'number', values } };
}

function cellReader(column: Column): (row: number) => string | number | null {
  switch (column.type) {
    case 'number':
      return row => (Number.isNaN(column.values[row]) ? null : column.values[row]);
    case 'text':
      return row => textAt(column, row);
    case 'date':
      return row => isoDay(column.days[row]);
  }
}
