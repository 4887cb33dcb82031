import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestWithin } from '../../src/stats/nearestWithin.ts';
import type { LinearLimit } from '../../src/stats/nearestWithin.ts';

const limit = (factors: number[], bound: number, isExact = false): LinearLimit => ({ factors, bound, isExact });
const simplex = (parts: number): LinearLimit[] => [
  limit(new Array<number>(parts).fill(1), 1, true),
  ...Array.from({ length: parts }, (_, at) =>
    limit(
      Array.from({ length: parts }, (__, other) => (other === at ? 1 : 0)),
      0,
    ),
  ),
];
const slack = ({ factors, bound }: LinearLimit, at: ArrayLike<number>): number =>
  factors.reduce((sum, factor, place) => sum + factor * at[place], -bound);

describe('the nearest point within limits', () => {
  it('is the point itself where it keeps them', () => {
    expect([...(nearestWithin([0.25, 0.75], simplex(2)) ?? [])]).toEqual([0.25, 0.75]);
  });

  it('lies on the edge that is nearest', () => {
    const found = nearestWithin([2, 0.5, -1], simplex(3)) ?? [];
    [1, 0, 0].forEach((value, at) => expect(found[at]).toBeCloseTo(value, 12));
  });

  it('keeps "at least twice the other"', () => {
    const [a, b] = nearestWithin([0.5, 0.5], [...simplex(2), limit([1, -2], 0)]) ?? [];
    expect(a).toBeCloseTo(2 / 3, 12);
    expect(b).toBeCloseTo(1 / 3, 12);
  });

  it('is none where no point keeps all limits', () => {
    expect(nearestWithin([0.5, 0.5], [...simplex(2), limit([1, 0], 0.7), limit([0, 1], 0.7)])).toBeUndefined();
    expect(nearestWithin([0], [limit([1], 2), limit([-1], -1)])).toBeUndefined();
  });

  it('keeps all limits, and no allowed point that is drawn lies nearer', () => {
    const number = fc.double({ min: -3, max: 3, noNaN: true });
    const weights = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 4, maxLength: 4 }),
        fc.double({ min: 0.2, max: 3, noNaN: true }),
        fc.array(weights, { minLength: 20, maxLength: 20 }),
        (point, times, others) => {
          const limits = [...simplex(4), limit([1, -times, 0, 0], 0), limit([0, 0, -1, 0], -0.4)];
          const found = nearestWithin(point, limits);
          if (!found) throw new Error('there is one');
          for (const each of limits) {
            if (each.isExact) expect(Math.abs(slack(each, found))).toBeLessThan(1e-10);
            else expect(slack(each, found)).toBeGreaterThan(-1e-10);
          }
          const far = (at: ArrayLike<number>): number => Math.hypot(...point.map((value, place) => value - at[place]));
          for (const drawn of others) {
            const whole = drawn.reduce((sum, value) => sum + value, 0);
            const allowed = drawn.map(value => value / whole);
            if (limits.slice(1).every(each => slack(each, allowed) >= 0))
              expect(far(allowed)).toBeGreaterThanOrEqual(far(found) - 1e-10);
          }
        },
      ),
      { seed: 5, numRuns: 300 },
    );
  });
});
