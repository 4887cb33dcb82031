import type { Column } from '../../table/table.ts';
import type { TextColumn } from '../../table/text.ts';
import type { Ranked } from '../ranked.ts';

/** The column of the places in the list, from 1, which breaks ties; no name in a file. */
export const PLACE = '\u0000place';

/**
 * Some units as one page, in an order of their own: scored so that the score falls in it.
 *
 * Shape: m rows of n units, no unit twice, to m units. Unit: their worths, the greatest for the first, so that costs in points keep their sense.
 * @example selectedUnits(ranked, Uint32Array.of(1, 0), Float64Array.of(90, 80)).score // [90, 80]
 */
export function selectedUnits(ranked: Ranked, rows: Uint32Array, worth: Float64Array): Ranked {
  const score = Float64Array.from(rows, row => worth[row])
    .sort()
    .reverse();
  const place = Float64Array.from(rows, (_, at) => at + 1);
  return {
    count: rows.length,
    keys: ranked.keys
      .slice(ranked.within)
      .map(({ name, column }) => ({ name, column: picked(column, rows) as TextColumn })),
    within: 0,
    score,
    rank: place,
    column(name) {
      if (name === PLACE) return { type: 'number', values: place };
      const column = ranked.column(name);
      return column && picked(column, rows);
    },
    names: ranked.names,
  };
}

function picked(column: Column, rows: Uint32Array): Column {
  switch (column.type) {
    case 'text':
      return { ...column, codes: rows.map(row => column.codes[row]) };
    case 'number':
      return { type: 'number', values: Float64Array.from(rows, row => column.values[row]) };
    case 'date':
      return { type: 'date', days: Int32Array.from(rows, row => column.days[row]) };
  }
}
