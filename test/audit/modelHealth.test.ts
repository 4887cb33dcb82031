import { describe, expect, it } from 'vitest';
import { healthFlags } from '../../src/audit/healthFlags.ts';
import { modelHealth } from '../../src/audit/modelHealth.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { run } from '../../src/model/run.ts';
import { cronbachAlpha } from '../../src/stats/cronbachAlpha.ts';
import { principalComponents } from '../../src/stats/principalComponents.ts';
import { table } from '../../src/table/table.ts';

const model = parseModel({
  version: 1,
  name: 'ill',
  rate: { within: [] },
  indicators: ['a', 'twice', 'against', 'same'].map(id => ({ id, formula: `metric(${id})` })),
  index: {
    id: 'all',
    of: [
      { id: 'x', weight: 60, of: [{ id: 'a' }, { id: 'twice' }, { id: 'against' }] },
      { id: 'same', weight: 40 },
    ],
  },
  eligible: "brand != 'out'",
});
const metrics = table({
  brand: ['b1', 'b2', 'b3', 'b4', 'out'],
  a: [1, 2, 3, 4, 100],
  twice: [2, 4, 6, 8, -100],
  against: [4, 3, 2, 1, 7],
  same: [5, 5, 5, 5, 9],
});
const health = modelHealth(run(model, { metrics }));

describe('modelHealth', () => {
  it('looks at eligible units only, and at every indicator in its index and in the whole', () => {
    expect(health.units).toBe(4);
    expect(health.indicators.map(({ id, node }) => [id, node])).toEqual([
      ['a', 'x'],
      ['twice', 'x'],
      ['against', 'x'],
      ['same', 'all'],
    ]);
    health.indicators.forEach(({ weight }, at) => expect(weight).toBeCloseTo([0.2, 0.2, 0.2, 0.4][at], 12));
    // x is a third of a + a + (100 - a) on the common scale.
    expect(health.indicators.map(({ withNode, withScore }) => [withNode, withScore])).toEqual([
      [1, 1],
      [1, 1],
      [-1, -1],
      [NaN, NaN],
    ]);
  });

  it('gives each indicator its share of what the score varies by', () => {
    health.indicators.forEach(({ importance }, at) => expect(importance).toBeCloseTo([1, 1, -1, 0][at], 12));
  });

  it('tells which indicators tell units apart', () => {
    expect(health.indicators.map(({ commonest, flatGroups }) => [commonest, flatGroups])).toEqual([
      [0.25, 0],
      [0.25, 0],
      [0.25, 0],
      [1, 1],
    ]);
  });

  it('correlates every two indicators', () => {
    expect(
      health.pairs.map(({ first, second, correlation, isSameNode }) => [first, second, correlation, isSameNode]),
    ).toEqual([
      ['a', 'twice', 1, true],
      ['a', 'against', -1, true],
      ['twice', 'against', -1, true],
      ['a', 'same', NaN, false],
      ['twice', 'same', NaN, false],
      ['against', 'same', NaN, false],
    ]);
  });

  it('has alpha and components of each node', () => {
    // Variances 1, 1 and 1 of the parts in units of a's, and 1 of their sum: 3/2 x (1 - 3).
    expect(health.nodes[0].alpha).toBeCloseTo(-3, 12);
    expect(health.nodes[0].components[0].share).toBeCloseTo(1, 12);
    expect(health.nodes[1].between).toEqual([{ first: 'x', second: 'same', correlation: NaN, isSameNode: true }]);
  });
});

describe('healthFlags', () => {
  it('points out what is wrong, the gravest first', () => {
    expect(healthFlags(health).map(({ kind, ids, value }) => [kind, ids.join(), Number(value.toFixed(3))])).toEqual([
      ['against-own-index', 'against,x', -1],
      ['separates-nothing', 'same', 1],
      ['redundant', 'a,twice', 1],
      ['redundant', 'a,against', -1],
      ['redundant', 'twice,against', -1],
      ['alpha', 'x', -3],
      ['alpha', 'all', 0],
      ['importance', 'against', -5],
      ['importance', 'same', 0],
      ['importance', 'a', 5],
      ['importance', 'twice', 5],
    ]);
  });

  it('keeps to the limits it is given', () => {
    expect(healthFlags(health, { redundant: 2, alpha: -4, commonest: 2, ratio: 10 }).map(({ kind }) => kind)).toEqual([
      'against-own-index',
      'separates-nothing',
      'importance',
      'importance',
    ]);
  });
});

describe('cronbachAlpha', () => {
  it('is 1 for columns that are one, over the rows that have both', () => {
    expect(cronbachAlpha([Float64Array.of(1, 2, 3, NaN), Float64Array.of(5, 6, 7, 0)])).toBeCloseTo(1, 12);
  });

  it('has no value for one column, one row, or sums that do not vary', () => {
    expect(cronbachAlpha([Float64Array.of(1, 2)])).toBeNaN();
    expect(cronbachAlpha([Float64Array.of(1), Float64Array.of(2)])).toBeNaN();
    expect(cronbachAlpha([Float64Array.of(1, 2), Float64Array.of(2, 1)])).toBeNaN();
    expect(cronbachAlpha([])).toBeNaN();
  });
});

describe('principalComponents', () => {
  it('leaves out a column that does not vary', () => {
    const components = principalComponents([
      Float64Array.of(1, 2, 3),
      Float64Array.of(5, 5, 5),
      Float64Array.of(3, 1, 2),
    ]);
    expect(components).toHaveLength(2);
    expect(components.every(({ loadings }) => loadings[1] === 0)).toBe(true);
    // A correlation of -0.5: variances of 1.5 and 0.5.
    expect(components.map(({ variance }) => Number(variance.toFixed(12)))).toEqual([1.5, 0.5]);
  });

  it('has none where nothing varies', () => {
    expect(principalComponents([Float64Array.of(5, 5)])).toEqual([]);
    expect(principalComponents([])).toEqual([]);
  });
});
