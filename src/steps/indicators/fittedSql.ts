import { RatingError } from '../../errors/ratingError.ts';

/**
 * The stated power of a transform, for SQL.
 *
 * @throws not_supported when the power is left to the data
 * @example statedPower('box-cox', 0.5) // 0.5
 */
export function statedPower(method: string, lambda: number | undefined): number {
  if (lambda !== undefined) return lambda;
  const why = 'the likeliest power is found by repeated passes over the peers; state lambda';
  throw new RatingError('not_supported', ['transform'], `the method "${method}" cannot be written as SQL: ${why}`);
}
