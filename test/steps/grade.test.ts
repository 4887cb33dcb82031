import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyGrades, fitGrades, grade, NO_GRADE } from '../../src/steps/grade/index.ts';
import type { GradeSpec } from '../../src/steps/grade/index.ts';
import { naturalBreaksOf } from '../../src/stats/naturalBreaks.ts';
import { groupsOf, oneGroup } from '../../src/table/groups.ts';
import { fixture } from '../support/golden.ts';
import { heldAgainst } from '../support/held.ts';

const tiers = Float64Array.from(readFileSync(fixture('numeric/tier_values.csv'), 'utf8').trim().split('\n'), Number);
// Made by R, see SOURCE.md.
const r = JSON.parse(readFileSync(fixture('numeric/classint_R.json'), 'utf8')) as Record<string, number[]>;

const graded = (scores: readonly (number | null)[], spec: GradeSpec, last?: Uint8Array): (string | undefined)[] => {
  const before = last && { codes: last, releases: new Float64Array(last.length).fill(1) };
  const { names, codes } = grade(scores, oneGroup(scores.length), spec, before);
  return [...codes].map(code => names[code]);
};

describe('cut-points', () => {
  const spec = { method: 'cut-points', grades: ['S', 'A', 'B'], from: [85, 50] } as const satisfies object;
  const own: GradeSpec = { ...spec, grades: [...spec.grades], from: [...spec.from] };

  it('each grade but the last begins at its own score', () => {
    expect(graded([100, 85, 84.999, 50, 49, -5, null], own)).toEqual(['S', 'S', 'A', 'A', 'B', 'B', undefined]);
  });

  it('a score that agrees with a border to 12 digits is on it', () => {
    expect(graded([85 - 1e-12, 85 - 1e-9], own)).toEqual(['S', 'A']);
  });

  it('one grade is for all', () => {
    expect(graded([1, null], { method: 'cut-points', grades: ['listed'], from: [] })).toEqual(['listed', undefined]);
  });

  it.each([
    [['A', 'B'], [50, 10], 'from: give one score less than there are grades'],
    [['A', 'B', 'C'], [10, 50], 'from: scores must fall from the best grade on'],
    [['A', 'B', 'C'], [50, 50], 'from: scores must fall from the best grade on'],
    [['A', 'A'], [50], 'grades: grades must differ from each other'],
  ])('refuses grades %j from %j', (grades, from, message) => {
    expect(() => grade([1], oneGroup(1), { method: 'cut-points', grades, from })).toThrow(message);
  });

  describe('with a buffer of 2', () => {
    const buffered: GradeSpec = { ...own, buffer: 2 };
    const [S, A, B] = [0, 1, 2];

    it('holds the last grade while the score is less than 2 beyond its border', () => {
      expect(graded([83, 82.9, 48, 47.9], buffered, Uint8Array.of(S, S, A, A))).toEqual(['S', 'A', 'A', 'B']);
      expect(graded([86.9, 87, 51.9, 52], buffered, Uint8Array.of(A, A, B, B))).toEqual(['A', 'S', 'B', 'A']);
    });

    it('gives a unit without a last grade the grade of its score', () => {
      expect(graded([84, 86], buffered, Uint8Array.of(NO_GRADE, NO_GRADE))).toEqual(['A', 'S']);
      expect(graded([84, 86], buffered)).toEqual(['A', 'S']);
    });

    it('lets a score fall by two grades at once', () => {
      expect(graded([10], buffered, Uint8Array.of(S))).toEqual(['B']);
    });
  });
});

describe('quantile', () => {
  it('the best grade begins at the quantile above which its share lies', () => {
    const spec: GradeSpec = { method: 'quantile', grades: ['A', 'B', 'C'], shares: [0.2, 0.3] };
    // Borders: the 0.8 quantile of 1 to 11 is 9, the 0.5 quantile 6.
    expect(graded([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], spec)).toEqual([
      'C',
      'C',
      'C',
      'C',
      'C',
      'B',
      'B',
      'B',
      'A',
      'A',
      'A',
    ]);
  });

  it('a share for the last grade may be written', () => {
    const scores = [1, 2, 3, 4, null];
    const short = graded(scores, { method: 'quantile', grades: ['A', 'B'], shares: [0.25] });
    expect(graded(scores, { method: 'quantile', grades: ['A', 'B'], shares: [0.25, 0.75] })).toEqual(short);
  });

  it('equal scores, or one, get the best grade', () => {
    expect(graded([7, 7, 7], { method: 'quantile', grades: ['A', 'B'], shares: [0.1] })).toEqual(['A', 'A', 'A']);
    expect(graded([7], { method: 'quantile', grades: ['A', 'B'], shares: [0.1] })).toEqual(['A']);
  });

  it('borders are those of the own group', () => {
    const groups = { of: Uint32Array.of(0, 0, 1, 1), count: 2 };
    const { codes } = grade([1, 2, 10, 20], groups, { method: 'quantile', grades: ['A', 'B'], shares: [0.5] });
    expect([...codes]).toEqual([1, 0, 1, 0]);
  });

  it.each([
    [['A', 'B'], [0.5, 0.6], 'shares: shares must sum to 1'],
    [['A', 'B'], [0.3, 0.3, 0.4], 'shares: give one share a grade'],
    [['A', 'B'], [1], 'shares: shares must sum to 1'],
    [['A', 'B'], [0], 'shares.0'],
  ])('refuses grades %j with shares %j', (grades, shares, message) => {
    expect(() => grade([1], oneGroup(1), { method: 'quantile', grades, shares })).toThrow(message);
  });
});

