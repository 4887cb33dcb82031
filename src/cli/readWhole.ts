// The files of one release, read while others may be writing the next: those of the record, or a fault.
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { RatingError, throwFaults } from '../errors/ratingError.ts';
import type { Fault } from '../errors/ratingError.ts';
import { CHANGED, readRecord, recordText } from '../release/record.ts';
import type { ReleaseRecord } from '../release/record.ts';
import { openCommit } from './commit.ts';
import { documentOf, reasonOf } from './readDocument.ts';

/** A release as it stands in a folder: its record, the bytes of the files that were asked for, and what is not as the record says. */
export interface WholeRelease {
  readonly record: ReleaseRecord;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly faults: readonly Fault[];
}

const RECORD = 'release.json';
const MOST_TRIES = 200;
const PAUSE = 10;

/**
 * Reads files of a release, all of the same one: where a writer is at work it is read again, until nothing moves.
 *
 * Shape: a folder, and which of the record's outputs are wanted, to their bytes, checked against their digests.
 * Degenerate: files of a commit that was not finished are read from there; nothing is ever written, so a reader needs no right to.
 * @throws unreadable when the folder holds no release
 * @example (await readWhole('release-08', ({ outputs }) => outputs.map(({ name }) => name))).faults // []
 */
export async function readWhole(
  folder: string,
  wanted: (record: ReleaseRecord) => readonly string[],
): Promise<WholeRelease> {
  let before = '';
  for (let tries = 1; ; tries++) {
    const prints: string[] = [];
    const read = tryToRead(folder, wanted, prints);
    const print = prints.join('\n');
    // The same files twice, and still not those of the record: nobody is at work, they were changed.
    if (isRead(read) && read.faults.length === 0) return read;
    if (print === before || tries === MOST_TRIES) {
      if (isRead(read)) return read;
      throw read;
    }
    before = print;
    await pause(PAUSE);
  }
}

/** A release that could be read, if with faults, and not only the reason why not. */
function isRead(read: WholeRelease | RatingError): read is WholeRelease {
  return !(read instanceof RatingError);
}

function tryToRead(
  folder: string,
  wanted: (record: ReleaseRecord) => readonly string[],
  prints: string[],
): WholeRelease | RatingError {
  try {
    const recordFile = join(folder, RECORD);
    const text = readNow(folder, RECORD, prints);
    const { record, faults } = readRecord(documentOf(text, recordFile), [recordFile]);
    const told: Fault[] = [...faults];
    const fault = (name: string, message: string): number =>
      told.push({ code: 'invalid_data', path: [join(folder, name)], message });
    // The seal is of what the record says; that it is also written as it was is a matter of its bytes.
    if (faults.length === 0 && recordText(record) !== Buffer.from(text).toString('utf8'))
      fault(RECORD, `the file ${CHANGED}`);
    const files = new Map<string, Uint8Array>();
    for (const name of wanted(record)) {
      const output = record.outputs.find(each => each.name === name);
      try {
        const bytes = readNow(folder, name, prints);
        files.set(name, bytes);
        if (createHash('sha256').update(bytes).digest('hex') !== output?.sha256) fault(name, `the file ${CHANGED}`);
      } catch (error) {
        if (!(error instanceof RatingError)) throw error;
        told.push(...error.faults);
      }
    }
    return { record, files, faults: told };
  } catch (error) {
    if (error instanceof RatingError) return error;
    throw error;
  }
}

/** A file as it counts now: of the commit that is not finished, when it is still there, else in its place. */
function readNow(folder: string, name: string, prints: string[]): Uint8Array {
  const commit = openCommitOf(folder);
  for (const place of commit === null ? [folder] : [commit, folder]) {
    const file = join(place, name);
    try {
      const bytes = readFileSync(file);
      const { ino, mtimeMs, size } = statSync(file);
      prints.push(`${file} ${ino} ${mtimeMs} ${size}`);
      return bytes;
    } catch (error) {
      if (place !== folder && (error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      prints.push(`${file} ${String(error)}`);
      throw new RatingError('unreadable', [join(folder, name)], reasonOf(error));
    }
  }
  return new Uint8Array();
}

function openCommitOf(folder: string): string | null {
  try {
    return openCommit(folder);
  } catch {
    // A folder that is none, or may not be read, is told by the file that is asked for.
    return null;
  }
}

/**
 * As `readWhole`, for those who can use a release only as it was made.
 *
 * @throws unreadable when the folder holds no release; invalid_data for every file that was changed
 * @example (await readUnchanged('release-08', () => ['ratings.csv'])).record.version // 1
 */
export async function readUnchanged(
  folder: string,
  wanted: (record: ReleaseRecord) => readonly string[],
): Promise<WholeRelease> {
  const read = await readWhole(folder, wanted);
  throwFaults(read.faults);
  return read;
}
