// Some rows of coded columns.
import type { TextColumn } from '../table/text.ts';

/**
 * Some rows of a text, in the order asked for.
 *
 * @example pick(textColumn(['a', 'b']), Uint32Array.of(1)).codes // [1]
 */
export function pick({ words, codes }: TextColumn, rows: Uint32Array): TextColumn {
  return { type: 'text', words, codes: codesAt(codes, rows) };
}

/**
 * Some codes of a column, in the order asked for: a loop, as `Uint32Array.from` takes ten times as long.
 *
 * Shape: n codes and m rows to m codes, in an array of their own unless one is given.
 * @example codesAt(Uint32Array.of(7, 8), Uint32Array.of(1, 1)) // [8, 8]
 */
export function codesAt(
  codes: Uint32Array,
  rows: Uint32Array,
  into: Uint32Array = new Uint32Array(rows.length),
): Uint32Array {
  for (let at = 0; at < rows.length; at++) into[at] = codes[rows[at]];
  return into;
}
