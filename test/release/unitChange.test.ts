import { describe, expect, it } from 'vitest';
import { parseModel } from '../../src/model/parseModel.ts';
import { run } from '../../src/model/run.ts';
import type { ModelDocument } from '../../src/model/spec.ts';
import { rowBefore, unitChange } from '../../src/release/unitChange.ts';
import type { UnitChange } from '../../src/release/unitChange.ts';
import { table } from '../../src/table/table.ts';

const parts = (weights: readonly number[]) => ['a', 'b', 'c'].map((id, at) => ({ id, weight: weights[at] }));
const document: ModelDocument = {
  version: 1,
  name: 'change',
  rate: { within: [] },
  indicators: ['a', 'b', 'c'].map(id => ({ id, formula: `metric(${id})` })),
  normalize: { method: 'min-max', to: [1, 101] },
  index: { id: 'all', of: parts([50, 30, 20]) },
};
const geometric: ModelDocument = {
  ...document,
  index: { id: 'all', aggregate: { method: 'geometric' }, of: parts([1, 1, 1]) },
};
const first = { brand: ['Ada', 'Bo', 'Cy'], a: [0, 10, 5], b: [0, 10, 5], c: [10, 0, 5] };
const sum = ({ values }: UnitChange): number => values.reduce((total, { points }) => total + points, 0);

describe('unitChange', () => {
  it('gives each value that changed its weight times its way, while peers stay, by hand', () => {
    const model = parseModel(document);
    const before = run(model, { metrics: table(first) });
    const after = run(model, { metrics: table({ ...first, a: [0, 10, 7], c: [10, 0, 2] }) });
    const change = unitChange(before, after, 2, 2);
    expect(change.values.map(({ id, raw }) => [id, raw])).toEqual([
      ['a', [5, 7]],
      ['c', [5, 2]],
    ]);
    expect(change.values.map(({ points }) => Number(points.toFixed(9)))).toEqual([10, -6]);
    const { data, peers, weights, methods } = change;
    expect([data, peers, weights, methods, change.change].map(each => Number(each.toFixed(9)))).toEqual([
      4, 0, 0, 0, 4,
    ]);
  });

  it('adds up under other peers and another model, also a geometric one', () => {
    for (const [old, now] of [
      [document, document],
      [document, geometric],
      [geometric, geometric],
    ]) {
      const before = run(parseModel(old), { metrics: table(first) });
      const after = run(parseModel(now), {
        metrics: table({ brand: ['Ada', 'Bo', 'Cy', 'Di'], a: [0, 12, 7, 3], b: [1, 10, 4, 20], c: [10, 0, 2, 5] }),
      });
      const change = unitChange(before, after, 2, 2);
      expect(change.data + change.peers + change.weights + change.methods).toBeCloseTo(change.change, 9);
      expect(sum(change)).toBeCloseTo(change.data, 9);
      expect(change.values).toHaveLength(3);
      expect([change.weights === 0, change.methods === 0]).toEqual([old === now, old === now]);
    }
  });

  it('estimates more than 12 values, and still adds up', () => {
    const names = Array.from({ length: 14 }, (_, at) => `i${at}`);
    const model = parseModel({
      ...document,
      indicators: names.map(id => ({ id, formula: `metric(${id})` })),
      index: { id: 'all', aggregate: { method: 'geometric' }, of: names.map(id => ({ id })) },
    });
    const at = (own: number) =>
      run(model, {
        metrics: table({
          brand: ['Ada', 'Bo', 'Cy'],
          ...Object.fromEntries(names.map((id, n) => [id, [0, 20, own + (n % 5)]])),
        }),
      });
    const change = unitChange(at(3), at(9), 2, 2);
    expect(change.values).toHaveLength(14);
    expect(sum(change)).toBeCloseTo(change.change, 9);
    // Another seed gives other estimates, as near to these as the errors say: of 14 values none is five errors of both away.
    const again = unitChange(at(3), at(9), 2, 2, 2);
    change.values.forEach(({ points, error }, value) => {
      const other = again.values[value];
      expect(error).toBeGreaterThan(0);
      expect(other.points).not.toBe(points);
      expect(Math.abs(other.points - points)).toBeLessThan(5 * Math.hypot(error ?? NaN, other.error ?? NaN));
    });
  });

  it('finds the unit in the earlier release by its key', () => {
    const model = parseModel(document);
    const before = run(model, { metrics: table({ ...first, brand: ['Bo', 'Cy', 'Ed'] }) });
    const after = run(model, { metrics: table(first) });
    expect([0, 1, 2].map(row => rowBefore(before, after, row))).toEqual([null, 0, 1]);
  });
});
