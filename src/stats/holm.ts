import { firstRows, orderByNumber } from '../table/order.ts';

/**
 * Probabilities of chance, each raised so that among all of them together a false alarm is no likelier than one alone.
 *
 * Shape: n to n, at most 1. Degenerate: a missing one stays missing, and does not count as asked.
 * @source Holm (1979), A simple sequentially rejective multiple test procedure
 * @example holm(Float64Array.of(0.01, 0.04, 0.03)) // [0.03, 0.06, 0.06]
 */
export function holm(chances: Float64Array): Float64Array {
  const order = orderByNumber(firstRows(chances.length), chances);
  const asked = chances.reduce((count, chance) => count + (chance === chance ? 1 : 0), 0);
  const raised = new Float64Array(chances.length).fill(NaN);
  let greatest = 0;
  for (let place = 0; place < asked; place++) {
    greatest = Math.max(greatest, Math.min(1, chances[order[place]] * (asked - place)));
    raised[order[place]] = greatest;
  }
  return raised;
}
