import { stacked } from '../table/stacked.ts';
import type { Part } from '../table/stacked.ts';
import type { Table } from '../table/table.ts';

/** The unit of a row that takes no part: rejected, or filtered out. */
export const NO_UNIT = 0;
/** The unit of a row that was taken back. */
export const WITHDRAWN = 0xffffffff;

/** One table of rows as it was given, with the number of each row's unit. */
interface Chunk {
  readonly table: Table;
  readonly before: number;
  readonly units: Uint32Array;
}

/** Some rows as a table of their own, with the unit of each. */
export interface ChosenRows {
  readonly table: Table;
  readonly units: Uint32Array;
}

/**
 * Sales rows as they came in, table after table, without a copy; every row keeps its number, from 0, also when others are taken back.
 *
 * @example new LiveRows(sales, new Uint32Array(5)).given // 5
 */
export class LiveRows {
  readonly #chunks: [Chunk, ...Chunk[]];

  constructor(table: Table, units: Uint32Array) {
    this.#chunks = [{ table, before: 0, units }];
  }

  /** How many rows were given. */
  get given(): number {
    const { before, table } = this.#chunks[this.#chunks.length - 1];
    return before + table.rows;
  }

  /** The table whose columns all others have. */
  get first(): Table {
    return this.#chunks[0].table;
  }

  add(table: Table, units: Uint32Array): void {
    this.#chunks.push({ table, before: this.given, units });
  }

  isWithdrawn(number: number): boolean {
    const { units, before } = this.#chunkOf(number);
    return units[number - before] === WITHDRAWN;
  }

  /** Takes rows back; gives them as they were. Numbers ascend. */
  withdraw(numbers: Uint32Array): ChosenRows {
    const chosen = this.#chosen(({ before, units }) => {
      const end = before + units.length;
      return numbers.filter(number => number >= before && number < end).map(number => number - before);
    });
    for (const number of numbers) {
      const { units, before } = this.#chunkOf(number);
      units[number - before] = WITHDRAWN;
    }
    return chosen;
  }

  /** The rows of the units that a 1 marks. */
  rowsOf(isWanted: Uint8Array): ChosenRows {
    return this.#chosen(({ units }) => places(units, unit => isWanted[unit] === 1));
  }

  /** The rows that take part. */
  used(): ChosenRows {
    return this.#chosen(({ units }) => places(units, unit => unit !== NO_UNIT && unit !== WITHDRAWN));
  }

  /** All rows that were not taken back, also those that take no part. */
  table(): Table {
    return this.#chosen(({ units }) => places(units, unit => unit !== WITHDRAWN)).table;
  }

  #chosen(choose: (chunk: Chunk) => Uint32Array): ChosenRows {
    const parts = this.#chunks.map(chunk => ({ chunk, rows: choose(chunk) }));
    const units = new Uint32Array(parts.reduce((sum, { rows }) => sum + rows.length, 0));
    let at = 0;
    for (const { chunk, rows } of parts) for (const row of rows) units[at++] = chunk.units[row];
    const some = parts.filter(({ rows }) => rows.length > 0);
    const [first = { table: this.first, rows: new Uint32Array(0) }, ...rest] = some.map(partOf);
    return { table: stacked([first, ...rest]), units };
  }

  #chunkOf(number: number): Chunk {
    const chunks = this.#chunks;
    let [low, high] = [0, chunks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (chunks[middle].before <= number) low = middle;
      else high = middle - 1;
    }
    return chunks[low];
  }
}

function partOf({ chunk: { table }, rows }: { readonly chunk: Chunk; readonly rows: Uint32Array }): Part {
  return { table, rows: rows.length === table.rows ? undefined : rows };
}

/** Where the units are wanted. */
function places(units: Uint32Array, isWanted: (unit: number) => boolean): Uint32Array {
  const found = new Uint32Array(units.length);
  let count = 0;
  for (let row = 0; row < units.length; row++) if (isWanted(units[row])) found[count++] = row;
  return found.slice(0, count);
}
