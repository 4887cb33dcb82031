import type { Similarity } from '../similarity/similarity.ts';

/** How far the rows of a list are from each other. */
export interface ListDistance {
  readonly mean: number;
  readonly least: number;
}

/**
 * How far the rows of a list are from each other, over all pairs of the first so many; a distance is 1 less the similarity.
 *
 * Shape: the rows listed and a similarity to two numbers. Unit: 0 (all alike) to 1 (nothing in common), 2 for opposite vectors.
 * Degenerate: fewer than two rows: NaN.
 * @source Ziegler et al. (2005), Improving recommendation lists through topic diversification, of which this is 1 less the mean similarity
 * @example intraListDistance(Uint32Array.of(0, 1, 2), cosine([1, 0, 1, 0, 0, 1], 2), 3).mean // 2 / 3
 */
export function intraListDistance(rows: Uint32Array, similarity: Similarity, depth: number): ListDistance {
  const count = Math.min(rows.length, depth);
  let sum = 0;
  let least = NaN;
  for (let place = 1; place < count; place++) {
    for (let before = 0; before < place; before++) {
      const distance = 1 - similarity.between(rows[before], rows[place]);
      sum += distance;
      if (!(least <= distance)) least = distance;
    }
  }
  return { mean: sum / ((count * (count - 1)) / 2), least };
}
