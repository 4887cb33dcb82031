import { statSync } from 'node:fs';
import { SingleBar } from 'cli-progress';
import { STANDARD } from './options.ts';
import { shown } from './text.ts';

/** A bar for one file that is being read; silent when nobody looks. */
export interface Progress {
  readonly onProgress: (bytesRead: number) => void;
  readonly stop: () => void;
}

const SILENT: Progress = { onProgress: () => undefined, stop: () => undefined };
const SMALL = 4 * 2 ** 20;

/**
 * Shows how much of a file was read: on a terminal only, and not for small files.
 *
 * @example readingProgress('sales.csv', true).stop() // undefined
 */
export function readingProgress(file: string, isQuiet: boolean): Progress {
  if (isQuiet || !process.stderr.isTTY || file === STANDARD) return SILENT;
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < SMALL) return SILENT;
  const bar = new SingleBar({
    format: `${shown(file)} {bar} {percentage}% | {eta_formatted}`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(size, 0);
  return { onProgress: bytes => bar.update(Math.min(bytes, size)), stop: () => bar.stop() };
}

/** A bar for so many steps of one kind of work; silent when nobody looks. */
export interface Steps {
  readonly onStep: () => void;
  readonly stop: () => void;
}

const FEW_STEPS = 3;

/**
 * Shows how many steps of a work are done: on a terminal only, and not for a few.
 *
 * @example stepProgress('reading releases', 12, true).stop() // undefined
 */
export function stepProgress(work: string, steps: number, isQuiet: boolean): Steps {
  if (isQuiet || !process.stderr.isTTY || steps < FEW_STEPS) return { onStep: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    format: `${work} {bar} {value}/{total} | {eta_formatted}`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(steps, 0);
  return { onStep: () => bar.increment(), stop: () => bar.stop() };
}

/**
 * Shows how much of a work is done, 0 to 1: on a terminal only.
 *
 * @example workProgress('calibrate', true).stop() // undefined
 */
export function workProgress(
  name: string,
  isQuiet: boolean,
): { readonly onProgress: (share: number) => void; readonly stop: () => void } {
  if (isQuiet || !process.stderr.isTTY) return SILENT;
  const bar = new SingleBar({
    format: `${name} {bar} {percentage}% | {eta_formatted}`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(1, 0);
  return { onProgress: share => bar.update(share), stop: () => bar.stop() };
}

/** A bar for work that is counted; silent when nobody looks. */
export interface CountedProgress {
  readonly onProgress: (done: number, of: number) => void;
  readonly stop: () => void;
}

/**
 * Shows how much of some counted work is done: on a terminal only.
 *
 * @example countedProgress('replicates', true).stop() // undefined
 */
export function countedProgress(what: string, isQuiet: boolean): CountedProgress {
  if (isQuiet || !process.stderr.isTTY) return SILENT;
  const bar = new SingleBar({
    format: `${what} {bar} {value} of {total} | {eta_formatted}`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  });
  let isStarted = false;
  return {
    onProgress(done, of) {
      if (!isStarted) bar.start(of, done);
      isStarted = true;
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}
