// The files of a release, from a result and back.
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { readCsv } from '../csv/readCsv.ts';
import { RatingError, throwFaults } from '../errors/ratingError.ts';
import { anchorsFromJson } from '../model/anchorsJson.ts';
import type { ModelAnchors } from '../model/anchors.ts';
import { parseModel } from '../model/parseModel.ts';
import type { Result } from '../model/result.ts';
import { readBack, releaseRequests } from '../release/readBack.ts';
import type { ReleasedResult } from '../release/readBack.ts';
import { recordText, releaseRecord } from '../release/record.ts';
import type { ReleaseRecord, ReleaseSources } from '../release/record.ts';
import type { ColumnRequest } from '../table/columnRequests.ts';
import type { Table } from '../table/table.ts';
import { documentOf, readDocument } from './readDocument.ts';
import type { ReadTables } from './readTables.ts';
import { readUnchanged } from './readWhole.ts';
import type { WholeRelease } from './readWhole.ts';
import { releaseTexts } from './releaseTexts.ts';
import type { TextOptions } from './releaseTexts.ts';
import { VERSION } from './version.ts';
import { writeWhole } from './writeWhole.ts';

/** What a caller says of a release beside its result. */
export type Provenance = Pick<ReleaseSources, 'anchors' | 'created' | 'previous'>;

/** A release that was read back, with its record. */
export type Released = ReleasedResult & { readonly record: ReleaseRecord };

/**
 * Writes `ratings.csv`, `indicators.csv`, `changes.csv`, `rejects.csv`, `anchors.json`, `report.html` when asked for, and `release.json` last.
 *
 * @throws unreadable when the folder cannot be written
 * @example writeRelease('out', result, read, { report: true }, { anchors: 'fitted' }).counts.units // how many units are listed
 */
export function writeRelease(
  folder: string,
  result: Result,
  read: Pick<ReadTables, 'rejects' | 'inputs'>,
  options: TextOptions,
  provenance: Provenance,
): ReleaseRecord {
  return writeWhole(
    folder,
    put => {
      const outputs = [...releaseTexts(result, read, options)].map(put);
      const { raw } = options;
      const record = releaseRecord(result, { library: VERSION, raw, ...provenance, inputs: read.inputs, outputs });
      put({ name: 'release.json', text: [recordText(record)] });
      return record;
    },
    ['report.html'],
  );
}

/** The files that a result is read back from. */
const READ_BACK = ['ratings.csv', 'indicators.csv', 'changes.csv', 'anchors.json'];

/**
 * A release read back from its folder.
 *
 * @throws unreadable for a file that is not there; invalid_data for files that were changed after the release, all at once
 * @example (await readRelease('release-08')).count // how many units are listed
 */
export async function readRelease(folder: string): Promise<Released> {
  return releasedOf(folder, await readUnchanged(folder, () => READ_BACK));
}

/** The result in the files of a release, which are as the record says. */
export async function releasedOf(folder: string, { record, files }: WholeRelease): Promise<Released> {
  const model = parseModel(record.model);
  const requests = releaseRequests(model);
  // Asked for, and read: every one is there.
  const bytes = (name: string): Uint8Array => files.get(name) as Uint8Array;
  const tableOf = async (name: string, columns: readonly ColumnRequest[]): Promise<Table> =>
    (await readCsv(Readable.from([bytes(name)]), { columns })).table;
  const anchors = anchorsOf(
    documentOf(bytes('anchors.json'), join(folder, 'anchors.json')),
    join(folder, 'anchors.json'),
  );
  return {
    ...readBack(model, anchors, {
      ratings: await tableOf('ratings.csv', requests.ratings),
      indicators: await tableOf('indicators.csv', requests.indicators),
      changes: await tableOf('changes.csv', requests.changes),
    }),
    record,
  };
}

/** Anchors from the `anchors.json` of a release; what is wrong with it is told with its name. */
export function readAnchors(file: string): ModelAnchors {
  return anchorsOf(readDocument(file), file);
}

function anchorsOf(json: unknown, file: string): ModelAnchors {
  try {
    return anchorsFromJson(json);
  } catch (error) {
    if (error instanceof RatingError)
      throwFaults(error.faults.map(fault => ({ ...fault, path: [file, ...fault.path] })));
    throw error;
  }
}
