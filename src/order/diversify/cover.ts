import { coverSpec } from '../../model/diversifySpec.ts';
import { roundToSignificant } from '../../stats/significant.ts';
import { BoundQueue } from './boundQueue.ts';
import { diversifier } from './diversifier.ts';

/**
 * Coverage (facility location with a concave sum): each slot goes to the row that best stands for the rows that are not yet stood for. What a
 * list gives to a row is the sum of its similarities to the selected rows, to the power `gamma`: more of the same adds less and less.
 *
 * Shape: n rows to the asked number of them in order. Unit: relevance as it is, beside a sum over all rows; similarity below 0 counts as 0.
 * Degenerate: all alike: the order of relevance; ties by row. Takes n² similarities before the first slot.
 * @source Lin, Bilmes (2011), A class of submodular functions for document summarization, with the greedy of Minoux (1978)
 * @example diversify({ relevance: Float64Array.of(1, 0.9, 0.5), similarity: cosine([1, 0, 1, 0, 0, 1], 2) }, { method: 'cover', diversity: 0.9 }, 2).rows // [0, 2]
 */
export const cover = diversifier({
  spec: () => coverSpec(),
  needs: 'similarity',
  select(best, relevance, similarity, slots, { diversity, gamma }) {
    const rows = new Uint32Array(slots);
    const gain = new Float64Array(slots);
    const covered = new Float64Array(relevance.length);
    const powers = new Float64Array(relevance.length);
    // A square root is exact on every machine, and far faster.
    const power = gamma === 0.5 ? Math.sqrt : (value: number): number => value ** gamma;
    const worthOf = (row: number): number => {
      let added = 0;
      for (const other of best) {
        const share = similarity.between(row, other);
        if (share > 0) added += power(covered[other] + share) - powers[other];
      }
      return roundToSignificant((1 - diversity) * relevance[row] + diversity * added);
    };
    const queue = new BoundQueue(best, Float64Array.from(best, worthOf));
    const seen = new Uint32Array(relevance.length);
    for (let count = 0; count < slots;) {
      // There are at least as many rows as slots.
      const row = queue.first as number;
      if (seen[row] < count) {
        seen[row] = count;
        // Rounding alone could raise it.
        queue.lower(Math.min(queue.bound, worthOf(row)));
        continue;
      }
      rows[count] = row;
      gain[count++] = queue.bound;
      queue.take();
      for (const other of best) {
        const share = similarity.between(row, other);
        if (share > 0) powers[other] = power((covered[other] += share));
      }
    }
    return { rows, gain };
  },
});
