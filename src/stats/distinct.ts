import type { Groups } from '../table/groups.ts';
import { MISSING_CODE } from '../table/text.ts';
import type { GroupNumbers } from './extent.ts';

/** Half a megabyte, which a processor's second cache holds; beyond that, going group by group is three times as fast. */
const MOST_BITS = 2 ** 22;

/**
 * How many distinct codes each group has.
 *
 * Shape: n codes below `codeCount` (`MISSING_CODE` is left out) to one number a group.
 * Degenerate: no codes: 0.
 * @example distinctCodes(Uint32Array.of(0, 2, 0), 3, oneGroup(3)) // [2]
 */
export function distinctCodes(codes: Uint32Array, codeCount: number, groups: Groups): GroupNumbers {
  return codeCount * groups.count <= MOST_BITS ? byBits(codes, codeCount, groups) : byMarks(codes, codeCount, groups);
}

/** One bit for each pair of group and code. */
function byBits(codes: Uint32Array, codeCount: number, groups: Groups): GroupNumbers {
  const seen = new Uint32Array(Math.ceil((codeCount * groups.count) / 32));
  const count = new Float64Array(groups.count);
  const { of } = groups;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    if (code === MISSING_CODE) continue;
    const bit = of[row] * codeCount + code;
    const mask = 1 << (bit & 31);
    const word = bit >>> 5;
    if ((seen[word] & mask) !== 0) continue;
    seen[word] |= mask;
    count[of[row]]++;
  }
  return count;
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
