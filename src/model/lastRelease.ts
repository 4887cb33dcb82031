// What of the last release a model holds on to: grades, for how long, and who was on the list.
import { RatingError } from '../errors/ratingError.ts';
import type { FaultPath } from '../errors/ratingError.ts';
import { NO_GRADE } from '../steps/grade/index.ts';
import type { Grades } from '../steps/grade/index.ts';
import { holdsGrades } from '../steps/grade/hold.ts';
import type { LastGrades } from '../steps/grade/hold.ts';
import type { Listing } from '../steps/rank/list.ts';
import { textAt } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import type { Model } from './spec.ts';

/** The last release, as far as the next one needs it: a `Result`, or a release that was read back. */
export interface LastRelease {
  readonly count: number;
  readonly keys: readonly { readonly name: string; readonly column: TextColumn }[];
  readonly grade: Grades | null;
  readonly list: Listing | null;
}

/** Where units stood in the last release. */
export interface Standings {
  readonly grade: LastGrades;
  /** 1 where the unit was on the list. */
  readonly listed: Uint8Array;
}

/**
 * Whether a model holds anything from one release to the next.
 *
 * @example holdsAnything(model) // false
 */
export function holdsAnything({ grade, list }: Pick<Model, 'grade' | 'list'>): boolean {
  return (grade !== undefined && holdsGrades(grade)) || list !== undefined;
}

/**
 * The columns of the ratings that only a model with hysteresis has.
 *
 * @example holdColumns(model) // []
 */
export function holdColumns({ grade, list }: Pick<Model, 'grade' | 'list'>): string[] {
  return [
    ...(grade && holdsGrades(grade) ? ['grade_held', 'grade_releases'] : []),
    ...(list ? ['listed', 'list_held'] : []),
  ];
}

/**
 * Where units stood in the last release, found by key.
 *
 * Shape: key columns of n units to n grades and n flags.
 * Degenerate: a unit that the release does not have, or a grade that the model does not have: `NO_GRADE`, not listed.
 * @throws invalid_argument when the release rates units by other columns
 * @example standings(result, model, units.keys).grade.codes // one code a unit
 */
export function standings(
  last: LastRelease,
  { rate, grade }: Pick<Model, 'rate' | 'grade'>,
  keys: readonly TextColumn[],
): Standings {
  checkSameUnits(last, rate, ['previous']);
  const keyAt = (columns: readonly TextColumn[], unit: number): string =>
    JSON.stringify(columns.map(column => textAt(column, unit)));
  const theirs = last.keys.map(({ column }) => column);
  const known = new Map<string, number>();
  for (let unit = 0; unit < last.count; unit++) known.set(keyAt(theirs, unit), unit);
  // Grades are found by name: the model may have got others since.
  const codes = (last.grade?.names ?? []).map(name => grade?.grades.indexOf(name) ?? -1);
  const count = keys[0].codes.length;
  const before = Array.from({ length: count }, (_, unit) => known.get(keyAt(keys, unit)) ?? -1);
  const codeOf = (unit: number): number => codes[last.grade?.codes[unit] ?? NO_GRADE] ?? -1;
  return {
    grade: {
      codes: Uint8Array.from(before, unit => (codeOf(unit) === -1 ? NO_GRADE : codeOf(unit))),
      releases: Float64Array.from(before, unit => last.grade?.releases?.[unit] ?? NaN),
    },
    listed: Uint8Array.from(before, unit => last.list?.listed[unit] ?? 0),
  };
}

/**
 * Refuses a last release of other units than the model rates.
 *
 * @throws invalid_argument with the path that is given
 * @example checkSameUnits(result, model.rate, ['previous']) // undefined
 */
export function checkSameUnits(
  { keys }: Pick<LastRelease, 'keys'>,
  { within, unit }: Model['rate'],
  path: FaultPath,
): void {
  const names = [...within, ...unit];
  const theirs = keys.map(({ name }) => name);
  if (theirs.length === names.length && theirs.every((name, at) => name === names[at])) return;
  throw new RatingError(
    'invalid_argument',
    path,
    `rates units by ${theirs.join(', ')}; this model rates them by ${names.join(', ')}`,
  );
}
