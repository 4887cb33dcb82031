import type { Scope } from '../expr/evaluate.ts';
import { rowScope } from '../model/sales.ts';
import { memory } from '../steps/indicators/memory.ts';
import { countWithin } from '../steps/indicators/selectedRows.ts';
import type { Period } from '../table/period.ts';
import type { Column } from '../table/table.ts';
import { valuesAt } from '../table/valuesAt.ts';
import { pick } from './pick.ts';
import type { MarketRows } from './rows.ts';

/** The sales rows of one period side by side, so that a measure looks at no others. */
export interface PeriodRows {
  /** Where they stand among all; undefined when all are inside. */
  readonly inside: Uint32Array | undefined;
  readonly days: Int32Array;
  /** What a formula about a row can refer to, when the period ends on that day. */
  readonly scope: (periodEnd: number) => Scope;
}

/**
 * The sales rows of a period; columns are gathered when they are first asked for.
 *
 * Shape: n rows to those inside, in their order. Degenerate: all rows inside: no column is copied.
 * @example periodRows(study.rows, { start: 17744, end: 17774 }).days.length // how many rows August has
 */
export function periodRows(rows: MarketRows, period: Period): PeriodRows {
  const once = memory();
  const count = countWithin(rows.days, period);
  if (count === rows.count) return { inside: undefined, days: rows.days, scope: scopes(rows.column) };
  const { start, end } = period;
  // One place more: every row is written, and the next one over it when it is not inside. To ask would be wrong in half of all cases.
  const inside = new Uint32Array(count + 1);
  for (let row = 0, to = 0; row < rows.count; row++) {
    inside[to] = row;
    const day = rows.days[row];
    to += ((start - 1 - day) & (day - 1 - end)) >>> 31;
  }
  const only = inside.subarray(0, count);
  const days = new Int32Array(count);
  for (let at = 0; at < count; at++) days[at] = rows.days[only[at]];
  return { inside: only, days, scope: scopes(name => picked(rows.column(name), only)) };

  /** What was made of the rows once, such as the age of each, is given again. */
  function scopes(column: (name: string) => Column): PeriodRows['scope'] {
    return until => {
      const plain = rowScope(count, name => once(name, () => column(name)), until);
      return { rows: count, leaf: leaf => once(`${until} ${JSON.stringify(leaf)}`, () => plain.leaf(leaf)) };
    };
  }
}

function picked(column: Column, rows: Uint32Array): Column {
  switch (column.type) {
    case 'number':
      return { type: 'number', values: valuesAt(column.values, rows) };
    case 'text':
      return pick(column, rows);
    case 'date': {
      const days = new Int32Array(rows.length);
      for (let at = 0; at < rows.length; at++) days[at] = column.days[rows[at]];
      return { type: 'date', days };
    }
  }
}
