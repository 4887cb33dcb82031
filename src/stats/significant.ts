const POWERS = Float64Array.from({ length: 617 }, (_, at) => Number(`1e${at - 308}`));
const DIGITS = 12;

/**
 * A number rounded to 12 significant digits, so that scores that differ only by the order of additions compare as equal.
 *
 * Degenerate: 0, NaN and infinities are themselves.
 * @example roundToSignificant(0.1 + 0.2) // 0.3
 */
export function roundToSignificant(value: number): number {
  const size = Math.abs(value);
  if (!(size >= 1e-290 && size <= 1e290)) return value;
  let exponent = Math.floor(Math.log10(size));
  // The logarithm may be off by one next to a power of ten, and not the same way on every machine.
  if (size < POWERS[exponent + 308]) exponent--;
  else if (size >= POWERS[exponent + 309]) exponent++;
  const shift = DIGITS - 1 - exponent;
  // Multiplying or dividing by an exact power keeps the result the nearest double to the rounded decimal.
  if (shift >= 0 && shift <= 22) return Math.round(value * POWERS[shift + 308]) / POWERS[shift + 308];
  if (shift < 0 && shift >= -22) return Math.round(value / POWERS[308 - shift]) * POWERS[308 - shift];
  return Number(value.toPrecision(DIGITS));
}
