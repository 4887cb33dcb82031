import { MISSING_DAY } from '../../table/days.ts';
import type { Column } from '../../table/table.ts';
import { MISSING_CODE } from '../../table/text.ts';

/**
 * Columns as codes, one code a distinct value, the same for the same value in every column that is asked for.
 *
 * Shape: n values to n codes; a missing value has `MISSING_CODE`.
 * @example new GrowingCodes().codes({ type: 'number', values: Float64Array.of(7, NaN) }) // [0, 4294967295]
 */
export class GrowingCodes {
  readonly #known = new Map<string | number, number>();

  codes(column: Column): Uint32Array {
    switch (column.type) {
      case 'number':
        return Uint32Array.from(column.values, value => (value === value ? this.#code(value) : MISSING_CODE));
      case 'text': {
        const codeOf = Uint32Array.from(column.words, word => this.#code(word));
        const codes = new Uint32Array(column.codes.length);
        for (let row = 0; row < codes.length; row++) {
          const code = column.codes[row];
          codes[row] = code < codeOf.length ? codeOf[code] : MISSING_CODE;
        }
        return codes;
      }
      case 'date':
        // The day of a missing date is the least there is: one below it is, as an unsigned number, `MISSING_CODE`.
        return Uint32Array.from(column.days, day => day - MISSING_DAY - 1);
    }
  }

  #code(value: string | number): number {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    this.#known.set(value, this.#known.size);
    return this.#known.size - 1;
  }
}

/**
 * Which rows of a column have a value: 1, the others 0.
 *
 * @example rowsPresent({ type: 'number', values: Float64Array.of(7, NaN) }) // [1, 0]
 */
export function rowsPresent(column: Column): Uint8Array {
  switch (column.type) {
    case 'number':
      return Uint8Array.from(column.values, value => (value === value ? 1 : 0));
    case 'text':
      return Uint8Array.from(column.codes, code => (code === MISSING_CODE ? 0 : 1));
    case 'date':
      return Uint8Array.from(column.days, day => (day === MISSING_DAY ? 0 : 1));
  }
}
