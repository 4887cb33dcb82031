// The files of a release, from a result and back.
import { join } from 'node:path';
import { csvText } from '../csv/csvText.ts';
import { readCsv } from '../csv/readCsv.ts';
import { RatingError, throwFaults } from '../errors/ratingError.ts';
import type { Fault } from '../errors/ratingError.ts';
import { anchorsFromJson, anchorsToJson } from '../model/anchorsJson.ts';
import type { ModelAnchors } from '../model/anchors.ts';
import { parseModel } from '../model/parseModel.ts';
import type { Result } from '../model/result.ts';
import { changeColumns } from '../release/changes.ts';
import { indicatorColumns, ratingColumns, ratingRows } from '../release/outputs.ts';
import type { NamedColumn } from '../release/outputs.ts';
import { readBack, releaseRequests } from '../release/readBack.ts';
import type { ReleasedResult } from '../release/readBack.ts';
import { releaseRecord } from '../release/record.ts';
import type { FileRecord, ReleaseRecord } from '../release/record.ts';
import { reportHtml } from '../report/reportHtml.ts';
import { digestOf, digestOfJson } from './digest.ts';
import { readDocument } from './readDocument.ts';
import type { ReadTables } from './readTables.ts';
import { VERSION } from './version.ts';
import { writeWhole } from './writeWhole.ts';
import type { OutputFile } from './writeWhole.ts';

/** How the files of a release are written: text as it is, a page for people beside them. */
interface ReleaseOptions {
  readonly raw?: boolean;
  readonly report?: boolean;
}

/**
 * Writes `ratings.csv`, `indicators.csv`, `changes.csv`, `rejects.csv`, `anchors.json`, `report.html` when asked for, and `release.json` last.
 *
 * @throws unreadable when the folder cannot be written
 * @example writeRelease('out', result, read, { report: true }).counts.units // how many units are listed
 */
export function writeRelease(
  folder: string,
  result: Result,
  { rejects, inputs }: Pick<ReadTables, 'rejects' | 'inputs'>,
  { raw = false, report = false }: ReleaseOptions,
): ReleaseRecord {
  const write = (put: (file: OutputFile) => FileRecord): ReleaseRecord => {
    const outputs = [
      put({ name: 'ratings.csv', text: columnsText(ratingColumns(result), raw) }),
      put({ name: 'indicators.csv', text: columnsText(indicatorColumns(result), raw) }),
      put({ name: 'changes.csv', text: columnsText(changeColumns(result), raw) }),
      put({ name: 'rejects.csv', text: rejectsText(result, { rejects, inputs }, raw) }),
      put({ name: 'anchors.json', text: [`${JSON.stringify(anchorsToJson(result.anchors))}\n`] }),
      ...(report ? [put({ name: 'report.html', text: reportHtml(result, { inputs }) })] : []),
    ];
    const record = releaseRecord(result, {
      library: VERSION,
      modelSha256: digestOfJson(result.model),
      inputs,
      outputs,
    });
    put({ name: 'release.json', text: [`${JSON.stringify(record, null, 2)}\n`] });
    return record;
  };
  return writeWhole(folder, write, ['report.html']);
}

/** The ratings as they stand in `ratings.csv`, or as a JSON array of rows, one a line. */
export function ratingsText(
  result: Result,
  { json = false, raw = false }: { readonly json?: boolean; readonly raw?: boolean },
): Iterable<string> {
  if (!json) return columnsText(ratingColumns(result), raw);
  return ['[\n', ...ratingRows(result).map((row, at) => `${at === 0 ? '' : ',\n'}${JSON.stringify(row)}`), '\n]\n'];
}

/**
 * A release read back from its folder.
 *
 * @throws unreadable for a file that is not there; invalid_data for files that were changed after the release, all at once
 * @example (await readRelease('release-08')).count // how many units are listed
 */
export async function readRelease(folder: string): Promise<ReleasedResult> {
  const recordFile = join(folder, 'release.json');
  const record = readDocument(recordFile) as Partial<ReleaseRecord> | null;
  if (record?.version !== 1 || !Array.isArray(record.outputs))
    throw new RatingError('unreadable', [recordFile], 'is not the record of a release');
  throwFaults(await changes(folder, record));
  const model = parseModel(record.model);
  const requests = releaseRequests(model);
  const ratings = await readCsv(join(folder, 'ratings.csv'), { columns: requests.ratings });
  const indicators = await readCsv(join(folder, 'indicators.csv'), { columns: requests.indicators });
  const changed = await readCsv(join(folder, 'changes.csv'), { columns: requests.changes });
  return readBack(model, readAnchors(join(folder, 'anchors.json')), {
    ratings: ratings.table,
    indicators: indicators.table,
    changes: changed.table,
  });
}

/** Anchors from the `anchors.json` of a release; what is wrong with it is told with its name. */
export function readAnchors(file: string): ModelAnchors {
  const json = readDocument(file);
  try {
    return anchorsFromJson(json);
  } catch (error) {
    if (error instanceof RatingError)
      throwFaults(error.faults.map(fault => ({ ...fault, path: [file, ...fault.path] })));
    throw error;
  }
}

/** What of a release is not as its record says: a run that was killed while it moved its files, or a change by hand. */
async function changes(folder: string, { outputs = [], model, modelSha256 }: Partial<ReleaseRecord>): Promise<Fault[]> {
  const fault = (name: string, what: string): Fault => ({
    code: 'invalid_data',
    path: [join(folder, name)],
    message: `${what} was changed after the release; rate again, or take the files back as they were`,
  });
  const faults = digestOfJson(model ?? null) === modelSha256 ? [] : [fault('release.json', 'the model')];
  for (const name of ['ratings.csv', 'indicators.csv', 'changes.csv', 'anchors.json']) {
    const sha256 = await digestOf(join(folder, name));
    if (sha256 !== outputs.find(output => output.name === name)?.sha256) faults.push(fault(name, 'the file'));
  }
  return faults;
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
