// Periods around the model's own, as a method that fills missing values asks for them.
import type { Formula, Shift } from '../expr/formula.ts';
import type { Beside } from '../expr/jointMethod.ts';

/** The shifts from the model's period to each one around it, in order of time; its own is left out. */
export function shiftsAround(beside: Beside | null): readonly (readonly Shift['by'][])[] {
  if (beside === null || beside === 'indicators') return [];
  const shifts = (by: Shift['by'], periods: number): Shift['by'][] => Array<Shift['by']>(periods).fill(by);
  return [
    ...Array.from({ length: beside.back }, (_, at) => shifts('previous', beside.back - at)),
    ...Array.from({ length: beside.ahead }, (_, at) => shifts('next', at + 1)),
  ];
}

/**
 * A formula measured in another period.
 *
 * @example shiftedBy(measure, ['previous']).kind // 'shift'
 */
export function shiftedBy(formula: Formula, shifts: readonly Shift['by'][]): Formula {
  return shifts.reduce<Formula>((of, by) => ({ kind: 'shift', by, of }), formula);
}

/**
 * Columns of other periods with that of the model's own among them, in order of time, and its place.
 *
 * @example amongPeriods(['before', 'after'], 'now', { back: 1, ahead: 1 }).columns // ['before', 'now', 'after']
 */
export function amongPeriods<Column>(
  around: readonly Column[],
  own: Column,
  beside: Beside,
): { readonly columns: readonly Column[]; readonly at: number } {
  const at = beside === 'indicators' ? 0 : beside.back;
  return { columns: around.toSpliced(at, 0, own), at };
}
