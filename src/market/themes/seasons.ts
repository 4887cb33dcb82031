import { benjaminiHochberg } from '../../stats/benjaminiHochberg.ts';
import { oneGroup } from '../../table/groups.ts';
import { moments } from '../../stats/moments.ts';
import { studentBound, studentTails } from '../../stats/studentT.ts';
import { notEnough } from '../answer.ts';
import type { Answer } from '../answer.ts';
import { toldWindow } from '../months.ts';
import type { Study } from '../study.ts';
import { deseasonalized, LEARNED } from './deseasonalized.ts';
import { itemMonths } from './itemMonths.ts';
import { enoughMonths } from './enoughMonths.ts';

/** The best month of the year of an item. */
export type SeasonRow = {
  readonly item: string;
  /** 1 is January. */
  readonly month: number;
  /** The month's sales against the level of the year, trend taken off: 2 is twice as much. */
  readonly factor: number;
  readonly low: number;
  readonly high: number;
  /** How likely so high a month is without a season: raised for twelve months, and for all items. */
  readonly probability: number;
  readonly months: number;
  readonly verdict: 'season' | 'no season shown';
  readonly reason: string;
};

/**
 * In which month of the year each item sells most, and whether that is a season: the month is above the year's level by more than the years differ.
 *
 * Shape: a study to one row an item with enough whole months, in the order of the items.
 * Degenerate: too few months, or months without sales: "not enough data" with the number.
 * @source Student's t of the month's mean among residuals of years, raised by Bonferroni for twelve months and by Benjamini and Hochberg for items
 * @example seasons(study).notEnough[0].reason // 'needs 24 whole months with sales, found 2: 22 are missing'
 */
export function seasons(study: Study): Answer<SeasonRow> {
  const { settings, rows: salesRows } = study;
  const { months } = salesRows;
  const { item, leastMonths, confidence, falseDiscoveries } = settings.themes;
  const { names, series, first, calendarMonth } = itemMonths(study, item);
  const { enough, lacks } = enoughMonths(names, series, leastMonths);
  const peaks = enough.map(at => ({ item: names[at], ...peakOf(series[at], calendarMonth, confidence) }));
  const chance = Float64Array.from(peaks, ({ probability }) => probability);
  const adjusted = benjaminiHochberg(chance, peaks.length);
  const rows = peaks.map((peak, at): SeasonRow => {
    const isShown = peak.low > 1 && adjusted[at] <= falseDiscoveries;
    const reason = `${peak.factor.toFixed(2)} times the level of the year, ${peak.low.toFixed(2)} to ${peak.high.toFixed(2)}, over ${peak.months} months`;
    return { ...peak, probability: adjusted[at], verdict: isShown ? 'season' : 'no season shown', reason };
  });
  const period = toldWindow(months, { from: first, to: months.count - 1 });
  const noItem = salesRows.has(item) ? [] : [notEnough('seasons', `column "${item}"`, 1, 0)];
  return { period, previous: null, salesRows: salesRows.count, rows, notEnough: [...noItem, ...lacks] };
}

type Peak = Pick<SeasonRow, 'month' | 'factor' | 'low' | 'high' | 'probability' | 'months'>;

function peakOf(series: Float64Array, calendarMonth: number, confidence: number): Peak {
  const { season, rest } = deseasonalized(series);
  const best = season.reduce((most, factor, at) => (factor > season[most] ? at : most), 0);
  const months = series.length;
  const freedom = months - LEARNED - 1;
  const { deviation } = moments(rest, oneGroup(months));
  const years = Math.ceil((months - best) / 12);
  // The deviation of what is left knows nothing of the numbers that were learned; a month's mean moves the year's by a twelfth.
  const error = deviation[0] * Math.sqrt(((months - 1) / freedom) * (1 / years) * (11 / 12));
  const factor = season[best];
  const reach = Math.exp(studentBound(confidence, freedom) * error);
  const tail = studentTails(Math.log(factor) / error, freedom) / 2;
  return {
    month: ((calendarMonth - 1 + best) % 12) + 1,
    factor,
    low: factor / reach,
    high: factor * reach,
    probability: Math.min(1, 12 * tail),
    months,
  };
}
