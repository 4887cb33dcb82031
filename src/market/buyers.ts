// Who buys which brand: counted from the customers of sales rows, or told by metrics.
import type { Measure } from '../expr/formula.ts';
import { columnNamed } from '../model/sources.ts';
import { MISSING_DAY } from '../table/days.ts';
import { groupBy } from '../table/groups.ts';
import type { TextColumn } from '../table/text.ts';
import { pick } from './pick.ts';
import type { Study } from './study.ts';

/** Buyers and purchases, one number a brand and category each. */
export interface Buyers {
  readonly count: number;
  readonly category: TextColumn;
  readonly brand: TextColumn;
  readonly buyers: Float64Array;
  readonly purchases: Float64Array;
  readonly categoryBuyers: Float64Array;
}

/**
 * The buyers of each brand in each category.
 *
 * From sales rows with a `customer`: the distinct customers of the period, and their distinct `order` texts (rows, when there are no orders).
 * Else from the metrics `buyers`, `purchases` and `category_buyers`, the latest row of each brand on or before the period's end.
 *
 * Shape: a study to one unit a brand and category, in the order of their keys.
 * Degenerate: neither customers nor those metrics: undefined.
 * @example buyersOf(study) // undefined
 */
export function buyersOf(study: Study): Buyers | undefined {
  return ['category', 'brand', 'customer'].every(study.rows.has) ? ofRows(study) : ofMetrics(study);
}

function ofRows({ rows, settings, soldBy }: Study): Buyers {
  const { starts, count: months } = rows.months;
  const period = { start: starts[Math.max(0, months - settings.months)], end: starts[months] - 1 };
  const ofCategories = soldBy(['category'], 0);
  const { units, measure } = soldBy(['category', 'brand'], 1);
  const [buyers, purchases] = measure(period, [DISTINCT_CUSTOMERS, rows.has('order') ? DISTINCT_ORDERS : CUSTOMERS]);
  const [all] = ofCategories.measure(period, [DISTINCT_CUSTOMERS]);
  const [category, brand] = units.keys;
  const unitOf = new Uint32Array(category.words.length);
  ofCategories.units.keys[0].codes.forEach((code, unit) => (unitOf[code] = unit));
  return {
    count: units.count,
    category,
    brand,
    buyers,
    purchases,
    categoryBuyers: Float64Array.from(category.codes, code => all[unitOf[code]]),
  };
}

const measured = (name: 'distinct' | 'count', column: string): Measure => ({ kind: 'measure', name, of: { kind: 'column', name: column }, where: null }); // prettier-ignore
const DISTINCT_CUSTOMERS = measured('distinct', 'customer');
const DISTINCT_ORDERS = measured('distinct', 'order');
const CUSTOMERS = measured('count', 'customer');

function ofMetrics({ model, tables, rows: { months } }: Study): Buyers | undefined {
  const named = (name: string): ReturnType<typeof columnNamed> => columnNamed(model, tables, 'metrics', name);
  const [category, brand] = [named('category'), named('brand')];
  const [buyers, purchases, all] = ['buyers', 'purchases', 'category_buyers'].map(named);
  if (category?.type !== 'text' || brand?.type !== 'text') return undefined;
  if (buyers?.type !== 'number' || purchases?.type !== 'number' || all?.type !== 'number') return undefined;
  const date = named('date');
  const days = date?.type === 'date' ? date.days : undefined;
  const units = groupBy([category, brand], category.codes.length);
  const latest = new Int32Array(units.count).fill(-1);
  for (let row = 0; row < units.of.length; row++) {
    const day = days?.[row] ?? 0;
    const before = latest[units.of[row]];
    const isIn = !days || (day !== MISSING_DAY && day < months.starts[months.count]);
    if (isIn && (before === -1 || day > (days?.[before] ?? 0))) latest[units.of[row]] = row;
  }
  const at = (values: Float64Array): Float64Array => Float64Array.from(latest, row => values[row] ?? NaN);
  return {
    count: units.count,
    category: pick(category, units.firstRow),
    brand: pick(brand, units.firstRow),
    buyers: at(buyers.values),
    purchases: at(purchases.values),
    categoryBuyers: at(all.values),
  };
}
