import { describe, expect, it } from 'vitest';
import { unitDifference } from '../../src/audit/unitDifference.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { run } from '../../src/model/run.ts';
import type { ModelDocument } from '../../src/model/spec.ts';
import { table } from '../../src/table/table.ts';

const modelOf = (method: 'arithmetic' | 'geometric') => {
  const document: ModelDocument = {
    version: 1,
    name: 'two',
    indicators: [
      { id: 'a', formula: 'metric(a)' },
      { id: 'b', formula: 'metric(b)', direction: 'cost' },
      { id: 'unused', formula: 'metric(a)' },
    ],
    normalize: { method: 'min-max', to: [1, 101] },
    index: {
      id: 'all',
      aggregate: { method },
      of: [
        { id: 'a', weight: 3 },
        { id: 'b', weight: 1 },
      ],
    },
  };
  return parseModel(document);
};
const metrics = table({
  brand: ['Ada', 'Bo', 'Cy', 'Di'],
  category: ['tea', 'tea', 'tea', 'jam'],
  a: [0, 10, 5, 1],
  b: [4, 0, 1, 1],
});

describe('unitDifference', () => {
  it('gives weight times difference for an arithmetic mean, by hand', () => {
    const result = run(modelOf('arithmetic'), { metrics });
    // Units in key order: jam/Di, tea/Ada, tea/Bo, tea/Cy. Bo has 101 and 101, Cy 51 and 76.
    const { unit, other, difference, indicators, method, scores } = unitDifference(result, 2, 3);
    expect([unit[1].value, other[1].value, method]).toEqual(['Bo', 'Cy', 'sum']);
    expect(indicators.map(({ id, raw, normalized, points }) => [id, raw, normalized, points])).toEqual([
      ['a', [10, 5], [101, 51], 37.5],
      ['b', [0, 1], [101, 76], 6.25],
    ]);
    expect(difference).toBe(43.75);
    expect(scores).toEqual([101, 57.25]);
  });

  it('is turned around when the two are, and adds up, for a geometric mean', () => {
    const result = run(modelOf('geometric'), { metrics });
    const there = unitDifference(result, 2, 3);
    const back = unitDifference(result, 3, 2);
    there.indicators.forEach(({ points }, at) => expect(points).toBeCloseTo(-back.indicators[at].points, 9));
    expect(there.indicators.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(there.difference, 9);
    expect(there.difference).toBeCloseTo(result.score[2] - result.score[3], 9);
  });

  it('refuses units of other peers, and units that are not there', () => {
    const result = run(modelOf('arithmetic'), { metrics });
    expect(() => unitDifference(result, 0, 1)).toThrow('has other peers');
    expect(() => unitDifference(result, 0, 4)).toThrow('there are 4, counted from 0');
  });
});
