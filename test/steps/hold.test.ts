import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GRADE_HELD } from '../../src/steps/grade/hold.ts';
import { grade, NO_GRADE } from '../../src/steps/grade/index.ts';
import type { GradeSpec } from '../../src/steps/grade/index.ts';
import { listTop, LIST_HELD } from '../../src/steps/rank/list.ts';
import type { ListSpec } from '../../src/steps/rank/list.ts';
import { groupsOf, oneGroup } from '../../src/table/groups.ts';

const NAMES = ['S', 'A', 'B', 'C'];
const spec = (hold: Partial<GradeSpec>): GradeSpec =>
  ({ method: 'cut-points', grades: NAMES, from: [85, 70, 50], ...hold }) as GradeSpec;

/** One unit's grades over releases, each with what holds it and for how many releases it has lasted. */
function history(scores: readonly (number | null)[], hold: Partial<GradeSpec>): string[] {
  let last: { codes: Uint8Array; releases: Float64Array } | undefined;
  return scores.map(score => {
    const { codes, held, releases } = grade([score], oneGroup(1), spec(hold), last);
    if (!held || !releases) throw new Error('grades are not held');
    last = { codes, releases };
    if (codes[0] === NO_GRADE) return 'none';
    return [NAMES[codes[0]], releases[0], GRADE_HELD[held[0]]].filter(each => each !== null).join(' ');
  });
}

