// How alike rows are: by hand, and laws that the methods rely on.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gaussian } from '../../../src/order/similarity/gaussian.ts';
import { simpleMatching } from '../../../src/order/similarity/simpleMatching.ts';
import type { Similarity } from '../../../src/order/similarity/similarity.ts';
import { cosine, dot } from '../../../src/order/similarity/vectors.ts';
import { dates } from '../../../src/table/days.ts';
import { oneGroup } from '../../../src/table/groups.ts';
import { textColumn } from '../../../src/table/text.ts';
import '../../support/arbitraries.ts';
import { value } from '../../support/arbitraries.ts';

const ROWS = 5;
const column = fc.array(value, { minLength: ROWS, maxLength: ROWS }).map(values => Float64Array.from(values));
const columns = fc.array(column, { minLength: 1, maxLength: 4 });
const MEASURES: readonly (readonly [string, (columns: readonly Float64Array[]) => Similarity])[] = [
  [
    'cosine',
    each =>
      cosine(
        each.flatMap(values => [...values]),
        each.length,
      ),
  ],
  [
    'dot',
    each =>
      dot(
        each.flatMap(values => [...values]),
        each.length,
      ),
  ],
  ['gaussian', each => gaussian(each, oneGroup(ROWS))],
  [
    'simple-matching',
    each =>
      simpleMatching(
        each.map(values => ({ type: 'number', values })),
        ROWS,
      ),
  ],
];

describe.each(MEASURES)('%s', (name, make) => {
  it('is a number, the same both ways, and no greater than 1 but for dot', () => {
    fc.assert(
      fc.property(columns, given => {
        const similarity = make(given);
        expect(similarity.rows).toBe(ROWS);
        for (let row = 0; row < ROWS; row++) {
          for (let other = 0; other < ROWS; other++) {
            const between = similarity.between(row, other);
            expect(between).toBe(similarity.between(other, row));
            expect(Number.isFinite(between)).toBe(true);
            if (name !== 'dot') expect(between).toBeLessThanOrEqual(1 + 1e-12);
          }
        }
      }),
    );
  });
});

describe('cosine', () => {
  it('does not hang on how long vectors are, also where squares overflow or vanish', () => {
    const similarity = cosine([3e300, 4e300, 6, 8, -3e-300, -4e-300, 4, -3], 2);
    expect(similarity.between(0, 1)).toBeCloseTo(1, 12);
    expect(similarity.between(0, 2)).toBeCloseTo(-1, 12);
    expect(similarity.between(0, 3)).toBeCloseTo(0, 12);
  });

  it('takes a vector that lacks a number, has an infinite one, or is all zeros for unlike any', () => {
    const similarity = cosine([1, 0, NaN, 1, Infinity, 1, 0, 0], 2);
    for (const row of [1, 2, 3]) expect([similarity.between(0, row), similarity.between(row, row)]).toEqual([0, 0]);
  });

  it('refuses numbers that are no whole vectors', () => {
    expect(() => cosine([1, 2, 3], 2)).toThrow('3 numbers are no whole vectors of 2 dimensions');
    expect(() => dot([1, 2, 3], 0)).toThrow('3 numbers are no whole vectors of 0 dimensions');
  });
});

describe('simple-matching', () => {
  it('counts equal values of text, numbers and days; missing ones equal nothing', () => {
    const similarity = simpleMatching(
      [
        textColumn(['north', 'north', null, null]),
        { type: 'number', values: Float64Array.of(5, 5, 5, NaN) },
        dates(['2018-08-01', '2018-08-02', '2018-08-01', null]),
        textColumn(['__proto__', 'constructor', '__proto__', null]),
      ],
      4,
    );
    expect([1, 2, 3].map(other => similarity.between(0, other))).toEqual([0.5, 0.75, 0]);
    expect(similarity.between(3, 3)).toBe(0);
  });
});

describe('gaussian', () => {
  it('leaves out what one of two rows lacks, and a column of equal numbers tells nothing apart', () => {
    const similarity = gaussian([Float64Array.of(0, 2, 4, NaN), Float64Array.of(1, NaN, 1, 1)], oneGroup(4));
    // The deviation of 0, 2, 4 is 2.
    expect(similarity.between(0, 1)).toBeCloseTo(Math.exp(-1 / 2), 12);
    expect(similarity.between(0, 2)).toBeCloseTo(Math.exp(-4 / 4), 12);
    expect(similarity.between(0, 3)).toBe(1);
    expect(similarity.between(1, 3)).toBe(0);
  });

  it('does not hang on the unit of a column', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -99, max: 99 }), { minLength: ROWS, maxLength: ROWS }), given => {
        const [before, after] = [1, 1024].map(unit =>
          gaussian([Float64Array.from(given, each => each * unit)], oneGroup(ROWS)),
        );
        expect(after.between(0, 1)).toBeCloseTo(before.between(0, 1), 12);
      }),
    );
  });
});
