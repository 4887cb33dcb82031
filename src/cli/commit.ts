// The one moment in which new files take the place of old ones. A folder of whole files becomes `.brandrank-committed` by a single
// rename; that counts, and readers look there first. Then the files are moved into place, by whoever gets to it: the writer, or, when
// it was killed, the next one. Every step can be done twice and by two at once, because each names the commit that it belongs to.
import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, rmdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

/** The folder, in a release's own, that stands above the files beside it. */
export const COMMITTED = '.brandrank-committed';

/** What stands in a commit beside its files: which they are, and which files of an earlier one go. */
export const MANIFEST = '.manifest';

const GONE = '.gone-';
const MOST_RIVALS = 1000;

/** The files of a commit, and those that go with the one before. */
export interface Manifest {
  readonly files: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Makes what stands in a temporary folder the content of another, all at once, and moves it into place.
 *
 * Degenerate: what a killed writer committed is finished first; of two writers at once the later one counts.
 * @throws what the system says when a file cannot be moved
 * @example commit('out', 'out/.brandrank-7') // undefined
 */
export function commit(folder: string, temporary: string): void {
  for (let rival = 0; ; rival++) {
    complete(folder);
    try {
      // Fails while the files of another commit are still being moved: it would be lost.
      renameSync(temporary, join(folder, COMMITTED));
      break;
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(codeOf(error)) || rival === MOST_RIVALS) throw error;
    }
  }
  syncFolder(folder);
  complete(folder);
}

/** Moves the files of a commit into place, when there is one. */
function complete(folder: string): void {
  const committed = join(folder, COMMITTED);
  for (const id of namesIn(committed)) finish(folder, join(committed, id));
  unless(['ENOENT', 'ENOTEMPTY', 'EEXIST'], () => rmdirSync(committed));
}

function finish(folder: string, commit: string): void {
  const manifest = manifestOf(commit);
  if (manifest) {
    // A file that is not there any more was moved by another process.
    for (const name of manifest.files) unless(['ENOENT'], () => renameSync(join(commit, name), join(folder, name)));
    // Into the commit, not away: once the commit is gone this fails, and cannot take a file of a later one.
    for (const name of manifest.removed)
      unless(['ENOENT'], () => renameSync(join(folder, name), join(commit, GONE + name)));
    syncFolder(folder);
    unless(['ENOENT'], () => unlinkSync(join(commit, MANIFEST)));
  }
  for (const name of namesIn(commit)) unless(['ENOENT'], () => unlinkSync(join(commit, name)));
  unless(['ENOENT', 'ENOTEMPTY', 'EEXIST'], () => rmdirSync(commit));
}

/**
 * The folder of the commit whose files are not all in place; null when there is none.
 *
 * @example openCommit('out') // null
 */
export function openCommit(folder: string): string | null {
  const committed = join(folder, COMMITTED);
  const [id] = namesIn(committed);
  return id === undefined ? null : join(committed, id);
}

/** What a commit says of itself; null when all its files are in place. */
export function manifestOf(commit: string): Manifest | null {
  try {
    // Written by us, whole before it could be seen.
    return JSON.parse(readFileSync(join(commit, MANIFEST), 'utf8')) as Manifest;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Makes sure that the names of a folder are on the disk; a system that cannot is left to itself. */
export function syncFolder(folder: string): void {
  unless(['EISDIR', 'EPERM', 'EACCES', 'EINVAL'], () => {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  });
}

function namesIn(folder: string): string[] {
  let names: string[] = [];
  unless(['ENOENT'], () => (names = readdirSync(folder)));
  return names;
}

/** Does something that may have been done by another process, which shows in these codes. */
function unless(codes: readonly string[], act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!codes.includes(codeOf(error))) throw error;
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}
