import type { Scope } from '../expr/evaluate.ts';
import { rowScope } from '../model/sales.ts';
import { memory } from '../steps/indicators/memory.ts';
import type { Period } from '../table/period.ts';
import type { Column } from '../table/table.ts';
import type { Stretch } from './dayOrder.ts';
import type { MarketRows } from './rows.ts';

/** The sales rows of one period side by side, so that a measure looks at no others. */
export interface PeriodRows {
  /** Where they stand among all in the order of their days. */
  readonly stretch: Stretch;
  readonly days: Int32Array;
  /** What a formula about a row can refer to, when the period ends on that day. */
  readonly scope: (periodEnd: number) => Scope;
}

/**
 * The sales rows of a period in the order of their days; a column is brought to that order when it is first asked for.
 *
 * Shape: n rows to those inside.
 * @example periodRows(study.rows, { start: 17744, end: 17774 }).days.length // how many rows August has
 */
export function periodRows({ byDay, column }: MarketRows, period: Period): PeriodRows {
  const once = memory();
  const stretch = byDay.stretch(period);
  const rows = stretch.to - stretch.from;
  const inside = (name: string): Column => once(name, () => byDay.column(column(name), stretch));
  return {
    stretch,
    days: byDay.days(stretch),
    // What was made of the rows once, such as the age of each, is given again.
    scope(until) {
      const plain = rowScope(rows, inside, until);
      return { rows, leaf: leaf => once(`${until} ${JSON.stringify(leaf)}`, () => plain.leaf(leaf)) };
    },
  };
}
