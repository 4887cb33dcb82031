// Stable orders of rows: by code with a radix sort; by number roughly with the same, then with a merge sort where that ties. No comparator runs.

const DIGIT_BITS = 11;
const DIGITS = 0x800;
const SIGN = 0x80000000;

/**
 * The rows in ascending order of a 32-bit key, rows of equal key in the order given.
 *
 * Shape: m row numbers and one key a row to the m row numbers reordered.
 * @source Knuth, The Art of Computer Programming 3, 5.2.5 (radix sorting, least significant digit first)
 * @example orderByCode(Uint32Array.of(0, 1, 2), Uint32Array.of(5, 1, 5)) // [1, 0, 2]
 */
export function orderByCode(rows: Uint32Array, keys: Uint32Array): Uint32Array {
  return sortedByCode(rows, keys).rows;
}

/** Rows with the code of each beside it: the codes move along, because looking them up by row would miss the cache. */
export interface Coded {
  readonly rows: Uint32Array;
  readonly codes: Uint32Array;
}

/**
 * The same with the code of each row beside it.
 *
 * Shape: as `orderByCode`.
 * @example sortedByCode(Uint32Array.of(0, 1), Uint32Array.of(5, 3)).codes // [3, 5]
 */
export function sortedByCode(rows: Uint32Array, keys: Uint32Array): Coded {
  let from: Coded = { rows: rows.slice(), codes: new Uint32Array(rows.length) };
  let to: Coded = { rows: new Uint32Array(rows.length), codes: new Uint32Array(rows.length) };
  const counts = [0, 1, 2].map(() => new Uint32Array(DIGITS));
  const [low, middle, high] = counts;
  for (let at = 0; at < rows.length; at++) {
    const code = keys[rows[at]];
    from.codes[at] = code;
    low[code & (DIGITS - 1)]++;
    middle[(code >>> DIGIT_BITS) & (DIGITS - 1)]++;
    high[code >>> (2 * DIGIT_BITS)]++;
  }
  counts.forEach((count, digit) => {
    // Nothing moves where all have the same digit.
    if (count.includes(rows.length)) return;
    scatter(from, to, digit * DIGIT_BITS, count);
    [from, to] = [to, from];
  });
  return from;
}

/** Moves rows into the order of one digit, of which there are so many each. */
function scatter(from: Coded, to: Coded, shift: number, counts: Uint32Array): void {
  const { rows, codes } = from;
  let next = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = counts[digit];
    counts[digit] = next;
    next += count;
  }
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at];
    const place = counts[(code >>> shift) & (DIGITS - 1)]++;
    to.rows[place] = rows[at];
    to.codes[place] = code;
  }
}

/**
 * The rows in ascending order of a number, missing (NaN) last, ties in the order given; -0 and 0 tie.
 *
 * Shape: m row numbers and one number a row to the m row numbers reordered.
 * @example orderByNumber(Uint32Array.of(0, 1, 2), Float64Array.of(3, NaN, 1)) // [2, 0, 1]
 */
export function orderByNumber(rows: Uint32Array, values: Float64Array): Uint32Array {
  const { rows: rough, codes } = sortedByCode(rows, roughCodes(values));
  const starts = new Uint32Array(rows.length + 1);
  let stretches = 0;
  for (let at = 1; at < codes.length; at++) if (codes[at] !== codes[at - 1]) starts[++stretches] = at;
  starts[++stretches] = codes.length;
  return orderWithin(rough, starts.subarray(0, stretches + 1), values);
}

/**
 * Codes in the order of the numbers to 24 bits, which leaves few ties: half of a double's bits, and so half of the radix passes.
 *
 * @source Terdiman (2000), Radix Sort Revisited: the bits of a float order as an integer once negative ones are turned around
 */
