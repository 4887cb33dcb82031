// Sums by group in one stretch of rows after the other: the sums of a stretch stay in the processor's second cache, where those of all would not.
import type { Groups } from '../table/groups.ts';
import { codeRoom, numberRoom } from '../table/room.ts';
import { exactSums, SCALES, seemsWhole, wholeOf } from './exactSum.ts';
import type { GroupNumbers } from './extent.ts';
import { isNear } from './tallies.ts';

/** The groups that have rows in each stretch: stretch after stretch, the groups of one ascending. */
export interface StretchGroups {
  /** The group of each. */
  readonly of: Uint32Array;
  /** Where those of each stretch end. */
  readonly ends: Uint32Array;
  readonly rows: Uint32Array;
}

/**
 * The groups that have rows in each stretch, and how many.
 *
 * Shape: n group ids, and where each stretch of rows ends, to at most n pairs of stretch and group. Degenerate: a stretch without rows has none.
 * @example stretchGroups({ of: Uint32Array.of(1, 0, 1), count: 2 }, Uint32Array.of(2, 3)).of // [0, 1, 1]
 */
export function stretchGroups({ of, count }: Groups, ends: Uint32Array): StretchGroups {
  const most = Math.min(ends.length === 0 ? 0 : ends[ends.length - 1], count * ends.length);
  const pairs = { of: codeRoom(most), ends: new Uint32Array(ends.length), rows: codeRoom(most) };
  const table = new Uint32Array(count);
  for (let stretch = 0, from = 0, pair = 0; stretch < ends.length; from = ends[stretch++]) {
    countRows(of, from, ends[stretch], table);
    pair = takeCounts(table, pairs, pair);
    pairs.ends[stretch] = pair;
  }
  const found = ends.length === 0 ? 0 : pairs.ends[ends.length - 1];
  return { of: pairs.of.subarray(0, found), ends: pairs.ends, rows: pairs.rows.subarray(0, found) };
}

function countRows(of: Uint32Array, from: number, to: number, table: Uint32Array): void {
  for (let row = from; row < to; row++) table[of[row]]++;
}

/** Writes down the groups that have rows behind those before, and leaves a table of zeros. */
function takeCounts(table: Uint32Array, { of, rows }: Pick<StretchGroups, 'of' | 'rows'>, before: number): number {
  let pair = before;
  for (let group = 0; group < table.length; group++) {
    if (table[group] === 0) continue;
    of[pair] = group;
    rows[pair++] = table[group];
    table[group] = 0;
  }
  return pair;
}

/**
 * The sums of each pair of stretch and group that has rows, as `exactSums` gives them; `missing` is null where no value is.
 *
 * Shape: n values, their groups and stretches, and a place for each pair to one number a pair, at its place. Degenerate: as `exactSums`.
 * @example stretchSums(Float64Array.of(3, 4), oneGroup(2), Uint32Array.of(1, 2), { ...stretchGroups(oneGroup(2), Uint32Array.of(1, 2)), places: Uint32Array.of(1, 0) }).sum // [4, 3]
 */
export function stretchSums(
  values: Float64Array,
  groups: Groups,
  ends: Uint32Array,
  pairs: PlacedPairs,
): { readonly sum: GroupNumbers; readonly missing: GroupNumbers | null } {
  const scale = SCALES.find(each => seemsWhole(values, each));
  const sum = scale === undefined ? undefined : wholeSums(values, groups, ends, pairs, scale);
  if (sum) return { sum, missing: null };
  const of = pairPlaces(groups, ends, pairs);
  return exactSums(values.subarray(0, of.length), { of, count: pairs.of.length });
}

/** Pairs, and where what is found of each is to stand. */
export interface PlacedPairs extends StretchGroups {
  readonly places: Uint32Array;
}

/** For values of which none is missing, and all are multiples of 1/scale; undefined when one is not, or a sum could pass 2^53. */
function wholeSums(
  values: Float64Array,
  { of, count }: Groups,
  ends: Uint32Array,
  pairs: PlacedPairs,
  scale: number,
): Float64Array | undefined {
  const table = new Float64Array(count);
  const sum = numberRoom(pairs.of.length);
  let size = 0;
  for (let stretch = 0, from = 0, pair = 0; stretch < ends.length; from = ends[stretch++]) {
    size += addWholes(values, scale, of, from, ends[stretch], table);
    if (!(size <= Number.MAX_SAFE_INTEGER)) return undefined;
    takeSums(table, pairs, pair, pairs.ends[stretch], scale, sum);
    pair = pairs.ends[stretch];
  }
  return sum;
}

/** Adds up whole multiples of 1/scale; gives their sizes together, NaN when one is missing, or is not a multiple. */
function addWholes(
  values: Float64Array,
  scale: number,
  of: Uint32Array,
  from: number,
  to: number,
  table: Float64Array,
): number {
  let size = 0;
  for (let row = from; row < to; row++) {
    const product = values[row] * scale;
    const whole = wholeOf(product);
    if (!isNear(product, whole)) return NaN;
    size += Math.abs(whole);
    table[of[row]] += whole;
  }
  return size;
}

/** Writes down the sums of a stretch, and leaves a table of zeros. */
function takeSums(
  table: Float64Array,
  { of, places }: PlacedPairs,
  from: number,
  to: number,
  scale: number,
  sum: Float64Array,
): void {
  for (let pair = from; pair < to; pair++) {
    // Adding 0 turns a sum of -0 into 0.
    sum[places[pair]] = table[of[pair]] / scale + 0;
    table[of[pair]] = 0;
  }
}

/** The place of each row's pair. */
function pairPlaces({ of, count }: Groups, ends: Uint32Array, pairs: PlacedPairs): Uint32Array {
  const found = new Uint32Array(ends.length === 0 ? 0 : ends[ends.length - 1]);
  const placeOf = new Uint32Array(count);
  for (let stretch = 0, row = 0, pair = 0; stretch < ends.length; stretch++) {
    for (; pair < pairs.ends[stretch]; pair++) placeOf[pairs.of[pair]] = pairs.places[pair];
    for (; row < ends[stretch]; row++) found[row] = placeOf[of[row]];
  }
  return found;
}
