// Merchants below the top tier, scored at the end of any month by what was known then.
import type { MarketSettings } from '../../model/market/index.ts';
import { quantiles } from '../../stats/quantile.ts';
import { midRanks } from '../../stats/ranking/midRanks.ts';
import { roundToSignificant } from '../../stats/significant.ts';
import { oneGroup } from '../../table/groups.ts';
import { MISSING_CODE } from '../../table/text.ts';
import { headroom, ownGrowth, ownTrend, windowTotals } from './merchantMonths.ts';
import type { MerchantMonths } from './merchantMonths.ts';

/** What speaks for a merchant's reaching the next tier. */
export const SIGNS = ['closeness', 'trend', 'growth', 'headroom', 'quality'] as const;

/** One of the signs. */
export type Sign = (typeof SIGNS)[number];

/** The merchants that can rise, the best score first. */
export interface Candidates {
  readonly merchants: readonly number[];
  /** Of every merchant: sales of the window, tier (0 is the lowest), the sales at which the next begins (NaN at the top). */
  readonly sales: Float64Array;
  readonly tier: Int32Array;
  readonly next: Float64Array;
  /** Of every candidate, in the order of `merchants`. */
  readonly score: Float64Array;
  readonly signs: Readonly<Record<Sign, Float64Array>>;
  /** Merchants with sales in too few months to be scored. */
  readonly thin: number;
}

/**
 * Scores the merchants that are below the top tier at the end of a month, by nothing that came later.
 *
 * A sign counts by its place among the candidates, 0 to 1; the score is their weighted mean times 100. Growth is against the same
 * months a year before where the data reach so far, else against the months just before.
 *
 * Shape: one entry a candidate, the best score first; equal scores by name.
 * Degenerate: a sign that is missing counts for nothing, the others take its weight; a single candidate has 50.
 * @example candidatesAt(merchantMonths(cells), study.settings.potential, 0, null).merchants.length // how many may rise
 */
export function candidatesAt(
  of: MerchantMonths,
  settings: MarketSettings['potential'],
  base: number,
  quality: Float64Array | null,
  firstFull = 0,
): Candidates {
  const { window: length, history, weights } = settings;
  const window = { from: base - length + 1, to: base };
  const sales = windowTotals(of.ofMerchants, of.months, window);
  const { tier, next } = tiersOf(sales, settings);
  const active = monthsActive(of, base);
  const isBelow = (merchant: number): boolean =>
    sales[merchant] > 0 && next[merchant] === next[merchant] && of.names.codes[merchant] !== MISSING_CODE;
  const below = [...sales.keys()].filter(isBelow);
  const merchants = below.filter(merchant => active[merchant] >= history);
  const yearBefore = { from: window.from - 12, to: base - 12 };
  const justBefore = { from: window.from - length, to: base - length };
  const before = yearBefore.from >= firstFull ? yearBefore : justBefore;
  const growth = before.from >= firstFull ? ownGrowth(of, window, before) : new Float64Array(of.count).fill(NaN);
  const all: Record<Sign, Float64Array> = {
    closeness: sales.map((value, merchant) => value / next[merchant]),
    trend: ownTrend(of, window),
    growth,
    headroom: headroom(of, window),
    quality: quality ?? new Float64Array(of.count).fill(NaN),
  };
  const own = (values: Float64Array): Float64Array => Float64Array.from(merchants, merchant => values[merchant]);
  const scores = scoresOf(
    SIGNS.map(sign => ({ values: own(all[sign]), weight: weights[sign] })),
    merchants.length,
  );
  // Names are in code point order, so that an equal score leaves the places as they are.
  const order = [...merchants.keys()].sort(
    (a, b) => roundToSignificant(scores[b]) - roundToSignificant(scores[a]) || a - b,
  );
  const ordered = order.map(at => merchants[at]);
  const sign = (name: Sign): Float64Array => Float64Array.from(ordered, merchant => all[name][merchant]);
  return {
    merchants: ordered,
    sales,
    tier,
    next,
    score: Float64Array.from(order, at => scores[at]),
    signs: {
      closeness: sign('closeness'),
      trend: sign('trend'),
      growth: sign('growth'),
      headroom: sign('headroom'),
      quality: sign('quality'),
    },
    thin: below.length - merchants.length,
  };
}

function tiersOf(
  sales: Float64Array,
  { tiers }: MarketSettings['potential'],
): { tier: Int32Array; next: Float64Array } {
  const selling = sales.map(value => (value > 0 ? value : NaN));
  const borders =
    tiers.method === 'fixed'
      ? tiers.from
      : tiers.shares.map(share => quantiles(selling, oneGroup(selling.length), share)[0]);
  const tier = Int32Array.from(sales, value => borders.filter(border => value >= border).length);
  return { tier, next: Float64Array.from(tier, place => borders[place] ?? NaN) };
}

function monthsActive({ ofMerchants, months, count }: MerchantMonths, base: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, merchant) => {
    let active = 0;
    for (let month = 0; month <= base; month++) if (ofMerchants[merchant * months + month] > 0) active++;
    return active;
  });
}

function scoresOf(
  signs: readonly { readonly values: Float64Array; readonly weight: number }[],
  count: number,
): Float64Array {
  const sum = new Float64Array(count);
  const weights = new Float64Array(count);
  for (const { values, weight } of signs) {
    const places = midRanks(values.map(roundToSignificant));
    const present = places.reduce((number, place) => number + Number(place === place), 0);
    places.forEach((place, at) => {
      if (place !== place) return;
      sum[at] += weight * (present === 1 ? 0.5 : (place - 1) / (present - 1));
      weights[at] += weight;
    });
  }
  return sum.map((value, at) => (weights[at] === 0 ? NaN : (100 * value) / weights[at]));
}
