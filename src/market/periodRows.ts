import type { Scope } from '../expr/evaluate.ts';
import { rowScope } from '../model/sales.ts';
import { memory } from '../steps/indicators/memory.ts';
import type { Period } from '../table/period.ts';
import type { Column } from '../table/table.ts';
import type { DayOrder, Stretch } from './dayOrder.ts';
import type { MarketRows } from './rows.ts';

/** The sales rows of one period side by side, so that a measure looks at no others. */
export interface PeriodRows {
  /** Where they stand among all in the order of their days. */
  readonly stretch: Stretch;
  /** The day of each; made when it is first asked for. */
  readonly days: () => Int32Array;
  /** Where the rows of each day that has some end. */
  readonly dayEnds: () => Uint32Array;
  /** What a formula about a row can refer to, when the period ends on that day. */
  readonly scope: (periodEnd: number) => Scope;
  /** Those of some days of the period. */
  readonly part: (days: Period) => PeriodRows;
}

/**
 * The sales rows of a period in the order of their days; a column is brought to that order when it is first asked for.
 *
 * Shape: n rows to those inside.
 * @example periodRows(study.rows, { start: 17744, end: 17774 }).days().length // how many rows August has
 */
export function periodRows({ byDay, column }: MarketRows, period: Period): PeriodRows {
  const once = memory();
  const stretch = byDay.stretch(period);
  const rows = stretch.to - stretch.from;
  const inside = (name: string): Column => once(name, () => byDay.column(column(name), stretch));
  const all: PeriodRows = {
    stretch,
    days: () => once('', () => byDay.days(stretch)),
    dayEnds: () => byDay.dayEnds(stretch),
    // What was made of the rows once, such as the age of each, is given again.
    scope(until) {
      const plain = rowScope(rows, inside, until);
      return { rows, leaf: leaf => once(`${until} ${JSON.stringify(leaf)}`, () => plain.leaf(leaf)) };
    },
    part: days => partOf(all, byDay, days),
  };
  return all;
}

function partOf(all: PeriodRows, byDay: DayOrder, days: Period): PeriodRows {
  const stretch = byDay.stretch(days);
  const [from, to] = [stretch.from, stretch.to].map(row => row - all.stretch.from);
  return {
    stretch,
    days: () => all.days().subarray(from, to),
    dayEnds: () => byDay.dayEnds(stretch),
    scope(until) {
      const { leaf: whole } = all.scope(until);
      return { rows: to - from, leaf: leaf => stretchOf(whole(leaf), from, to) };
    },
    part: fewer => partOf(all, byDay, fewer),
  };
}

/** Rows of a column that stand side by side; nothing is copied. */
function stretchOf(column: Column, from: number, to: number): Column {
  switch (column.type) {
    case 'number':
      return { type: 'number', values: column.values.subarray(from, to) };
    case 'text':
      return { type: 'text', words: column.words, codes: column.codes.subarray(from, to) };
    case 'date':
      return { type: 'date', days: column.days.subarray(from, to) };
  }
}
