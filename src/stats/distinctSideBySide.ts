import type { Groups } from '../table/groups.ts';
import { MISSING_CODE } from '../table/text.ts';
import { distinctCodes } from './distinct.ts';
import type { GroupNumbers } from './extent.ts';

/**
 * How many distinct codes each group has, as `distinctCodes`, for codes whose rows mostly stand side by side, such as the orders of sales rows:
 * a group counts a code when it has not done so since the code began. No table of both is needed, and no row is moved.
 *
 * Shape: n codes below `codeCount` (`MISSING_CODE` is left out) to one number a group.
 * Degenerate: a code that comes again after others: as `distinctCodes` counts.
 * @example distinctSideBySide(Uint32Array.of(4, 4, 2), 5, oneGroup(3)) // [2]
 */
export function distinctSideBySide(codes: Uint32Array, codeCount: number, groups: Groups): GroupNumbers {
  return inRuns(codes, codeCount, groups) ?? distinctCodes(codes, codeCount, groups);
}

/** Undefined as soon as a code comes again. */
function inRuns(codes: Uint32Array, codeCount: number, { of, count }: Groups): GroupNumbers | undefined {
  const begun = new Uint32Array(Math.ceil(codeCount / 32));
  const latest = new Uint32Array(count);
  const distinct = new Float64Array(count);
  for (let row = 0, run = 0, before = MISSING_CODE; row < codes.length; row++) {
    const code = codes[row];
    if (code === MISSING_CODE) continue;
    if (code !== before) {
      const bit = 1 << (code & 31);
      if ((begun[code >>> 5] & bit) !== 0) return undefined;
      begun[code >>> 5] |= bit;
      before = code;
      run++;
    }
    const group = of[row];
    if (latest[group] === run) continue;
    latest[group] = run;
    distinct[group]++;
  }
  return distinct;
}
