// Sales of merchants by month, and how those of their categories moved meanwhile: what is left is the merchant's own doing.
import { exactSums } from '../../stats/exactSum.ts';
import { groupBy, oneGroup } from '../../table/groups.ts';
import type { Groups } from '../../table/groups.ts';
import type { TextColumn } from '../../table/text.ts';
import type { Cells } from '../cells.ts';
import type { Window } from '../months.ts';
import { codesAt, pick } from '../pick.ts';

/** Sales of merchants by category and month. */
export interface MerchantMonths {
  readonly count: number;
  /** One name a merchant, in code point order; the last may be missing. */
  readonly names: TextColumn;
  /** Each pair of merchant and category that sold. */
  readonly pairs: { readonly merchant: Uint32Array; readonly category: Uint32Array; readonly count: number };
  readonly categories: number;
  /** Sales of pairs, of merchants, of categories in each month: `months` numbers one after the other. */
  readonly months: number;
  readonly ofPairs: Float64Array;
  readonly ofMerchants: Float64Array;
  readonly ofCategories: Float64Array;
}

/**
 * The sales of every merchant by category and month, from the cells of a study by these keys alone.
 *
 * Shape: cells to three tables of months. A month without a sale is 0; so is one whose sales are all missing.
 * Degenerate: cells without categories: all merchants sell in one.
 * @example merchantMonths(cells).count // how many merchants there are
 */
export function merchantMonths(cells: Cells): MerchantMonths {
  const merchants = cells.keys.get('merchant') as TextColumn;
  const category = cells.keys.get('category');
  const months = cells.months.count;
  const byMerchant = groupBy([merchants], cells.units);
  const byCategory = category ? groupBy([category], cells.units) : oneGroup(cells.units);
  const byPair = groupBy(category ? [merchants, category] : [merchants], cells.units);
  const table = ({ of: groupOf, count }: Groups): Float64Array => {
    const of = new Uint32Array(cells.count);
    for (let cell = 0; cell < of.length; cell++) of[cell] = groupOf[cells.of[cell]] * months + cells.month[cell];
    return exactSums(cells.value, { of, count: count * months }).sum;
  };
  return {
    count: byMerchant.count,
    names: pick(merchants, byMerchant.firstRow),
    pairs: {
      merchant: codesAt(byMerchant.of, byPair.firstRow),
      category: codesAt(byCategory.of, byPair.firstRow),
      count: byPair.count,
    },
    categories: byCategory.count,
    months,
    ofPairs: pairMonths(cells, byPair),
    ofMerchants: table(byMerchant),
    ofCategories: table(byCategory),
  };
}

/** A pair has one cell a month at most: there is nothing to add. */
function pairMonths(cells: Cells, { of, count }: Groups): Float64Array {
  const months = cells.months.count;
  const sums = new Float64Array(count * months);
  for (let cell = 0; cell < cells.count; cell++) {
    const value = cells.value[cell];
    if (value === value) sums[of[cells.of[cell]] * months + cells.month[cell]] = value;
  }
  return sums;
}

/**
 * The sums of each stretch of a table of months.
 *
 * Shape: m rows of months to m sums. Degenerate: months before the first count 0.
 * @example windowTotals(Float64Array.of(1, 2, 3, 4), 2, { from: 1, to: 1 }) // [2, 4]
 */
export function windowTotals(table: Float64Array, months: number, { from, to }: Window): Float64Array {
  return Float64Array.from({ length: months === 0 ? 0 : table.length / months }, (_, row) => {
    let sum = 0;
    for (let month = Math.max(0, from); month <= to; month++) sum += table[row * months + month];
    return sum;
  });
}

/**
 * How each merchant grew beyond its categories: its sales over what it would have sold had it kept its share of each, less 1. A
 * season that moves a category moves both, and falls out.
 *
 * Shape: one number a merchant. Degenerate: no sales before: missing.
 * @example ownGrowth(merchantMonths(cells), { from: 1, to: 1 }, { from: 0, to: 0 }).length // how many merchants there are
 */
export function ownGrowth(of: MerchantMonths, now: Window, before: Window): Float64Array {
  const pairs = windowTotals(of.ofPairs, of.months, before);
  const [later, earlier] = [now, before].map(window => windowTotals(of.ofCategories, of.months, window));
  const kept = new Float64Array(of.count);
  for (let pair = 0; pair < of.pairs.count; pair++) {
    const category = of.pairs.category[pair];
    if (earlier[category] > 0) kept[of.pairs.merchant[pair]] += (pairs[pair] * later[category]) / earlier[category];
  }
  return windowTotals(of.ofMerchants, of.months, now).map((sales, merchant) =>
    kept[merchant] > 0 ? sales / kept[merchant] - 1 : NaN,
  );
}

/**
 * How each merchant's sales move within a stretch of months beyond those of its categories: the slope of sales over what its share of
 * the whole stretch would have given month by month.
 *
 * Shape: one number a merchant. Unit: share of its mean sales a month.
 * Degenerate: no sales in the stretch: missing.
 * @example ownTrend(merchantMonths(cells), { from: 0, to: 1 }).length // how many merchants there are
 */
export function ownTrend(of: MerchantMonths, window: Window): Float64Array {
  const length = window.to - window.from + 1;
  const pairs = windowTotals(of.ofPairs, of.months, window);
  const categories = windowTotals(of.ofCategories, of.months, window);
  const expected = new Float64Array(of.count * length);
  for (let pair = 0; pair < of.pairs.count; pair++) {
    const category = of.pairs.category[pair];
    if (!(categories[category] > 0)) continue;
    for (let at = 0; at < length; at++) {
      const total = of.ofCategories[category * of.months + window.from + at];
      expected[of.pairs.merchant[pair] * length + at] += (pairs[pair] / categories[category]) * total;
    }
  }
  const middle = (length - 1) / 2;
  const spread = (length * (length * length - 1)) / 12;
  return Float64Array.from({ length: of.count }, (_, merchant) => {
    let slope = 0;
    let hasSales = false;
    for (let at = 0; at < length; at++) {
      const sales = of.ofMerchants[merchant * of.months + window.from + at];
      const would = expected[merchant * length + at];
      if (would > 0) hasSales = true;
      // A month in which nobody sold says nothing: it stands at what was to be expected.
      slope += (at - middle) * (would > 0 ? sales / would : 1);
    }
    return hasSales ? slope / spread : NaN;
  });
}

/**
 * How much of its categories each merchant does not have yet: 1 less its mean share of them, weighted by its own sales.
 *
 * Shape: one number a merchant. Unit: 0 to 1. Degenerate: no sales in the stretch: missing.
 * @example headroom(merchantMonths(cells), { from: 0, to: 1 }).length // how many merchants there are
 */
export function headroom(of: MerchantMonths, window: Window): Float64Array {
  const pairs = windowTotals(of.ofPairs, of.months, window);
  const categories = windowTotals(of.ofCategories, of.months, window);
  const sales = windowTotals(of.ofMerchants, of.months, window);
  const held = new Float64Array(of.count);
  for (let pair = 0; pair < of.pairs.count; pair++) {
    const total = categories[of.pairs.category[pair]];
    if (total > 0) held[of.pairs.merchant[pair]] += (pairs[pair] * pairs[pair]) / total;
  }
  return held.map((part, merchant) => (sales[merchant] > 0 ? 1 - part / sales[merchant] : NaN));
}