describe('a grade', () => {
  it('is held by the buffer until the score is beyond it', () => {
    expect(history([71, 69, 68, 67.9, 71.9, 72], { buffer: 2 })).toEqual([
      'A 1',
      'A 2 held by buffer',
      'A 3 held by buffer',
      'B 1',
      'B 2 held by buffer',
      'A 1',
    ]);
  });

  it('has lines at the decimals that people write: 70 less 0.3 is 69.7', () => {
    expect(history([71, 69.7], { buffer: 0.3 })).toEqual(['A 1', 'A 2 held by buffer']);
    expect(history([71, 69.69], { buffer: 0.3 })).toEqual(['A 1', 'B 1']);
  });

  it('is kept for its minimum stay, up and down', () => {
    expect(history([71, 90, 10, 10, 90, 90, 90, 90], { stay: 3 })).toEqual([
      'A 1',
      'A 2 held by minimum stay',
      'A 3 held by minimum stay',
      'C 1',
      'C 2 held by minimum stay',
      'C 3 held by minimum stay',
      'S 1',
      'S 2',
    ]);
  });

  it('moves no more than the stated steps a release', () => {
    expect(history([90, 10, 10, 10, 99], { steps: 1 })).toEqual([
      'S 1',
      'A 1 held by step limit',
      'B 1 held by step limit',
      'C 1',
      'B 1 held by step limit',
    ]);
    expect(history([90, 10, 10], { steps: 2 })).toEqual(['S 1', 'B 1 held by step limit', 'C 1']);
  });

  it('names the buffer before the minimum stay, and both before the step limit', () => {
    expect(history([71, 69], { buffer: 2, stay: 2, steps: 1 })).toEqual(['A 1', 'A 2 held by buffer']);
    expect(history([90, 10], { buffer: 2, stay: 2, steps: 1 })).toEqual(['S 1', 'S 2 held by minimum stay']);
  });

  it('begins anew after a release without one', () => {
    expect(history([71, null, 69], { buffer: 2 })).toEqual(['A 1', 'none', 'B 1']);
  });

  it('tells nothing of holding when the model does not ask for it', () => {
    expect(grade([71], oneGroup(1), spec({ stay: 1 }))).toEqual({ names: NAMES, codes: Uint8Array.of(1) });
  });

  it('is held under borders that are learned too', () => {
    const quantile: GradeSpec = { method: 'quantile', grades: ['A', 'B'], shares: [0.5], buffer: 1.5 };
    // The border is the median, 3; the second unit had an A.
    const last = { codes: Uint8Array.of(NO_GRADE, 0, 1, 1, 1), releases: new Float64Array(5).fill(1) };
    expect([...grade([1, 2, 3, 4, 5], oneGroup(5), quantile, last).codes]).toEqual([1, 0, 1, 1, 0]);
  });

  it.each([
    [{ buffer: -1 }, 'buffer: must be at least 0'],
    [{ stay: 0 }, 'stay: must be at least 1'],
    [{ stay: 1.5 }, 'stay: a whole number should stand here'],
    [{ steps: 0 }, 'steps: must be at least 1'],
  ])('is not held by %j', (hold, message) => {
    expect(() => grade([1], oneGroup(1), spec(hold))).toThrow(message);
  });

  it('never moves further than the steps, nor before its stay, and without a reason is that of the score', () => {
    const scores = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 2, maxLength: 12 });
    const hold = fc.record({
      buffer: fc.integer({ min: 0, max: 8 }),
      stay: fc.integer({ min: 2, max: 4 }),
      steps: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(scores, hold, (series, rule) => {
        let last: { codes: Uint8Array; releases: Float64Array } | undefined;
        for (const score of series) {
          const alone = grade([score], oneGroup(1), spec({})).codes[0];
          const now = grade([score], oneGroup(1), spec(rule), last);
          const [code, by, releases] = [now.codes[0], now.held?.[0] ?? 0, now.releases ?? Float64Array.of(0)];
          expect(by === 0 ? code : -1).toBe(by === 0 ? alone : -1);
          if (by !== 0) expect(code).not.toBe(alone);
          if (last && code !== last.codes[0]) {
            expect(Math.abs(code - last.codes[0])).toBeLessThanOrEqual(rule.steps);
            expect(last.releases[0]).toBeGreaterThanOrEqual(rule.stay);
            expect(releases[0]).toBe(1);
          }
          last = { codes: now.codes, releases };
        }
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});

describe('a list of fixed size', () => {
  /** The list that scores falling from 100 give to places 1, 2, …, as place numbers. */
  const places = (count: number, rule: ListSpec, on: readonly number[]): { listed: number[]; held: string[] } => {
    const scores = Array.from({ length: count }, (_, at) => 100 - at);
    const last = Uint8Array.from(scores, (_, at) => (on.includes(at + 1) ? 1 : 0));
    const { listed, held } = listTop(scores, oneGroup(count), rule, [], last);
    const all = [...scores.keys()].map(at => at + 1);
    return {
      listed: all.filter(place => listed[place - 1] === 1),
      held: all.flatMap(place => {
        const reason = LIST_HELD[held[place - 1]];
        return reason === null ? [] : [`${place} ${reason}`];
      }),
    };
  };
  const span = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);

  it('follows the 40-60 rule of the EURO STOXX 50, worked by hand', () => {
    // The largest 40 are in; then the largest current components of places 41 to 60, until there are 50.
    const stoxx = { size: 50, entry: 40, exit: 60 };
    // 39 components among the 40, and 11 more at 41 to 45, 50, 52, 55, 58, 60 and 70: ten free places, the one at 70 is out.
    const on = [...span(1, 12), ...span(14, 40), ...span(41, 45), 50, 52, 55, 58, 60, 70];
    expect(places(80, stoxx, on)).toEqual({
      listed: [...span(1, 40), ...span(41, 45), 50, 52, 55, 58, 60],
      held: [
        ...span(46, 49).map(place => `${place} kept off the list by buffer`),
        ...[52, 55, 58, 60].map(place => `${place} stays on the list by buffer`),
      ],
    });
    // Four components among 41 to 60: they stay, and the next best of all fill the list.
    expect(places(80, stoxx, [...span(1, 40), 44, 51, 57, 60, 61, 77]).listed).toEqual([...span(1, 47), 51, 57, 60]);
    // Fourteen of them: the ten largest stay.
    expect(places(80, stoxx, [...span(1, 36), ...span(45, 58)]).listed).toEqual([...span(1, 40), ...span(45, 54)]);
  });

  it('follows the lines of the FTSE 100: in at 90, out at 111', () => {
    const ftse = { size: 100, entry: 90, exit: 110 };
    // Place 90 enters for the lowest constituent, at 105; one at 111 leaves, and the best non-constituent, at 95, comes in for it.
    expect(places(130, ftse, [...span(1, 89), ...span(91, 94), ...span(96, 101), 105]).listed).toEqual([
      ...span(1, 94),
      ...span(96, 101),
    ]);
    expect(places(130, ftse, [...span(1, 94), ...span(96, 100), 111]).listed).toEqual(span(1, 100));
  });

  it('is the balance of who enters and who leaves, as FTSE states it', () => {
    const constituents = (count: number, size: number, entry: number, exit: number, on: Set<number>): number[] => {
      const stay = span(1, count).filter(place => on.has(place) && place <= exit);
      const enter = span(1, count).filter(place => !on.has(place) && place <= entry);
      // More leave than enter: the best of those outside come in; more enter than leave: the lowest constituents go.
      const outside = span(1, count).filter(place => !stay.includes(place) && !enter.includes(place));
      const short = size - stay.length - enter.length;
      const kept =
        short < 0 ? stay.slice(0, short) : [...stay, ...outside.filter(place => !on.has(place)).slice(0, short)];
      return [...kept, ...enter].sort((a, b) => a - b);
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 5 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 12, maxLength: 25 }),
        (size, below, above, candidates) => {
          const [entry, exit] = [Math.max(1, size - below), size + above];
          const on = new Set(candidates.slice(0, size));
          expect(places(40, { size, entry, exit }, [...on]).listed).toEqual(constituents(40, size, entry, exit, on));
        },
      ),
      { seed: 4, numRuns: 500 },
    );
  });

  it('is the top of its size without a buffer, or without a last list', () => {
    expect(places(9, { size: 3 }, [4, 5, 6])).toEqual({ listed: [1, 2, 3], held: [] });
    expect(places(9, { size: 3, entry: 1, exit: 6 }, [])).toEqual({ listed: [1, 2, 3], held: [] });
  });

  it('takes all of a group that is smaller, none without a score, and breaks ties by row', () => {
    const { listed } = listTop([1, NaN, 5, 5, 5], groupsOf(['a', 'a', 'b', 'b', 'b']), { size: 2 });
    expect([...listed]).toEqual([1, 0, 1, 1, 0]);
    expect([
      ...listTop([1, NaN, 5, 5, 5], groupsOf(['a', 'a', 'b', 'b', 'b']), { size: 2, across: 'all' }).listed,
    ]).toEqual([0, 0, 1, 1, 0]);
    expect([...listTop([5, 5, 5], oneGroup(3), { size: 1 }, [Float64Array.of(0, 2, 1)]).listed]).toEqual([0, 1, 0]);
    expect(listTop([], oneGroup(0), { size: 1 })).toEqual({ listed: new Uint8Array(0), held: new Uint8Array(0) });
  });

  it.each([
    [{ size: 5, entry: 6 }, 'entry: must be at most the size'],
    [{ size: 5, exit: 4 }, 'exit: must be at least the size'],
    [{ size: 0 }, 'size: must be at least 1'],
    [{ size: 2.5 }, 'size: a whole number should stand here'],
  ])('is not one of %j', (rule, message) => {
    expect(() => listTop([1], oneGroup(1), rule)).toThrow(message);
  });
});
