// Price bands of sales rows: cut by category, so that a dear tea is held against teas.
import { naturalBreaksOf } from '../stats/naturalBreaks.ts';
import { severalQuantiles, sortedByGroup } from '../stats/quantile.ts';
import { groupBy } from '../table/groups.ts';
import type { Groups, KeyedGroups } from '../table/groups.ts';
import { MISSING_CODE } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import type { MarketRows } from './rows.ts';

/** The band of each row, and where each category's bands end. */
export interface PriceBands {
  readonly band: TextColumn;
  /** The borders of each category, the least first; empty when a column says the band. */
  readonly borders: ReadonlyMap<string | null, readonly number[]>;
}

/** So many places of the sorted prices stand for all of them where natural breaks are sought: their cost grows with n². */
const MOST_PLACES = 512;

/**
 * The price band of each row: its price (value / quantity) against the borders of its category.
 *
 * Borders are learned from all rows up to the period's end, so that a row's band does not change with the period. A price at a border is in
 * the band above.
 *
 * Shape: n rows to n bands. Unit: money a piece.
 * Degenerate: a row without a price above 0 has no band; equal prices leave bands empty.
 * @example priceBandsOf(study.rows).band.words // ['low', 'mid', 'high']
 */
export function priceBandsOf(rows: MarketRows): PriceBands {
  const { by, names } = rows.settings.priceBands;
  const isGiven = by.method === 'column' && rows.has('price_band');
  if (isGiven) return { band: rows.text('price_band'), borders: new Map() };
  const price = pricesOf(rows);
  const category = rows.has('category') ? rows.text('category') : undefined;
  const groups = groupBy(category ? [category] : [], rows.count);
  const borders = bordersOf(price, groups, by, names.length);
  const codes = bandCodes(price, groups, borders);
  const named = Array.from(groups.firstRow, (row, group): [string | null, number[]] => [category?.words[category.codes[row]] ?? null, borders.map(border => border[group])]); // prettier-ignore
  return { band: { type: 'text', codes, words: names }, borders: new Map(named) };
}

/** What a piece costs in each row up to the period's end; missing where that is not a number above 0. */
function pricesOf({ value, quantity, days, months: { starts, count } }: MarketRows): Float64Array {
  const price = new Float64Array(value.length);
  const after = starts[count];
  for (let row = 0; row < price.length; row++) {
    const each = value[row] / quantity[row];
    price[row] = each > 0 && each < Infinity && quantity[row] > 0 && days[row] < after ? each : NaN;
  }
  return price;
}

/** How many borders of its category each price reaches. */
function bandCodes(price: Float64Array, { of, count }: Groups, borders: readonly Float64Array[]): Uint32Array {
  const bands = borders.length + 1;
  // Above the last one there is none. Compared at 12 digits: a border that is a price itself is a rounding away from it.
  const lowered = new Float64Array(bands * count).fill(Infinity);
  borders.forEach((border, band) => {
    border.forEach((each, group) => (lowered[bands * group + band] = each * (1 - 1e-12)));
  });
  const codes = new Uint32Array(price.length);
  for (let row = 0; row < codes.length; row++) {
    const first = bands * of[row];
    let at = first;
    while (price[row] >= lowered[at]) at++;
    codes[row] = price[row] === price[row] ? at - first : MISSING_CODE;
  }
  return codes;
}

type By = MarketRows['settings']['priceBands']['by'];

/** One number a category for each border; terciles (or so many equal parts) where no column says the band. */
function bordersOf(price: Float64Array, groups: KeyedGroups, by: By, bands: number): Float64Array[] {
  switch (by.method) {
    case 'fixed':
      return by.borders.map(border => new Float64Array(groups.count).fill(border));
    case 'quantile':
      return severalQuantiles(price, groups, by.shares);
    case 'column':
      return severalQuantiles(price, groups, Array.from({ length: bands - 1 }, (_, at) => (at + 1) / bands)); // prettier-ignore
    case 'natural-breaks': {
      const breaks = sortedByGroup(price, groups).map(sorted => naturalBorders(sorted, bands));
      return Array.from({ length: bands - 1 }, (_, at) => Float64Array.from(breaks, border => border[at]));
    }
  }
}

/** Of logarithms: prices are a matter of ratios, and one dear article would else have a band of its own. */
function naturalBorders(sorted: Float64Array, bands: number): Float64Array {
  const step = Math.max(1, sorted.length / MOST_PLACES);
  const places = Math.min(sorted.length, MOST_PLACES);
  const logs = Float64Array.from({ length: places }, (_, at) => Math.log(sorted[Math.floor((at + 0.5) * step)]));
  return naturalBreaksOf(logs, bands).reverse().map(Math.exp);
}
