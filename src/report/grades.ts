// Grades as badges and in words.
import type { Model } from '../model/spec.ts';
import { MISSING, percent, points } from './figures.ts';
import { joined, markup, plain } from './markup.ts';
import type { Markup } from './markup.ts';

const TONES = 5;
const MOST_OF_NAME = 16;

/**
 * A grade as a badge, the darker the better.
 *
 * Degenerate: a code without a name is `–`.
 * @example badge(['A', 'B'], 0).html // '<b class="grade t0">A</b>'
 */
export function badge(names: readonly string[], code: number): Markup {
  if (!(code < names.length)) return markup`${MISSING}`;
  const tone = names.length === 1 ? 0 : Math.round((code / (names.length - 1)) * (TONES - 1));
  return markup`<b class="grade t${tone}">${plain(names[code], MOST_OF_NAME)}</b>`;
}

/**
 * The borders of grades in words.
 *
 * @example cutText(['A', 'B', 'C'], [70, 50]) // 'A from 70.0, B from 50.0, C below'
 */
export function cutText(names: readonly string[], cuts: readonly number[]): string {
  const shown = names.map(name => plain(name, MOST_OF_NAME));
  const from = shown.slice(0, -1).map((name, at) => `${name} from ${points(cuts[at])}`);
  return [...from, ...(cuts.length > 0 ? [`${shown[shown.length - 1]} below`] : [])].join(', ');
}

/**
 * The grades of a model, each with where it begins.
 *
 * @example gradeRule({ method: 'cut-points', grades: ['A', 'B'], from: [50], buffer: 0 }).html // '<b class="grade t0">A</b> from 50, <b class="grade t4">B</b> below'
 * @example gradeRule({ method: 'share', grades: ['A', 'B'], shares: [0.2], across: 'all', buffer: 0 }).html.endsWith('the rest of all groups together') // true
 */
export function gradeRule(spec: NonNullable<Model['grade']>): Markup {
  const last = spec.grades.length - 1;
  switch (spec.method) {
    case 'cut-points': {
      const rules = spec.grades.map(
        (_, code) => markup`${badge(spec.grades, code)} ${code === last ? 'below' : `from ${spec.from[code]}`}`,
      );
      return markup`${joined(rules, ', ')}${heldText(spec)}`;
    }
    case 'quantile':
    case 'share': {
      const rules = spec.grades.map((_, code) => {
        const share = spec.shares[code];
        return markup`${badge(spec.grades, code)} ${code === last || share === undefined ? 'the rest' : `${code === 0 ? 'best' : 'next'} ${percent(share)}`}`;
      });
      return markup`${joined(rules, ', ')} of ${population(spec)}${heldText(spec)}`;
    }
    case 'natural-breaks':
      return markup`${joined(
        spec.grades.map((_, code) => badge(spec.grades, code)),
        ', ',
      )} by the natural breaks of ${population(spec)}${heldText(spec)}`;
    case 'standard-deviations': {
      const rules = spec.grades.map(
        (_, code) => markup`${badge(spec.grades, code)} ${code === last ? 'below' : `from ${spec.from[code]}`}`,
      );
      return markup`${joined(rules, ', ')} standard deviations from the mean of ${population(spec)}${heldText(spec)}`;
    }
  }
}

/** What holds a grade from one release to the next. */
function heldText({ buffer, stay = 1, steps }: NonNullable<Model['grade']>): string {
  return [
    ...(buffer > 0 ? [`; the last grade is kept within ${buffer} of its borders`] : []),
    ...(stay > 1 ? [`; a grade is kept for ${stay} releases at least`] : []),
    ...(steps === undefined ? [] : [`; no more than ${steps} ${steps === 1 ? 'grade' : 'grades'} a release`]),
  ].join('');
}

/** Whose scores set the borders. */
function population({ across }: NonNullable<Model['grade']>): string {
  return across === 'all' ? 'all groups together' : 'each group';
}
