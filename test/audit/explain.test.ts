import { describe, expect, it } from 'vitest';
import { explain, explainer } from '../../src/audit/explain.ts';
import type { Explanation } from '../../src/audit/explain.ts';
import { reasons } from '../../src/audit/reasons.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { apply, fit, run } from '../../src/model/run.ts';
import type { ModelDocument } from '../../src/model/spec.ts';
import { table } from '../../src/table/table.ts';

/** a and b make the index x with 3 to 1, which with c makes the score with 6 to 4. */
const tree = {
  id: 'score_of_all',
  of: [
    {
      id: 'x',
      weight: 60,
      of: [
        { id: 'a', weight: 3 },
        { id: 'b', weight: 1 },
      ],
    },
    { id: 'c', weight: 40 },
  ],
};
const document: ModelDocument = {
  version: 1,
  name: 'by-hand',
  indicators: ['a', 'b', 'c'].map(id => ({
    id,
    formula: `metric(${id})`,
    ...(id === 'b' ? { direction: 'cost' } : {}),
  })),
  index: tree,
};
const model = parseModel(document);

const metrics = table({
  brand: ['Ada', 'Bo', 'Cy', 'Di'],
  category: ['tea', 'tea', 'tea', 'tea'],
  a: [0, 10, 5, null],
  b: [0, 10, 5, 5],
  c: [0, 10, 5, 10],
});

const parts = ({ contributions }: Explanation, key: 'weight' | 'points' | 'lead' | 'normalized'): number[] =>
  contributions.map(part => part[key]);

