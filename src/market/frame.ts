import { oneGroup } from '../table/groups.ts';
import type { Answer, NotEnough } from './answer.ts';
import { notEnough } from './answer.ts';
import { panelOf, windowSums } from './cells.ts';
import { toldWindow, windowBack } from './months.ts';
import type { Window } from './months.ts';
import type { Study } from './study.ts';
import { textAt } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';

/** The two periods that a question compares, and whether the data reaches back over both. */
export interface Frame {
  readonly now: Window;
  readonly before: Window;
  readonly hasBefore: boolean;
  /** What is missing when it does not. */
  readonly lacking: readonly NotEnough[];
  readonly answer: <Row>(rows: readonly Row[], notEnough: readonly NotEnough[]) => Answer<Row>;
}

/**
 * The period of a study and the one before, `market.months` each.
 *
 * Degenerate: fewer full months than two periods have: nothing is held against the period before, and `lacking` says so.
 * @example frameOf(study, 'growth').hasBefore // false: 31 days are no two years
 */
export function frameOf({ cellsBy, settings: { months } }: Pick<Study, 'cellsBy' | 'settings'>, about: string): Frame {
  const cells = cellsBy([]);
  const now = windowBack(cells.months, months, 0);
  const before = windowBack(cells.months, months, 1);
  const hasBefore = cells.months.full >= 2 * months;
  const lacking = hasBefore ? [] : [notEnough(about, 'full months of sales', 2 * months, cells.months.full)];
  const told = {
    period: toldWindow(cells.months, now),
    previous: hasBefore ? toldWindow(cells.months, before) : null,
    salesRows: windowSums(cells, oneGroup(cells.count), now).rows[0],
  };
  return { now, before, hasBefore, lacking, answer: (rows, lacks) => ({ ...told, rows, notEnough: lacks }) };
}

/**
 * Which keys have enough sales rows in both periods, and what the others lack.
 *
 * Shape: the values of one key to those that have enough; without a period before, the period alone counts.
 * @example enoughRows(study, 'category', frameOf(study, 'growth'), 1).enough.has('tea') // true
 */
export function enoughRows(
  { periodsBy }: Pick<Study, 'periodsBy'>,
  key: string,
  { before, now, hasBefore }: Frame,
  least: number,
): { readonly enough: ReadonlySet<string>; readonly lacking: readonly NotEnough[] } {
  const panel = panelOf(periodsBy([key]), [key], [before, now]);
  const [rowsBefore, rowsNow] = panel.windows.map(({ rows }) => rows);
  const enough = new Set<string>();
  const lacking: NotEnough[] = [];
  for (let unit = 0; unit < panel.count; unit++) {
    // The panel has the key it was made with.
    const name = textAt(panel.keys.get(key) as TextColumn, unit);
    if (name === null || rowsBefore[unit] + rowsNow[unit] === 0) continue;
    const fewest = hasBefore ? Math.min(rowsBefore[unit], rowsNow[unit]) : rowsNow[unit];
    if (fewest >= least) enough.add(name);
    else lacking.push(notEnough(name, hasBefore ? 'sales rows in each period' : 'sales rows', least, fewest));
  }
  return { enough, lacking };
}

/**
 * A number for a plain result: null when missing or not finite.
 *
 * @example known(NaN) // null
 */
export function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/**
 * Growth from one value to another, as a share; null when there is nothing to grow from.
 *
 * @example grown(50, 60) // 0.2
 */
export function grown(before: number, now: number): number | null {
  return before > 0 ? known(now / before - 1) : null;
}

/**
 * A share as text for a reason, in percent with one decimal.
 *
 * @example percent(0.1234) // '12.3 %'
 */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/**
 * A change in share points as text for a reason, with its sign.
 *
 * @example points(-1.5) // '−1.50'
 */
export function points(change: number): string {
  return `${change < 0 ? '−' : '+'}${Math.abs(change).toFixed(2)}`;
}
