const POWERS = Float64Array.from({ length: 617 }, (_, at) => Number(`1e${at - 308}`));
const DIGITS = 12;
const LOG10_OF_2 = Math.log10(2);
const view = new Float64Array(1);
const bits = new Uint32Array(view.buffer);

/**
 * A number rounded to 12 significant digits, so that scores that differ only by the order of additions compare as equal.
 *
 * Degenerate: 0, NaN and infinities are themselves.
 * @example roundToSignificant(0.1 + 0.2) // 0.3
 */
export function roundToSignificant(value: number): number {
  const shift = shiftOf(Math.abs(value));
  // Multiplying or dividing by an exact power keeps the result the nearest double to the rounded decimal.
  if (shift >= 0 && shift <= 22) return Math.round(value * POWERS[shift + 308]) / POWERS[shift + 308];
  if (shift < 0 && shift >= -22) return Math.round(value / POWERS[308 - shift]) * POWERS[308 - shift];
  return shift === shift ? Number(value.toPrecision(DIGITS)) : value;
}

/**
 * Numbers rounded to 12 significant digits.
 *
 * Shape: n values to n values.
 * Degenerate: as one by one.
 * @example toSignificant(Float64Array.of(0.1 + 0.2)) // [0.3]
 */
export function toSignificant(values: Float64Array): Float64Array {
  const rounded = new Float64Array(values.length);
  // Numbers of one size are rounded alike: those that are as large as the last need no look at their digits.
  let least = Infinity;
  let beyond = 0;
  let power = 1;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    const size = Math.abs(value);
    if (size >= least && size < beyond) {
      // Below 10^12 adding a half never rounds up to the next whole number: this is Math.round without its branch, which no processor foresees.
      rounded[row] = Math.floor(value * power + 0.5) / power;
      continue;
    }
    rounded[row] = roundToSignificant(value);
    const shift = shiftOf(size);
    if (!(shift >= 0 && shift <= 22)) continue;
    power = POWERS[shift + 308];
    least = POWERS[DIGITS - 1 - shift + 308];
    beyond = POWERS[DIGITS - shift + 308];
  }
  return rounded;
}

/** How many decimals 12 significant digits are; NaN where a number is as it is: 0, not finite, or beyond what powers of ten can shift. */
function shiftOf(size: number): number {
  if (!(size >= 1e-290 && size <= 1e290)) return NaN;
  // From the binary exponent, at most one too low: exact and far faster than a logarithm, which may also differ by machine.
  view[0] = size;
  let exponent = Math.floor(((bits[1] >>> 20) - 1023) * LOG10_OF_2);
  if (size >= POWERS[exponent + 309]) exponent++;
  return DIGITS - 1 - exponent;
}
