import type { Column } from '../../table/table.ts';
import { aspectsOf } from '../aspects.ts';
import type { Similarity } from './similarity.ts';

/**
 * The share of attributes that two rows have in common, such as owner, price band and country.
 *
 * Shape: m columns of n rows to a similarity of n rows. Unit: 0 (none) to 1 (all equal).
 * Degenerate: a missing value equals nothing, not even a missing one; no columns: 0.
 * @source Sokal, Michener (1958), A statistical method for evaluating systematic relationships
 * @example simpleMatching([textColumn(['a', 'a']), textColumn(['x', 'y'])], 2).between(0, 1) // 0.5
 */
export function simpleMatching(columns: readonly Column[], rows: number): Similarity {
  const { starts, ids } = aspectsOf(columns, rows);
  return {
    rows,
    between(row, other) {
      let equal = 0;
      let right = starts[other];
      // Aspects stand in the order of the columns, so both lists ascend.
      for (let left = starts[row]; left < starts[row + 1]; left++) {
        while (right < starts[other + 1] && ids[right] < ids[left]) right++;
        if (right < starts[other + 1] && ids[right] === ids[left]) equal++;
      }
      return columns.length > 0 ? equal / columns.length : 0;
    },
  };
}
