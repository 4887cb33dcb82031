/** For a shift of 7 and nine terms: Godfrey's coefficients. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]; // prettier-ignore

/**
 * The logarithm of the gamma function above 0.
 *
 * Degenerate: 0: Infinity; below 0: NaN.
 * @source Lanczos (1964), A precision approximation of the gamma function, with the coefficients of Godfrey (2001)
 * @example logGamma(5) // 3.1780538303479458
 */
export function logGamma(value: number): number {
  if (!(value >= 0)) return NaN;
  // Near 0 the sum below loses digits: one step up by Γ(x + 1) = x·Γ(x).
  if (value < 0.5) return logGamma(value + 1) - Math.log(value);
  const base = value - 1;
  let sum = LANCZOS[0];
  for (let term = 1; term < LANCZOS.length; term++) sum += LANCZOS[term] / (base + term);
  const shifted = base + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (base + 0.5) * Math.log(shifted) - shifted + Math.log(sum);
}
