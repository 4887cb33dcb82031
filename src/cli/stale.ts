// Folders that killed runs left: told by their owner where that can be known, else by their age.
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { COMMITTED } from './commit.ts';

/** What the names of our own folders begin with. */
export const BESIDE = '.brandrank-';

const STALE = 60 * 60 * 1000;

/** How the name of a temporary folder begins: with the process that writes it, and where that number means something. */
export function ownedName(): string {
  return `${BESIDE}${process.pid}.${place()}-`;
}

/**
 * Removes what killed runs left in a folder: that of a process that is no more, or in which nothing was written for an hour.
 *
 * Degenerate: what cannot be looked at or removed is left; another run may tidy up at the same time.
 * @example removeStale('out') // undefined
 */
export function removeStale(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(BESIDE) || name === COMMITTED) continue;
    try {
      const path = join(folder, name);
      if (isOrphan(name) || Date.now() - lastWritten(path) > STALE) rmSync(path, { recursive: true, force: true });
    } catch {
      // What was to be written can be written without it.
    }
  }
}

function isOrphan(name: string): boolean {
  const [, pid, where] = /^\.brandrank-(\d+)\.([0-9a-f]{8})-/.exec(name) ?? [];
  if (pid === undefined || where !== place()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** Since which start of the machine, and in which container, a process number means one process; without that knowledge a place of its own. */
function place(): string {
  let known: string;
  try {
    known = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8') + readlinkSync('/proc/self/ns/pid');
  } catch {
    known = `unknown ${process.pid}`;
  }
  return createHash('sha256').update(known).digest('hex').slice(0, 8);
}

function lastWritten(folder: string): number {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Math.max(...['.', ...names].map(name => lstatSync(join(folder, name)).mtimeMs));
}
