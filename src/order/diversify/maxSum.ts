import { maxSumSpec } from '../../model/diversifySpec.ts';
import { diversifier } from './diversifier.ts';
import { greatestOf } from './greatestOf.ts';

/**
 * Maximal sum of distances: each slot goes to the row whose relevance, together with its distances to all selected rows, is greatest. The
 * first is the most relevant. A distance is 1 less the similarity, so opposites are the farthest apart.
 *
 * Shape: n rows to the asked number of them in order. Unit: relevance as it is; distances add up, so relevance counts less slot by slot.
 * Degenerate: all alike: the order of relevance; ties by row.
 * @source Borodin, Lee, Ye (2012), Max-sum diversification, monotone submodular functions and dynamic updates, greedy
 * @example diversify({ relevance: Float64Array.of(1, 0.9, 0.5), similarity: cosine([1, 0, 1, 0, 0, 1], 2) }, { method: 'max-sum' }, 2).rows // [0, 2]
 */
export const maxSum = diversifier({
  spec: () => maxSumSpec(),
  needs: 'similarity',
  select(best, relevance, similarity, slots, { diversity }) {
    const kept = 1 - diversity;
    const rows = new Uint32Array(slots);
    const gain = new Float64Array(slots);
    const worth = Float64Array.from(relevance, each => kept * each);
    const left = best.slice();
    for (let count = 0, size = best.length; count < slots; count++, size--) {
      const place = count === 0 ? 0 : greatestOf(left, worth, size);
      const row = left[place];
      rows[count] = row;
      gain[count] = worth[row];
      left[place] = left[size - 1];
      for (let at = 0; at < size - 1; at++) {
        worth[left[at]] += diversity * (1 - similarity.between(left[at], row));
      }
    }
    return { rows, gain };
  },
});
