import { RatingError } from '../errors/ratingError.ts';
import type { Comparable } from './comparable.ts';

/**
 * Releases in the order of their last days.
 *
 * @throws invalid_argument when there is none, one has no period, or two end on one day
 * @example inOrder([result]).length // 1
 */
export function inOrder(releases: readonly Comparable[]): Comparable[] {
  if (releases.length === 0)
    throw new RatingError('invalid_argument', ['releases'], 'are none; a history takes one release or more');
  const ends = new Map<string, number>();
  releases.forEach(({ period }, at) => {
    if (period === null)
      throw new RatingError(
        'invalid_argument',
        ['releases', at],
        'has no period; a history needs the day on which each release ends',
      );
    const other = ends.get(period.end);
    if (other !== undefined)
      throw new RatingError(
        'invalid_argument',
        ['releases', at],
        `ends on ${period.end}, as release ${other} does; one release a day`,
      );
    ends.set(period.end, at);
  });
  return [...releases].sort((a, b) => ((a.period?.end ?? '') < (b.period?.end ?? '') ? -1 : 1));
}
