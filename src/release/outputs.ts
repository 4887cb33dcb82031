// A result as the columns of its files: ratings and raw indicators, one row a unit.
import type { Result } from '../model/result.ts';
import { GRADE_HELD } from '../steps/grade/hold.ts';
import { pickRows } from '../model/sources.ts';
import { bestFirst } from '../steps/rank/index.ts';
import { LIST_HELD } from '../steps/rank/list.ts';
import { isoDay } from '../table/days.ts';
import { columnLength } from '../table/table.ts';
import type { Column } from '../table/table.ts';
import { textAt, textColumn } from '../table/text.ts';

/** What the output files are written from: a result, or a release that was read back. */
export type Listed = Pick<Result, 'keys' | 'peers' | 'rank' | 'grade' | 'score' | 'list' | 'coverage' | 'eligible'> & {
  readonly nodes: readonly Pick<Result['nodes'][number], 'id' | 'score'>[];
  readonly indicators: readonly Pick<
    Result['indicators'][number],
    'id' | 'raw' | 'evidence' | 'shrinkBy' | 'normalized'
  >[];
};

/** A column of an output file. */
export interface NamedColumn {
  readonly name: string;
  readonly column: Column;
}

/**
 * The ratings: keys, rank, grade, score, each inner index, each normalized indicator, coverage, eligible; behind them, where the model
 * holds grades or has a list, what holds each grade and for how many releases, who is listed and what keeps it there.
 *
 * Shape: one row a unit; peers groups in order of their keys, inside by rank, then by key; units without a rank last.
 * Degenerate: an ineligible unit has a score, but neither grade nor rank; no grades in the model: no grade column.
 * @example ratingColumns(result).map(each => each.name) // ['category', 'brand', 'rank', 'grade', 'score', …]
 */
export function ratingColumns(result: Listed): NamedColumn[] {
  const { grade, list, nodes, indicators } = result;
  const grades = grade && textColumn(Array.from(grade.codes, code => grade.names[code] ?? null));
  return inListOrder(result, [
    ...keyColumns(result),
    numbers('rank', result.rank),
    ...(grades ? [{ name: 'grade', column: grades }] : []),
    numbers('score', result.score),
    ...nodes.slice(0, -1).map(({ id, score }) => numbers(id, score)),
    ...indicators.map(({ id, normalized }) => numbers(id, normalized)),
    numbers('coverage', result.coverage),
    { name: 'eligible', column: flags(result.eligible) },
    ...(grade?.held ? [{ name: 'grade_held', column: words(grade.held, GRADE_HELD) }] : []),
    ...(grade?.releases ? [numbers('grade_releases', grade.releases)] : []),
    ...(list
      ? [
          { name: 'listed', column: flags(list.listed) },
          { name: 'list_held', column: words(list.held, LIST_HELD) },
        ]
      : []),
  ]);
}

/**
 * The raw values of the indicators, in the row order of the ratings; then what stands behind them, where the model asks for evidence or shrinks
 * (`growth.evidence`, `review.shrink_by`), so that a release can be scored again.
 *
 * @example indicatorColumns(result).map(each => each.name) // ['category', 'brand', 'revenue', 'growth', …]
 */
export function indicatorColumns(result: Listed): NamedColumn[] {
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
 * The ratings as plain rows, for tables, plots and JSON: missing is null, `eligible` and `listed` are booleans.
 *
 * Shape: one object a unit, in the row order of the ratings.
 * @example ratingRows(result)[0].rank // 1
 */
export function ratingRows(result: Listed): Record<string, string | number | boolean | null>[] {
  const listed = (row: Record<string, unknown>): object => (result.list ? { listed: row['listed'] === 'true' } : {});
  return plainRows(ratingColumns(result)).map(row => ({
    ...row,
    eligible: row['eligible'] === 'true',
    ...listed(row),
  }));
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
  ).rows;
}

function inListOrder(result: Pick<Result, 'rank' | 'peers'>, columns: readonly NamedColumn[]): NamedColumn[] {
  const order = listOrder(result);
  return columns.map(({ name, column }) => ({ name, column: pickRows(column, order) }));
}

function keyColumns({ keys }: Pick<Result, 'keys'>): NamedColumn[] {
  return keys.map(({ name, column }) => ({ name, column }));
}

function flags(values: Uint8Array): Column {
  return textColumn(Array.from(values, flag => (flag === 1 ? 'true' : 'false')));
}

function words(codes: Uint8Array, names: readonly (string | null)[]): Column {
  return textColumn(Array.from(codes, code => names[code]));
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
