// Measures: aggregates over the sales rows of each group in one period. One pass over the rows a measure.
import type { Formula, Measure } from '../../expr/formula.ts';
import { evaluate } from '../../expr/evaluate.ts';
import type { Scope } from '../../expr/evaluate.ts';
import { distinctCodes } from '../../stats/distinct.ts';
import { exactSums } from '../../stats/exactSum.ts';
import type { ExactSums } from '../../stats/exactSum.ts';
import { extent } from '../../stats/extent.ts';
import type { Extent } from '../../stats/extent.ts';
import { rowCounts } from '../../stats/rowCounts.ts';
import type { Groups } from '../../table/groups.ts';
import type { Period } from '../../table/period.ts';
import type { Column } from '../../table/table.ts';
import { codesOf } from './codes.ts';
import { memory } from './memory.ts';
import type { Once } from './memory.ts';
import { groupsWhere, groupsWithin } from './selectedRows.ts';

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
  const outside = rows.groups.count;
  const within = groupsWithin(rows, period, outside);
  if (within === null) return measures.map(() => new Float64Array(outside).fill(NaN));
  const scope = rows.scope(period.end);
  const once = memory();
  // Sums find the ends, and how many rows there are, on their way.
  const sums = measures.filter(({ name }) => name === 'sum' || name === 'mean');
  return measures.map(measure => {
    const filter = JSON.stringify(measure.where);
    const summed = sums.filter(({ where }) => JSON.stringify(where) === filter).map(({ of }) => of);
    const groups = once(`where ${filter}`, () => groupsWhere(within, outside, measure.where, scope));
    const onceHere = <Value>(what: string, make: () => Value): Value => once(`${what} ${filter}`, make);
    return aggregate(measure, groups, rows, scope, onceHere, summed).slice(0, outside);
  });
}

function aggregate(
  measure: Measure,
  groups: Groups,
  rows: MeasuredRows,
  scope: Scope,
  once: Once,
  summed: readonly Measure['of'][],
): Float64Array {
  const of = JSON.stringify(measure.of);
  // Parsing refuses sums and ends without an argument.
  const values = (argued: Measure['of']): Float64Array => argument(argued as Formula, scope);
  const sums = (argued = measure.of): ExactSums =>
    once(`sums ${JSON.stringify(argued)}`, () => exactSums(values(argued), groups));
  const isSummed = summed.some(each => JSON.stringify(each) === of);
  const ends = (): Extent => once(`ends ${of}`, () => (isSummed && sums().ends) || extent(values(measure.of), groups));
  const counts = (): Float64Array =>
    once('counts', () => (summed.length > 0 && sums(summed[0]).rows) || rowCounts(groups));
  const dateEnds = (): Extent => once('dates', () => extent(rows.days, groups));
  switch (measure.name) {
    case 'count':
      return measure.of === null ? counts() : present(counts(), codedColumn(measure.of, scope), groups);
    case 'sum':
      return sumOf(sums(), counts);
    case 'mean':
      return meanOf(sums(), counts());
    case 'min_of':
      return ends().min;
    case 'max_of':
      return ends().max;
    case 'first_date':
      return dateEnds().min;
    case 'last_date':
      return dateEnds().max;
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

/**
 * Sums as a measure gives them: a group that has rows, but none with a value, has no sum.
 *
 * @example sumOf({ sum: Float64Array.of(0), missing: Float64Array.of(2) }, () => Float64Array.of(2)) // [NaN]
 */
export function sumOf({ sum, missing }: ExactSums, counts: () => Float64Array): Float64Array {
  if (!hasMissing(missing)) return sum;
  const rows = counts();
  return sum.map((total, group) => (missing[group] > 0 && missing[group] === rows[group] ? NaN : total));
}

function hasMissing(missing: Float64Array): boolean {
  for (let group = 0; group < missing.length; group++) if (missing[group] > 0) return true;
  return false;
}

/**
 * Means of the values that are there.
 *
 * @example meanOf({ sum: Float64Array.of(6), missing: Float64Array.of(1) }, Float64Array.of(3)) // [3]
 */
export function meanOf({ sum, missing }: ExactSums, counts: Float64Array): Float64Array {
  const means = new Float64Array(sum.length);
  for (let group = 0; group < sum.length; group++) {
    const known = counts[group] - missing[group];
    means[group] = known === 0 ? NaN : sum[group] / known;
  }
  return means;
}

/**
 * What a measure is taken of, one number a row; a column of numbers is not copied.
 *
 * @example argument({ kind: 'literal', value: 2 }, { rows: 1, leaf: () => numberColumn }) // [2]
 */
export function argument(of: Formula, scope: Scope): Float64Array {
  if (of.kind === 'column') {
    const column = scope.leaf(of);
    if (column.type === 'number') return column.values;
  }
  return evaluate(of, scope);
}

/**
 * A plain column as it is, so that text can be counted; any other expression as numbers.
 *
 * @example codedColumn({ kind: 'literal', value: 2 }, { rows: 1, leaf: () => numberColumn }).type // 'number'
 */
export function codedColumn(of: Formula, scope: Scope): Column {
  return of.kind === 'column' ? scope.leaf(of) : { type: 'number', values: evaluate(of, scope) };
}

function present(counts: Float64Array, column: Column, groups: Groups): Float64Array {
  const known = counts.slice();
  if (column.type === 'number') {
    // Codes of a million numbers would take time and memory, only to be asked for what is missing.
    const { values } = column;
    for (let row = 0; row < values.length; row++) if (values[row] !== values[row]) known[groups.of[row]]--;
    return known;
  }
  const { codes, missing } = codesOf(column);
  for (let row = 0; row < codes.length; row++) if (codes[row] === missing) known[groups.of[row]]--;
  return known;
}
