import { holm } from '../stats/holm.ts';
import { addedUp } from '../stats/sums.ts';
import { groupBy } from '../table/groups.ts';
import { MISSING_CODE, textAt } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import type { Answer, NotEnough } from './answer.ts';
import { notEnough } from './answer.ts';
import { panelOf } from './cells.ts';
import type { Cells } from './cells.ts';
import { frameOf, grown, percent } from './frame.ts';
import type { Frame } from './frame.ts';
import { leadOf, monthlySums } from './monthly.ts';
import type { Lead } from './monthly.ts';
import type { Window } from './months.ts';
import type { Study } from './study.ts';
import { greatestFirst } from './top.ts';

/** A price band of a category. */
export type BandRow = {
  readonly category: string;
  readonly band: string;
  /** The least price of the band; null where a column says the band, and for the first. */
  readonly from: number | null;
  readonly to: number | null;
  readonly value: number;
  readonly share: number;
  readonly shareBefore: number | null;
  readonly growth: number | null;
  readonly brands: number;
  readonly brandsBefore: number | null;
  readonly topBrand: string | null;
  readonly topBrandShare: number | null;
  readonly verdict: 'brands missing' | 'nobody sells' | 'no sign' | 'not enough data';
  readonly reason: string;
};

/**
 * Sales, growth and brands of each price band, and where a band above the lowest grows faster than brands enter it.
 *
 * Brands are missing where the band's sales outgrew the number of its brands, month against month, by more than chance (Student's t on log
 * growth, Holm over all bands asked about); nobody sells where a category that sells has nothing in a band.
 *
 * Shape: a study to one row for each category and band, bands from the cheapest.
 * Degenerate: too few rows of a band in either period: no verdict, told in `notEnough`; no prices and no column: no rows.
 * @example priceBandAnswer(study).rows.length // 0: the sample has no prices
 */
export function priceBandAnswer(study: Study): Answer<BandRow> {
  const { settings, bands } = study;
  const cells = study.cellsBy(['category', 'price_band']);
  const spec = settings.priceBands;
  const frame = frameOf(study, 'growth of price bands');
  const keys = ['category', 'price_band'];
  if (!bands || !keys.every(key => study.keys.has(key))) return frame.answer([], frame.lacking);
  const panel = panelOf(cells, keys, [frame.before, frame.now]);
  const [category, band] = keys.map(key => panel.keys.get(key) as TextColumn);
  const [before, now] = panel.windows;
  const categories = groupBy([category], panel.count);
  const [all, allBefore] = [addedUp(now.value, categories), addedUp(before.value, categories)];
  const brands = brandsOf(study.cellsBy(['category', 'price_band', 'brand']), frame);
  const sales = monthlySums(cells, cells.value, { of: panel.of, count: panel.count }, bothOf(frame));
  const length = 2 * settings.months;
  const monthsOfUnit = (unit: number): [Float64Array, Float64Array] => [
    sales.subarray(unit * length, (unit + 1) * length),
    brands.monthly.subarray(unit * length, (unit + 1) * length),
  ];
  const unitRows = Array.from({ length: panel.count }, (_, unit) => Math.min(now.rows[unit], before.rows[unit]));
  const leads = unitRows.map((rows, unit) => (frame.hasBefore && rows >= spec.leastRows ? leadOf(...monthsOfUnit(unit), settings.months) : NO_LEAD)); // prettier-ignore
  const isLowest = (unit: number): boolean => textAt(band, unit) === spec.names[0];
  const chances = holm(Float64Array.from(leads, ({ chance }, unit) => (isLowest(unit) ? NaN : chance)));
  const rows: BandRow[] = [];
  const lacking: NotEnough[] = [...frame.lacking];
  for (let unit = 0; unit < panel.count; unit++) {
    const [inCategory, name] = [textAt(category, unit), textAt(band, unit)];
    if (inCategory === null || name === null || now.rows[unit] === 0) continue;
    const whole = categories.of[unit];
    const borders = bands.borders.get(inCategory) ?? [];
    const place = spec.names.indexOf(name);
    const top = brands.top[unit];
    const asked = frame.hasBefore && unitRows[unit] < spec.leastRows;
    if (asked) lacking.push(notEnough(`${inCategory} / ${name}`, 'sales rows in each period', spec.leastRows, unitRows[unit])); // prettier-ignore
    rows.push({
      category: inCategory,
      band: name,
      from: borders[place - 1] ?? null,
      to: borders[place] ?? null,
      value: now.value[unit],
      share: now.value[unit] / all[whole],
      shareBefore: frame.hasBefore && allBefore[whole] > 0 ? before.value[unit] / allBefore[whole] : null,
      growth: frame.hasBefore ? grown(before.value[unit], now.value[unit]) : null,
      brands: brands.now[unit],
      brandsBefore: frame.hasBefore ? brands.before[unit] : null,
      topBrand: top?.name ?? null,
      topBrandShare: top ? top.value / now.value[unit] : null,
      ...verdictOf(leads[unit], chances[unit], spec.alpha, isLowest(unit)),
    });
  }
  const order = (name: string): number => spec.names.indexOf(name);
  const listed = [...rows, ...emptyBands(rows, spec.names)];
  const places = new Map([...new Set(rows.map(row => row.category))].map((name, place) => [name, place]));
  const placeOf = (row: BandRow): number => places.get(row.category) ?? 0;
  listed.sort((left, right) => placeOf(left) - placeOf(right) || order(left.band) - order(right.band));
  return frame.answer(listed, lacking);
}

