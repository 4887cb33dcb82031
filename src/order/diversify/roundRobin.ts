import { roundRobinSpec } from '../../model/diversifySpec.ts';
import { orderByCode } from '../../table/order.ts';
import { diversifier } from './diversifier.ts';

/**
 * Round robin: the groups take turns, each with its next best row. The group of the most relevant row is the first in every round, and so on.
 *
 * Shape: n rows to the asked number of them in order. Unit: any; the gain is the row's relevance.
 * Degenerate: one group: the order of relevance; a group that has no rows left misses its turn; ties by row.
 * @source Round-robin scheduling
 * @example diversify({ relevance: Float64Array.of(9, 8, 7), groups: groupsOf(['a', 'a', 'b']) }, { method: 'round-robin' }, 3).rows // [0, 2, 1]
 */
export const roundRobin = diversifier({
  spec: () => roundRobinSpec(),
  needs: 'groups',
  select(best, relevance, groups, slots) {
    const turnOfGroup = new Uint32Array(groups.count);
    const placeOfGroup = new Uint32Array(groups.count);
    const round = new Uint32Array(relevance.length);
    const place = new Uint32Array(relevance.length);
    let met = 0;
    for (const row of best) {
      const group = groups.of[row];
      if (turnOfGroup[group] === 0) placeOfGroup[group] = met++;
      round[row] = turnOfGroup[group]++;
      place[row] = placeOfGroup[group];
    }
    const rows = orderByCode(orderByCode(best, place), round).slice(0, slots);
    return { rows, gain: Float64Array.from(rows, row => relevance[row]) };
  },
});
