// CSV out. fast-csv's formatter is not used: it drops NUL characters, takes row objects, and knows nothing of formulas, so a round trip would not be exact.
import { isoDay } from '../table/days.ts';
import { numberText } from '../table/plainNumber.ts';
import { columnLength, type Column } from '../table/table.ts';
import { textAt } from '../table/text.ts';
import { withApostrophe } from './neutral.ts';

/** A column to write: one of a table, or plain texts with null for missing. */
export type CsvColumn = Column | readonly (string | null)[];

const NEEDS_QUOTES = /[",\r\n]/;
const CHUNK = 65_536;

/**
 * Columns as CSV text, piece by piece, that `readCsv` reads back exactly: numbers to the same double, text (in NFC and trimmed) to the same text.
 *
 * Shape: one name a column and columns of one length to lines ended by a line feed, the header first. Unit: missing and not finite is empty; days are YYYY-MM-DD.
 * Degenerate: no columns: no text. `raw` leaves out the apostrophe before text that a spreadsheet would run.
 * @example [...csvText(['brand', 'units'], [['Ada', '=1+1'], { type: 'number', values: Float64Array.of(0.1, NaN) }])].join('') // "brand,units\nAda,0.1\n'=1+1,\n"
 */
export function* csvText(
  header: readonly string[],
  columns: readonly CsvColumn[],
  { raw = false }: { readonly raw?: boolean } = {},
): Generator<string> {
  if (columns.length === 0) return;
  // A lone empty cell would be a blank line, which is no row.
  const empty = columns.length === 1 ? '""' : '';
  let text = `${header.map(name => cell(name, raw) || empty).join(',')}\n`;
  const cells = columns.map(column => cellReader(column, raw));
  const rows = rowsOf(columns[0]);
  for (let row = 0; row < rows; row++) {
    let line = cells[0](row) || empty;
    for (let at = 1; at < cells.length; at++) line += `,${cells[at](row)}`;
    text += `${line}\n`;
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

function rowsOf(column: CsvColumn): number {
  return 'type' in column ? columnLength(column) : column.length;
}

function cellReader(column: CsvColumn, raw: boolean): (row: number) => string {
  if (!('type' in column)) return row => cell(column[row] ?? '', raw);
  switch (column.type) {
    case 'number':
      return row => numberText(column.values[row]);
    case 'date':
      return row => isoDay(column.days[row]) ?? '';
    case 'text': {
      const words = column.words.map(word => cell(word, raw));
      return row => (textAt(column, row) === null ? '' : words[column.codes[row]]);
    }
  }
}

function cell(text: string, raw: boolean): string {
  const written = raw ? text : withApostrophe(text);
  return NEEDS_QUOTES.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
}
