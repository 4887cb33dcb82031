import { oneGroup } from '../../table/groups.ts';
import { moments } from '../../stats/moments.ts';

/** A monthly series taken apart. */
export interface SeasonParts {
  /** What each of the twelve months is above or below a year's level, as a factor; the first is that of the series' first month. */
  readonly season: Float64Array;
  /** What is left: logarithms less their trend and season. */
  readonly rest: Float64Array;
}

/** What `deseasonalized` learns beside a mean: eleven more months, and the slope. */
export const LEARNED = 12;

/**
 * A monthly series without its season and trend: logarithms less a straight line and the mean of each month of the year, fitted together.
 *
 * Whole years are wanted, so that line and months do not answer for each other; a series of a year and a half is not one.
 *
 * Shape: n months, 24 or more, to n values and twelve factors. Degenerate: a month of no sales is missing, and so is all of a month of the year
 * that never has any; fewer than 13 months with sales: all missing.
 * @source Cleveland, Devlin, Terpenning (1982), The SABL Seasonal and Calendar Adjustment Procedures, in its simplest additive form
 * @example deseasonalized(Float64Array.from({ length: 24 }, (_, month) => (month % 12 === 0 ? 2 : 1))).season[0].toFixed(3) // '1.888'
 */
export function deseasonalized(months: Float64Array): SeasonParts {
  const logs = months.map(value => (value > 0 ? Math.log(value) : NaN));
  const slope = slopeWithinMonths(logs);
  const level = logs.map((value, at) => value - slope * at);
  const byMonth = { of: Uint32Array.from(logs, (_, at) => at % 12), count: 12 };
  const { mean } = moments(level, byMonth);
  const year = moments(mean, oneGroup(12)).mean[0];
  return { season: mean.map(each => Math.exp(each - year)), rest: level.map((value, at) => value - mean[at % 12]) };
}

/** The slope of a line that months of the year share, each with a level of its own: only a month's own years tell it. */
function slopeWithinMonths(logs: Float64Array): number {
  const byMonth = { of: Uint32Array.from(logs, (_, at) => at % 12), count: 12 };
  const time = logs.map((value, at) => (Number.isNaN(value) ? NaN : at));
  const meanTime = moments(time, byMonth).mean;
  const meanLog = moments(logs, byMonth).mean;
  let product = 0;
  let square = 0;
  for (let at = 0; at < logs.length; at++) {
    const distance = time[at] - meanTime[at % 12];
    if (distance !== distance) continue;
    product += distance * (logs[at] - meanLog[at % 12]);
    square += distance * distance;
  }
  return product / square;
}
