import { dppSpec } from '../../model/diversifySpec.ts';
import { moments } from '../../stats/moments.ts';
import { isFlat } from '../../stats/spread.ts';
import { oneGroup } from '../../table/groups.ts';
import { diversifier } from './diversifier.ts';
import { greatestOf } from './greatestOf.ts';

/** A row of whose variance no more than this share is left says nothing new: doubles leave 1e-16 of each step. */
const NOTHING_NEW = 1e-10;

/**
 * Determinantal point process, greedily the likeliest list: each slot goes to the row that adds most to the determinant of the selected rows'
 * kernel, quality times similarity times quality. Quality is the exponential of the relevance's z-score (deviation by n) times
 * `scale · (1 - diversity)`. When the selected rows span all that rows can differ in, a list begins anew among the others.
 *
 * Shape: n rows to the asked number of them in order. Unit: the gain is the variance left, of the most relevant row's; any unit of relevance.
 * Degenerate: all alike, or relevance all equal: the order of relevance, ties by row. Expects a row's similarity to itself to be 1.
 * @source Chen, Zhang, Zhou (2018), Fast greedy MAP inference for determinantal point process to improve recommendation diversity
 * @example diversify({ relevance: Float64Array.of(1, 0.9, 0.5), similarity: cosine([1, 0, 1, 0, 0, 1], 2) }, { method: 'dpp' }, 2).rows // [0, 2]
 */
export const dpp = diversifier({
  spec: () => dppSpec(),
  needs: 'similarity',
  select(best, relevance, similarity, slots, { diversity, scale }) {
    const rows = new Uint32Array(slots);
    const gain = new Float64Array(slots);
    const quality = qualities(best, relevance, scale * (1 - diversity));
    const variance = quality.map(each => each * each);
    const left = best.slice();
    /** One coordinate of every row a selected row: what of the row lies in the direction that the selected one added. */
    let coordinates: Float64Array[] = [];
    for (let count = 0, size = best.length; count < slots; count++, size--) {
      let place = greatestOf(left, variance, size);
      if (variance[left[place]] === 0) {
        coordinates = [];
        for (let at = 0; at < size; at++) variance[left[at]] = quality[left[at]] ** 2;
        place = greatestOf(left, variance, size);
      }
      const row = left[place];
      rows[count] = row;
      gain[count] = variance[row];
      left[place] = left[size - 1];
      const length = Math.sqrt(variance[row]);
      const added = new Float64Array(relevance.length);
      for (let at = 0; at < size - 1; at++) {
        const other = left[at];
        let rest = quality[other] * similarity.between(other, row) * quality[row];
        for (const known of coordinates) rest -= known[other] * known[row];
        added[other] = length > 0 ? rest / length : 0;
        variance[other] -= added[other] * added[other];
        if (variance[other] <= NOTHING_NEW * quality[other] ** 2) variance[other] = 0;
      }
      coordinates.push(added);
    }
    return { rows, gain };
  },
});

/** Of the best row 1: only ratios count, and the exponential of a z-score could overflow. */
function qualities(best: Uint32Array, relevance: Float64Array, strength: number): Float64Array {
  const sorted = Float64Array.from(best, row => relevance[row]);
  const [deviation] = moments(sorted, oneGroup(sorted.length)).deviation;
  const isSpread = !isFlat(sorted[sorted.length - 1], sorted[0]);
  const unit = isSpread ? deviation * Math.sqrt((sorted.length - 1) / sorted.length) : Infinity;
  const quality = new Float64Array(relevance.length);
  for (const row of best) quality[row] = Math.exp((strength * (relevance[row] - sorted[0])) / unit);
  return quality;
}
