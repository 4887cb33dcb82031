/**
 * The stationary distribution of a chain that leaves one state for another at stated rates; no term is ever subtracted,
 * so small probabilities keep their digits.
 *
 * Shape: rates[from][to], above 0 off the diagonal, which is not read, to one number a state, not scaled.
 * @source Grassmann, Taksar, Heyman (1985), Regenerative Analysis and Steady State Distributions for Markov Chains
 * @example stationary([[0, 1], [3, 0]]) // [1, 1 / 3]
 */
export function stationary(rates: readonly (readonly number[])[]): Float64Array {
  const left = rates.map(row => Float64Array.from(row));
  const count = left.length;
  for (let state = count - 1; state > 0; state--) {
    let out = 0;
    for (let to = 0; to < state; to++) out += left[state][to];
    for (let from = 0; from < state; from++) {
      left[from][state] /= out;
      for (let to = 0; to < state; to++) if (to !== from) left[from][to] += left[from][state] * left[state][to];
    }
  }
  const share = new Float64Array(count).fill(1);
  for (let state = 1; state < count; state++) {
    share[state] = 0;
    for (let from = 0; from < state; from++) share[state] += share[from] * left[from][state];
  }
  return share;
}
