import type { Groups } from '../../table/groups.ts';
import { firstRows, orderByCode } from '../../table/order.ts';

/** How often each block counts, in several draws, to one number a unit and draw. */
type ByUnit = (draws: readonly Float64Array[]) => Float64Array[];

/** How many draws are summed up side by side, each cell read once for all of them. */
export const DRAWS_AT_ONCE = 8;

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
    total: values => draws => {
      const sums = draws.map(() => new Float64Array(units));
      for (let from = 0; from < draws.length; from += DRAWS_AT_ONCE) {
        const together = sideBySide(draws.slice(from, from + DRAWS_AT_ONCE));
        addCells({ block, starts }, values, together, padded(sums.slice(from, from + DRAWS_AT_ONCE)));
      }
      return sums;
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

/** The counts of a block in all draws next to each other; draws that are not there count nothing. */
function sideBySide(draws: readonly Float64Array[]): Float64Array {
  const blocks = draws[0].length;
  const together = new Float64Array(blocks * DRAWS_AT_ONCE);
  draws.forEach((counts, draw) => {
    for (let block = 0; block < blocks; block++) together[block * DRAWS_AT_ONCE + draw] = counts[block];
  });
  return together;
}

function padded(columns: readonly Float64Array[]): Float64Array[] {
  return Array.from({ length: DRAWS_AT_ONCE }, (_, draw) => columns[draw] ?? new Float64Array(columns[0].length));
}

/** Written out: sums in variables take less time than in an array. */
function addCells(
  { block, starts }: { readonly block: Uint32Array; readonly starts: Uint32Array },
  values: Float64Array,
  counts: Float64Array,
  [first, second, third, fourth, fifth, sixth, seventh, eighth]: readonly Float64Array[],
): void {
  for (let unit = 0; unit < first.length; unit++) {
    let [one, two, three, four, five, six, seven, eight] = [0, 0, 0, 0, 0, 0, 0, 0];
    const end = starts[unit + 1];
    for (let cell = starts[unit]; cell < end; cell++) {
      const value = values[cell];
      const at = block[cell] * DRAWS_AT_ONCE;
      one += counts[at] * value;
      two += counts[at + 1] * value;
      three += counts[at + 2] * value;
      four += counts[at + 3] * value;
      five += counts[at + 4] * value;
      six += counts[at + 5] * value;
      seven += counts[at + 6] * value;
      eight += counts[at + 7] * value;
    }
    first[unit] = one;
    second[unit] = two;
    third[unit] = three;
    fourth[unit] = four;
    fifth[unit] = five;
    sixth[unit] = six;
    seventh[unit] = seven;
    eighth[unit] = eight;
  }
}
