// The stretches of days that an event's effect is read from, and sums over them as formulas.
import type { Formula, FunctionName } from '../../expr/formula.ts';
import type { EffectSettings } from '../../model/market/effect.ts';
import { dayOf, isoDay } from '../../table/days.ts';
import { periodDays } from '../../table/period.ts';
import type { Period } from '../../table/period.ts';
import type { ToldPeriod } from '../months.ts';

/** The stretches of an event, each whole days. */
export interface EventWindows {
  /** Peers are found in this one, by its two halves. */
  readonly match: readonly [Period, Period];
  /** The event is held against this one; its two halves against each other are the placebo. */
  readonly base: readonly [Period, Period];
  readonly during: Period;
  /** Null when nothing after the event is asked for. */
  readonly after: Period | null;
  readonly all: Period;
}

/**
 * The days before an event in four parts, the event, and the days after it.
 *
 * Degenerate: days that four does not divide go to the first parts.
 * @example eventWindows({ start: '1970-03-02', end: '1970-03-03', before: 8, after: 2 }).base // [{ start: 56, end: 57 }, { start: 58, end: 59 }]
 */
export function eventWindows({
  start,
  end,
  before,
  after,
}: Pick<EffectSettings, 'start' | 'end' | 'before' | 'after'>): EventWindows {
  const first = dayOf(start);
  const last = dayOf(end);
  const borders = [0, 1, 2, 3, 4].map(part => first - before + Math.ceil((before * part) / 4));
  const quarter = (part: number): Period => ({ start: borders[part], end: borders[part + 1] - 1 });
  return {
    match: [quarter(0), quarter(1)],
    base: [quarter(2), quarter(3)],
    during: { start: first, end: last },
    after: after === 0 ? null : { start: last + 1, end: last + after },
    all: { start: first - before, end: last + after },
  };
}

/**
 * The sum of a row expression over some days of a period, as a formula.
 *
 * @example sumIn({ start: 1, end: 2 }, { start: 0, end: 9 }, { kind: 'column', name: 'revenue' }).name // 'sum'
 */
export function sumIn(days: Period, { end }: Period, of: Formula): Formula {
  const age: Formula = { kind: 'age_days', of: null };
  const where = call('and', [
    call('greaterOrEqual', [age, { kind: 'literal', value: end - days.end }]),
    call('lessOrEqual', [age, { kind: 'literal', value: end - days.start }]),
  ]);
  return { kind: 'measure', name: 'sum', of, where };
}

/**
 * What stands for a day, per unit: sums over stretches of days that follow each other, by their days.
 *
 * @example perDay([{ start: 0, end: 1 }], [Float64Array.of(6)]) // [3]
 */
export function perDay(stretches: readonly Period[], sums: readonly Float64Array[]): Float64Array {
  const days = stretches.reduce((sum, stretch) => sum + periodDays(stretch), 0);
  return sums[0].map((_, unit) => sums.reduce((sum, each) => sum + each[unit], 0) / days);
}

/**
 * A stretch of days as it is told.
 *
 * @example told({ start: 0, end: 30 }) // { start: '1970-01-01', end: '1970-01-31' }
 */
export function told({ start, end }: Period): ToldPeriod {
  return { start: isoDay(start) ?? '', end: isoDay(end) ?? '' };
}

function call(name: FunctionName, of: readonly Formula[]): Formula {
  return { kind: 'call', name, of };
}
