// Groups other than the peers, from which what stands for missing values may be learned.
import * as z from 'zod/mini';
import { RatingError } from '../../errors/ratingError.ts';

/**
 * Whether a fit is over all units.
 *
 * @example isOverAll([]) // true
 */
export function isOverAll(by: readonly string[] | undefined): boolean {
  return by?.length === 0;
}

/** The columns of units that make the groups; left out: the peers; none: all units are one group. */
export const otherGroups = () =>
  z.optional(
    z
      .array(z.string().check(z.minLength(1)))
      .check(z.describe('Columns of units to learn by, instead of by peers; [] for all units')),
  );

/**
 * What a fit by peers, or over all units, learns, for SQL.
 *
 * @throws not_supported when the model asks for groups that columns make
 * @example peersOnly(undefined, { mean: 'avg(x)' }) // { mean: 'avg(x)' }
 */
export function peersOnly<Learned>(by: readonly string[] | undefined, learned: Learned): Learned {
  if (by === undefined || by.length === 0) return learned;
  const why = 'each step of the statement learns by peers; leave "by" out, or give [] for all units';
  throw new RatingError(
    'not_supported',
    ['missing', 'by'],
    `other groups than the peers cannot be written as SQL: ${why}`,
  );
}
