import { RatingError } from '../../errors/ratingError.ts';

/** Two columns of numbers for the same items, none missing. */
export interface Pairs {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/**
 * The items that have a number in both columns.
 *
 * @throws invalid_argument when the columns differ in length
 * @example bothPresent([1, NaN, 3], [4, 5, 6]).second // [4, 6]
 */
export function bothPresent(first: ArrayLike<number>, second: ArrayLike<number>): Pairs {
  if (first.length !== second.length) {
    throw new RatingError(
      'invalid_argument',
      [],
      `two columns of the same items: ${first.length} numbers, but ${second.length}`,
    );
  }
  const isThere = (_: unknown, row: number): boolean => first[row] === first[row] && second[row] === second[row];
  return { first: Float64Array.from(first).filter(isThere), second: Float64Array.from(second).filter(isThere) };
}