describe('explain', () => {
  const result = run(model, { metrics });

  it('gives weight times normalized value, path and direction of each indicator', () => {
    const cy = explain(result, 2);
    expect(cy.unit).toEqual([
      { name: 'category', value: 'tea' },
      { name: 'brand', value: 'Cy' },
    ]);
    expect(cy.contributions.map(({ id, path, direction, raw }) => [id, path.join('/'), direction, raw])).toEqual([
      ['a', 'score_of_all/x', 'benefit', 5],
      ['b', 'score_of_all/x', 'cost', 5],
      ['c', 'score_of_all', 'benefit', 5],
    ]);
    expect(parts(cy, 'weight')).toEqual([expect.closeTo(0.45, 12), expect.closeTo(0.15, 12), expect.closeTo(0.4, 12)]);
    expect(parts(cy, 'points')).toEqual([expect.closeTo(22.5, 9), expect.closeTo(7.5, 9), expect.closeTo(20, 9)]);
    expect(cy.score).toBeCloseTo(50, 9);
  });

  it('gives the lead on the mean of the peers', () => {
    // The means of a, b and c are 50 (of three), 50 and 62.5; Bo has 100, 0 and 100.
    expect(parts(explain(result, 1), 'lead')).toEqual([
      expect.closeTo(22.5, 9),
      expect.closeTo(-7.5, 9),
      expect.closeTo(15, 9),
    ]);
  });

  it('gives the weight of a missing part to the others of its index', () => {
    const di = explain(result, 3);
    expect(parts(di, 'normalized')).toEqual([NaN, 50, 100]);
    expect(parts(di, 'weight')).toEqual([0, expect.closeTo(0.6, 12), expect.closeTo(0.4, 12)]);
    expect(parts(di, 'points')).toEqual([0, expect.closeTo(30, 9), expect.closeTo(40, 9)]);
    expect(parts(di, 'lead')[0]).toBe(0);
    expect(di.score).toBeCloseTo(70, 9);
  });

  it('gives the weight of an index of which nothing is there to the others', () => {
    const scarce = table({ brand: ['Ada', 'Bo'], category: ['tea', 'tea'], a: [null, 1], b: [null, 1], c: [1, 2] });
    expect(parts(explain(run(model, { metrics: scarce }), 0), 'weight')).toEqual([0, 0, 1]);
  });

  it('gives a unit of which nothing is there no points and no score', () => {
    const bare = table({ brand: ['Ada', 'Bo'], category: ['tea', 'tea'], a: [null, 1], b: [null, 1], c: [null, 2] });
    const ada = explain(run(model, { metrics: bare }), 0);
    expect([ada.score, ada.rank, ada.coverage]).toEqual([NaN, NaN, 0]);
    expect(parts(ada, 'points')).toEqual([0, 0, 0]);
  });

  it('gives points by Shapley values beneath an index that does not add up, by weight beside it', () => {
    const aggregate = { method: 'geometric' };
    const index = { ...tree, of: [{ ...tree.of[0], aggregate }, tree.of[1]] };
    const mixed = parseModel({ ...document, normalize: { method: 'min-max', to: [1, 100] }, index });
    const { addsUp, method, score, baseline, contributions, nodes } = explain(run(mixed, { metrics }), 1);
    expect([addsUp, method]).toEqual([false, 'shapley']);
    expect(contributions.map(({ weight }) => weight)).toEqual([
      expect.closeTo(0.45, 12),
      expect.closeTo(0.15, 12),
      expect.closeTo(0.4, 12),
    ]);
    // Bo has a = 100, b = 1, c = 100; the means of the peers are 50.5, 50.5 and 62.875. The index x = a^(3/4) b^(1/4) weighs 0.6.
    const x = (a: number, b: number): number => 0.6 * a ** 0.75 * b ** 0.25;
    const lead = [
      (x(100, 50.5) - x(50.5, 50.5) + x(100, 1) - x(50.5, 1)) / 2,
      (x(50.5, 1) - x(50.5, 50.5) + x(100, 1) - x(100, 50.5)) / 2,
      0.4 * (100 - 62.875),
    ];
    contributions.forEach((each, at) => expect(each.lead).toBeCloseTo(lead[at], 9));
    expect(baseline).toBeCloseTo(0.6 * 50.5 + 0.4 * 62.875, 9);
    expect(nodes.map(({ id, lead: by, value }) => [id, by, value])).toEqual([
      ['x', expect.closeTo(lead[0] + lead[1], 9), expect.closeTo(x(100, 1) / 0.6, 9)],
    ]);
    expect(contributions[0].points).toBeCloseTo(0.75 * 0.6 * 50.5 + lead[0], 9);
    expect(contributions[2].points).toBeCloseTo(40, 9);
    expect(contributions.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(score, 9);
  });

  it('finds the weights of each group in anchors that know more groups, in another order', () => {
    const weighted = parseModel({
      ...document,
      index: { id: 'all', weights: { method: 'equal' }, of: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] },
    });
    const two = table({
      brand: ['Ada', 'Bo', 'Ada', 'Bo'],
      category: ['coffee', 'coffee', 'tea', 'tea'],
      ...Object.fromEntries(['a', 'b', 'c'].map(name => [name, [0, 10, 0, 10]])),
    });
    const anchors = fit(weighted, { metrics: two });
    const byGroup = {
      ...anchors,
      nodes: anchors.nodes.map(node => ({
        ...node,
        weights: [Float64Array.of(0.2, 0.5), Float64Array.of(0.3, 0.25), Float64Array.of(0.5, 0.25)],
      })),
    };
    const applied = apply(weighted, byGroup, {
      metrics: table({ brand: ['Bo'], category: ['tea'], a: [10], b: [10], c: [10] }),
    });
    const bo = explain(applied, 0);
    expect(parts(bo, 'weight')).toEqual([0.5, 0.25, 0.25]);
    expect(bo.score).toBeCloseTo(75, 9);
    expect(parts(bo, 'points').reduce((sum, each) => sum + each)).toBeCloseTo(75, 9);
  });

  it('gives strangers, whose peers the anchors do not know, neither weights nor points', () => {
    const applied = apply(model, fit(model, { metrics }), {
      metrics: table({ brand: ['Ada', 'Eve'], category: ['tea', 'coffee'], a: [10, 1], b: [0, 1], c: [10, 1] }),
    });
    expect(applied.strangers).toHaveLength(1);
    const explainUnit = explainer(applied);
    const eve = explainUnit(applied.strangers[0]);
    expect([eve.score, eve.rank]).toEqual([NaN, NaN]);
    expect(eve.contributions.map(({ raw, weight, points, lead }) => [raw, weight, points, lead])).toEqual(
      Array(3).fill([1, NaN, NaN, NaN]),
    );
    expect(reasons(eve, 3)).toEqual({ strengths: [], weaknesses: [] });
    expect(explainUnit(1 - applied.strangers[0]).score).toBeCloseTo(100, 9);
  });

  it('refuses a unit that is not there', () => {
    for (const unit of [-1, 4, NaN]) expect(() => explain(result, unit)).toThrow('there are 4, counted from 0');
  });
});

describe('reasons', () => {
  const ids = (most: number, leads: Readonly<Record<string, number>>): string[][] => {
    const contributions = Object.entries(leads).map(([id, lead]) => ({
      ...{
        id,
        lead,
        path: ['all'],
        direction: 'benefit' as const,
        raw: 1,
        filledWith: NaN,
        treated: null,
        normalized: 50,
        weight: 0.2,
        points: 10,
      },
      error: null,
    }));
    const { strengths, weaknesses } = reasons({ contributions }, most);
    return [strengths, weaknesses].map(list => list.map(({ id }) => id));
  };

  it('are what leads most and what lags most, the strongest first', () => {
    const leads = { a: 2, b: 8, c: -9, d: -3, e: 0.009 };
    expect(ids(5, leads)).toEqual([
      ['b', 'a'],
      ['c', 'd'],
    ]);
    expect(ids(1, leads)).toEqual([['b'], ['c']]);
  });

  it('leave out what is missing or weighs nothing', () => {
    expect(ids(5, { a: 0, b: NaN })).toEqual([[], []]);
  });
});
