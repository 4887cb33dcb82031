// Measures of the rows of one period, each the shortest way that rows by day allow.
import type { Measure } from '../expr/formula.ts';
import { distinctSideBySide } from '../stats/distinctSideBySide.ts';
import { measureAll } from '../steps/indicators/measures.ts';
import type { Groups } from '../table/groups.ts';
import type { Period } from '../table/period.ts';
import { daysWhere } from './daysWhere.ts';
import type { PeriodRows } from './periodRows.ts';

/**
 * The measures of every group over a period: as `measureAll`, of rows that are all inside of it and stand in the order of their days.
 *
 * A filter that asks for the age of rows alone is a stretch of them; days that ascend, and texts that stand side by side, are counted without a
 * table of all pairs; and rows have no day where nothing hangs on it.
 *
 * Shape: rows and the group of each to one number a group and measure. Degenerate: as `measureAll`.
 * @example periodMeasures(periodRows(study.rows, study.rows.span), oneGroup(5), study.rows.span, [measure]).length // 1
 */
export function periodMeasures(
  rows: PeriodRows,
  groups: Groups,
  period: Period,
  measures: readonly Measure[],
): Float64Array[] {
  const taken = new Map<Measure, Float64Array>();
  for (const { part, asked } of byStretch(rows, period, measures)) {
    const [from, to] = [part.stretch.from, part.stretch.to].map(row => row - rows.stretch.from);
    const values = takeAll(part, { of: groups.of.subarray(from, to), count: groups.count }, period, [
      ...asked.values(),
    ]);
    [...asked.keys()].forEach((measure, at) => taken.set(measure, values[at]));
  }
  // Each was asked of some stretch.
  return measures.map(measure => taken.get(measure) as Float64Array);
}

/** Some rows, and by each measure the one that comes to the same of them. */
interface AskedRows {
  readonly part: PeriodRows;
  readonly asked: Map<Measure, Measure>;
}

/** Filters that leave a stretch of days are gone. Where that has no rows they stay: a period without rows is not one in which none is meant. */
function byStretch(rows: PeriodRows, period: Period, measures: readonly Measure[]): readonly AskedRows[] {
  const stretches: AskedRows[] = [];
  for (const measure of measures) {
    const days = measure.where ? daysWhere(measure.where, period) : undefined;
    const inside = days && rows.part(days);
    const isPart = inside !== undefined && inside.stretch.to > inside.stretch.from;
    const part = isPart ? inside : rows;
    const { from, to } = part.stretch;
    let there = stretches.find(each => each.part.stretch.from === from && each.part.stretch.to === to);
    if (!there) stretches.push((there = { part, asked: new Map() }));
    there.asked.set(measure, isPart ? { ...measure, where: null } : measure);
  }
  return stretches;
}

function takeAll(rows: PeriodRows, groups: Groups, period: Period, measures: readonly Measure[]): Float64Array[] {
  const own = measures.map(measure => inOwnWay(measure, rows, groups, period));
  const others = measures.filter((_, at) => own[at] === undefined);
  // All rows are inside: a day of the period stands for all of theirs.
  const someDay = Int32Array.of(period.start).subarray(0, rows.stretch.to - rows.stretch.from);
  const days = others.some(isOfDays) ? rows.days() : someDay;
  const values = measureAll({ groups, days, scope: rows.scope }, period, others);
  return own.map(each => each ?? (values.shift() as Float64Array));
}

function isOfDays({ name }: Measure): boolean {
  return name === 'first_date' || name === 'last_date' || name === 'active_days';
}

function inOwnWay(
  { name, of, where }: Measure,
  rows: PeriodRows,
  groups: Groups,
  period: Period,
): Float64Array | undefined {
  if (where !== null || rows.stretch.to === rows.stretch.from) return undefined;
  if (name === 'active_days') return activeDays(groups, rows.dayEnds());
  if (name !== 'distinct' || of?.kind !== 'column') return undefined;
  const column = rows.scope(period.end).leaf(of);
  return column.type === 'text' ? distinctSideBySide(column.codes, column.words.length, groups) : undefined;
}

/** The rows of a day stand side by side: a unit counts a day when it is not its latest. No table of both is needed. */
function activeDays({ of, count }: Groups, dayEnds: Uint32Array): Float64Array {
  const active = new Float64Array(count);
  const latest = new Uint32Array(count);
  for (let day = 0, row = 0; day < dayEnds.length; day++) {
    for (const end = dayEnds[day]; row < end; row++) {
      const unit = of[row];
      active[unit] += latest[unit] === day + 1 ? 0 : 1;
      latest[unit] = day + 1;
    }
  }
  return active;
}
