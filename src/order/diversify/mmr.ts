import { mmrSpec } from '../../model/diversifySpec.ts';
import { roundToSignificant } from '../../stats/significant.ts';
import { diversifier } from './diversifier.ts';
import { clearlyBelow } from './greatestOf.ts';

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
  spec: () => mmrSpec(),
  needs: 'similarity',
  select(best, relevance, similarity, slots, { diversity }) {
    const kept = 1 - diversity;
    const rows = new Uint32Array(slots);
    const gain = new Float64Array(slots);
    // By place in `best`. The likeness to the selected rows only grows, so that an old worth bounds a new one; NaN once selected.
    const bounds = new Float64Array(best.length);
    for (let at = 0; at < best.length; at++) bounds[at] = kept * relevance[best[at]];
    const compared = new Uint32Array(best.length);
    const closest = new Float64Array(best.length);
    // The rows from here on were not looked at yet.
    let unseen = 1;

    for (let count = 0; count < slots; count++) {
      const place = count === 0 ? 0 : worthiest(count);
      rows[count] = best[place];
      gain[count] = bounds[place];
      bounds[place] = NaN;
    }
    return { rows, gain };

    // Functions of their own: as one loop, which the compiler kept replacing while it ran, they took twice the time.
    function worthiest(count: number): number {
      let place = -1;
      let most = -Infinity;
      let limit = -Infinity;
      for (let at = 0; ; at++) {
        at = nextAtLeast(limit, bounds, at, unseen);
        if (at === unseen) {
          // They stand by relevance, to 12 digits: none further on is worth more.
          if (at === best.length || bounds[at] < limit) return place;
          unseen++;
        }
        const worth = lowered(at, count, limit);
        if (worth < limit) continue;
        const rounded = roundToSignificant(worth);
        if (rounded < most || (rounded === most && best[at] > best[place])) continue;
        place = at;
        most = rounded;
        limit = clearlyBelow(most);
      }
    }

    /** What a row is worth beside so many selected ones, or any bound of it that is below the limit. */
    function lowered(at: number, count: number, limit: number): number {
      const row = best[at];
      let near = closest[at];
      let worth = bounds[at];
      let next = compared[at];
      for (; next < count && worth >= limit; next++) {
        const likeness = similarity.between(row, rows[next]);
        if (likeness > near) near = likeness;
        worth = kept * relevance[row] - diversity * near;
      }
      compared[at] = next;
      closest[at] = near;
      bounds[at] = worth;
      return worth;
    }
  },
});

function nextAtLeast(limit: number, bounds: Float64Array, start: number, end: number): number {
  let at = start;
  // Not "while less": NaN is to be passed over.
  while (at < end && !(bounds[at] >= limit)) at++;
  return at;
}
