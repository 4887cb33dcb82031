import type { Groups } from '../../table/groups.ts';

/**
 * The parts with the values of complete units only: a unit that lacks a part which takes part in its group is missing
 * in all of them.
 *
 * Shape: p columns and for each whether it takes part in each group, to p columns.
 * Degenerate: a part that takes no part in a group has no values there, and no unit is incomplete for lack of it.
 * @example completeOnly([Float64Array.of(1, 2), Float64Array.of(NaN, 3)], oneGroup(2), [Uint8Array.of(1), Uint8Array.of(1)])[0] // [NaN, 2]
 */
export function completeOnly(
  parts: readonly Float64Array[],
  groups: Groups,
  takesPart: readonly Uint8Array[],
): Float64Array[] {
  const isComplete = new Uint8Array(groups.of.length).fill(1);
  parts.forEach((part, at) => {
    for (let row = 0; row < part.length; row++) {
      if (part[row] !== part[row] && takesPart[at][groups.of[row]] === 1) isComplete[row] = 0;
    }
  });
  return parts.map((part, at) =>
    part.map((value, row) => (isComplete[row] === 1 && takesPart[at][groups.of[row]] === 1 ? value : NaN)),
  );
}
