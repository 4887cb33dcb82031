import { benjaminiHochberg } from '../../stats/benjaminiHochberg.ts';
import { correlationsOfPairs } from '../../stats/correlations.ts';
import { lagOneCorrelation, seriesCorrelation } from '../../stats/seriesCorrelation.ts';
import { oneGroup } from '../../table/groups.ts';
import { orderByNumber } from '../../table/order.ts';
import type { Answer } from '../answer.ts';
import { toldWindow } from '../months.ts';
import type { Study } from '../study.ts';
import { deseasonalized, LEARNED } from './deseasonalized.ts';
import { enoughMonths } from './enoughMonths.ts';
import { itemMonths } from './itemMonths.ts';

/** Two items whose months rise and fall together, season and trend taken off. */
export type MovesRow = {
  readonly one: string;
  readonly other: string;
  readonly correlation: number;
  readonly months: number;
  /** As many independent months as the two series are worth. */
  readonly effectiveMonths: number;
  /** How likely so much by chance, raised for how many pairs were looked at. */
  readonly probability: number;
  readonly verdict: 'moves together' | 'not shown';
  readonly reason: string;
};

/**
 * Which items rise and fall together beyond the season: correlations of deseasonalized months, tested at their effective length.
 *
 * Each month's move that all items share is taken off first (the mean of the items that sold in it), or everything would be found to move with the market.
 *
 * Shape: a study to one row a pair of items with enough whole months, the greatest correlation first.
 * Degenerate: fewer than four items: the move that they share is not told apart from their own, and no pair is named; too few months: in `notEnough`.
 * @example moveTogether(study).rows // []
 */
export function moveTogether(study: Study): Answer<MovesRow> {
  const { settings, rows: salesRows } = study;
  const { months } = salesRows;
  const { item, leastMonths, leastCorrelation, falseDiscoveries } = settings.themes;
  const { names, series, first } = itemMonths(study, item);
  const { enough, lacks } = enoughMonths(names, series, leastMonths);
  const period = toldWindow(months, { from: first, to: months.count - 1 });
  const answer = { period, previous: null, salesRows: salesRows.count, notEnough: lacks };
  if (enough.length < LEAST_ITEMS) return { ...answer, rows: [] };
  const own = withoutShared(enough.map(at => deseasonalized(series[at]).rest));
  const lags = own.map(lagOneCorrelation);
  const correlated = correlationsOfPairs(own, oneGroup(own[0].length));
  const pairs = own.flatMap(({ length }, at) =>
    correlated[at].map((correlation, before) => ({
      before,
      at,
      ...seriesCorrelation(correlation[0], length, [lags[before], lags[at]], LEARNED),
    })),
  );
  const adjusted = benjaminiHochberg(
    Float64Array.from(pairs, ({ probability }) => probability),
    pairs.length,
  );
  const rows = pairs.map(({ before, at, correlation, effectiveCount }, pair): MovesRow => {
    const isShown = correlation >= leastCorrelation && adjusted[pair] <= falseDiscoveries;
    return {
      one: names[enough[before]],
      other: names[enough[at]],
      correlation,
      months: series[enough[at]].length,
      effectiveMonths: effectiveCount,
      probability: adjusted[pair],
      verdict: isShown ? 'moves together' : 'not shown',
      reason: `correlation ${correlation.toFixed(2)} over ${effectiveCount.toFixed(1)} effective months`,
    };
  });
  const order = orderByNumber(
    Uint32Array.from(rows.keys()),
    Float64Array.from(rows, ({ correlation }) => -correlation),
  );
  return { ...answer, rows: Array.from(order, at => rows[at]) };
}

const LEAST_ITEMS = 4;

function withoutShared(series: readonly Float64Array[]): Float64Array[] {
  const shared = series[0].map((_, month) => series.reduce((sum, own) => sum + own[month], 0) / series.length);
  return series.map(own => own.map((value, month) => value - shared[month]));
}
