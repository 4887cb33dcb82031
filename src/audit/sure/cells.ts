import { crossedGroups } from '../../table/groups.ts';
import type { Groups } from '../../table/groups.ts';
import { cellSums } from './cellSums.ts';
import type { CellPlaces } from './cellSums.ts';

/** How often each block counts, in several draws, to one number a unit and draw. */
type ByUnit = (draws: readonly Float64Array[]) => Float64Array[];

/** Rows summed up by unit and block: those of a unit side by side, in the order of their blocks. */
export interface Cells {
  /** The cell of each row. */
  readonly of: Uint32Array;
  /** The block of each cell. */
  readonly block: Uint32Array;
  /** 1 for units that have a cell whose block counts. */
  readonly present: (counts: Float64Array) => Uint8Array;
  /** The blocks that have a cell with a number above 0. */
  readonly blocksWith: (values: Float64Array) => Uint32Array;
  /** The sum of a unit's cells, each times the count of its block, in each draw. */
  readonly total: (values: Float64Array) => ByUnit;
  /** The greatest (sign 1) or least (sign -1) of a unit's cells whose blocks count; missing when there is none. */
  readonly extreme: (values: Float64Array, sign: 1 | -1) => ByUnit;
}

/**
 * The cells that units and blocks make together, in their order, whatever the order of the rows.
 *
 * Shape: n rows in units and blocks to at most n cells.
 * @example cellsOf({ of: Uint32Array.of(1, 0, 1), count: 2 }, { of: Uint32Array.of(0, 0, 0), count: 1 }).of // [1, 0, 1]
 */
export function cellsOf(units: Groups, blocks: Groups): Cells {
  const { of, firstRow } = crossedGroups(units, blocks);
  const block = Uint32Array.from(firstRow, row => blocks.of[row]);
  const starts = new Uint32Array(units.count + 1);
  for (let cell = 0; cell < firstRow.length; cell++) starts[units.of[firstRow[cell]] + 1]++;
  for (let unit = 0; unit < units.count; unit++) starts[unit + 1] += starts[unit];
  return operations(of, { block, starts }, blocks.count);
}

function operations(of: Uint32Array, places: CellPlaces, blocks: number): Cells {
  const { block, starts } = places;
  const units = starts.length - 1;
  const columns: Float64Array[] = [];
  let last: { readonly draws: readonly Float64Array[]; readonly sums: Float64Array[][] } | undefined;
  return {
    of,
    block,
    present(counts) {
      const there = new Uint8Array(units);
      for (let unit = 0; unit < units; unit++) {
        let cell = starts[unit];
        while (cell < starts[unit + 1] && counts[block[cell]] === 0) cell++;
        if (cell < starts[unit + 1]) there[unit] = 1;
      }
      return there;
    },
    blocksWith(values) {
      const isWith = new Uint8Array(blocks);
      for (let cell = 0; cell < block.length; cell++) if (values[cell] > 0) isWith[block[cell]] = 1;
      return Uint32Array.from(isWith.keys()).filter(each => isWith[each] === 1);
    },
    total(values) {
      const column = columns.push(values) - 1;
      return draws => {
        // Whoever asks for one column of these draws will ask for the others: they are summed up together.
        if (last?.draws !== draws) last = { draws, sums: [] };
        const { sums } = last;
        if (!sums[column]) {
          const asked = [...columns.keys()].filter(each => !sums[each]);
          const found = cellSums(places, asked.map(each => columns[each]), draws); // prettier-ignore
          asked.forEach((each, at) => (sums[each] = found[at]));
        }
        return sums[column];
      };
    },
    extreme: (values, sign) => draws =>
      draws.map(counts => {
        const ends = new Float64Array(units).fill(NaN);
        for (let unit = 0; unit < units; unit++) {
          let end = -Infinity;
          for (let cell = starts[unit]; cell < starts[unit + 1]; cell++) {
            if (counts[block[cell]] > 0 && sign * values[cell] > end) end = sign * values[cell];
          }
          if (end > -Infinity) ends[unit] = sign * end + 0;
        }
        return ends;
      }),
  };
}
