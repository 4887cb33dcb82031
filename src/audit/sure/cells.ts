import type { Groups } from '../../table/groups.ts';
import { firstRows, orderByCode } from '../../table/order.ts';

/** One number a unit, from how often each block counts. */
type ByUnit = (counts: Float64Array) => Float64Array;

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
  /** The sum of a unit's cells, each times the count of its block. */
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
  const order = orderByCode(orderByCode(firstRows(units.of.length), blocks.of), units.of);
  const of = new Uint32Array(order.length);
  const block: number[] = [];
  const starts = new Uint32Array(units.count + 1);
  for (let at = 0; at < order.length; at++) {
    const row = order[at];
    const before = order[at - 1];
    if (at === 0 || units.of[row] !== units.of[before] || blocks.of[row] !== blocks.of[before]) {
      block.push(blocks.of[row]);
      starts[units.of[row] + 1]++;
    }
    of[row] = block.length - 1;
  }
  for (let unit = 0; unit < units.count; unit++) starts[unit + 1] += starts[unit];
  return operations(of, Uint32Array.from(block), starts);
}

function operations(of: Uint32Array, block: Uint32Array, starts: Uint32Array): Cells {
  const units = starts.length - 1;
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
    blocksWith: values => Uint32Array.from(new Set(block.filter((_, cell) => values[cell] > 0))),
    total: values => counts => {
      const sums = new Float64Array(units);
      for (let unit = 0; unit < units; unit++) {
        let sum = 0;
        for (let cell = starts[unit]; cell < starts[unit + 1]; cell++) sum += counts[block[cell]] * values[cell];
        sums[unit] = sum;
      }
      return sums;
    },
    extreme: (values, sign) => counts => {
      const ends = new Float64Array(units).fill(NaN);
      for (let unit = 0; unit < units; unit++) {
        let end = -Infinity;
        for (let cell = starts[unit]; cell < starts[unit + 1]; cell++) {
          if (counts[block[cell]] > 0 && sign * values[cell] > end) end = sign * values[cell];
        }
        if (end > -Infinity) ends[unit] = sign * end + 0;
      }
      return ends;
    },
  };
}
