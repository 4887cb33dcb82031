// The loops that formulas run on: one operator over one block of rows each. Missing is NaN; conditions are 1, 0 or NaN.
import type { FunctionName } from './formula.ts';

/** One loop: reads up to three blocks, writes one, which may be the first that it reads. */
export type Kernel = (out: Float64Array, first: Float64Array, second: Float64Array, third: Float64Array) => void;

/** What runs as one loop; the others are made of these. */
export type KernelName = Exclude<FunctionName, 'greater' | 'greaterOrEqual' | 'clamp'>;

/** How many rows a block has at most: 8 KB, so that a few of them stay in the processor's first cache. */
export const BLOCK = 1_024;

/** Missing, holds, does not hold: looked up, because a processor that guesses a branch wrong waits longer (3 ns a row, not 8). */
const VERDICTS = Float64Array.of(NaN, 1, 0);

const MISSING = new Float64Array(BLOCK).fill(NaN);

/**
 * The loops by name; `greater` is `less` turned around, `clamp` is `max` then `min`, and more than two arguments go in pairs.
 *
 * Shape: at most 1,024 numbers to as many.
 * Degenerate: a result that mathematics does not have (x / 0, log 0, 0 ^ -1) is missing; an infinite power is missing too.
 * @source ISO/IEC 9075-2 (SQL), 6.39: three-valued logic of and, or, not
 * @example kernels.negate(new Float64Array(1), Float64Array.of(2), Float64Array.of(), Float64Array.of()) // undefined
 */
export const kernels: Readonly<Record<KernelName, Kernel>> = {
  add(out, left, right) {
    for (let row = 0; row < out.length; row++) out[row] = left[row] + right[row];
  },
  subtract(out, left, right) {
    for (let row = 0; row < out.length; row++) out[row] = left[row] - right[row];
  },
  multiply(out, left, right) {
    for (let row = 0; row < out.length; row++) out[row] = left[row] * right[row];
  },
  divide(out, left, right) {
    for (let row = 0; row < out.length; row++) {
      const divisor = right[row];
      out[row] = left[row] / divisor;
      if (divisor === 0) out[row] = NaN;
    }
  },
  power(out, base, exponent) {
    for (let row = 0; row < out.length; row++) {
      const power = base[row] ** exponent[row];
      // JavaScript has NaN ** 0 as 1.
      const isKnown = base[row] === base[row] && Math.abs(power) < Infinity && Math.abs(exponent[row]) < Infinity;
      out[row] = isKnown ? power : NaN;
    }
  },
  negate(out, values) {
    for (let row = 0; row < out.length; row++) out[row] = -values[row];
  },
  equal(out, left, right) {
    for (let row = 0; row < out.length; row++) {
      const a = left[row];
      const b = right[row];
      out[row] = VERDICTS[Number(a === b) + 2 * (Number(a < b) | Number(a > b))];
    }
  },
  unequal(out, left, right) {
    for (let row = 0; row < out.length; row++) {
      const a = left[row];
      const b = right[row];
      out[row] = VERDICTS[(Number(a < b) | Number(a > b)) + 2 * Number(a === b)];
    }
  },
  less(out, left, right) {
    for (let row = 0; row < out.length; row++) {
      const a = left[row];
      const b = right[row];
      out[row] = VERDICTS[Number(a < b) + 2 * Number(a >= b)];
    }
  },
  lessOrEqual(out, left, right) {
    for (let row = 0; row < out.length; row++) {
      const a = left[row];
      const b = right[row];
      out[row] = VERDICTS[Number(a <= b) + 2 * Number(a > b)];
    }
  },
  and(out, left, right) {
    for (let row = 0; row < out.length; row++) {
      const a = left[row];
      const b = right[row];
      out[row] = VERDICTS[(Number(a === 1) & Number(b === 1)) + 2 * (Number(a === 0) | Number(b === 0))];
    }
  },
  or(out, left, right) {
    for (let row = 0; row < out.length; row++) {
      const a = left[row];
      const b = right[row];
      out[row] = VERDICTS[(Number(a === 1) | Number(b === 1)) + 2 * (Number(a === 0) & Number(b === 0))];
    }
  },
  not(out, values) {
    for (let row = 0; row < out.length; row++) out[row] = 1 - values[row];
  },
  if(out, condition, whenTrue, whenFalse) {
    const choices = [MISSING, whenTrue, whenFalse];
    for (let row = 0; row < out.length; row++) {
      const holds = condition[row];
      out[row] = choices[Number(holds === 1) + 2 * Number(holds === 0)][row];
    }
  },
  abs(out, values) {
    for (let row = 0; row < out.length; row++) out[row] = Math.abs(values[row]);
  },
  log(out, values) {
    for (let row = 0; row < out.length; row++) out[row] = values[row] > 0 ? Math.log(values[row]) : NaN;
  },
  log1p(out, values) {
    for (let row = 0; row < out.length; row++) out[row] = values[row] > -1 ? Math.log1p(values[row]) : NaN;
  },
  exp(out, values) {
    for (let row = 0; row < out.length; row++) out[row] = Math.exp(values[row]);
  },
  sqrt(out, values) {
    for (let row = 0; row < out.length; row++) out[row] = Math.sqrt(values[row]);
  },
  min(out, left, right) {
    for (let row = 0; row < out.length; row++) out[row] = Math.min(left[row], right[row]);
  },
  max(out, left, right) {
    for (let row = 0; row < out.length; row++) out[row] = Math.max(left[row], right[row]);
  },
  coalesce(out, left, right) {
    for (let row = 0; row < out.length; row++) out[row] = left[row] === left[row] ? left[row] : right[row];
  },
};

/** The loops that give 1, 0 or NaN, whatever they read. */
export const verdictKernels: ReadonlySet<Kernel> = new Set(
  (['equal', 'unequal', 'less', 'lessOrEqual', 'and', 'or'] as const).map(name => kernels[name]),
);

/**
 * Turns what overflowed into missing, in place.
 *
 * Shape: n numbers; infinite ones become NaN.
 * @example keepFinite(Float64Array.of(1, Infinity)) // undefined
 */
export function keepFinite(values: Float64Array): void {
  // An infinite number less itself is NaN, and so is a missing one.
  for (let row = 0; row < values.length; row++) if (values[row] - values[row] !== 0) values[row] = NaN;
}
