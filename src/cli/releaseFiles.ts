// The files of a release, from a result and back.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { csvText } from '../csv/csvText.ts';
import { readCsv } from '../csv/readCsv.ts';
import { RatingError } from '../errors/ratingError.ts';
import { anchorsFromJson, anchorsToJson } from '../model/anchorsJson.ts';
import { parseModel } from '../model/parseModel.ts';
import type { Result } from '../model/result.ts';
import { indicatorColumns, ratingColumns } from '../release/outputs.ts';
import type { NamedColumn } from '../release/outputs.ts';
import { readBack, releaseRequests } from '../release/readBack.ts';
import type { ReleasedResult } from '../release/readBack.ts';
import { releaseRecord } from '../release/record.ts';
import type { ReleaseRecord } from '../release/record.ts';
import type { ReadTables } from './readTables.ts';
import { readDocument } from './readDocument.ts';
import { VERSION } from './version.ts';
import { writeWhole } from './writeWhole.ts';

/**
 * Writes `ratings.csv`, `indicators.csv`, `rejects.csv`, `anchors.json`, and `release.json` last.
 *
 * @throws unreadable when the folder cannot be written
 * @example writeRelease('out', result, read, false).counts.units // how many units are listed
 */
export function writeRelease(folder: string, result: Result, { rejects, inputs }: Pick<ReadTables, 'rejects' | 'inputs'>, isRaw: boolean): ReleaseRecord {
  const csv = (columns: readonly NamedColumn[]): Iterable<string> =>
    csvText(columns.map(({ name }) => name), columns.map(({ column }) => column), { raw: isRaw });
  const files = [
    { name: 'ratings.csv', text: csv(ratingColumns(result)) },
    { name: 'indicators.csv', text: csv(indicatorColumns(result)) },
    { name: 'rejects.csv', text: rejectsText(result, rejects, isRaw) },
    { name: 'anchors.json', text: [`${JSON.stringify(anchorsToJson(result.anchors))}\n`] },
  ];
  let written: ReleaseRecord | undefined;
  writeWhole(folder, files, outputs => {
    written = releaseRecord(result, { library: VERSION, modelSha256: digestOf(result.model), inputs, outputs });
    return { name: 'release.json', text: [`${JSON.stringify(written, null, 2)}\n`] };
  });
  // The record is made before anything is moved to its name.
  return written as unknown as ReleaseRecord;
}

/** A release read back from its folder. */
export async function readRelease(folder: string): Promise<ReleasedResult> {
  const record = readDocument(join(folder, 'release.json')) as Partial<ReleaseRecord> | null;
  if (record?.version !== 1) throw new RatingError('unreadable', [join(folder, 'release.json')], 'is not the record of a release');
  const model = parseModel(record.model);
  const requests = releaseRequests(model);
  const ratings = await readCsv(join(folder, 'ratings.csv'), { columns: requests.ratings });
  const indicators = await readCsv(join(folder, 'indicators.csv'), { columns: requests.indicators });
  return readBack(model, anchorsFromJson(readDocument(join(folder, 'anchors.json'))), ratings.table, indicators.table);
}

/** Rows that could not be read, then rows that could not be used; both with where they stand and why. */
function* rejectsText({ rejects: unusable }: Result, unread: ReadTables['rejects'], isRaw: boolean): Generator<string> {
  const rows = [...unread, ...unusable.map(({ table, row, ...why }) => ({ file: table, line: row, value: '', ...why }))];
  const header = ['file', 'line', 'column', 'value', 'reason'] as const;
  // Values stand as they were in the file: a text column would trim them.
  yield* csvText(header, header.map(name => rows.map(row => String(row[name]))), { raw: isRaw });
}

function digestOf(model: unknown): string {
  return createHash('sha256').update(JSON.stringify(model)).digest('hex');
}
