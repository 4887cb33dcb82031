// Measures: aggregates over the sales rows of each group in one period. One pass over the rows a measure.
import type { Formula, Measure } from '../../expr/formula.ts';
import { evaluate } from '../../expr/evaluate.ts';
import type { Scope } from '../../expr/evaluate.ts';
import { distinctCodes } from '../../stats/distinct.ts';
import { exactSums } from '../../stats/exactSum.ts';
import { extent } from '../../stats/extent.ts';
import type { Groups } from '../../table/groups.ts';
import type { Period } from '../../table/period.ts';
import type { Column } from '../../table/table.ts';
import { codesOf } from './codes.ts';

/** Sales rows with the group of each, and the day of each. */
export interface MeasuredRows {
  readonly groups: Groups;
  readonly days: Int32Array;
  /** What a formula about a row can refer to, when the period ends on that day. */
  readonly scope: (periodEnd: number) => Scope;
}

/**
 * The measures of every group over one period.
 *
 * Shape: n sales rows to one number a group and measure. Unit: that of the measure's expression; dates are days since 1970-01-01.
 * Degenerate: a group without matching rows: 0 for sum, count, distinct and active_days, missing for the others; a sum of
 * missing values only: missing; a period in which the whole table has no row: everything missing.
 * @example measureAll(rows, { start: 17744, end: 17774 }, [measure]) // one Float64Array
 */
export function measureAll(rows: MeasuredRows, period: Period, measures: readonly Measure[]): Float64Array[] {
  const { groups, hasRows } = groupsWithin(rows, period);
  const scope = rows.scope(period.end);
  const filtered = new Map<string, Filtered>();
  return measures.map(measure => {
    if (!hasRows) return new Float64Array(rows.groups.count).fill(NaN);
    const key = JSON.stringify(measure.where);
    let matching = filtered.get(key);
    if (!matching) filtered.set(key, (matching = withFilter(groups, measure.where, scope)));
    return aggregate(measure, matching, rows, scope).slice(0, rows.groups.count);
  });
}

/** Groups in which the rows that do not match stand in a last group of their own, so that no loop has to ask. */
interface Filtered {
  readonly groups: Groups;
  readonly counts: Float64Array;
}

function groupsWithin({ groups, days }: MeasuredRows, { start, end }: Period): { groups: Groups; hasRows: boolean } {
  const outside = groups.count;
  const of = new Uint32Array(days.length);
  let inside = 0;
  for (let row = 0; row < days.length; row++) {
    const isInside = days[row] >= start && days[row] <= end;
    of[row] = isInside ? groups.of[row] : outside;
    if (isInside) inside++;
  }
  return { groups: { of, count: groups.count + 1 }, hasRows: inside > 0 };
}

function withFilter(groups: Groups, where: Formula | null, scope: Scope): Filtered {
  const outside = groups.count - 1;
  let of = groups.of;
  if (where !== null) {
    const holds = evaluate(where, scope);
    of = new Uint32Array(of.length);
    for (let row = 0; row < of.length; row++) of[row] = holds[row] === 1 ? groups.of[row] : outside;
  }
  const counts = new Float64Array(groups.count);
  for (let row = 0; row < of.length; row++) counts[of[row]]++;
  return { groups: { of, count: groups.count }, counts };
}

function aggregate(measure: Measure, { groups, counts }: Filtered, rows: MeasuredRows, scope: Scope): Float64Array {
  const values = (): Float64Array => argument(measure, scope);
  switch (measure.name) {
    case 'count':
      return measure.of === null ? counts : present(counts, codedColumn(measure.of, scope), groups);
    case 'sum':
    case 'mean': {
      const { sum, missing } = exactSums(values(), groups);
      return sum.map((total, group) => {
        const known = counts[group] - missing[group];
        if (measure.name === 'mean') return known === 0 ? NaN : total / known;
        return known === 0 && counts[group] > 0 ? NaN : total;
      });
    }
    case 'min_of':
      return extent(values(), groups).min;
    case 'max_of':
      return extent(values(), groups).max;
    case 'first_date':
      return extent(Float64Array.from(rows.days), groups).min;
    case 'last_date':
      return extent(Float64Array.from(rows.days), groups).max;
    case 'active_days': {
      const { codes, count } = codesOf({ type: 'date', days: rows.days });
      return distinctCodes(codes, count, groups);
    }
    case 'distinct': {
      // Parsing refuses distinct() without an argument.
      const { codes, count } = codesOf(codedColumn(measure.of as Formula, scope));
      return distinctCodes(codes, count, groups);
    }
  }
}

function argument(measure: Measure, scope: Scope): Float64Array {
  // Parsing refuses these measures without an argument.
  const of = measure.of as Formula;
  if (of.kind === 'column') {
    const column = scope.leaf(of);
    if (column.type === 'number') return column.values;
  }
  return evaluate(of, scope);
}

/** A plain column as it is, so that text can be counted; any other expression as numbers. */
function codedColumn(of: Formula, scope: Scope): Column {
  return of.kind === 'column' ? scope.leaf(of) : { type: 'number', values: evaluate(of, scope) };
}

function present(counts: Float64Array, column: Column, groups: Groups): Float64Array {
  const { codes, missing } = codesOf(column);
  const known = counts.slice();
  for (let row = 0; row < codes.length; row++) if (codes[row] === missing) known[groups.of[row]]--;
  return known;
}
