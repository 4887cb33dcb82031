import { orderByNumber } from '../table/order.ts';

/**
 * Probabilities raised for how many were looked at: naming those of at most q keeps the expected share of false names at q.
 *
 * Shape: n probabilities, and how many tests they are out of, to n adjusted ones. Tests that are left out had a probability of 1.
 * Degenerate: none: none; missing ones stay missing and count as no test.
 * @source Benjamini and Hochberg (1995), Controlling the False Discovery Rate (independent tests, and those of positive dependence)
 * @example benjaminiHochberg(Float64Array.of(0.01, 0.04, 0.03), 3) // [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(probabilities: Float64Array, tests: number): Float64Array {
  const adjusted = new Float64Array(probabilities.length).fill(NaN);
  const present = Uint32Array.from(probabilities.keys()).filter(row => probabilities[row] === probabilities[row]);
  const order = orderByNumber(present, probabilities);
  let least = 1;
  for (let place = order.length; place > 0; place--) {
    const row = order[place - 1];
    least = Math.min(least, (probabilities[row] * tests) / place);
    adjusted[row] = least;
  }
  return adjusted;
}
