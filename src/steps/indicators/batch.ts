import type { Formula } from '../../expr/formula.ts';
import type { Scope } from '../../expr/evaluate.ts';
import type { Groups } from '../../table/groups.ts';
import type { Period } from '../../table/period.ts';
import type { Column } from '../../table/table.ts';
import { memory } from './memory.ts';
import { argument, codedColumn } from './measures.ts';
import type { MeasuredRows } from './measures.ts';
import { countWithin, groupsWhere, groupsWithin } from './selectedRows.ts';

/** The group of rows that take no part; groups that count begin at 1. */
const OUTSIDE = 0;

/**
 * Rows as they bear on one period: what is asked for twice is made once.
 *
 * Shape: n rows to n values; rows that take no part are in the group 0.
 * @example new Batch({ ...rows, days: Int32Array.of(5) }, { start: 6, end: 9 }).groups(null).of // [0]
 */
export class Batch {
  readonly days: Int32Array;
  /** How many rows are inside of the period. */
  readonly inside: number;
  readonly #within: Groups;
  readonly #scope: Scope;
  readonly #once = memory();

  constructor(rows: MeasuredRows, period: Period) {
    this.days = rows.days;
    this.inside = countWithin(rows.days, period);
    this.#scope = rows.scope(period.end);
    this.#within = groupsWithin(rows, period, OUTSIDE) ?? {
      of: new Uint32Array(rows.days.length),
      count: rows.groups.count,
    };
  }

  /** The group of each row, when only those count for which a filter holds. */
  groups(where: Formula | null): Groups {
    return this.#once(`where ${JSON.stringify(where)}`, () => groupsWhere(this.#within, OUTSIDE, where, this.#scope));
  }

  /** An expression as numbers. */
  values(of: Formula): Float64Array {
    return this.#once(`values ${JSON.stringify(of)}`, () => argument(of, this.#scope));
  }

  /** A plain column as it is, any other expression as numbers. */
  column(of: Formula): Column {
    return codedColumn(of, this.#scope);
  }
}
