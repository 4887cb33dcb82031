// The ready measures of categories, and of their price bands, from which the models rate them.
import { addedUp } from '../stats/sums.ts';
import { concentrations } from '../stats/concentration.ts';
import { groupBy } from '../table/groups.ts';
import { MISSING_CODE } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import { panelOf } from './cells.ts';
import type { Cells, Panel } from './cells.ts';
import { demandOf } from './demand.ts';
import type { Frame } from './frame.ts';
import { leadOf, monthlySums } from './monthly.ts';
import type { Lead } from './monthly.ts';
import type { Study } from './study.ts';
import { greatestFirst } from './top.ts';

/** The names of the ready measures, as a model's `metric()` knows them. */
export const READY_MEASURES = ['size', 'growth', 'concentration', 'entry_barrier', 'new_brand_share', 'price_level', 'demand_gap', 'brands'] as const; // prettier-ignore

/** The name of a ready measure. */
export type ReadyMeasure = (typeof READY_MEASURES)[number];

/** Categories (or their price bands) with their measures, one number a unit each. */
export interface CategoryMeasures {
  readonly count: number;
  readonly keys: Panel['keys'];
  readonly measures: Readonly<Record<ReadyMeasure, Float64Array>>;
  readonly salesRows: Float64Array;
  readonly demandGrowth: Float64Array;
  /** What tells demand. */
  readonly demandBy: string;
  /** By how much demand outgrew sales, and how likely that is chance. */
  readonly leads: readonly Lead[];
  /** Whether the data reaches back far enough to tell new brands. */
  readonly knowsNew: boolean;
}

/**
 * Measures every category, or every price band of one: size, growth, concentration (HHI), entry barrier (the sales at the last slot of the first
 * page), share of new brands, price level (value a piece), demand gap (growth of demand less growth of sales), and brands that sell.
 *
 * Shape: a study to one number a unit and measure. Brands that have no name count in size and price, not among brands.
 * Degenerate: no full months before: growth and gap are missing; data that does not reach back over `categories.quietMonths` before new
 * brands could have come: their share is missing; a free slot on the first page: an entry barrier of 0.
 * @source China Center for Economic Research, Peking University: four dimensions of the red-blue-ocean index of fine categories
 * @example categoryMeasures(study, ['category'], frameOf(study, 'growth')).measures.brands // [2]
 */
export function categoryMeasures(study: Study, keys: readonly string[], frame: Frame): CategoryMeasures {
  const { settings } = study;
  const cells = study.cellsBy(keys);
  const ofBrands = study.cellsBy([...keys, 'brand']);
  const { before, now, hasBefore } = frame;
  const panel = panelOf(cells, keys, [before, now]);
  const [past, present] = panel.windows;
  const brands = panelOf(ofBrands, [...keys, 'brand'], [now]);
  const named = brandValues(brands);
  // Both panels are in the order of the same keys, so that the groups of brands are the units.
  const units = groupBy(keys.map(key => brands.keys.get(key) as TextColumn), brands.count); // prettier-ignore
  const { count, hhi } = concentrations(named, units);
  const listed = greatestFirst(named, units);
  const firstNew = cells.months.count - settings.categories.newMonths;
  const knowsNew = cells.months.full >= settings.categories.newMonths + settings.categories.quietMonths;
  const both = { from: before.from, to: now.to };
  const ofUnit = { of: panel.of, count: panel.count };
  const demand = demandOf(study, cells, ofUnit, panel.keys.get('category') as TextColumn, both);
  const sales = monthlySums(cells, cells.value, ofUnit, both);
  const length = 2 * settings.months;
  const leads = Array.from({ length: panel.count }, (_, unit) =>
    hasBefore ? leadOf(part(demand.values, unit, length), part(sales, unit, length), settings.months) : NO_LEAD,
  );
  const growth = panel.windows[1].value.map((value, unit) => hasBefore ? growthOf(past.value[unit], value) : NaN); // prettier-ignore
  const demandGrowth = growth.map((_, unit) => hasBefore ? demandGrown(part(demand.values, unit, length)) : NaN); // prettier-ignore
  const firstMonth = firstMonths(ofBrands, brands.of, brands.count);
  const isNew = (brand: number): boolean => firstMonth[brand] >= firstNew;
  const fresh = addedUp(named.map((value, brand) => (value > 0 && isNew(brand) ? value : 0)), units); // prettier-ignore
  const total = addedUp(named.map(value => (value > 0 ? value : 0)), units); // prettier-ignore
  return {
    count: panel.count,
    keys: panel.keys,
    measures: {
      size: present.value,
      growth,
      concentration: hhi,
      entry_barrier: Float64Array.from(listed, rows => named[rows[settings.firstPage.slots - 1]] ?? 0),
      new_brand_share: fresh.map((value, unit) => (knowsNew && total[unit] > 0 ? value / total[unit] : NaN)),
      price_level: present.value.map((value, unit) =>
        present.quantity[unit] > 0 ? value / present.quantity[unit] : NaN,
      ),
      demand_gap: demandGrowth.map((value, unit) => value - growth[unit]),
      brands: count,
    },
    salesRows: present.rows,
    demandGrowth,
    demandBy: demand.source,
    leads,
    knowsNew,
  };
}

const NO_LEAD: Lead = { months: 0, lead: NaN, chance: NaN };

/** The value of each brand; nobody's sales are missing. */
function brandValues({ keys, windows: [{ value }] }: Panel): Float64Array {
  const { codes } = keys.get('brand') as TextColumn;
  return value.map((each, row) => (codes[row] === MISSING_CODE ? NaN : each));
}

/** The month in which each brand first had sales above 0. */
function firstMonths(cells: Cells, of: Uint32Array, count: number): Float64Array {
  const first = new Float64Array(count).fill(Infinity);
  for (let cell = 0; cell < cells.count; cell++) {
    if (cells.value[cell] > 0 && cells.month[cell] < first[of[cell]]) first[of[cell]] = cells.month[cell];
  }
  return first;
}

function part(values: Float64Array, unit: number, length: number): Float64Array {
  return values.subarray(unit * length, (unit + 1) * length);
}

function growthOf(before: number, now: number): number {
  return before > 0 ? now / before - 1 : NaN;
}

/** Of the second half of the months over the first; a month without demand leaves it missing. */
function demandGrown(months: Float64Array): number {
  let [before, now] = [0, 0];
  for (let month = 0; month < months.length; month++) {
    if (month < months.length / 2) before += months[month];
    else now += months[month];
  }
  return growthOf(before, now);
}
