// Demand month by month: a metric such as searches, or pieces sold when there is none.
import { columnNamed } from '../model/sources.ts';
import type { Groups } from '../table/groups.ts';
import { MISSING_CODE } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import type { Cells } from './cells.ts';
import { monthlySums } from './monthly.ts';
import { monthColumn } from './months.ts';
import type { Window } from './months.ts';
import type { Study } from './study.ts';

/** Demand of units in each month of a stretch. */
export interface Demand {
  /** What tells it: the metric's name, or that of the pieces' column. */
  readonly source: string;
  /** Units × months, a unit's months side by side. */
  readonly values: Float64Array;
}

/**
 * The demand of units in each month of a stretch: the sum of the metric `market.demand` over the unit's category, or pieces sold.
 *
 * Shape: the unit of each cell and the category of each unit, to units × months numbers.
 * Degenerate: metrics without that column, a date or a category: pieces; months without a metric: missing.
 * @example demandOf(study, cells, oneGroup(cells.count), textColumn(['tea']), { from: 0, to: 1 }).source // 'units'
 */
export function demandOf(study: Study, cells: Cells, units: Groups, categories: TextColumn, window: Window): Demand {
  const { settings } = study;
  return (
    metricDemand(study, units.count, categories, window) ?? {
      source: settings.quantity,
      values: monthlySums(cells, cells.quantity, units, window),
    }
  );
}

function metricDemand(
  { model, tables, settings, rows }: Study,
  count: number,
  categories: TextColumn,
  { from, to }: Window,
): Demand | undefined {
  const named = (name: string): ReturnType<typeof columnNamed> => columnNamed(model, tables, 'metrics', name);
  const [metric, date, category] = [settings.demand, 'date', 'category'].map(named);
  if (metric?.type !== 'number' || date?.type !== 'date' || category?.type !== 'text') return undefined;
  const length = to - from + 1;
  const { codes: months } = monthColumn(date.days, rows.months);
  // Several units, such as the price bands of a category, have the demand of one category.
  const places = new Map<string, number>();
  const placeOf = Array.from(categories.codes, code => {
    const word = categories.words[code];
    if (word !== undefined && !places.has(word)) places.set(word, places.size);
    return word === undefined ? undefined : places.get(word);
  });
  const placeOfCode = category.words.map(word => places.get(word));
  const sums = new Float64Array(places.size * length).fill(NaN);
  for (let row = 0; row < metric.values.length; row++) {
    const place = category.codes[row] === MISSING_CODE ? undefined : placeOfCode[category.codes[row]];
    const month = months[row] === MISSING_CODE ? -1 : months[row] - from;
    const value = metric.values[row];
    if (place === undefined || month < 0 || month >= length || value !== value) continue;
    const at = place * length + month;
    sums[at] = (sums[at] === sums[at] ? sums[at] : 0) + value;
  }
  const values = new Float64Array(count * length).fill(NaN);
  placeOf.forEach((place, unit) => {
    if (place !== undefined) values.set(sums.subarray(place * length, (place + 1) * length), unit * length);
  });
  return { source: settings.demand, values };
}
