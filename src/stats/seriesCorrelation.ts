// The correlation of two series in time, with a test that knows that neighbors in time are alike.
import { oneGroup } from '../table/groups.ts';
import { moments } from './moments.ts';
import { studentTails } from './studentT.ts';

/** A correlation in time. */
export interface SeriesCorrelation {
  readonly correlation: number;
  /** As many independent points as the series are worth; at most those that both have. */
  readonly effectiveCount: number;
  /** How likely a correlation so far from 0 is between two series that only resemble their own past. */
  readonly probability: number;
}

/**
 * The test of a correlation of two series at their effective length: n·(1 - r₁s₁) / (1 + r₁s₁) of the correlations at lag one.
 *
 * Shape: a correlation over n points in the order of time, both lag-one correlations, and how many numbers beside its mean were learned from each
 * series and taken off, such as eleven months of a season. A product of lag-one correlations below 0 does not lengthen the series.
 * Degenerate: a missing correlation, or an effective length of two or less: no test (NaN).
 * @source Bartlett (1935), Some Aspects of the Time-Correlation Problem; Dawdy and Matalas (1964) for series of order one
 * @example seriesCorrelation(0.5, 40, [0.5, 0.6], 0).effectiveCount.toFixed(4) // '21.5385'
 */
export function seriesCorrelation(
  correlation: number,
  count: number,
  [first, second]: readonly [number, number],
  learned: number,
): SeriesCorrelation {
  const product = Math.max(0, first * second);
  const effectiveCount = (Math.max(0, count - learned) * (1 - product)) / (1 + product);
  const freedom = effectiveCount - 2;
  const statistic = correlation * Math.sqrt(freedom / (1 - correlation * correlation));
  return { correlation, effectiveCount, probability: freedom > 0 ? studentTails(statistic, freedom) : NaN };
}

/**
 * How alike neighbors in time are: the correlation of a series with itself one step later, corrected for the downward bias of short series.
 *
 * Unit: -1 to 1, at most 0.99 after the correction (1 + 4r) / n.
 * Degenerate: equal values, or none: NaN; a missing point takes its pairs out.
 * @source Kendall (1954), Note on Bias in the Estimation of Autocorrelation
 * @example lagOneCorrelation(Float64Array.of(1, -1, 1, -1)) // -1
 */
export function lagOneCorrelation(series: Float64Array): number {
  const { mean } = moments(series, oneGroup(series.length));
  let square = 0;
  let product = 0;
  let count = 0;
  for (let at = 0; at < series.length; at++) {
    const here = series[at] - mean[0];
    if (here !== here) continue;
    count++;
    square += here * here;
    const next = at + 1 < series.length ? series[at + 1] - mean[0] : NaN;
    if (next === next) product += here * next;
  }
  const raw = product / square;
  return Math.max(-1, Math.min(0.99, raw + (1 + 4 * raw) / count));
}
