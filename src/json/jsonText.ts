// JSON out, always faithful: text as it is, numbers to the same double, missing as null.
import { isoDay } from '../table/days.ts';
import { numberText } from '../table/plainNumber.ts';
import { columnLength, type Column } from '../table/table.ts';
import { textAt } from '../table/text.ts';

/** A column to write: one of a table, or plain texts with null for missing. */
export type JsonColumn = Column | readonly (string | null)[];

const CHUNK = 65_536;

/**
 * Columns as a JSON array of objects, one a line, piece by piece.
 *
 * Shape: one name a column and columns of one length to text. Unit: days are YYYY-MM-DD; a number that is missing or not finite is null.
 * Degenerate: no rows: an empty array.
 * @example [...jsonText(['brand'], [['Ada', null]])].join('') // '[\n{"brand":"Ada"},\n{"brand":null}\n]\n'
 */
export function* jsonText(header: readonly string[], columns: readonly JsonColumn[]): Generator<string> {
  let between = '[\n';
  for (const rows of chunks(rowTexts(header, columns), ',\n')) {
    yield between + rows;
    between = ',\n';
  }
  yield between === '[\n' ? '[]\n' : '\n]\n';
}

/**
 * Columns as NDJSON, one object a line, piece by piece.
 *
 * Shape: one name a column and columns of one length to lines. Unit: as `jsonText`.
 * Degenerate: no rows: no text.
 * @example [...ndjsonText(['brand'], [['Ada', null]])].join('') // '{"brand":"Ada"}\n{"brand":null}\n'
 */
export function* ndjsonText(header: readonly string[], columns: readonly JsonColumn[]): Generator<string> {
  for (const rows of chunks(rowTexts(header, columns), '\n')) yield `${rows}\n`;
}

function* rowTexts(header: readonly string[], columns: readonly JsonColumn[]): Generator<string> {
  if (columns.length === 0) return;
  const keys = header.map(name => `${JSON.stringify(name)}:`);
  const cells = columns.map(cellReader);
  const [first] = columns;
  const rows = 'type' in first ? columnLength(first) : first.length;
  for (let row = 0; row < rows; row++) {
    let text = `{${keys[0]}${cells[0](row)}`;
    for (let at = 1; at < cells.length; at++) text += `,${keys[at]}${cells[at](row)}`;
    yield `${text}}`;
  }
}

function cellReader(column: JsonColumn): (row: number) => string {
  if (!('type' in column)) return row => JSON.stringify(column[row] ?? null);
  switch (column.type) {
    case 'number':
      return row => numberText(column.values[row]) || 'null';
    case 'date':
      return row => JSON.stringify(isoDay(column.days[row]));
    case 'text':
      return row => JSON.stringify(textAt(column, row));
  }
}

function* chunks(texts: Iterable<string>, between: string): Generator<string> {
  let chunk = '';
  let isBegun = false;
  for (const text of texts) {
    chunk += isBegun ? between + text : text;
    isBegun = true;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
    isBegun = false;
  }
  if (isBegun) yield chunk;
}
