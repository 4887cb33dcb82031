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

  it('gives no points beneath an index that does not add up, and points beside it', () => {
    const aggregate = { method: 'geometric' };
    const index = { ...tree, of: [{ ...tree.of[0], aggregate }, tree.of[1]] };
    const mixed = parseModel({ ...document, normalize: { method: 'min-max', to: [1, 100] }, index });
    const { addsUp, contributions } = explain(run(mixed, { metrics }), 1);
    expect(addsUp).toBe(false);
    expect(contributions.map(({ points }) => points)).toEqual([NaN, NaN, expect.closeTo(40, 9)]);
    expect(contributions.map(({ weight }) => weight)).toEqual([
      expect.closeTo(0.45, 12),
      expect.closeTo(0.15, 12),
      expect.closeTo(0.4, 12),
    ]);
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
  const part = { path: ['all'], direction: 'benefit' as const, raw: 1, filledWith: NaN, treated: null };
  const explanation = (addsUp: boolean, of: readonly (readonly [string, number, number, number])[]): Explanation => ({
    ...{ unit: [], score: 50, rank: 1, grade: null, eligible: true, coverage: 1, addsUp },
    contributions: of.map(([id, weight, normalized, lead]) => ({
      ...part,
      id,
      weight,
      normalized,
      lead,
      points: weight * normalized,
    })),
  });
  const ids = (most: number, of: Explanation): string[][] =>
    Object.values(reasons(of, most)).map((list: { id: string }[]) => list.map(({ id }) => id));

  it('are what leads most and what lags most, the strongest first', () => {
    const of = explanation(true, [
      ['a', 0.2, 60, 2],
      ['b', 0.2, 90, 8],
      ['c', 0.2, 10, -9],
      ['d', 0.2, 40, -3],
      ['e', 0.2, 50, 0.009],
    ]);
    expect(ids(5, of)).toEqual([
      ['b', 'a'],
      ['c', 'd'],
    ]);
    expect(ids(1, of)).toEqual([['b'], ['c']]);
  });

  it('leave out what is missing or weighs nothing', () => {
    expect(
      ids(
        5,
        explanation(true, [
          ['a', 0, 60, 2],
          ['b', 1, 60, NaN],
        ]),
      ),
    ).toEqual([[], []]);
  });

  it("are measured from the middle of the unit's own values under an index that does not add up", () => {
    // The middle is 0.5 x 100 + 0.25 x 40 + 0.25 x 20 = 65: a is 17.5 above it by weight, b 6.25 below, c 11.25.
    expect(
      ids(
        5,
        explanation(false, [
          ['a', 0.5, 100, NaN],
          ['b', 0.25, 40, NaN],
          ['c', 0.25, 20, NaN],
        ]),
      ),
    ).toEqual([['a'], ['c', 'b']]);
  });
});
