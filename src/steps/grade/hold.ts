// Hysteresis: what keeps a unit's grade where it was, although its score alone would give another.
import { roundToSignificant } from '../../stats/significant.ts';

/** What a model holds grades by. */
export interface HoldRule {
  readonly buffer: number;
  readonly stay?: number | undefined;
  readonly steps?: number | undefined;
}

/** The grades of the last release: a code a row, and for how many releases in a row it has been that. */
export interface LastGrades {
  readonly codes: Uint8Array;
  readonly releases: Float64Array;
}

/** Why a grade is not that of the score alone, in words; 0 is no reason. */
export const GRADE_HELD = [null, 'held by buffer', 'held by minimum stay', 'held by step limit'] as const;

const [BUFFER, STAY, STEPS] = [1, 2, 3];

/**
 * Whether anything holds grades.
 *
 * @example holdsGrades({ buffer: 0, steps: 1 }) // true
 */
export function holdsGrades({ buffer, stay = 1, steps }: HoldRule): boolean {
  return buffer > 0 || stay > 1 || steps !== undefined;
}

/** A grade, and the code of what holds it there. */
interface Held {
  readonly code: number;
  readonly by: number;
}

/**
 * The grade of one row after its last one: the buffer is asked first, then the minimum stay, then the step limit.
 *
 * Shape: the grade of the score alone, and the last with the number of releases it has lasted, to a grade and a place in `GRADE_HELD`.
 * Unit: codes, 0 is the best; the score and its borders, which fall, at 12 significant digits.
 * Degenerate: a last grade that the borders do not know holds nothing.
 * @source FTSE Russell, Ground Rules of the FTSE UK Index Series, section 8: separate lines for entering and leaving
 * @example heldGrade(48, Float64Array.of(50), 1, { code: 0, releases: 3 }, { buffer: 2 }) // { code: 0, by: 1 }
 */
export function heldGrade(
  score: number,
  borders: Float64Array,
  own: number,
  last: { readonly code: number; readonly releases: number },
  { buffer, stay = 1, steps = Infinity }: HoldRule,
): Held {
  if (last.code > borders.length || last.code === own) return { code: own, by: 0 };
  if (isWithin(score, borders, last.code, buffer)) return { code: last.code, by: BUFFER };
  if (last.releases < stay) return { code: last.code, by: STAY };
  if (Math.abs(own - last.code) > steps) return { code: last.code + Math.sign(own - last.code) * steps, by: STEPS };
  return { code: own, by: 0 };
}

/** Whether a score is inside of a grade's borders, both moved out by the buffer. */
function isWithin(score: number, borders: Float64Array, code: number, buffer: number): boolean {
  if (buffer === 0) return false;
  const isAboveLower = code === borders.length || score >= roundToSignificant(borders[code] - buffer);
  const isBelowUpper = code === 0 || score < roundToSignificant(borders[code - 1] + buffer);
  return isAboveLower && isBelowUpper;
}
