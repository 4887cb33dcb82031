import { PairNumbers } from '../stats/growing/pairNumbers.ts';
import type { TextColumn } from '../table/text.ts';
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
  readonly #codes: readonly number[][];
  /** Of each unit by its number; that of 0 is not used. */
  readonly #rows: number[] = [0];
  #listed: NumberedUnits | undefined;

  constructor(keys: readonly string[], within: number) {
    this.#within = within;
    this.#words = keys.map(() => new Map());
    this.#prefixes = keys.map(() => new PairNumbers());
    this.#codes = keys.map(() => []);
  }

  /** One more than there are numbers. */
  get count(): number {
    return this.#rows.length;
  }

  /** The number of each row's unit; the rows are counted. */
  add(keys: readonly TextColumn[], rows: number): Uint32Array {
    const codes = keys.map(({ words }, at) => codesIn(this.#words[at], words));
    const units = new Uint32Array(rows);
    keys.forEach((key, at) => {
      const known = this.#prefixes[at];
      for (let row = 0; row < rows; row++) {
        units[row] = known.number(units[row], codes[at][key.codes[row]]);
      }
    });
    for (let row = 0; row < rows; row++) {
      const number = ++units[row];
      if (number === this.count) this.#begin(keys.map((key, at) => codes[at][key.codes[row]]));
      if (this.#rows[number]++ === 0) this.#listed = undefined;
    }
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

  /** Numbers go up row by row, so that a new one is the next. */
  #begin(codes: readonly number[]): void {
    codes.forEach((code, at) => this.#codes[at].push(code));
    this.#rows.push(0);
  }

  #list(): NumberedUnits {
    const numbers = Uint32Array.from(this.#rows.keys()).filter(number => this.#rows[number] > 0);
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

function codesIn(known: Map<string, number>, words: readonly string[]): number[] {
  return words.map(word => {
    const code = known.get(word) ?? known.size;
    if (code === known.size) known.set(word, code);
    return code;
  });
}