describe('share', () => {
  const top = (shares: readonly number[], grades = ['S', 'A', 'B']): GradeSpec => ({
    method: 'share',
    grades: [...grades],
    shares: [...shares],
  });

  it('counts units, not points of score: of 20, the best 1 is the top 5 percent and the next 3 are the next 15', () => {
    const scores = Array.from({ length: 20 }, (_, row) => (row === 0 ? 1e6 : row));
    const grades = graded(scores, top([0.05, 0.15]));
    expect(grades[0]).toBe('S');
    expect(grades.slice(17)).toEqual(['A', 'A', 'A']);
    expect(grades.filter(each => each === 'B')).toHaveLength(16);
  });

  it('counts a part of a unit up, so that every group has a best one', () => {
    expect(graded([3, 2, 1], top([0.05, 0.15]))).toEqual(['S', 'B', 'B']);
    expect(graded([7], top([0.05, 0.15]))).toEqual(['S']);
  });

  it('keeps ties together, in the better grade', () => {
    expect(graded([9, 7, 7, 7, 1], top([0.2, 0.2]))).toEqual(['S', 'A', 'A', 'A', 'B']);
    expect(graded([5, 5, 5], top([0.05, 0.15]))).toEqual(['S', 'S', 'S']);
  });

  it('takes shares that sum to 0.30000000000000004 for three in ten', () => {
    const scores = Array.from({ length: 10 }, (_, row) => row);
    expect(graded(scores, top([0.1, 0.2])).filter(each => each === 'B')).toHaveLength(7);
  });

  it('gives a grade to the units of which fewer than its share are better (definition, row by row)', () => {
    const score = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(NaN));
    fc.assert(
      fc.property(
        fc.array(score, { maxLength: 40 }),
        fc.constantFrom([1, 2], [5, 15], [10, 20], [50, 49]),
        (scores, cut) => {
          const { codes } = grade(Float64Array.from(scores), oneGroup(scores.length), top(cut.map(each => each / 100)));
          const known = scores.filter(each => !Number.isNaN(each));
          scores.forEach((own, row) => {
            if (Number.isNaN(own)) return expect(codes[row]).toBe(NO_GRADE);
            const better = known.filter(each => each > own).length * 100;
            const expected = better < cut[0] * known.length ? 0 : better < (cut[0] + cut[1]) * known.length ? 1 : 2;
            expect(codes[row]).toBe(expected);
          });
        },
      ),
    );
  });

  it('matches R quantile type 1 of the scores turned around, 1e-9', () => {
    const shares = [0.1, 0.15, 0.25, 0.25, 0.15];
    const { cuts } = fitGrades(
      tiers.map(each => -each),
      oneGroup(tiers.length),
      top(shares, ['S', 'A', 'B', 'C', 'D', 'E']),
    );
    const turned = cuts[0].map(each => -each);
    heldAgainst('grade: share', 'R 4.2.2', turned, r.quantile_type1);
  });
});

describe('natural-breaks', () => {
  const breaks = (count: number, across: 'peers' | 'all' = 'peers'): GradeSpec => ({
    method: 'natural-breaks',
    grades: Array.from({ length: count }, (_, at) => `G${at}`),
    across,
  });

  it.each([3, 4, 5, 6])('matches R classInt fisher with %i classes, 1e-9', count => {
    const { cuts } = fitGrades(tiers, oneGroup(tiers.length), breaks(count));
    heldAgainst(
      'grade: natural-breaks',
      'R classInt 0.4.9',
      [...cuts[0]].reverse(),
      r[`fisher_k${count}`].slice(1, -1),
    );
  });

  it.each([3, 4, 5, 6])('has the classes of R classInt jenks with %i classes', count => {
    const { codes } = grade(tiers, oneGroup(tiers.length), breaks(count));
    // Its inner breaks are the greatest value of each class.
    const upper = r[`jenks_k${count}`].slice(1, -1);
    expect([...codes]).toEqual([...tiers].map(each => upper.filter(border => each <= border).length));
  });

  it('gives fewer distinct scores than grades one grade each, from the best on', () => {
    expect(graded([10, 90, 10, null], breaks(4))).toEqual(['G1', 'G0', 'G1', undefined]);
    expect(graded([7, 7], breaks(3))).toEqual(['G0', 'G0']);
    expect(graded([7], breaks(1))).toEqual(['G0']);
  });

  it('puts scores that agree to 12 digits into one class', () => {
    expect(graded([0.1 + 0.2, 0.3, 0.1], breaks(3))).toEqual(['G0', 'G0', 'G1']);
    expect(graded([1, 1.00000000001], breaks(2))).toEqual(['G1', 'G0']);
  });

  it('finds the least squares of all ways to cut (brute force)', () => {
    const small = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(small, fc.integer({ min: 1, max: 4 }), (values, count) => {
        const sorted = Float64Array.from(values).sort();
        const borders = [...naturalBreaksOf(sorted, count)];
        const classes = Array.from({ length: count }, (_, code) =>
          [...sorted].filter(each => borders.filter(border => each < border).length === code),
        );
        const found = classes.reduce((sum, each) => sum + squares(each), 0);
        expect(Math.abs(found - leastSquares([...sorted], count))).toBeLessThan(1e-9);
      }),
    );
  });
});

