import { normalQuantile } from './normalQuantile.ts';

/** The least and the greatest value that the data leave likely. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's interval of a share: how far the true share may lie from `successes` of `trials`; it holds with few trials too.
 *
 * Unit: shares from 0 to 1; `level` is the share of such intervals that hold the truth.
 * Degenerate: no trials: NaN for both.
 * @source Wilson (1927), Probable inference, the law of succession, and statistical inference
 * @example wilsonInterval(0, 10, 0.95).low // 0
 */
export function wilsonInterval(successes: number, trials: number, level: number): Interval {
  if (trials === 0) return { low: NaN, high: NaN };
  const z = normalQuantile((1 + level) / 2);
  const share = successes / trials;
  const weight = 1 + (z * z) / trials;
  const middle = (share + (z * z) / (2 * trials)) / weight;
  const reach = (z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials))) / weight;
  // None and all end exactly at 0 and at 1, whatever the last digit.
  return {
    low: successes === 0 ? 0 : Math.max(0, middle - reach),
    high: successes === trials ? 1 : Math.min(1, middle + reach),
  };
}
