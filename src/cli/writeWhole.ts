// Outputs are written whole or not at all: to a folder beside, then moved, all at once.
import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { RatingError } from '../errors/ratingError.ts';
import type { FileRecord } from '../release/record.ts';
import { reasonOf } from './readDocument.ts';

/** A file to be written: its name and its text, piece by piece. */
export interface OutputFile {
  readonly name: string;
  readonly text: Iterable<string>;
}

const BESIDE = '.brandrank-';
const STALE = 60 * 60 * 1000;

/**
 * Writes files into a folder; none is seen under its name before all are written, and then they are moved there in the order written.
 *
 * Shape: `write` puts one file after the other, each for its digest; its own answer is the answer. A file of `replaced` that is not
 * put is of an earlier run, and goes.
 * Degenerate: a folder that is not there is made; files of other names in it are left alone; what a killed run left there over an hour ago is removed.
 * @throws unreadable when the folder cannot be written
 * @example writeWhole('out', put => put({ name: 'ratings.csv', text: ['a\n'] })).name // 'ratings.csv'
 */
export function writeWhole<Answer>(
  folder: string,
  write: (put: (file: OutputFile) => FileRecord) => Answer,
  replaced: readonly string[] = [],
): Answer {
  let beside: string | undefined;
  const names: string[] = [];
  try {
    mkdirSync(folder, { recursive: true });
    const temporary = (beside = mkdtempSync(join(folder, BESIDE)));
    const answer = write(file => {
      names.push(file.name);
      return writeFile(temporary, file);
    });
    for (const name of names) checkPlace(join(folder, name));
    for (const name of names) renameSync(join(temporary, name), join(folder, name));
    for (const name of replaced) if (!names.includes(name)) rmSync(join(folder, name), { force: true });
    removeStale(folder);
    return answer;
  } catch (error) {
    // What the system refuses has a code; all else is a fault of the program.
    if (error instanceof RatingError || (error as NodeJS.ErrnoException).code === undefined) throw error;
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
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return { name, sha256: hash.digest('hex') };
}

/** A file cannot be moved onto a folder: that is found before the first is moved. */
function checkPlace(file: string): void {
  if (lstatSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new RatingError('unreadable', [file], 'cannot be written: is a folder; a file should stand here');
  }
}

/** A run that was killed leaves its folder; one in which nothing was written for an hour belongs to no run. */
function removeStale(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (name.startsWith(BESIDE) && Date.now() - lastWritten(path) > STALE)
        rmSync(path, { recursive: true, force: true });
    }
  } catch {
    // Another run may tidy up at the same time; what was to be written is written.
  }
}

function lastWritten(folder: string): number {
  return Math.max(...['.', ...readdirSync(folder)].map(name => lstatSync(join(folder, name)).mtimeMs));
}