/** The sum of squares of values around their mean. */
function squares(values: readonly number[]): number {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  return values.reduce((sum, each) => sum + (each - mean) ** 2, 0);
}

function leastSquares(sorted: readonly number[], classes: number): number {
  if (classes === 1 || sorted.length < 2) return squares(sorted);
  const ends = sorted.map((_, at) => at + 1);
  return Math.min(...ends.map(end => squares(sorted.slice(0, end)) + leastSquares(sorted.slice(end), classes - 1)));
}

describe('standard-deviations', () => {
  const deviations = (from: readonly number[]): GradeSpec => ({
    method: 'standard-deviations',
    grades: Array.from({ length: from.length + 1 }, (_, at) => `G${at}`),
    from: [...from],
  });

  it('matches R classInt sd: the mean and whole deviations around it, 1e-9', () => {
    const { cuts } = fitGrades(tiers, oneGroup(tiers.length), deviations([8, 7, 6, 5, 4, 3, 2, 1, 0, -1]));
    heldAgainst('grade: standard-deviations', 'R classInt 0.4.9', [...cuts[0]].reverse(), r.sd);
  });

  it('a grade begins so many deviations from the mean', () => {
    // Mean 20, deviation 10.
    expect(graded([10, 20, 30, null], deviations([1, 0]))).toEqual(['G2', 'G1', 'G0', undefined]);
  });

  it('equal scores, or one, get the grade of the mean', () => {
    expect(graded([7, 7, 7], deviations([1, 0, -1]))).toEqual(['G1', 'G1', 'G1']);
    expect(graded([0.1 + 0.2], deviations([1, -1]))).toEqual(['G1']);
  });

  it('refuses deviations that do not fall, or are too few', () => {
    expect(() => graded([1], deviations([0, 1]))).toThrow('from: deviations must fall from the best grade on');
    const few: GradeSpec = { method: 'standard-deviations', grades: ['A', 'B', 'C'], from: [0] };
    expect(() => graded([1], few)).toThrow('from: give one number of deviations less than there are grades');
  });
});

describe('across', () => {
  const scores = Float64Array.of(1, 2, 10, 20, NaN);
  const groups = groupsOf(['a', 'a', 'b', 'b', 'c']);
  const specs: readonly GradeSpec[] = [
    { method: 'cut-points', grades: ['A', 'B'], from: [5] },
    { method: 'quantile', grades: ['A', 'B'], shares: [0.5] },
    { method: 'share', grades: ['A', 'B'], shares: [0.5] },
    { method: 'natural-breaks', grades: ['A', 'B'] },
    { method: 'standard-deviations', grades: ['A', 'B'], from: [0] },
  ];

  it.each(specs)('all: $method has the borders of all scores together in every group', spec => {
    const { cuts } = fitGrades(scores, groups, { ...spec, across: 'all' });
    const [together] = fitGrades(scores, oneGroup(5), spec).cuts;
    expect(cuts).toEqual([together, together, together]);
  });

  it.each(specs.slice(1))('peers: $method has borders of its own in every group', spec => {
    expect([...grade(scores, groups, spec).codes]).toEqual([1, 0, 1, 0, NO_GRADE]);
    expect(fitGrades(scores, groups, { ...spec, across: 'peers' })).toEqual(fitGrades(scores, groups, spec));
  });
});

it('a group whose borders are not known gets no grade', () => {
  const spec: GradeSpec = { method: 'quantile', grades: ['A', 'B'], shares: [0.5] };
  const cuts = fitGrades(Float64Array.of(NaN, 1), { of: Uint32Array.of(0, 1), count: 2 }, spec);
  expect([...applyGrades(Float64Array.of(5, 5), { of: Uint32Array.of(0, 1), count: 2 }, cuts, spec).codes]).toEqual([
    NO_GRADE,
    0,
  ]);
});
