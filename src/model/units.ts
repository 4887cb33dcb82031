// Units: what is rated, with the peers of each. Listed in the order of their keys, whatever the order of the rows.
import { groupBy } from '../table/groups.ts';
import type { Groups, KeyedGroups } from '../table/groups.ts';
import type { TextColumn } from '../table/text.ts';
import { pickRows } from './sources.ts';

/** Units by key: the columns of their peers, then their own. */
export interface Units {
  readonly count: number;
  readonly keys: readonly TextColumn[];
  /** The peers of each unit: the units that share the first `within` columns. */
  readonly peers: KeyedGroups;
}

/**
 * The units that the rows of some key columns name.
 *
 * Shape: key columns of n rows to the distinct keys, in code point order, and the unit of each row.
 * Degenerate: no peers columns: all units are peers.
 * @example unitsOf([textColumn(['b', 'a', 'b'])], 3, 0).units.count // 2
 */
export function unitsOf(
  keys: readonly TextColumn[],
  rows: number,
  within: number,
): { readonly units: Units; readonly rowUnits: Groups } {
  const rowUnits = groupBy(keys, rows);
  return { units: unitsAt(keys, rowUnits.firstRow, within), rowUnits };
}

/**
 * Some of the units, in their order, with their peers counted anew.
 *
 * @example pickUnits(units, Uint32Array.of(1), 0).count // 1
 */
export function pickUnits(units: Units, chosen: Uint32Array, within: number): Units {
  return chosen.length === units.count ? units : unitsAt(units.keys, chosen, within);
}

function unitsAt(columns: readonly TextColumn[], rows: Uint32Array, within: number): Units {
  // Rows of a text column are a text column.
  const keys = columns.map(column => pickRows(column, rows) as TextColumn);
  return { count: rows.length, keys, peers: groupBy(keys.slice(0, within), rows.length) };
}
