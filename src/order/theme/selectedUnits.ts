import { pickRows } from '../../model/sources.ts';
import type { TextColumn } from '../../table/text.ts';
import type { Ranked } from '../ranked.ts';

/** The column of the places in the list, from 1, which breaks ties; no name in a file. */
export const PLACE = '\u0000place';

/**
 * Some units in an order of their own, scored so that the score falls in it.
 *
 * Shape: m rows of n units to m units. Unit: their worths, the greatest for the first, so that costs in points keep their sense.
 * @example selectedUnits(ranked, Uint32Array.of(1, 0), Float64Array.of(90, 80)).score // [90, 80]
 */
export function selectedUnits(ranked: Ranked, rows: Uint32Array, worth: Float64Array): Ranked {
  const score = Float64Array.from(rows, row => worth[row])
    .sort()
    .reverse();
  const place = Float64Array.from(rows, (_, at) => at + 1);
  return {
    count: rows.length,
    // Rows of a text column are a text column.
    keys: ranked.keys.map(({ name, column }) => ({ name, column: pickRows(column, rows) as TextColumn })),
    within: ranked.within,
    score,
    rank: place,
    column(name) {
      if (name === PLACE) return { type: 'number', values: place };
      const column = ranked.column(name);
      return column && pickRows(column, rows);
    },
    names: ranked.names,
  };
}
