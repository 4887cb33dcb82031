// Where a program's numbers come from: columns, and comparisons of text, read one block at a time.
import { MISSING_DAY } from '../table/days.ts';
import { MISSING_CODE } from '../table/text.ts';
import type { DateColumn, NumberColumn } from '../table/table.ts';
import type { TextColumn } from '../table/text.ts';

/** Gives rows `start` to `start + scratch.length` as numbers: in `scratch`, or as a view of what is there already. */
export type Source = (start: number, scratch: Float64Array) => Float64Array;

/**
 * A number column, without a copy.
 *
 * @example numberSource({ type: 'number', values: Float64Array.of(1, 2) })(1, new Float64Array(1)) // [2]
 */
export function numberSource({ values }: NumberColumn): Source {
  return (start, scratch) => values.subarray(start, start + scratch.length);
}

/**
 * A date column as days since 1970-01-01.
 *
 * @example dateSource({ type: 'date', days: Int32Array.of(3) })(0, new Float64Array(1)) // [3]
 */
export function dateSource({ days }: DateColumn): Source {
  return (start, scratch) => {
    for (let row = 0; row < scratch.length; row++) {
      const day = days[start + row];
      scratch[row] = day === MISSING_DAY ? NaN : day;
    }
    return scratch;
  };
}

/**
 * Whether a text column equals a word: 1, 0, or NaN where it is missing.
 *
 * Degenerate: a word that the column's dictionary does not have equals no row.
 * @example wordSource(textColumn(['a', null]), 'a')(0, new Float64Array(2)) // [1, NaN]
 */
export function wordSource({ codes, words }: TextColumn, text: string): Source {
  const word = words.indexOf(text.normalize('NFC').trim());
  return (start, scratch) => {
    for (let row = 0; row < scratch.length; row++) {
      const code = codes[start + row];
      scratch[row] = code === MISSING_CODE ? NaN : code === word ? 1 : 0;
    }
    return scratch;
  };
}

/**
 * Whether two text columns hold the same word: 1, 0, or NaN where one is missing.
 *
 * @example wordsSource(textColumn(['a', 'b']), textColumn(['b', 'b']))(0, new Float64Array(2)) // [0, 1]
 */
export function wordsSource(left: TextColumn, right: TextColumn): Source {
  const codeOf = new Map(left.words.map((word, code) => [word, code]));
  const inLeft = Float64Array.from(right.words, word => codeOf.get(word) ?? -1);
  return (start, scratch) => {
    for (let row = 0; row < scratch.length; row++) {
      const code = left.codes[start + row];
      const other = right.codes[start + row];
      const isMissing = code === MISSING_CODE || other === MISSING_CODE;
      scratch[row] = isMissing ? NaN : code === inLeft[other] ? 1 : 0;
    }
    return scratch;
  };
}
