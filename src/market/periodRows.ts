import type { Scope } from '../expr/evaluate.ts';
import { rowScope } from '../model/sales.ts';
import { memory } from '../steps/indicators/memory.ts';
import { countWithin } from '../steps/indicators/selectedRows.ts';
import type { Period } from '../table/period.ts';
import type { Column } from '../table/table.ts';
import { valuesAt } from '../table/valuesAt.ts';
import { pick } from './cells.ts';
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
  const count = countWithin(rows.days, period);
  if (count === rows.count) {
    return { inside: undefined, days: rows.days, scope: end => rowScope(count, rows.column, end) };
  }
  const { start, end } = period;
  const inside = new Uint32Array(count);
  const days = new Int32Array(count);
  for (let row = 0, to = 0; to < count; row++) {
    const day = rows.days[row];
    if (day < start || day > end) continue;
    inside[to] = row;
    days[to++] = day;
  }
  const once = memory();
  const column = (name: string): Column => once(name, () => picked(rows.column(name), inside));
  return { inside, days, scope: until => rowScope(count, column, until) };
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
