// Stable orders of rows by number: radix sort by digits of the keys' bits, so that ties keep their order and no comparator runs.

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

/**
 * The rows in ascending order of a 32-bit key, rows of equal key in the order given.
 *
 * Shape: m row numbers and one key a row to the m row numbers reordered.
 * @source Knuth, The Art of Computer Programming 3, 5.2.5 (radix sorting, least significant digit first)
 * @example orderByCode(Uint32Array.of(0, 1, 2), Uint32Array.of(5, 1, 5)) // [1, 0, 2]
 */
export function orderByCode(rows: Uint32Array, keys: Uint32Array): Uint32Array {
  let from = rows;
  let spare: Uint32Array | undefined;
  const starts = new Uint32Array(DIGITS);
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    starts.fill(0);
    for (let at = 0; at < from.length; at++) starts[(keys[from[at]] >>> shift) & (DIGITS - 1)]++;
    if (from.length === 0 || starts[(keys[from[0]] >>> shift) & (DIGITS - 1)] === from.length) continue;
    let sum = 0;
    for (let digit = 0; digit < DIGITS; digit++) {
      const count = starts[digit];
      starts[digit] = sum;
      sum += count;
    }
    const to: Uint32Array = spare ?? new Uint32Array(from.length);
    for (let at = 0; at < from.length; at++) {
      const row = from[at];
      to[starts[(keys[row] >>> shift) & (DIGITS - 1)]++] = row;
    }
    spare = from === rows ? undefined : from;
    from = to;
  }
  return from === rows ? rows.slice() : from;
}

/**
 * The rows in ascending order of a number, missing (NaN) last, ties in the order given; -0 and 0 tie.
 *
 * Shape: m row numbers and one number a row to the m row numbers reordered.
 * @example orderByNumber(Uint32Array.of(0, 1, 2), Float64Array.of(3, NaN, 1)) // [2, 0, 1]
 */
export function orderByNumber(rows: Uint32Array, values: Float64Array): Uint32Array {
  const low = new Uint32Array(values.length);
  const high = new Uint32Array(values.length);
  const value = new Float64Array(1);
  const bits = new Uint32Array(value.buffer);
  for (let row = 0; row < values.length; row++) {
    // Adding 0 turns -0 into 0; flipping the bits of negatives makes the order of the bits the order of the numbers.
    value[0] = values[row] + 0;
    const sign = bits[1] >>> 31;
    const isMissing = values[row] !== values[row];
    low[row] = isMissing ? 0xffffffff : sign === 1 ? ~bits[0] : bits[0];
    high[row] = isMissing ? 0xffffffff : sign === 1 ? ~bits[1] : bits[1] | 0x80000000;
  }
  return orderByCode(orderByCode(rows, low), high);
}

/**
 * The numbers 0 to n - 1, as a start for the orders above.
 *
 * @example firstRows(3) // [0, 1, 2]
 */
export function firstRows(count: number): Uint32Array {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  return rows;
}
