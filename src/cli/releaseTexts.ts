// The files of a release as text, piece by piece.
import { csvText } from '../csv/csvText.ts';
import { anchorsToJson } from '../model/anchorsJson.ts';
import type { Result } from '../model/result.ts';
import { changeColumns } from '../release/changes.ts';
import { indicatorColumns, ratingColumns, ratingRows } from '../release/outputs.ts';
import type { NamedColumn } from '../release/outputs.ts';
import { reportHtml } from '../report/reportHtml.ts';
import type { ReadTables } from './readTables.ts';
import type { OutputFile } from './writeWhole.ts';

/** How the files of a release are written: text as it is, a page for people beside them. */
export interface TextOptions {
  readonly raw?: boolean;
  readonly report?: boolean;
}

/**
 * Every file of a release but its record: `ratings.csv`, `indicators.csv`, `changes.csv`, `rejects.csv`, `anchors.json`, and `report.html` when asked for.
 *
 * @example [...releaseTexts(result, read, {})].length // 5
 */
export function* releaseTexts(
  result: Result,
  read: Pick<ReadTables, 'rejects' | 'inputs'>,
  { raw = false, report = false }: TextOptions,
): Generator<OutputFile> {
  yield { name: 'ratings.csv', text: columnsText(ratingColumns(result), raw) };
  yield { name: 'indicators.csv', text: columnsText(indicatorColumns(result), raw) };
  yield { name: 'changes.csv', text: columnsText(changeColumns(result), raw) };
  yield { name: 'rejects.csv', text: rejectsText(result, read, raw) };
  yield { name: 'anchors.json', text: [`${JSON.stringify(anchorsToJson(result.anchors))}\n`] };
  if (report) yield { name: 'report.html', text: reportHtml(result, { inputs: read.inputs }) };
}

/** The ratings as they stand in `ratings.csv`, or as a JSON array of rows, one a line. */
export function ratingsText(
  result: Result,
  { json = false, raw = false }: { readonly json?: boolean; readonly raw?: boolean },
): Iterable<string> {
  if (!json) return columnsText(ratingColumns(result), raw);
  return ['[\n', ...ratingRows(result).map((row, at) => `${at === 0 ? '' : ',\n'}${JSON.stringify(row)}`), '\n]\n'];
}

function columnsText(columns: readonly NamedColumn[], raw: boolean): Iterable<string> {
  return csvText(
    columns.map(({ name }) => name),
    columns.map(({ column }) => column),
    { raw },
  );
}

/** Rows that could not be read, then rows that could not be used; both with where they stand and why. */
function rejectsText(
  result: Result,
  { rejects, inputs }: Pick<ReadTables, 'rejects' | 'inputs'>,
  raw: boolean,
): Iterable<string> {
  const unusable = result.rejects.map(({ table, row, column, reason }) => {
    const file = inputs.find(input => input.table === table)?.name ?? '';
    // What was read has no lines any more: a row that lacks a joined key is told by its place among the rows read.
    return { table, file, line: '', column, value: '', reason: `${reason}, in row ${row} of those read` };
  });
  const rows = [...rejects, ...unusable];
  const header = ['table', 'file', 'line', 'column', 'value', 'reason'] as const;
  // Values stand as they were in the file: a text column would trim them.
  return csvText(
    header,
    header.map(name => rows.map(row => String(row[name]))),
    { raw },
  );
}
