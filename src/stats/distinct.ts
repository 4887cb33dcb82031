import type { Groups } from '../table/groups.ts';
import { MISSING_CODE } from '../table/text.ts';
import type { GroupNumbers } from './extent.ts';

/** Half a megabyte of bits, 32 in a word, which a processor's second cache holds. */
const MOST_WORDS = 0x20000;

/**
 * How many distinct codes each group has.
 *
 * Shape: n codes below `codeCount` (`MISSING_CODE` is left out) to one number a group.
 * Degenerate: no codes: 0.
 * @example distinctCodes(Uint32Array.of(0, 2, 0), 3, oneGroup(3)) // [2]
 */
export function distinctCodes(codes: Uint32Array, codeCount: number, groups: Groups): GroupNumbers {
  const width = Math.ceil(codeCount / 32);
  if (width * groups.count <= MOST_WORDS) return byBits(codes, width, groups);
  // Where most bits would never be set, to look at them all takes longer than to put the codes of each group side by side.
  const isFull = width <= MOST_WORDS && width * groups.count <= 2 * codes.length;
  return isFull ? byStretches(codes, width, groups) : byMarks(codes, codeCount, groups);
}

/** One bit for each pair of group and code, so many words a group. */
function byBits(codes: Uint32Array, width: number, { of, count }: Groups): GroupNumbers {
  const seen = new Uint32Array(width * count);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    if (code !== MISSING_CODE) seen[of[row] * width + (code >>> 5)] |= 1 << (code & 31);
  }
  const distinct = new Float64Array(count);
  countBits(seen, width, distinct);
  return distinct;
}

/** The same for one stretch of groups after the other, as many as the cache holds the bits of. */
function byStretches(codes: Uint32Array, width: number, { of, count }: Groups): GroupNumbers {
  const shift = 31 - Math.clz32(MOST_WORDS / width);
  const groups = 1 << shift;
  const next = new Uint32Array((count >>> shift) + 2);
  for (let row = 0; row < codes.length; row++) next[(of[row] >>> shift) + 1]++;
  for (let stretch = 1; stretch < next.length; stretch++) next[stretch] += next[stretch - 1];
  const bits = new Uint32Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    const bit = (of[row] & (groups - 1)) * 32 * width + code;
    bits[next[of[row] >>> shift]++] = code === MISSING_CODE ? MISSING_CODE : bit;
  }
  const seen = new Uint32Array(groups * width);
  const distinct = new Float64Array(count);
  for (let first = 0, at = 0; first < count; first += groups) {
    seen.fill(0);
    for (const end = next[first >>> shift]; at < end; at++) {
      const bit = bits[at];
      if (bit !== MISSING_CODE) seen[bit >>> 5] |= 1 << (bit & 31);
    }
    countBits(seen, width, distinct.subarray(first, first + groups));
  }
  return distinct;
}

/** How many bits are set in the words of each group. */
function countBits(words: Uint32Array, width: number, counts: Float64Array): void {
  let at = 0;
  for (let group = 0; group < counts.length; group++) {
    let set = 0;
    for (const end = at + width; at < end; at++) {
      // Counts in two, then four, then eight bits, and all of those added up in the highest byte.
      let word = words[at];
      word -= (word >>> 1) & 0x55555555;
      word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
      set += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
    }
    counts[group] = set;
  }
}

/** Group by group, remembering the group in which each code was last seen. */
function byMarks(codes: Uint32Array, codeCount: number, groups: Groups): GroupNumbers {
  const { ends, sorted } = codesByGroup(codes, groups);
  const lastGroup = new Uint32Array(codeCount).fill(MISSING_CODE);
  const count = new Float64Array(groups.count);
  let at = 0;
  for (let group = 0; group < groups.count; group++) {
    for (; at < ends[group]; at++) {
      const code = sorted[at];
      if (code === MISSING_CODE || lastGroup[code] === group) continue;
      lastGroup[code] = group;
      count[group]++;
    }
  }
  return count;
}

/** The codes of each group side by side; codes themselves, not rows, because looking them up again would miss the cache. */
function codesByGroup(codes: Uint32Array, { of, count }: Groups): { ends: Uint32Array; sorted: Uint32Array } {
  const next = new Uint32Array(count + 1);
  for (let row = 0; row < codes.length; row++) next[of[row] + 1]++;
  for (let group = 0; group < count; group++) next[group + 1] += next[group];
  const sorted = new Uint32Array(codes.length);
  for (let row = 0; row < codes.length; row++) sorted[next[of[row]]++] = codes[row];
  return { ends: next, sorted };
}
