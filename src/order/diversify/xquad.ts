import { RatingError } from '../../errors/ratingError.ts';
import { xquadSpec } from '../../model/diversifySpec.ts';
import { roundToSignificant } from '../../stats/significant.ts';
import { BoundQueue } from './boundQueue.ts';
import { diversifier } from './diversifier.ts';

/**
 * Explicit query aspect diversification over categories, price bands or other aspects, all of the same weight: each slot goes to the row
 * whose relevance, together with what it gives to aspects that the selected rows have not satisfied yet, is greatest.
 *
 * Shape: n rows to the asked number of them in order. Unit: relevance is the probability that a row satisfies, 0 to 1.
 * Degenerate: no aspects: the order of relevance; ties by row. A row of relevance 1 satisfies all that it covers.
 * @throws invalid_argument when a relevance is not within 0 and 1
 * @source Santos, Macdonald, Ounis (2010), Exploiting query reformulations for web search result diversification
 * @example diversify({ relevance: Float64Array.of(0.9, 0.8, 0.5), aspects: aspectsOf([textColumn(['a', 'a', 'b'])], 3) }, { method: 'xquad', diversity: 0.9 }, 2).rows // [0, 2]
 */
export const xquad = diversifier({
  spec: () => xquadSpec(),
  needs: 'aspects',
  select(best, relevance, { count: aspects, starts, ids }, slots, { diversity }) {
    checkProbabilities(best, relevance);
    const rows = new Uint32Array(slots);
    const gain = new Float64Array(slots);
    const unsatisfied = new Float64Array(aspects).fill(1);
    const worthOf = (row: number): number => {
      let open = 0;
      for (let at = starts[row]; at < starts[row + 1]; at++) open += unsatisfied[ids[at]];
      const given = aspects > 0 ? (relevance[row] * open) / aspects : 0;
      return roundToSignificant((1 - diversity) * relevance[row] + diversity * given);
    };
    const queue = new BoundQueue(best, Float64Array.from(best, worthOf));
    for (let count = 0; count < slots;) {
      // There are at least as many rows as slots.
      const row = queue.first as number;
      const worth = worthOf(row);
      if (worth < queue.bound) {
        queue.lower(worth);
        continue;
      }
      rows[count] = row;
      gain[count++] = worth;
      queue.take();
      for (let at = starts[row]; at < starts[row + 1]; at++) unsatisfied[ids[at]] *= 1 - relevance[row];
    }
    return { rows, gain };
  },
});

function checkProbabilities(best: Uint32Array, relevance: Float64Array): void {
  const wrong = best.find(row => relevance[row] < 0 || relevance[row] > 1);
  if (wrong === undefined) return;
  const message = `is ${relevance[wrong]}; xquad takes relevance for a probability, 0 to 1`;
  throw new RatingError('invalid_argument', ['relevance', wrong], message);
}
