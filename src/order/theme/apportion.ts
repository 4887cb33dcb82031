import { roundToSignificant } from '../../stats/significant.ts';

/** How shares become whole numbers of slots. */
export type Apportionment = 'largest-remainder' | 'sainte-lague';

/**
 * Slots by share: as near to the shares as whole numbers come.
 *
 * `largest-remainder` (Hamilton) gives each the whole part of its due, and what is left to the largest fractions: nobody is a slot or more away
 * from its due. `sainte-lague` (Webster) gives slot after slot to the greatest share over 2 · slots + 1: nobody loses a slot when the page grows.
 *
 * Shape: m shares, on any scale, and the most that each can fill, to m counts that sum to the slots, or to all that can be filled.
 * Degenerate: ties go to the first listed; a share of 0 gets slots only when the others are full, shares of nothing but 0: the first listed first.
 * @source Balinski, Young (1982), Fair Representation
 * @example apportion([40, 35, 25], 9, 'sainte-lague', [9, 9, 9]) // [4, 3, 2]
 */
export function apportion(
  shares: readonly number[],
  slots: number,
  method: Apportionment,
  most: readonly number[],
): Uint32Array {
  const counts = new Uint32Array(shares.length);
  let left = Math.min(
    slots,
    most.reduce((sum, each) => sum + each, 0),
  );
  if (method === 'largest-remainder') left = wholeParts(shares, left, most, counts);
  for (; left > 0; left--) {
    const open = shares.map((share, at) => (counts[at] < most[at] ? share / (2 * counts[at] + 1) : -1));
    counts[firstGreatest(open)]++;
  }
  return counts;
}

/** Deals by largest remainder, again for those that are not full while some would overflow; gives the slots left when no share is open. */
function wholeParts(shares: readonly number[], slots: number, most: readonly number[], counts: Uint32Array): number {
  const isFull = new Uint8Array(shares.length);
  for (;;) {
    const full = most.reduce((sum, each, at) => sum + (isFull[at] === 1 ? each : 0), 0);
    const open = shares.map((share, at) => (isFull[at] === 1 ? 0 : share));
    const total = open.reduce((sum, each) => sum + each, 0);
    most.forEach((each, at) => (counts[at] = isFull[at] === 1 ? each : 0));
    if (total === 0) return slots - full;
    const due = open.map(share => roundToSignificant((share * (slots - full)) / total));
    const rest = due.map(each => roundToSignificant(each - Math.floor(each)));
    let left = slots - full;
    due.forEach((each, at) => {
      counts[at] += Math.floor(each);
      left -= Math.floor(each);
    });
    for (; left > 0; left--) {
      const at = firstGreatest(rest.map((each, place) => (open[place] > 0 ? each : -2)));
      counts[at]++;
      rest[at] = -1;
    }
    const over = shares.findIndex((_, at) => isFull[at] === 0 && counts[at] > most[at]);
    if (over === -1) return 0;
    shares.forEach((_, at) => (isFull[at] = counts[at] >= most[at] ? 1 : isFull[at]));
  }
}

function firstGreatest(values: readonly number[]): number {
  const rounded = values.map(roundToSignificant);
  return rounded.indexOf(Math.max(...rounded));
}
