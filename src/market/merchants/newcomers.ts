// Merchants that are new within the data: their sales month by month since onboarding, in one pass over the rows.
import { columnNamed, joined } from '../../model/sources.ts';
import { exactSums } from '../../stats/exactSum.ts';
import { groupBy } from '../../table/groups.ts';
import { MISSING_DAY } from '../../table/days.ts';
import { compareText, MISSING_CODE, textAt, textColumn } from '../../table/text.ts';
import type { TextColumn } from '../../table/text.ts';
import type { Study } from '../study.ts';
import { requireKey } from './requireKey.ts';
import { cohortOf, monthCount, onboardings } from './onboarding.ts';
import type { MonthCount, Onboardings } from './onboarding.ts';

/** The new merchants of a study, in code point order. */
export interface Newcomers {
  readonly count: number;
  readonly names: readonly string[];
  readonly onboarded: Int32Array;
  readonly cohorts: readonly string[];
  /** Who recruited each; null when it is not known. */
  readonly channels: readonly (string | null)[];
  /** The category that each sold most of by the end of the month that decides. */
  readonly categories: readonly (string | null)[];
  /** Sales of months 1 to the one that decides, merchant after merchant. */
  readonly sales: Float64Array;
  /** The last month with a sale; 0 when there was none since month 1 began. */
  readonly lastSale: Int32Array;
  /** How many of its months are over at the end of the data. */
  readonly monthsOver: Int32Array;
  /** Merchants that were there before the data, or may have been. */
  readonly established: number;
  readonly from: Onboardings['from'];
}

/**
 * The new merchants: onboarded within the data, or with a first sale after the months in which an old one would have sold.
 *
 * Shape: n sales rows to one entry a new merchant.
 * Degenerate: no new merchants: empty columns; a month whose sales are all missing is missing.
 * @example newcomers(study).established // how many merchants are older than the data
 */
export function newcomers(study: Study): Newcomers {
  requireKey(study, 'merchant');
  const { rows, settings } = study;
  const { month: decides, settle, months: by, onboarding, cohort, channel } = settings.adaptation;
  const all = onboardings(study, onboarding);
  const { starts, count: months } = rows.months;
  const end = starts[months] - 1;
  const dataFrom = all.from === 'onboarded' ? firstDayOf(rows.days) : starts[Math.min(settle, months)];
  const isNew = (day: number): boolean => day !== MISSING_DAY && day >= dataFrom && day <= end;
  const chosen = [...all.names.keys()]
    .filter(code => isNew(all.days[code]))
    .sort((a, b) => compareText(all.names[a], all.names[b]));
  const calendar = monthCount(by, starts[0], end);
  const names = chosen.map(code => all.names[code]);
  const onboarded = Int32Array.from(chosen, code => all.days[code]);
  const placeOf = new Int32Array(all.names.length).fill(-1);
  chosen.forEach((code, place) => (placeOf[code] = place));
  const sums = salesOf(study, placeOf, onboarded, calendar, decides);
  return {
    count: chosen.length,
    names,
    onboarded,
    cohorts: Array.from(onboarded, day => cohortOf(day, cohort)),
    channels: attributesOf(study, names, channel),
    ...sums,
    monthsOver: onboarded.map(day => monthsUntil(calendar, day, end)),
    established: all.days.reduce((count, day) => count + Number(day !== MISSING_DAY && day < dataFrom), 0),
    from: all.from,
  };
}

function firstDayOf(days: Int32Array): number {
  return days.reduce((first, day) => (day === MISSING_DAY ? first : Math.min(first, day)), Infinity);
}

/** Months that are over on a day: the month that it ends, or the one before that in which it lies. */
function monthsUntil({ monthOf, endOf }: MonthCount, onboarded: number, end: number): number {
  const month = monthOf(onboarded, end);
  return Math.max(0, endOf(onboarded, month) === end ? month : month - 1);
}

function attributesOf({ model, tables }: Study, names: readonly string[], attribute: string): (string | null)[] {
  const keys = columnNamed(model, tables, 'merchants', 'merchant');
  const column = columnNamed(model, tables, 'merchants', attribute);
  if (keys?.type !== 'text' || column?.type !== 'text') return names.map(() => null);
  // Rows of a text column are a text column.
  const found = joined(textColumn(names), keys, column, 'merchants', 'merchant') as TextColumn;
  return names.map((_, place) => textAt(found, place));
}

function salesOf(
  { rows }: Study,
  placeOf: Int32Array,
  onboarded: Int32Array,
  { monthOf }: MonthCount,
  decides: number,
): Pick<Newcomers, 'sales' | 'lastSale' | 'categories'> {
  const merchants = rows.text('merchant').codes;
  const after = rows.months.starts[rows.months.count];
  const lastSale = new Int32Array(onboarded.length);
  const kept: number[] = [];
  const cells: number[] = [];
  for (let row = 0; row < rows.count; row++) {
    const place = merchants[row] === MISSING_CODE ? -1 : placeOf[merchants[row]];
    if (place === -1 || rows.days[row] >= after) continue;
    const month = monthOf(onboarded[place], rows.days[row]);
    if (month > lastSale[place]) lastSale[place] = month;
    if (month > decides) continue;
    kept.push(row);
    cells.push(month < 1 ? -1 : place * decides + month - 1);
  }
  const taken = Uint32Array.from(kept);
  const count = onboarded.length * decides;
  const values = Float64Array.from(taken, row => rows.value[row]);
  // What was sold before month 1 stands in a last cell of its own: it tells the category, and counts for no month.
  const groups = { of: Uint32Array.from(cells, cell => (cell === -1 ? count : cell)), count: count + 1 };
  const { sum, missing } = exactSums(values, groups);
  const sold = new Float64Array(count + 1);
  for (const cell of groups.of) sold[cell]++;
  const sales = sum.map((total, cell) => (sold[cell] > 0 && missing[cell] === sold[cell] ? NaN : total));
  return {
    sales: sales.subarray(0, count),
    lastSale,
    categories: mainCategories(rows, taken, values, placeOf, onboarded.length),
  };
}

/** The category with most sales of each merchant; of equal ones the first by code point. */
function mainCategories(
  rows: Study['rows'],
  taken: Uint32Array,
  values: Float64Array,
  placeOf: Int32Array,
  count: number,
): (string | null)[] {
  const main = new Array<string | null>(count).fill(null);
  if (!rows.has('category')) return main;
  const pick = ({ words, codes }: TextColumn): TextColumn => ({
    type: 'text',
    words,
    codes: Uint32Array.from(taken, row => codes[row]),
  });
  const merchants = pick(rows.text('merchant'));
  const categories = pick(rows.text('category'));
  const pairs = groupBy([merchants, categories], taken.length);
  const { sum } = exactSums(values, pairs);
  const most = new Float64Array(count).fill(-Infinity);
  for (let pair = 0; pair < (taken.length === 0 ? 0 : pairs.count); pair++) {
    const place = placeOf[merchants.codes[pairs.firstRow[pair]]];
    const category = textAt(categories, pairs.firstRow[pair]);
    if (category === null || !(sum[pair] > most[place])) continue;
    most[place] = sum[pair];
    main[place] = category;
  }
  return main;
}
