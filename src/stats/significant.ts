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
  const size = Math.abs(value);
  if (!(size >= 1e-290 && size <= 1e290)) return value;
  // From the binary exponent, at most one too low: exact and far faster than a logarithm, which may also differ by machine.
  view[0] = size;
  let exponent = Math.floor(((bits[1] >>> 20) - 1023) * LOG10_OF_2);
  if (size >= POWERS[exponent + 309]) exponent++;
  const shift = DIGITS - 1 - exponent;
  // Multiplying or dividing by an exact power keeps the result the nearest double to the rounded decimal.
  if (shift >= 0 && shift <= 22) return Math.round(value * POWERS[shift + 308]) / POWERS[shift + 308];
  if (shift < 0 && shift >= -22) return Math.round(value / POWERS[308 - shift]) * POWERS[308 - shift];
  return Number(value.toPrecision(DIGITS));
}
