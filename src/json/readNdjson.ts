import { RatingError } from '../errors/ratingError.ts';
import type { ReadOptions, ReadResult } from '../table/intake.ts';
import { jsonFault } from './jsonFault.ts';
import { JsonRows } from './jsonRows.ts';
import { openText } from '../files/openText.ts';
import type { Bytes } from '../table/textChunks.ts';

const MOST_CHARACTERS = 64 * 2 ** 20;

/**
 * Reads NDJSON, one object a line, into typed columns, line by line; a line that cannot be used is answered as a reject.
 *
 * Shape: a path or a stream (UTF-8, plain or gzip) to a table of the requested columns; without a request every key, as number or text.
 * Degenerate: null or absent is missing; a blank line is no row; an empty file has no rows.
 * @throws unreadable (no such file, not UTF-8, a line over 64 MB), unknown_column, invalid_data for too many rejects
 * @example (await readNdjson(Readable.from(['{"units":2}']))).table.rows // 1
 */
export async function readNdjson(source: string | Bytes, options: ReadOptions = {}): Promise<ReadResult> {
  const where = typeof source === 'string' ? [source] : [];
  const rows = new JsonRows(options, where);
  let line = 1;
  let begun: string[] = [];
  let length = 0;
  const endLine = (text: string): void => {
    addLine(rows, line++, (begun.join('') + text).trim());
    begun = [];
    length = 0;
  };
  for await (const text of openText(source, options.onProgress)) {
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      endLine(text.slice(from, end));
      from = end + 1;
    }
    begun.push(text.slice(from));
    length += text.length - from;
    if (length > MOST_CHARACTERS) throw new RatingError('unreadable', where, `line ${line} is over 64 MB`);
  }
  endLine('');
  return rows.finish();
}

function addLine(rows: JsonRows, line: number, text: string): void {
  if (text === '') return;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return rows.reject(line, text, `not JSON: ${jsonFault(text).replace(/^line \d+, /, '')}`);
  }
  rows.add(line, value);
}
