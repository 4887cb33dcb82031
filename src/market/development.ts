import { addedUp } from '../stats/sums.ts';
import { groupBy } from '../table/groups.ts';
import type { Groups } from '../table/groups.ts';
import { textAt } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import { notEnough } from './answer.ts';
import type { Answer } from './answer.ts';
import { panelOf } from './cells.ts';
import { frameOf } from './frame.ts';
import type { Study } from './study.ts';
import { greatestFirst } from './top.ts';

/** How well a brand and its category sell in one part of the market. */
export type DevelopmentRow = {
  readonly category: string;
  readonly brand: string;
  /** The part of the market, such as a channel. */
  readonly part: string;
  readonly value: number;
  /** Brand development index: 100 where the brand sells as much as all sales there would have it. */
  readonly bdi: number;
  /** Category development index. */
  readonly cdi: number;
  readonly verdict: 'both lead' | 'brand leads' | 'brand lags' | 'both lag' | 'as expected';
  readonly reason: string;
};

/**
 * Brand and category development indices: where a brand sells less, or more, than its category does.
 *
 * BDI = 100 · (the brand's sales in the part / its sales) / (all sales in the part / all sales), and CDI is the same of the category. The
 * part's weight in all sales stands where classically a region's part of the population stands.
 *
 * Shape: a study to one row for each listed brand of a category and part of the market; brands are the `share.top` of the category.
 * Degenerate: no column for the parts: no rows, told in `notEnough`; brands with fewer rows than `share.leastRows` are not listed.
 * @source Kotler and Keller (2012), Marketing Management, chapter 4
 * @example developmentOf(study).notEnough[0].about // 'development by channel'
 */
export function developmentOf(study: Study): Answer<DevelopmentRow> {
  const { settings } = study;
  const { developedBy, top, leastRows } = settings.share;
  const frame = frameOf(study, 'development');
  const keys = ['category', 'brand', developedBy];
  const there = keys.filter(key => study.keys.has(key)).length;
  if (there < keys.length) return frame.answer([], [notEnough(`development by ${developedBy}`, 'columns', 3, there)]);
  const panel = panelOf(study.periodsBy(keys), keys, [frame.now]);
  const [{ value, rows }] = panel.windows;
  const [category, brand, part] = keys.map(key => panel.keys.get(key) as TextColumn);
  const by = (...columns: TextColumn[]): Groups & { readonly firstRow: Uint32Array } => groupBy(columns, panel.count);
  const [ofAll, ofPart, ofCategory, ofBrand, ofBoth] = [
    by(),
    by(part),
    by(category),
    by(category, brand),
    by(category, part),
  ];
  const [all, parts, categories, brands, both] = [ofAll, ofPart, ofCategory, ofBrand, ofBoth].map(groups => addedUp(value, groups)); // prettier-ignore
  const rowsOfBrand = addedUp(rows, ofBrand);
  const categoryOfBrand = {
    of: Uint32Array.from(ofBrand.firstRow, row => ofCategory.of[row]),
    count: ofCategory.count,
  };
  const listed = new Set(greatestFirst(brands, categoryOfBrand).flatMap(ids => [...ids.subarray(0, top)]));
  const answers: DevelopmentRow[] = [];
  for (let row = 0; row < panel.count; row++) {
    const names = [category, brand, part].map(column => textAt(column, row));
    const id = ofBrand.of[row];
    const weight = parts[ofPart.of[row]] / all[0];
    if (names.includes(null) || !listed.has(id) || rowsOfBrand[id] < leastRows || !(weight > 0)) continue;
    const bdi = (100 * value[row]) / brands[id] / weight;
    const cdi = (100 * both[ofBoth.of[row]]) / categories[ofCategory.of[row]] / weight;
    // None of them is null.
    const [inCategory, name, where] = names as string[];
    answers.push({
      category: inCategory,
      brand: name,
      part: where,
      value: value[row],
      bdi,
      cdi,
      ...verdictOf(bdi, cdi, settings.share),
    });
  }
  return frame.answer(answers, []);
}

function verdictOf(
  bdi: number,
  cdi: number,
  { underdeveloped: low, overdeveloped: high }: Study['settings']['share'],
): Pick<DevelopmentRow, 'verdict' | 'reason'> {
  const reason = `BDI ${bdi.toFixed(0)}, CDI ${cdi.toFixed(0)}; below ${low} lags, above ${high} leads`;
  if (bdi > high) return { verdict: cdi > high ? 'both lead' : 'brand leads', reason };
  if (bdi < low) return { verdict: cdi < low ? 'both lag' : 'brand lags', reason };
  return { verdict: 'as expected', reason };
}
