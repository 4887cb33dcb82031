import { describe, expect, it } from 'vitest';
import { nearestPeers } from '../../src/audit/nearestPeers.ts';
import { profile } from '../../src/audit/profile.ts';
import { standing } from '../../src/audit/standing.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { run } from '../../src/model/run.ts';
import type { ModelDocument } from '../../src/model/spec.ts';
import { table } from '../../src/table/table.ts';

const document: ModelDocument = {
  version: 1,
  name: 'profile',
  rate: { within: [] },
  indicators: [
    { id: 'a', formula: 'metric(a)' },
    { id: 'b', formula: 'metric(b)', direction: 'cost' },
  ],
  index: {
    id: 'all',
    of: [
      { id: 'a', weight: 80 },
      { id: 'b', weight: 20 },
    ],
  },
  eligible: "brand != 'out'",
  grade: { method: 'cut-points', grades: ['A', 'B'], from: [60] },
};
const metrics = table({
  brand: ['Ada', 'Bo', 'Cy', 'Di', 'Ed', 'out'],
  a: [0, 25, 50, 75, 100, 50],
  b: [0, 100, 100, 100, null, 100],
});
const result = run(parseModel(document), { metrics });

describe('standing', () => {
  it('holds a unit against the quartiles of its eligible peers, weighted', () => {
    const [a, b] = standing(result)(3);
    expect(a).toMatchObject({ rank: 2, of: 5, lowerQuartile: 25, median: 50, upperQuartile: 75, kind: 'strength' });
    expect(a.gap).toBeCloseTo(20, 12);
    // Of b all but one have 100: nobody is below the middle.
    expect(b).toMatchObject({ rank: 2, of: 4, median: 0, kind: null, gap: 0 });
  });

  it('gives what is missing, and who is not compared, no rank', () => {
    expect(standing(result)(4)[1]).toMatchObject({ rank: NaN, kind: null, gap: 0 });
    expect(standing(result)(5)[0]).toMatchObject({ rank: NaN, of: 5 });
  });
});

describe('nearestPeers', () => {
  it('are the least weighted distances over what both have, equal ones by name', () => {
    // From Cy: Bo and Di are 25 apart in a; Ed 50 in a, with b missing; Ada 50 in a, 100 in b.
    const near = nearestPeers(result, 2, 9);
    expect(near.map(({ unit }) => unit[0].value)).toEqual(['Bo', 'Di', 'Ed', 'Ada']);
    expect(near[0].distance).toBeCloseTo(Math.sqrt(0.8) * 25, 9);
    expect(near[2].distance).toBeCloseTo(50, 9);
    expect(near[3].distance).toBeCloseTo(Math.sqrt(0.8 * 2500 + 0.2 * 10000), 9);
    expect(nearestPeers(result, 2, 1)).toHaveLength(1);
  });

  it('have half of the weight in common', () => {
    const thin = run(parseModel(document), {
      metrics: table({ brand: ['Ada', 'Bo', 'Cy'], a: [1, 2, null], b: [1, 2, 3] }),
    });
    expect(nearestPeers(thin, 2, 9)).toEqual([]);
    expect(nearestPeers(thin, 0, 9)).toHaveLength(1);
  });
});

describe('profile', () => {
  it('says what the next grade and the next place take', () => {
    const cy = profile(result)(2);
    expect([cy.score, cy.rank, cy.grade]).toEqual([40, 3, 'B']);
    expect(cy.nextGrade).toMatchObject({ grade: 'A', aim: { score: 60, mustExceed: false }, isReached: false });
    expect(cy.nextGrade?.alone[0].to).toBeCloseTo(75, 9);
    expect(cy.nextRank?.rank).toBe(2);
  });

  it('has nothing above the best, and nothing for who is not compared', () => {
    const best = profile(result)(4);
    expect([best.rank, best.grade, best.nextGrade, best.nextRank]).toEqual([1, 'A', null, null]);
    const out = profile(result)(5);
    expect([out.rank, out.nextGrade, out.nextRank]).toEqual([NaN, null, null]);
  });
});
