import { oneGroup } from '../table/groups.ts';
import { moments } from './moments.ts';
import { studentBound, studentTails } from './studentT.ts';

/** A mean with an interval, and how likely one so far from 0 is by chance. */
export interface MeanInterval {
  readonly count: number;
  readonly mean: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  readonly probability: number;
}

/**
 * The mean of independent values with Student's interval.
 *
 * Shape: n values, missing left out, to one interval. Unit: that of the values.
 * Degenerate: no values: all NaN; one: no interval; equal values: an interval of no width.
 * @source Student (1908), The Probable Error of a Mean
 * @example meanInterval(Float64Array.of(1, 2, 3), 0.95).mean // 2
 */
export function meanInterval(values: Float64Array, confidence: number): MeanInterval {
  const present = values.filter(value => value === value);
  const count = present.length;
  const { mean, deviation } = moments(present, oneGroup(count));
  const standardError = count < 2 ? NaN : deviation[0] / Math.sqrt(count);
  const reach = studentBound(confidence, count - 1) * standardError;
  const statistic = standardError === 0 && mean[0] === 0 ? 0 : mean[0] / standardError;
  return {
    count,
    mean: mean[0],
    standardError,
    low: mean[0] - reach,
    high: mean[0] + reach,
    probability: studentTails(statistic, count - 1),
  };
}
