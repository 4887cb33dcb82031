import { RatingError } from '../../errors/ratingError.ts';

/**
 * Several rankings of the same items, item by item: the items that at least one of them lists, and the rank that each ranking gives them.
 * What a ranking does not list stands below all that it lists (Infinity), tied with the rest of it.
 */
export interface Ballots {
  /** How many items there were, listed or not. */
  readonly size: number;
  /** The listed items, by position. */
  readonly items: Uint32Array;
  /** One array a ranking, one rank a listed item. */
  readonly ranks: readonly Float64Array[];
}

/**
 * Lays out rankings for a consensus.
 *
 * @throws invalid_argument when rankings differ in length
 * @example ballotsOf([[1, NaN, NaN], [2, 1, NaN]]).ranks // [[1, Infinity], [2, 1]]
 */
export function ballotsOf(rankings: readonly ArrayLike<number>[]): Ballots {
  const size = rankings[0]?.length ?? 0;
  const other = rankings.find(ranking => ranking.length !== size);
  if (other) {
    throw new RatingError('invalid_argument', [], `rankings of the same items: ${size} ranks, but ${other.length}`);
  }
  const isListed = (item: number): boolean => rankings.some(ranking => ranking[item] === ranking[item]);
  const items = Uint32Array.from({ length: size }, (_, item) => item).filter(isListed);
  const rankOf = (ranking: ArrayLike<number>, item: number): number =>
    ranking[item] === ranking[item] ? ranking[item] : Infinity;
  return { size, items, ranks: rankings.map(ranking => Float64Array.from(items, item => rankOf(ranking, item))) };
}

/**
 * Numbers of the listed items as a column of all items, the others missing.
 *
 * @example forAll(ballotsOf([[1, NaN]]), Float64Array.of(7)) // [7, NaN]
 */
export function forAll({ size, items }: Ballots, values: ArrayLike<number>): Float64Array {
  const column = new Float64Array(size).fill(NaN);
  items.forEach((item, at) => (column[item] = values[at]));
  return column;
}
