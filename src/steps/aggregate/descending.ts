import type { CountedParts } from './rowScores.ts';

/**
 * The places of a row's parts from the greatest to the least; equal ones in the order of the parts.
 *
 * @example descending({ count: 3, value: [4, 9, 4] }) // [1, 0, 2]
 */
export function descending({ count, value }: Pick<CountedParts, 'count' | 'value'>): number[] {
  return Array.from({ length: count }, (_, at) => at).sort((a, b) => value[b] - value[a]);
}
