import { RatingError } from '../errors/ratingError.ts';
import { dayOf, MISSING_DAY } from '../table/days.ts';
import type { Period } from '../table/period.ts';
import type { Model } from './spec.ts';
import type { TableName } from './sources.ts';

/**
 * The period of a model: to its stated end or the last date, of its stated length or from the first date on.
 *
 * Shape: the days of the usable rows of a table to a period; null when neither the model nor the table has dates.
 * @throws invalid_data when the end is to be the last date and no row can be used
 * @example periodOf({ period: { end: '2018-08-31', days: 90 } }, 'sales', undefined) // { start: 17685, end: 17774 }
 */
export function periodOf(
  { period: { end: stated, days: length } }: Pick<Model, 'period'>,
  table: TableName,
  days: Int32Array | undefined,
): Period | null {
  if (days === undefined && stated === undefined) return null;
  let first = Infinity;
  let last = -Infinity;
  // By index: an iterator takes four times as long, and there may be ten million days.
  const known = days ?? new Int32Array(0);
  for (let row = 0; row < known.length; row++) {
    const day = known[row];
    if (day === MISSING_DAY) continue;
    if (day < first) first = day;
    if (day > last) last = day;
  }
  const end = stated === undefined ? last : dayOf(stated);
  if (end === -Infinity) {
    throw new RatingError(
      'invalid_data',
      [table],
      'no row can be used, so there is no last date; see the rejected rows',
    );
  }
  return { start: length === undefined ? Math.min(first, end) : end - length + 1, end };
}
