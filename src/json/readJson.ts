import { RatingError, type FaultPath } from '../errors/ratingError.ts';
import type { ReadOptions, ReadResult } from '../table/intake.ts';
import { jsonFault } from './jsonFault.ts';
import { JsonRows } from './jsonRows.ts';
import { openText } from '../files/openText.ts';
import type { Bytes } from '../table/textChunks.ts';

const MOST_CHARACTERS = 256 * 2 ** 20;

/**
 * Reads a JSON array of objects into typed columns; a row that cannot be used is answered as a reject, by its place from 1.
 *
 * Shape: a path or a stream (UTF-8, plain or gzip) to a table of the requested columns; without a request every key, as number or text.
 * Degenerate: null or absent is missing; an empty array has no rows.
 * @throws unreadable (no such file, not UTF-8, not a JSON array, over 256 MB), unknown_column, invalid_data for too many rejects
 * @example (await readJson(Readable.from(['[{"units":2}]']))).table.rows // 1
 */
export async function readJson(source: string | Bytes, options: ReadOptions = {}): Promise<ReadResult> {
  const where = typeof source === 'string' ? [source] : [];
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of openText(source, options.onProgress)) {
    pieces.push(piece);
    length += piece.length;
    if (length <= MOST_CHARACTERS) continue;
    throw new RatingError(
      'unreadable',
      where,
      'is over 256 MB; write it as NDJSON, one object a line, which is read line by line',
    );
  }
  const rows = new JsonRows(options, where);
  arrayOf(pieces.join(''), where).forEach((row, at) => rows.add(at + 1, row));
  return rows.finish();
}

function arrayOf(text: string, where: FaultPath): readonly unknown[] {
  if (text.trim() === '') throw new RatingError('unreadable', where, 'is empty; a JSON file is an array of objects');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RatingError('unreadable', where, `is not JSON: ${jsonFault(text)}`);
  }
  if (!Array.isArray(value))
    throw new RatingError('unreadable', where, 'is not an array of objects, such as [{ "brand": "Ada" }]');
  return value;
}
