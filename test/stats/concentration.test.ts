import { describe, expect, it } from 'vitest';
import { concentrations } from '../../src/stats/concentration.ts';
import { giniCoefficient } from '../../src/stats/giniCoefficient.ts';
import { groupsOf, oneGroup } from '../../src/table/groups.ts';
import { holm } from '../../src/stats/holm.ts';
import { studentTails } from '../../src/stats/studentT.ts';

describe('concentration', () => {
  it('matches the worked example of the US merger guidelines: shares 30, 30, 20, 20 have an HHI of 2,600', () => {
    const { hhi, count } = concentrations(Float64Array.of(30, 30, 20, 20), oneGroup(4));
    expect(hhi[0] * 10_000).toBeCloseTo(2600, 9);
    expect(count[0]).toBe(4);
  });

  it('takes the four and the eight greatest, and all of them where there are fewer', () => {
    const values = Float64Array.of(40, 20, 10, 10, 5, 5, 4, 3, 2, 1);
    const { cr4, cr8 } = concentrations(values, oneGroup(10));
    expect([cr4[0], cr8[0]]).toEqual([0.8, 0.97]);
    expect(concentrations(values.subarray(0, 3), oneGroup(3)).cr4[0]).toBe(1);
  });

  it('gives the missing, the zero and the negative no part; a group of none is missing', () => {
    const groups = groupsOf(['a', 'a', 'a', 'a', 'b']);
    const { count, hhi, gini } = concentrations(Float64Array.of(1, NaN, 0, -5, NaN), groups);
    expect([...count]).toEqual([1, 0]);
    expect([...hhi]).toEqual([1, NaN]);
    expect([...gini]).toEqual([0, NaN]);
  });

  it("matches the Gini coefficient of the incomes in Damgaard and Weiner's and R's ineq example", () => {
    // R: ineq(c(541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261), type = "Gini")
    const incomes = Float64Array.of(541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261);
    expect(giniCoefficient(incomes)).toBeCloseTo(0.4620911, 7);
  });
});

describe('chance', () => {
  it('matches 2 * scipy.stats.t.sf (SciPy 1.x), 1e-12', () => {
    const points: readonly (readonly [number, number, number])[] = [
      [0.5, 1, 0.7048327646991335],
      [0.01, 2, 0.992929108958201],
      [3.7, 4, 0.020835429490449902],
      [8.1, 6, 0.00018989966985824626],
      [2.9, 11, 0.014445118568772815],
      [1.2, 23, 0.24235449739502726],
    ];
    for (const [value, freedom, expected] of points) {
      expect(Math.abs(studentTails(value, freedom) - expected)).toBeLessThan(1e-12);
      expect(studentTails(-value, freedom)).toBe(studentTails(value, freedom));
    }
    expect(studentTails(0, 7)).toBe(1);
    expect(studentTails(1, 0)).toBe(NaN);
  });

  it('raises chances as R does: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")', () => {
    expect([...holm(Float64Array.of(0.01, 0.04, 0.03, 0.005))].map(each => Number(each.toFixed(12)))).toEqual([
      0.03, 0.06, 0.06, 0.02,
    ]);
    expect([...holm(Float64Array.of(NaN, 0.5, 0.9))]).toEqual([NaN, 1, 1]);
  });
});