const NO_LEAD: Lead = { months: 0, lead: NaN, chance: NaN };

/** Brands with sales in each band: how many in each period and month, and which has most. */
interface BandBrands {
  readonly now: Float64Array;
  readonly before: Float64Array;
  readonly top: readonly ({ readonly name: string; readonly value: number } | undefined)[];
  /** Units × months of both periods. */
  readonly monthly: Float64Array;
}

function bothOf({ before, now }: Frame): Window {
  return { from: before.from, to: now.to };
}

function brandsOf(cells: Cells, frame: Frame): BandBrands {
  const panel = panelOf(
    cells,
    ['category', 'price_band', ...(cells.keys.has('brand') ? ['brand'] : [])],
    [frame.before, frame.now],
  );
  const units = groupBy(['category', 'price_band'].map(key => panel.keys.get(key) as TextColumn), panel.count); // prettier-ignore
  const brand = panel.keys.get('brand');
  const isNamed = (row: number): boolean => brand !== undefined && brand.codes[row] !== MISSING_CODE;
  const [past, present] = panel.windows.map(({ value }) => value.map((each, row) => (isNamed(row) ? each : NaN)));
  const both = bothOf(frame);
  const length = both.to - both.from + 1;
  const sums = monthlySums(cells, cells.value, { of: panel.of, count: panel.count }, both);
  const monthly = new Float64Array(units.count * length);
  sums.forEach((value, at) => {
    const row = Math.floor(at / length);
    if (value > 0 && isNamed(row)) monthly[units.of[row] * length + (at % length)]++;
  });
  const selling = (values: Float64Array): Float64Array => addedUp(values.map(value => (value > 0 ? 1 : 0)), units); // prettier-ignore
  const top = greatestFirst(present, units).map(([row]) => row === undefined || !brand ? undefined : { name: textAt(brand, row) ?? '', value: present[row] }); // prettier-ignore
  return { now: selling(present), before: selling(past), top, monthly };
}

function verdictOf(
  { lead }: Lead,
  chance: number,
  alpha: number,
  isLowest: boolean,
): Pick<BandRow, 'verdict' | 'reason'> {
  if (isLowest) return { verdict: 'no sign', reason: 'the lowest band: no brands are sought for it' };
  if (Number.isNaN(chance)) return { verdict: 'not enough data', reason: 'too few rows or months to tell' };
  const faster = `its sales grew ${percent(Math.abs(Math.exp(lead) - 1))} ${lead > 0 ? 'more' : 'less'} than its brands; by chance ${percent(chance)}, at most ${percent(alpha)} would be a sign`;
  return { verdict: lead > 0 && chance <= alpha ? 'brands missing' : 'no sign', reason: faster };
}

/** The bands in which a category that sells has nothing. */
function emptyBands(rows: readonly BandRow[], names: readonly string[]): BandRow[] {
  const told = new Set(rows.map(({ category, band }) => JSON.stringify([category, band])));
  const used = names.filter(name => rows.some(({ band }) => band === name));
  return [...new Set(rows.map(({ category }) => category))].flatMap(category =>
    used
      .filter(band => !told.has(JSON.stringify([category, band])))
      .map((band): BandRow => {
        const reason = 'nobody sells in this band, though others sell in it in other categories';
        const none = { from: null, to: null, value: 0, share: 0, shareBefore: null, growth: null, brands: 0, brandsBefore: null, topBrand: null, topBrandShare: null }; // prettier-ignore
        return { category, band, ...none, verdict: 'nobody sells', reason };
      }),
  );
}
