import type { TextColumn } from '../table/text.ts';

/** The combinations that some texts make, in the order in which they are first seen. */
export interface Combinations {
  readonly count: number;
  /** The first row of each. */
  readonly firstRow: Uint32Array;
}

/** Rows at a time, so that what lies between the steps stays in the processor's first cache. */
const BLOCK = 4096;

/**
 * Tells rows apart by several texts in one pass: each combination is looked up in a table of those that were seen, which the processor's second
 * cache holds where a table of all that could be would not fit. The numbers of the rows are given out block after block.
 *
 * Shape: columns of n rows to n numbers. Degenerate: missing is a text of its own; no columns: all rows are one combination.
 * @source Knuth, The Art of Computer Programming 3, 6.4 (linear probing; multiplicative hashing)
 * @example combinations([textColumn(['b', 'a', 'b'])], 3, () => undefined).firstRow // [0, 1]
 */
export function combinations(
  columns: readonly TextColumn[],
  rows: number,
  write: (numbers: Uint32Array) => void,
): Combinations {
  const [first, ...others] = partsOf(columns);
  // Two parts are one look: the first is a number as it is.
  const looks = others.length === 0 ? [[]] : others;
  const seen = looks.map(() => emptyTable(2 * BLOCK));
  const [allNumbers, allKeys] = [new Uint32Array(BLOCK), new Uint32Array(BLOCK)];
  for (let start = 0; start < rows; start += BLOCK) {
    const numbers = allNumbers.subarray(0, rows - start);
    const keys = allKeys.subarray(0, rows - start);
    addDigits(numbers.fill(0), first, start);
    for (let look = 0; look < looks.length; look++) {
      addDigits(keys.fill(0), looks[look], start);
      seen[look] = withRoom(seen[look]);
      seen[look].count = number(numbers, keys, start, seen[look]);
    }
    write(numbers);
  }
  const { count, firstRow } = seen[seen.length - 1];
  return { count, firstRow: firstRow.slice(0, count) };
}

/** Columns whose combinations are numbers of 32 bits each; at least one part, which may be of none. */
function partsOf(columns: readonly TextColumn[]): TextColumn[][] {
  const parts: TextColumn[][] = [[]];
  let room = 1;
  for (const column of columns) {
    const width = column.words.length + 1;
    room *= width;
    if (room > 2 ** 32) {
      parts.push([]);
      room = width;
    }
    parts[parts.length - 1].push(column);
  }
  return parts;
}

function addDigits(keys: Uint32Array, columns: readonly TextColumn[], start: number): void {
  for (const { codes, words } of columns) addDigit(keys, codes, start, words.length);
}

/** Appends the code of each row to its key, as a digit; a missing one stands for the code after the last. */
function addDigit(keys: Uint32Array, codes: Uint32Array, start: number, words: number): void {
  for (let at = 0; at < keys.length; at++) {
    const code = codes[start + at];
    keys[at] = keys[at] * (words + 1) + (code < words ? code : words);
  }
}

/** Combinations that were seen: a combination is the number of its first columns and the key of its others. */
interface SeenTable {
  count: number;
  /** Three numbers a place: that of the combination from 1 on (0: free), and its two halves. */
  readonly places: Uint32Array;
  readonly firstRow: Uint32Array;
}

function emptyTable(size: number): SeenTable {
  return { count: 0, places: new Uint32Array(3 * size), firstRow: new Uint32Array(size / 2) };
}

/** A table at most half full after another block of rows. */
function withRoom(seen: SeenTable): SeenTable {
  const { count, places, firstRow } = seen;
  if (count + BLOCK <= firstRow.length) return seen;
  const wide = emptyTable((2 * places.length) / 3);
  wide.count = count;
  wide.firstRow.set(firstRow);
  const size = wide.places.length / 3;
  for (let from = 0; from < places.length; from += 3) {
    if (places[from] === 0) continue;
    let at = hash(places[from + 1], places[from + 2]) & (size - 1);
    while (wide.places[3 * at] !== 0) at = (at + 1) & (size - 1);
    wide.places.set(places.subarray(from, from + 3), 3 * at);
  }
  return wide;
}

/** Numbers the combinations of a block of rows in the place of their first halves; gives how many were seen by then. */
function number(firsts: Uint32Array, keys: Uint32Array, start: number, { count, places, firstRow }: SeenTable): number {
  const mask = places.length / 3 - 1;
  let seen = count;
  for (let row = 0; row < keys.length; row++) {
    const [first, key] = [firsts[row], keys[row]];
    let at = hash(first, key) & mask;
    while (places[3 * at] !== 0 && (places[3 * at + 1] !== first || places[3 * at + 2] !== key)) at = (at + 1) & mask;
    if (places[3 * at] === 0) {
      firstRow[seen] = start + row;
      places[3 * at] = ++seen;
      places[3 * at + 1] = first;
      places[3 * at + 2] = key;
    }
    firsts[row] = places[3 * at] - 1;
  }
  return seen;
}

/** Multiplied by odd numbers of no pattern, the high bits of which hang on all: they are brought down. */
function hash(first: number, key: number): number {
  const mixed = Math.imul(key, 0x9e3779b1) + Math.imul(first, 0x85ebca6b);
  return (mixed >>> 15) ^ mixed;
}
