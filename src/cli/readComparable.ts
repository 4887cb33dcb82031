// Releases read back for comparisons, with the period that their record tells.
import type { Comparable } from '../release/comparable.ts';
import type { ReleasedResult } from '../release/readBack.ts';
import { stepProgress } from './progress.ts';
import { readRelease } from './releaseFiles.ts';

/** A release that can be compared, written again, and followed over time. */
export type DatedRelease = ReleasedResult & Comparable;

/**
 * Reads the releases of some folders, one after the other.
 *
 * @throws unreadable or invalid_data of a folder, with its name
 * @example (await readComparable(['release-08', 'release-09'], true)).length // 2
 */
export async function readComparable(folders: readonly string[], isQuiet: boolean): Promise<DatedRelease[]> {
  const progress = stepProgress('reading releases', folders.length, isQuiet);
  const releases: DatedRelease[] = [];
  try {
    for (const folder of folders) {
      const released = await readRelease(folder);
      releases.push({ ...released, period: released.record.period });
      progress.onStep();
    }
  } finally {
    progress.stop();
  }
  return releases;
}
