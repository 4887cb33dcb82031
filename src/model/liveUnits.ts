import { PairNumbers } from '../stats/growing/pairNumbers.ts';
import { withRoom } from '../stats/growing/withRoom.ts';
import { firstRows } from '../table/order.ts';
import type { TextColumn } from '../table/text.ts';
import { valuesAt } from '../table/valuesAt.ts';
import { unitsOf } from './units.ts';
import type { Units } from './units.ts';

/** Units in the order of their keys, with the number of each. */
export interface NumberedUnits {
  readonly units: Units;
  readonly numbers: Uint32Array;
}

/**
 * Gives units numbers from 1, which they keep, and knows how many rows each has.
 *
 * Degenerate: a unit without rows is not listed, and has its number again when it comes back.
 * @example new LiveUnits(['brand'], 0).listed().units.count // 0
 */
export class LiveUnits {
  readonly #within: number;
  readonly #words: readonly Map<string, number>[];
  /** For each key column, from the key before it and the code in it to the key up to it. */
  readonly #prefixes: readonly PairNumbers[];
  #codes: number[][];
  /** Of each unit by its number; that of 0 is not used. */
  #rows: Float64Array = new Float64Array(1);
  #count = 1;
  #listed: NumberedUnits | undefined;

  constructor(keys: readonly string[], within: number) {
    this.#within = within;
    this.#words = keys.map(() => new Map());
    this.#prefixes = keys.map(() => new PairNumbers());
    this.#codes = keys.map(() => []);
  }

  /** One more than there are numbers. */
  get count(): number {
    return this.#count;
  }

  /** The number of each row's unit; the rows are counted. */
  add(keys: readonly TextColumn[], rows: number): Uint32Array {
    const isFirst = this.#count === 1;
    const codes = keys.map(({ words }, at) => codesIn(this.#words[at], words));
    const units = new Uint32Array(rows);
    keys.forEach((key, at) => addKey(this.#prefixes[at], units, codes[at], key.codes));
    for (let row = 0; row < rows; row++) {
      // Numbers go up row by row, so that a new one is the next.
      if (++units[row] < this.#count) continue;
      keys.forEach((key, at) => this.#codes[at].push(codes[at][key.codes[row]]));
      this.#count++;
    }
    this.#rows = withRoom(this.#rows, this.#count, 0);
    if (countIn(this.#rows, units)) this.#listed = undefined;
    if (isFirst && rows > 0) this.#renumber(units);
    return units;
  }

  /** Counts rows out again. */
  take(ofRows: Uint32Array): void {
    for (const number of ofRows) {
      if (--this.#rows[number] === 0) this.#listed = undefined;
    }
  }

  /** The units that have rows. */
  listed(): NumberedUnits {
    return (this.#listed ??= this.#list());
  }

  /** The units of now in the order of their keys, so that what is kept by number is read in a row: in half the time of reading all over the memory. */
  #renumber(ofRows: Uint32Array): void {
    const { units, numbers } = this.listed();
    const to = new Uint32Array(this.#count);
    for (let unit = 0; unit < numbers.length; unit++) to[numbers[unit]] = unit + 1;
    for (let row = 0; row < ofRows.length; row++) ofRows[row] = to[ofRows[row]];
    const ordered = new Uint32Array(this.#count);
    ordered.set(numbers, 1);
    this.#rows = valuesAt(this.#rows, ordered);
    this.#codes = this.#codes.map(codes => Array.from(numbers, number => codes[number - 1]));
    // The pairs count from 0.
    this.#prefixes.at(-1)?.renumber(to.subarray(1).map(number => number - 1));
    this.#listed = { units, numbers: firstRows(this.#count).subarray(1) };
  }

  #list(): NumberedUnits {
    const numbers = firstRows(this.#count).filter(number => this.#rows[number] > 0);
    const keys = this.#codes.map((codes, at): TextColumn => ({
      type: 'text',
      codes: Uint32Array.from(numbers, number => codes[number - 1]),
      words: [...this.#words[at].keys()],
    }));
    const { units, rowUnits } = unitsOf(keys, numbers.length, this.#within);
    const ordered = new Uint32Array(numbers.length);
    // Each unit is one row here.
    rowUnits.of.forEach((unit, row) => (ordered[unit] = numbers[row]));
    return { units, numbers: ordered };
  }
}

function codesIn(known: Map<string, number>, words: readonly string[]): Uint32Array {
  const codes = new Uint32Array(words.length);
  for (let at = 0; at < words.length; at++) {
    codes[at] = known.get(words[at]) ?? known.size;
    if (codes[at] === known.size) known.set(words[at], codes[at]);
  }
  return codes;
}

/** From the key before to the key with one more column, in place; a loop of its own is compiled once for all columns. */
function addKey(known: PairNumbers, units: Uint32Array, codeOf: Uint32Array, codes: Uint32Array): void {
  for (let row = 0; row < units.length; row++) units[row] = known.number(units[row], codeOf[codes[row]]);
}

/** Whether a unit had no row before. */
function countIn(rows: Float64Array, units: Uint32Array): boolean {
  let isNew = false;
  for (let row = 0; row < units.length; row++) if (rows[units[row]]++ === 0) isNew = true;
  return isNew;
}
