import { groupBy } from '../table/groups.ts';
import { MISSING_CODE, textAt } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import type { Answer } from './answer.ts';
import { panelOf } from './cells.ts';
import { enoughRows, frameOf, grown } from './frame.ts';
import { greatestFirst } from './top.ts';
import type { Study } from './study.ts';

/** What it costs to stand on the first page of a category. */
export type FirstPageRow = {
  /** 1 is the cheapest category to enter. */
  readonly rank: number;
  readonly category: string;
  /** The least sales of the period that reach the last slot; 0 while slots are free. */
  readonly cost: number;
  /** The same for twelve months. */
  readonly costOfYear: number;
  readonly costBefore: number | null;
  readonly growth: number | null;
  readonly trend: 'dearer' | 'cheaper' | 'steady' | null;
  /** How many have sales. */
  readonly sellers: number;
  readonly freeSlots: number;
  /** Who stands at the last slot; null while slots are free. */
  readonly lastOnPage: string | null;
  readonly reason: string;
};

/**
 * The sales at which a brand (or merchant) reaches the last slot of a category's first page; cheapest categories first.
 *
 * Shape: a study to one row a category. Unit: money of the period.
 * Degenerate: fewer sellers than slots: the page is open and costs 0; a category with too few rows is told in `notEnough`.
 * @example firstPageCost(study).notEnough.at(-1).needed // 30 sales rows
 */
export function firstPageCost(study: Study): Answer<FirstPageRow> {
  const { settings } = study;
  const { slots, unit, steady, leastRows } = settings.firstPage;
  const frame = frameOf(study, 'the trend of the first-page cost');
  const { enough, lacking } = enoughRows(study, 'category', { ...frame, hasBefore: false }, leastRows);
  const panel = panelOf(study.periodsBy(['category', unit]), ['category', unit], [frame.before, frame.now]);
  const [categories, units] = ['category', unit].map(key => panel.keys.get(key) as TextColumn);
  const groups = groupBy([categories], panel.count);
  const [before, now] = panel.windows.map(({ value }) => {
    const named = value.map((each, row) => (units.codes[row] === MISSING_CODE ? NaN : each));
    return { value: named, listed: greatestFirst(named, groups) };
  });
  const rows = now.listed.flatMap((listed, group): Omit<FirstPageRow, 'rank'>[] => {
    const category = textAt(categories, groups.firstRow[group]);
    if (category === null || !enough.has(category)) return [];
    const isOpen = listed.length < slots;
    const cost = isOpen ? 0 : now.value[listed[slots - 1]];
    const listedBefore = before.listed[group];
    const costBefore = frame.hasBefore ? (before.value[listedBefore[slots - 1]] ?? 0) : null;
    const growth = costBefore === null ? null : grown(costBefore, cost);
    const costOfYear = (cost * 12) / settings.months;
    const money = Math.round(costOfYear).toLocaleString('en-US');
    const free = `${slots - listed.length} of ${slots} slots are free: any sale reaches the first page`;
    const dear = `${money} a year reaches slot ${slots}, where ${listed.length} sell`;
    return [
      {
        category,
        cost,
        costOfYear,
        costBefore,
        growth,
        trend: growth === null ? null : growth > steady ? 'dearer' : growth < -steady ? 'cheaper' : 'steady',
        sellers: listed.length,
        freeSlots: Math.max(0, slots - listed.length),
        lastOnPage: isOpen ? null : textAt(units, listed[slots - 1]),
        reason: isOpen ? free : dear,
      },
    ];
  });
  // Sorting is stable, and categories are in the order of their keys.
  rows.sort((left, right) => left.cost - right.cost || right.freeSlots - left.freeSlots);
  return frame.answer(rows.map((row, place) => ({ rank: place + 1, ...row })), [...frame.lacking, ...lacking]); // prettier-ignore
}
