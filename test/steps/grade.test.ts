import { describe, expect, it } from 'vitest';
import { applyGrades, fitGrades, grade, NO_GRADE } from '../../src/steps/grade/index.ts';
import type { GradeSpec } from '../../src/steps/grade/index.ts';
import { oneGroup } from '../../src/table/groups.ts';

const graded = (scores: readonly (number | null)[], spec: GradeSpec, last?: Uint8Array): (string | undefined)[] => {
  const { names, codes } = grade(scores, oneGroup(scores.length), spec, last);
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

it('a group whose borders are not known gets no grade', () => {
  const spec: GradeSpec = { method: 'quantile', grades: ['A', 'B'], shares: [0.5] };
  const cuts = fitGrades(Float64Array.of(NaN, 1), { of: Uint32Array.of(0, 1), count: 2 }, spec);
  expect([...applyGrades(Float64Array.of(5, 5), { of: Uint32Array.of(0, 1), count: 2 }, cuts, spec).codes]).toEqual([
    NO_GRADE,
    0,
  ]);
});
