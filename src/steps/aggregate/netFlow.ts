import { firstWhere } from '../../stats/firstWhere.ts';

/** A preference that grows from 0 to `height` while the difference grows from `from` to `to`. */
export interface Ramp {
  readonly from: number;
  readonly to: number;
  readonly height: number;
}

/**
 * The sum of preferences for a value over each of the sorted ones, less those for them over it.
 *
 * Shape: n sorted values and their running sums, ramps that are added up, to one number. Unit: preferences, -n to n.
 * Degenerate: a ramp without length is a step just above it; no values: 0.
 * @example netFlow(3, Float64Array.of(1, 3, 4), Float64Array.of(0, 1, 4, 8), [{ from: 0, to: 0, height: 1 }]) // 0
 */
export function netFlow(value: number, sorted: Float64Array, sums: Float64Array, ramps: readonly Ramp[]): number {
  const { length } = sorted;
  let flow = 0;
  for (const { from, to, height } of ramps) {
    const some = firstWhere(length, at => !(value - sorted[at] > from));
    const full = firstWhere(length, at => !(value - sorted[at] > to));
    const someLess = firstWhere(length, at => sorted[at] - value > from);
    const fullLess = firstWhere(length, at => sorted[at] - value > to);
    flow += height * (full - (length - fullLess));
    if (some > full) flow += (height * ((some - full) * (value - from) - (sums[some] - sums[full]))) / (to - from);
    const partly = fullLess - someLess;
    if (partly > 0) flow -= (height * (sums[fullLess] - sums[someLess] - partly * (value + from))) / (to - from);
  }
  return flow;
}
