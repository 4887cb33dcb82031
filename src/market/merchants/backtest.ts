// How a list of merchants would have done: looked at with nothing but what came after it.
import type { MarketSettings } from '../../model/market/index.ts';
import { roundToSignificant } from '../../stats/significant.ts';
import { wilsonInterval } from '../../stats/wilsonInterval.ts';
import type { Window } from '../months.ts';
import type { Candidates } from './candidates.ts';
import { windowTotals } from './merchantMonths.ts';
import type { MerchantMonths } from './merchantMonths.ts';

/** Probabilities are told by fifths of the list. */
export const BANDS = 5;

/** How many of those that a way of naming named reached the next tier. */
export interface BacktestRow {
  readonly naming: 'this list' | 'the largest' | 'every candidate';
  readonly named: number;
  readonly reached: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** A part of a list, and how many of it made it. */
export interface Band {
  readonly candidates: number;
  readonly reached: number;
}

/**
 * How many of the list's first merchants sell in a later stretch what their next tier asked for, against the largest and against all; and
 * the same by fifths of the list.
 *
 * Degenerate: no candidates: no rows.
 * @example backtestOf(merchantMonths(cells), candidatesAt(merchantMonths(cells), study.settings.potential, 0, null), { from: 1, to: 1 }, study.settings.potential).bands.length // 5
 */
export function backtestOf(
  of: MerchantMonths,
  candidates: Candidates,
  later: Window,
  { top, level }: Pick<MarketSettings['potential'], 'top' | 'level'>,
): { rows: BacktestRow[]; bands: Band[] } {
  const { merchants, sales } = candidates;
  const isReached = reachedNext(of, candidates, later);
  const size = (merchant: number): number => roundToSignificant(sales[merchant]);
  const largest = merchants.toSorted((a, b) => size(b) - size(a) || a - b);
  const row = (naming: BacktestRow['naming'], named: readonly number[]): BacktestRow => {
    const reached = named.filter(isReached).length;
    const share = named.length === 0 ? NaN : reached / named.length;
    return { naming, named: named.length, reached, share, ...wilsonInterval(reached, named.length, level) };
  };
  const bands = Array.from({ length: BANDS }, (_, band) => {
    const own = merchants.filter((_merchant, place) => Math.floor((place * BANDS) / merchants.length) === band);
    return { candidates: own.length, reached: own.filter(isReached).length };
  });
  const rows = [
    row('this list', merchants.slice(0, top)),
    row('the largest', largest.slice(0, top)),
    row('every candidate', merchants),
  ];
  return { rows: merchants.length === 0 ? [] : rows, bands };
}

/** Which merchants sell as much now as their next tier asked for then. */
function reachedNext(of: MerchantMonths, { next }: Candidates, window: Window): (merchant: number) => boolean {
  const sales = windowTotals(of.ofMerchants, of.months, window);
  return merchant => sales[merchant] >= next[merchant];
}
