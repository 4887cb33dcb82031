// Similarity of given vectors, such as embeddings: one after the other in one array.
import { RatingError } from '../../errors/ratingError.ts';
import type { Similarity } from './similarity.ts';

/**
 * The cosine of the angle between two rows' vectors.
 *
 * Shape: n vectors one after the other to a similarity of n rows. Unit: -1 (opposite) to 1 (same direction).
 * Degenerate: a vector of zeros, or one that lacks a number, is like none, itself included: 0.
 * @throws invalid_argument when the numbers are not whole vectors
 * @source Salton, McGill (1983), Introduction to Modern Information Retrieval
 * @example cosine(Float64Array.of(3, 0, 2, 2, 0, 5), 2).between(0, 1) // Math.SQRT1_2
 */
export function cosine(vectors: ArrayLike<number>, dimensions: number): Similarity {
  const rows = rowsOf(vectors, dimensions);
  const units = new Float64Array(vectors);
  for (let start = 0; start < units.length; start += dimensions) {
    const end = start + dimensions;
    const length = lengthOf(units, start, end);
    if (length > 1e-100 && length < 1e100) {
      // A product is several times as fast as a quotient.
      const factor = 1 / length;
      for (let at = start; at < end; at++) units[at] *= factor;
    } else {
      const isUsable = length > 0 && length < Infinity;
      for (let at = start; at < end; at++) units[at] = isUsable ? units[at] / length : 0;
    }
  }
  return products(rows, dimensions, units);
}

/**
 * The dot product of two rows' vectors, which also counts how long they are.
 *
 * Shape: n vectors one after the other to a similarity of n rows. Unit: that of the numbers, squared.
 * Degenerate: a vector that lacks a number is like none: 0.
 * @throws invalid_argument when the numbers are not whole vectors
 * @example dot(Float64Array.of(3, 0, 2, 2), 2).between(0, 1) // 6
 */
export function dot(vectors: ArrayLike<number>, dimensions: number): Similarity {
  const rows = rowsOf(vectors, dimensions);
  const kept = new Float64Array(vectors);
  for (let start = 0; start < kept.length; start += dimensions) {
    if (!Number.isFinite(lengthOf(kept, start, start + dimensions))) kept.fill(0, start, start + dimensions);
  }
  return products(rows, dimensions, kept);
}

function products(rows: number, dimensions: number, vectors: Float64Array): Similarity {
  return {
    rows,
    between(row, other) {
      const left = row * dimensions;
      const right = other * dimensions;
      let even = 0;
      let odd = 0;
      let at = 0;
      for (; at + 1 < dimensions; at += 2) {
        even += vectors[left + at] * vectors[right + at];
        odd += vectors[left + at + 1] * vectors[right + at + 1];
      }
      return at < dimensions ? even + odd + vectors[left + at] * vectors[right + at] : even + odd;
    },
  };
}

function rowsOf(vectors: ArrayLike<number>, dimensions: number): number {
  const rows = vectors.length / dimensions;
  if (Number.isInteger(dimensions) && dimensions > 0 && Number.isInteger(rows)) return rows;
  const message = `${vectors.length} numbers are no whole vectors of ${dimensions} dimensions`;
  throw new RatingError('invalid_argument', ['dimensions'], message);
}

/** NaN when a number is missing. */
function lengthOf(vectors: Float64Array, start: number, end: number): number {
  let sum = 0;
  for (let at = start; at < end; at++) sum += vectors[at] * vectors[at];
  if (sum > 1e-200 && sum < 1e200) return Math.sqrt(sum);
  // Squares of huge values overflow, of tiny ones vanish: the same scaled by the greatest.
  const greatest = vectors.subarray(start, end).reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  if (!(greatest > 0)) return greatest;
  sum = 0;
  for (let at = start; at < end; at++) sum += (vectors[at] / greatest) ** 2;
  return greatest * Math.sqrt(sum);
}
