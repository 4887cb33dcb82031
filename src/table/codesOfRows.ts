import { hashOf, type Dictionary } from './text.ts';

/**
 * Writes the codes of the cells at a place of several rows. Slots, then words, then letters are asked for, each for all rows, so that the waits
 * for far memory overlap; between the cells of one row, as they come, each is waited for alone.
 *
 * Shape: n rows to n codes, the first at `from`.
 * Degenerate: as `Dictionary.code` gives them one by one.
 * @example codesOfRows(new Dictionary(), [['x', 'Ada']], 1, new Uint32Array(1), 0) // undefined
 */
export function codesOfRows(
  dictionary: Dictionary,
  rows: readonly (readonly string[])[],
  place: number,
  into: Uint32Array,
  from: number,
): void {
  const { words } = dictionary;
  const codes = into.subarray(from, from + rows.length);
  for (let row = 0; row < rows.length; row++) codes[row] = hashOf(rows[row][place]);
  for (let row = 0; row < rows.length; row++) codes[row] = dictionary.likely(codes[row] | 0);
  for (let row = 0; row < rows.length; row++) {
    const likely = codes[row];
    if (likely > 0 && words[likely - 1].length !== rows[row][place].length) codes[row] = 0;
  }
  for (let row = 0; row < rows.length; row++) {
    const code = codes[row] - 1;
    const text = rows[row][place];
    codes[row] = code >= 0 && words[code] === text ? code : dictionary.code(text);
  }
}
