/** How lopsided a sample is, and how heavy its tails are. */
export interface Shape {
  readonly skewness: number;
  readonly kurtosis: number;
}

/**
 * Sample-adjusted skewness G1 and excess kurtosis G2 of values of which none is missing.
 *
 * Shape: n values to two numbers without a unit.
 * Degenerate: fewer than 4 values, or equal ones: NaN for both.
 * @source Joanes and Gill (1998), Comparing measures of sample skewness and kurtosis
 * @example shapeOf(Float64Array.of(0, 0, 0, 1)) // { skewness: 2, kurtosis: 4 }
 */
export function shapeOf(values: Float64Array): Shape {
  const count = values.length;
  let [least, greatest] = [Infinity, -Infinity];
  for (let at = 0; at < count; at++) {
    if (values[at] < least) least = values[at];
    if (values[at] > greatest) greatest = values[at];
  }
  const range = greatest - least;
  if (count < 4 || range === 0) return { skewness: NaN, kurtosis: NaN };
  // As places in the range: fourth powers of huge values would overflow, of tiny ones vanish.
  let mean = 0;
  for (let at = 0; at < count; at++) mean += (values[at] - least) / range / count;
  let [second, third, fourth] = [0, 0, 0];
  for (let at = 0; at < count; at++) {
    const distance = (values[at] - least) / range - mean;
    const square = distance * distance;
    second += square / count;
    third += (square * distance) / count;
    fourth += (square * square) / count;
  }
  const excess = fourth / (second * second) - 3;
  return {
    skewness: ((third / second ** 1.5) * Math.sqrt(count * (count - 1))) / (count - 2),
    kurtosis: ((count - 1) / ((count - 2) * (count - 3))) * ((count + 1) * excess + 6),
  };
}
