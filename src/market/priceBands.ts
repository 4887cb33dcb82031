// Price bands of sales rows: cut by category, so that a dear tea is held against teas.
import { naturalBreaksOf } from '../stats/naturalBreaks.ts';
import { quantiles, sortedByGroup } from '../stats/quantile.ts';
import { groupBy } from '../table/groups.ts';
import type { KeyedGroups } from '../table/groups.ts';
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
  const price = new Float64Array(rows.count);
  const { count: months, starts } = rows.months;
  for (let row = 0; row < rows.count; row++) {
    const each = rows.value[row] / rows.quantity[row];
    price[row] =
      each > 0 && each < Infinity && rows.quantity[row] > 0 && rows.days[row] < starts[months] ? each : NaN;
  }
  const category = rows.has('category') ? rows.text('category') : undefined;
  const groups = groupBy(category ? [category] : [], rows.count);
  const borders = bordersOf(price, groups, by, names.length);
  // Compared at 12 digits: a border that is a price itself is a rounding away from it.
  const lowered = borders.map(border => border.map(each => each * (1 - 1e-12)));
  const codes = new Uint32Array(rows.count);
  for (let row = 0; row < rows.count; row++) {
    let band = 0;
    while (band < borders.length && price[row] >= lowered[band][groups.of[row]]) band++;
    codes[row] = price[row] === price[row] ? band : MISSING_CODE;
  }
  const named = Array.from(groups.firstRow, (row, group): [string | null, number[]] => [category?.words[category.codes[row]] ?? null, borders.map(border => border[group])]); // prettier-ignore
  return { band: { type: 'text', codes, words: names }, borders: new Map(named) };
}

type By = MarketRows['settings']['priceBands']['by'];

/** One number a category for each border; terciles (or so many equal parts) where no column says the band. */
function bordersOf(price: Float64Array, groups: KeyedGroups, by: By, bands: number): Float64Array[] {
  switch (by.method) {
    case 'fixed':
      return by.borders.map(border => new Float64Array(groups.count).fill(border));
    case 'quantile':
      return by.shares.map(share => quantiles(price, groups, share));
    case 'column':
      return Array.from({ length: bands - 1 }, (_, at) => quantiles(price, groups, (at + 1) / bands));
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
