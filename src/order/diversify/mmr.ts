import { mmrSpec } from '../../model/diversifySpec.ts';
import { roundToSignificant } from '../../stats/significant.ts';
import { BoundQueue } from './boundQueue.ts';
import { diversifier } from './diversifier.ts';

/**
 * Maximal marginal relevance: each slot goes to the row whose relevance, less its likeness to the selected row that it is most like, is
 * greatest. The first is the most relevant. Unlike is unlike: a similarity below 0 counts as 0.
 *
 * Shape: n rows to the asked number of them in order. Unit: relevance as it is, so scale it to 0 to 1, as similarity is.
 * Degenerate: all alike: the order of relevance; ties by row.
 * @source Carbonell, Goldstein (1998), The use of MMR, diversity-based reranking for reordering documents and producing summaries
 * @example diversify({ relevance: Float64Array.of(1, 0.9, 0.5), similarity: cosine([1, 0, 1, 0, 0, 1], 2) }, { method: 'mmr' }, 2).rows // [0, 2]
 */
export const mmr = diversifier({
  spec: mmrSpec,
  needs: 'similarity',
  select(best, relevance, similarity, slots, { diversity }) {
    const kept = 1 - diversity;
    const rows = new Uint32Array(slots);
    const gain = new Float64Array(slots);
    const others = best.subarray(1);
    const worth = new Float64Array(others.length);
    for (let at = 0; at < others.length; at++) worth[at] = roundToSignificant(kept * relevance[others[at]]);
    // The likeness to the selected rows only grows, so that an old value bounds a new one.
    const queue = new BoundQueue(others, worth);
    const compared = new Uint32Array(relevance.length);
    const closest = new Float64Array(relevance.length);
    rows[0] = best[0];
    gain[0] = kept * relevance[best[0]];
    for (let count = 1; count < slots;) {
      // There are at least as many rows as slots.
      const row = queue.first as number;
      if (compared[row] === count) {
        rows[count] = row;
        gain[count++] = kept * relevance[row] - diversity * closest[row];
        queue.take();
        continue;
      }
      const limit = (kept * relevance[row] - queue.second) / diversity;
      let at = compared[row];
      let most = closest[row];
      // Past the limit the row is no longer the first; the rest can wait until it is again.
      do most = Math.max(most, similarity.between(row, rows[at++]));
      while (at < count && most <= limit);
      compared[row] = at;
      closest[row] = most;
      queue.lower(roundToSignificant(kept * relevance[row] - diversity * most));
    }
    return { rows, gain };
  },
});