function roughCodes(values: Float64Array): Uint32Array {
  const rounded = new Float32Array(values.length);
  // Adding 0 turns -0 into 0.
  for (let row = 0; row < values.length; row++) rounded[row] = values[row] + 0;
  const codes = new Uint32Array(rounded.buffer);
  for (let row = 0; row < values.length; row++) {
    const isMissing = values[row] !== values[row];
    const bits = codes[row];
    codes[row] = isMissing ? 0xffffffff : bits >= SIGN ? ~bits : bits + SIGN;
  }
  return codes;
}

/**
 * The rows of each stretch in ascending order of a number, missing (NaN) last, ties in the order given.
 *
 * Shape: m row numbers, the starts of the stretches and the end, and one number a row, to the m row numbers reordered.
 * @source Knuth, The Art of Computer Programming 3, 5.2.4 (natural runs aside: merging from the bottom up)
 * @example orderWithin(Uint32Array.of(0, 1, 2), Uint32Array.of(0, 2, 3), Float64Array.of(5, 4, 1)) // [1, 0, 2]
 */
export function orderWithin(rows: Uint32Array, starts: Uint32Array, values: Float64Array): Uint32Array {
  const all = rows.slice();
  let longest = 0;
  for (let at = 1; at < starts.length; at++) longest = Math.max(longest, starts[at] - starts[at - 1]);
  const spare: Sortable = { rows: new Uint32Array(longest), keys: new Float64Array(longest) };
  const keys = new Float64Array(longest);
  for (let stretch = 0; stretch + 1 < starts.length; stretch++) {
    const length = starts[stretch + 1] - starts[stretch];
    if (length < 2) continue;
    const sorted: Sortable = { rows: all.subarray(starts[stretch], starts[stretch + 1]), keys };
    for (let at = 0; at < length; at++) keys[at] = values[sorted.rows[at]];
    sortStretch(sorted, spare, presentFirst(sorted, values, length, spare));
  }
  return all;
}

/** Rows with the key of each beside it, so that comparing touches no other memory. */
interface Sortable {
  readonly rows: Uint32Array;
  readonly keys: Float64Array;
}

/** Moves rows without a value to the end of a stretch, both kinds in their order; gives the end of those with one. */
function presentFirst({ rows, keys }: Sortable, values: Float64Array, length: number, spare: Sortable): number {
  let missing = 0;
  let to = 0;
  for (let at = 0; at < length; at++) {
    const row = rows[at];
    if (values[row] !== values[row]) spare.rows[missing++] = row;
    else {
      rows[to] = row;
      keys[to++] = keys[at];
    }
  }
  for (let at = 0; at < missing; at++) rows[to + at] = spare.rows[at];
  return to;
}

const SHORT = 12;

function sortStretch(sorted: Sortable, spare: Sortable, end: number): void {
  for (let from = 0; from < end; from += SHORT) sortShort(sorted, from, Math.min(from + SHORT, end));
  let from = sorted;
  let to = spare;
  for (let width = SHORT; width < end; width *= 2) {
    for (let left = 0; left < end; left += 2 * width) {
      merge(from, to, left, Math.min(left + width, end), Math.min(left + 2 * width, end));
    }
    [from, to] = [to, from];
  }
  if (from === sorted) return;
  sorted.rows.set(from.rows.subarray(0, end));
}

function sortShort({ rows, keys }: Sortable, start: number, end: number): void {
  for (let at = start + 1; at < end; at++) {
    const key = keys[at];
    const row = rows[at];
    let to = at;
    for (; to > start && keys[to - 1] > key; to--) {
      keys[to] = keys[to - 1];
      rows[to] = rows[to - 1];
    }
    keys[to] = key;
    rows[to] = row;
  }
}

function merge(from: Sortable, to: Sortable, start: number, middle: number, end: number): void {
  let left = start;
  let right = middle;
  for (let at = start; at < end; at++) {
    const takeLeft = left < middle && (right >= end || from.keys[left] <= from.keys[right]);
    const taken = takeLeft ? left++ : right++;
    to.keys[at] = from.keys[taken];
    to.rows[at] = from.rows[taken];
  }
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
