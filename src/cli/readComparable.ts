// Releases read back for comparisons, with the period that their record tells.
import { join } from 'node:path';
import { RatingError } from '../errors/ratingError.ts';
import type { Comparable } from '../release/comparable.ts';
import type { ReleasedResult } from '../release/readBack.ts';
import type { ReleaseRecord } from '../release/record.ts';
import { dayOf, MISSING_DAY } from '../table/days.ts';
import { stepProgress } from './progress.ts';
import { readDocument } from './readDocument.ts';
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
      releases.push({ ...(await readRelease(folder)), period: readPeriod(folder) });
      progress.onStep();
    }
  } finally {
    progress.stop();
  }
  return releases;
}

function readPeriod(folder: string): Comparable['period'] {
  const file = join(folder, 'release.json');
  const { period } = readDocument(file) as Partial<ReleaseRecord>;
  if (period === null) return null;
  const isDay = (day: unknown): boolean => typeof day === 'string' && dayOf(day) !== MISSING_DAY;
  if (period !== undefined && isDay(period.start) && isDay(period.end)) return period;
  throw new RatingError(
    'invalid_data',
    [file, 'period'],
    'is not { "start": "YYYY-MM-DD", "end": "YYYY-MM-DD" } or null',
  );
}
