// The units of two releases side by side, one column each.
import { roundToSignificant } from '../stats/significant.ts';
import { NO_GRADE } from '../steps/grade/index.ts';
import { groupBy } from '../table/groups.ts';
import type { KeyedGroups } from '../table/groups.ts';
import { textColumn } from '../table/text.ts';
import { alignUnits, valuesAt } from './alignUnits.ts';
import type { AlignedUnits } from './alignUnits.ts';
import type { Comparable } from './comparable.ts';
import type { NamedColumn } from './outputs.ts';
import { CAUSES, splitChange } from './splitChange.ts';
import type { ChangeParts } from './splitChange.ts';

/** What became of a unit, by code: `entered` and `left` the ranked ones, `moved` in rank, score or grade, or not, or never ranked. */
export const STATUSES = ['entered', 'left', 'moved', 'same', 'unranked'] as const;

/** Every unit that one of two releases lists, one entry a unit in each column. */
export interface ComparedUnits extends AlignedUnits {
  readonly peers: KeyedGroups;
  /** Codes into `STATUSES`. */
  readonly status: Uint8Array;
  readonly rankBefore: Float64Array;
  readonly rankAfter: Float64Array;
  readonly scoreBefore: Float64Array;
  readonly scoreAfter: Float64Array;
  /** Codes into the grades of each release's model. */
  readonly gradeBefore: Uint8Array;
  readonly gradeAfter: Uint8Array;
  /** The change of score by cause; null when it cannot be worked out from releases. */
  readonly parts: ChangeParts | null;
}

/**
 * Puts the units of two releases side by side.
 *
 * Shape: two releases of n and m units to at most n + m units, in the order of their keys. Scores count as equal at 12 significant digits.
 * Degenerate: a unit that a release does not list has neither rank, score nor grade there.
 * @example compareUnits(result, result).status // [3, 3, 4]
 */
export function compareUnits(before: Comparable, after: Comparable): ComparedUnits {
  const units = alignUnits([before, after]);
  const [inBefore, inAfter] = units.rows;
  const [rankBefore, rankAfter] = [valuesAt(before.rank, inBefore), valuesAt(after.rank, inAfter)];
  const [scoreBefore, scoreAfter] = [valuesAt(before.score, inBefore), valuesAt(after.score, inAfter)];
  const [gradeBefore, gradeAfter] = [gradesAt(before, inBefore), gradesAt(after, inAfter)];
  const within = units.keys.slice(0, before.model.rate.within.length).map(({ column }) => column);
  const gradeName = ({ grade }: Comparable, code: number): string | undefined => grade?.names[code];
  const isSame = (unit: number): boolean =>
    rankBefore[unit] === rankAfter[unit] &&
    roundToSignificant(scoreBefore[unit]) === roundToSignificant(scoreAfter[unit]) &&
    gradeName(before, gradeBefore[unit]) === gradeName(after, gradeAfter[unit]);
  return {
    ...units,
    peers: groupBy(within, units.count),
    status: Uint8Array.from({ length: units.count }, (_, unit) =>
      STATUSES.indexOf(statusOf(rankBefore[unit], rankAfter[unit], isSame(unit))),
    ),
    rankBefore,
    rankAfter,
    scoreBefore,
    scoreAfter,
    gradeBefore,
    gradeAfter,
    parts: splitChange(before, after, inBefore, inAfter),
  };
}

function statusOf(before: number, after: number, isSame: boolean): (typeof STATUSES)[number] {
  if (Number.isNaN(before)) return Number.isNaN(after) ? 'unranked' : 'entered';
  if (Number.isNaN(after)) return 'left';
  return isSame ? 'same' : 'moved';
}

/** The grade of each unit in a release; none where the release does not list it. */
export function gradesAt({ grade }: Pick<Comparable, 'grade'>, rows: Int32Array): Uint8Array {
  return Uint8Array.from(rows, row => grade?.codes[row] ?? NO_GRADE);
}

/**
 * The compared units as columns of a file: keys, status, ranks, grades, scores, and the change of score by cause.
 *
 * Shape: one row a unit. Degenerate: without grades, or where the causes are not known, those columns are left out.
 * @example comparedColumns(compareUnits(result, result), result, result).map(each => each.name) // ['category', 'brand', 'status', 'rank_before', …]
 */
export function comparedColumns(units: ComparedUnits, before: Comparable, after: Comparable): NamedColumn[] {
  const number = (name: string, values: Float64Array): NamedColumn => ({ name, column: { type: 'number', values } });
  const grades = (name: string, { grade }: Comparable, codes: Uint8Array): NamedColumn[] =>
    grade ? [{ name, column: textColumn(Array.from(codes, code => grade.names[code] ?? null)) }] : [];
  const { parts } = units;
  return [
    ...units.keys,
    { name: 'status', column: textColumn(Array.from(units.status, code => STATUSES[code])) },
    number('rank_before', units.rankBefore),
    number('rank_after', units.rankAfter),
    ...grades('grade_before', before, units.gradeBefore),
    ...grades('grade_after', after, units.gradeAfter),
    number('score_before', units.scoreBefore),
    number('score_after', units.scoreAfter),
    number(
      'score_change',
      units.scoreAfter.map((score, unit) => score - units.scoreBefore[unit]),
    ),
    ...(parts ? CAUSES.map(cause => number(cause, parts[cause])) : []),
  ];
}
