// Outputs are written whole or not at all: to a folder beside, then moved, the record of the release last.
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, mkdtempSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RatingError } from '../errors/ratingError.ts';
import type { FileRecord } from '../release/record.ts';
import { reasonOf } from './readDocument.ts';

/** A file to be written: its name and its text, piece by piece. */
export interface OutputFile {
  readonly name: string;
  readonly text: Iterable<string>;
}

/**
 * Writes files into a folder, and then one more that records them; nothing is seen under its name before all are written.
 *
 * Shape: files to their digests, which `record` turns into the last file.
 * Degenerate: a folder that is not there is made; files of other names in it are left alone.
 * @throws unreadable when the folder cannot be written
 * @example writeWhole('out', [{ name: 'ratings.csv', text: ['a\n'] }], outputs => ({ name: 'release.json', text: ['{}'] })) // the digests
 */
export function writeWhole(folder: string, files: readonly OutputFile[], record: (outputs: readonly FileRecord[]) => OutputFile): FileRecord[] {
  let beside: string | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    beside = mkdtempSync(join(resolve(folder), '.brandrank-'));
    const records: FileRecord[] = [];
    for (const file of files) records.push(writeFile(beside, file));
    const last = record(records);
    writeFile(beside, last);
    for (const { name } of [...files, last]) renameSync(join(beside, name), join(folder, name));
    return records;
  } catch (error) {
    if (error instanceof RatingError) throw error;
    throw new RatingError('unreadable', [folder], `cannot be written: ${reasonOf(error)}`);
  } finally {
    if (beside !== undefined) rmSync(beside, { recursive: true, force: true });
  }
}

function writeFile(folder: string, { name, text }: OutputFile): FileRecord {
  const hash = createHash('sha256');
  const file = openSync(join(folder, name), 'wx');
  try {
    for (const piece of text) {
      const bytes = Buffer.from(piece, 'utf8');
      hash.update(bytes);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return { name, sha256: hash.digest('hex') };
}
