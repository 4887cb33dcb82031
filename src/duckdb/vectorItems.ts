import type { DuckDBVector } from '@duckdb/node-api';

/**
 * The values of a chunk's vector as the typed array they lie in: asking the vector for its items one by one makes an object each.
 *
 * Shape: a vector of n doubles, integers of up to 32 bits, or days to n numbers. Unit: what stands at a NULL is undefined, so select without NULL.
 * @throws an Error when the package no longer keeps its values so
 * @example vectorItems({ items: Float64Array.of(1, 2) } as unknown as DuckDBVector) // [1, 2]
 */
export function vectorItems(vector: DuckDBVector): Float64Array | Int32Array | Uint32Array {
  // The array is a private field of every vector class of fixed width; the check below holds the cast.
  const { items } = vector as unknown as { readonly items?: unknown };
  if (items instanceof Float64Array || items instanceof Int32Array || items instanceof Uint32Array) return items;
  throw new Error(`a ${vector.constructor.name} has no numbers to read`);
}
