// Outputs are written whole or not at all: to a folder beside, then committed, all at once.
import { createHash, randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, lstatSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { RatingError } from '../errors/ratingError.ts';
import type { FileRecord } from '../release/record.ts';
import { commit, MANIFEST, syncFolder } from './commit.ts';
import { reasonOf } from './readDocument.ts';
import { ownedName, removeStale } from './stale.ts';

/** A file to be written: its name and its text, piece by piece. */
export interface OutputFile {
  readonly name: string;
  readonly text: Iterable<string>;
}

/**
 * Writes files into a folder; none is seen under its name before all are written, and a reader of ours sees all of them or none.
 *
 * Shape: `write` puts one file after the other, each for its digest; its own answer is the answer. A file of `replaced` that is not
 * put is of an earlier run, and goes.
 * Degenerate: a folder that is not there is made; files of other names in it are left alone; what killed runs left there is finished
 * when it was committed, and removed when it was not.
 * @throws unreadable when the folder cannot be written
 * @example writeWhole('out', put => put({ name: 'ratings.csv', text: ['a\n'] })).name // 'ratings.csv'
 */
export function writeWhole<Answer>(
  folder: string,
  write: (put: (file: OutputFile) => FileRecord) => Answer,
  replaced: readonly string[] = [],
): Answer {
  let temporary: string | undefined;
  const names: string[] = [];
  try {
    mkdirSync(folder, { recursive: true });
    // First, so that a full disk is not full of them.
    removeStale(folder);
    temporary = mkdtempSync(join(folder, ownedName()));
    const whole = join(temporary, randomUUID());
    mkdirSync(whole);
    const answer = write(file => {
      names.push(file.name);
      return writeFile(whole, file);
    });
    const removed = replaced.filter(name => !names.includes(name));
    writeFile(whole, { name: MANIFEST, text: [JSON.stringify({ files: names, removed })] });
    for (const name of names) checkPlace(join(folder, name));
    syncFolder(whole);
    syncFolder(temporary);
    commit(folder, temporary);
    return answer;
  } catch (error) {
    // What the system refuses has a code; all else is a fault of the program.
    if (error instanceof RatingError || (error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new RatingError('unreadable', [folder], `cannot be written: ${reasonOf(error)}`);
  } finally {
    if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
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

/** A file cannot be moved onto a folder: that is found before anything is committed. */
function checkPlace(file: string): void {
  if (lstatSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new RatingError('unreadable', [file], 'cannot be written: is a folder; a file should stand here');
  }
}
