import type { Formula, FunctionName } from '../expr/formula.ts';
import type { Period } from '../table/period.ts';

/** The days that a comparison leaves when a row of that very day is as old as what its age is compared with: the younger a row, the later its day. */
const COMPARED: Partial<Record<FunctionName, (day: number) => Partial<Period>>> = {
  less: day => ({ start: Math.floor(day) + 1 }),
  lessOrEqual: day => ({ start: Math.ceil(day) }),
  greater: day => ({ end: Math.ceil(day) - 1 }),
  greaterOrEqual: day => ({ end: Math.floor(day) }),
};

/**
 * The days of a period on whose rows a filter holds, where it asks for nothing but their age: rows by day need not be asked one by one then.
 *
 * Shape: a filter and a period to a part of it. Degenerate: it holds on no day: an end before the start; it asks for more: undefined.
 * @example daysWhere({ kind: 'call', name: 'less', of: [{ kind: 'age_days', of: null }, { kind: 'literal', value: 7 }] }, { start: 1, end: 30 }) // { start: 24, end: 30 }
 */
export function daysWhere(where: Formula, period: Period): Period | undefined {
  if (where.kind !== 'call') return undefined;
  if (where.name === 'and') return bothOf(where.of.map(part => daysWhere(part, period)));
  const [age, bound] = where.of;
  const isOfAge = age.kind === 'age_days' && age.of === null;
  if (!isOfAge || bound?.kind !== 'literal' || typeof bound.value !== 'number') return undefined;
  const left = COMPARED[where.name]?.(period.end - bound.value);
  return left && bothOf([period, { ...period, ...left }]);
}

/** The days that all of some periods have. */
function bothOf(periods: readonly (Period | undefined)[]): Period | undefined {
  return periods.reduce(
    (one, other) => one && other && { start: Math.max(one.start, other.start), end: Math.min(one.end, other.end) },
  );
}
