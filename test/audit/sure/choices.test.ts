import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choiceIndices, choiceUncertainty } from '../../../src/audit/sure/choiceUncertainty.ts';
import { leaveOneOut } from '../../../src/audit/sure/leaveOneOut.ts';
import { openModel, uncertaintyOver } from '../../../src/audit/sure/openModel.ts';
import type { Choices } from '../../../src/audit/sure/openModel.ts';
import { weightStability } from '../../../src/audit/sure/weightStability.ts';
import { parseModel } from '../../../src/model/parseModel.ts';
import { run } from '../../../src/model/run.ts';
import type { IndexNode, Model, ModelDocument } from '../../../src/model/spec.ts';
import { groupsOf, oneGroup } from '../../../src/table/groups.ts';
import { rank } from '../../../src/steps/rank/index.ts';
import { runRanker } from '../../../src/stats/runRanks.ts';
import { table } from '../../../src/table/table.ts';
import type { Table } from '../../../src/table/table.ts';
import { value } from '../../support/arbitraries.ts';
import { expectClose } from '../../support/close.ts';
import { fixtureTables } from '../../support/fixtureTables.ts';

const index: IndexNode = {
  id: 'power',
  of: [
    { id: 'market', weight: 60, of: [{ id: 'size', weight: 70 }, { id: 'growth', weight: 30 }] },
    { id: 'quality', weight: 40, of: [{ id: 'review', weight: 50 }, { id: 'late', weight: 50 }] },
  ],
}; // prettier-ignore
const [market] = index.of as [IndexNode];

const document: ModelDocument = {
  version: 1,
  name: 'firm',
  rate: { within: ['category'] },
  indicators: ['size', 'growth', 'review', 'late'].map(id => ({ id, formula: `metric(${id})`, direction: id === 'late' ? 'cost' as const : 'benefit' as const })), // prettier-ignore
  normalize: { method: 'min-max', to: [1, 100] },
  index,
  grade: { method: 'cut-points', grades: ['A', 'B', 'C'], from: [60, 40] },
}; // prettier-ignore

const COUNT = 24;
const metrics: Table = table({
  brand: Array.from({ length: COUNT }, (_, unit) => `brand ${unit}`),
  category: Array.from({ length: COUNT }, (_, unit) => (unit % 2 === 0 ? 'tea' : 'jam')),
  size: Array.from({ length: COUNT }, (_, unit) => 100 * Math.sin(12.9898 * unit) ** 2),
  growth: Array.from({ length: COUNT }, (_, unit) => Math.cos(78.233 * unit)),
  review: Array.from({ length: COUNT }, (_, unit) => 3 + Math.sin(4.1414 * unit)),
  late: Array.from({ length: COUNT }, (_, unit) => Math.cos(37.719 * unit) ** 2),
});
const model = parseModel(document);

/** The model with other granted weights, by id. */
function reweighted(of: Model, weights: ReadonlyMap<string, number>): Model {
  const node = (each: IndexNode): IndexNode => ({
    ...each,
    weight: weights.get(each.id) ?? each.weight,
    ...(each.of ? { of: each.of.map(node) } : {}),
  });
  return { ...of, index: node(of.index) };
}

describe('a run', () => {
  it.each([
    ['one weighted sum', document],
    ['an index with a geometric node', { ...document, index: { ...index, aggregate: { method: 'geometric' as const } } }],
    ['a model whose values are missing', { ...document, indicators: document.indicators.map(each => ({ ...each, formula: `${each.formula} / (metric(size) > 20 ? 1 : 0)` })) }],
  ])('is what the model with its weights and methods gives: %s', (_, of) => {
    const parsed = parseModel(of);
    const sets = [[5, 1, 2, 9, 50, 50], [1, 1, 1, 1, 1, 1], [0, 1, 3, 1, 10, 1], [2, 1, 1, 2, 9, 1], [8, 2, 2, 2, 3, 4]].map(
      weights => new Map(['size', 'growth', 'review', 'late', 'market', 'quality'].map((id, at) => [id, weights[at]])),
    );
    const open = openModel(parsed, { metrics }, { weights: { method: 'sets', sets } }, 1);
    sets.forEach((set, at) => {
      const { ranks, rows } = uncertaintyOver(open, [{ methods: [0, 0, 0, 0], weights: at }], {});
      const again = run(reweighted(parsed, set), { metrics });
      expect(Array.from(ranks.median)).toEqual(Array.from(rows, unit => again.rank[unit]));
    });
  }); // prettier-ignore
});

describe('choiceUncertainty', () => {
  const choices: Choices = {
    weights: { method: 'dirichlet', concentration: 50 },
    normalize: [{ method: 'min-max', to: [1, 100] }, { method: 'percentile-rank', to: [1, 100] }],
    aggregate: [{ method: 'arithmetic' }, { method: 'geometric' }],
  }; // prettier-ignore

  it('gives the same numbers for the same seed, and others for another', () => {
    const of = (seed: number): Float64Array => choiceUncertainty(model, { metrics }, choices, { runs: 60, seed }).shift;
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
  });

  it('moves no rank when weights stay where they are', () => {
    const weights = { method: 'dirichlet', concentration: 1e12 } as const;
    const { shift, nominal, ranks } = choiceUncertainty(model, { metrics }, { weights }, { runs: 40, seed: 1 });
    expect(Math.max(...shift)).toBe(0);
    expect(Array.from(ranks.mean)).toEqual(Array.from(nominal));
  });

  it('draws within bounds, and every other weight as granted', () => {
    const bounds = [{ id: 'market', from: 60, to: 60 }];
    const { shift } = choiceUncertainty(model, { metrics }, { weights: { method: 'bounds', of: bounds } }, { runs: 20, seed: 1 }); // prettier-ignore
    expect(Math.max(...shift)).toBe(0);
    const wide = choiceUncertainty(model, { metrics }, { weights: { method: 'bounds', of: [{ id: 'market', from: 0, to: 400 }] } }, { runs: 50, seed: 1 }); // prettier-ignore
    expect(Math.max(...wide.shift)).toBeGreaterThan(0.5);
  });

  it('ranks only eligible units, and tells the share of runs in the top', () => {
    const eligible = parseModel({ ...document, eligible: 'metric(size) > 20' });
    const { rows, ranks, nominal } = choiceUncertainty(eligible, { metrics }, choices, { runs: 50, seed: 1, top: 1 });
    const result = run(eligible, { metrics });
    expect(Array.from(rows)).toEqual([...result.eligible.keys()].filter(unit => result.eligible[unit] === 1));
    expect(Array.from(nominal)).toEqual(Array.from(rows, unit => result.rank[unit]));
    const inTop = ranks.inTop.reduce((sum, each) => sum + each, 0);
    expect(inTop).toBeCloseTo(2, 12);
  });

  it('names every fault of its choices before anything is computed', () => {
    const fault = (faulty: Choices): (() => unknown) => () => choiceUncertainty(model, { metrics }, faulty, { runs: 2, seed: 1 }); // prettier-ignore
    expect(fault({ normalize: [] })).toThrow('choices.normalize: names no method');
    expect(fault({ normalize: [{ method: 'min-max', to: [9, 1] as unknown as [number, number] }] })).toThrow('choices.normalize'); // prettier-ignore
    expect(fault({ weights: { method: 'dirichlet', concentration: 0 } })).toThrow('choices.weights.concentration');
    expect(fault({ weights: { method: 'uniform', spread: 2 } })).toThrow('choices.weights.spread');
    expect(fault({ weights: { method: 'bounds', of: [{ id: 'nobody', from: 0, to: 1 }] } })).toThrow('no node with stated weights has a part "nobody"'); // prettier-ignore
    expect(fault({ normalize: [{ method: 'z-score', mean: 0, deviation: 1 }], aggregate: [{ method: 'geometric' }] })).toThrow('geometric takes no negative parts'); // prettier-ignore
  });
});

describe('choiceIndices', () => {
  it('give a choice that moves nothing no part, and intervals that hold the estimates', () => {
    const { indices, runs, shift } = choiceIndices(
      model,
      { metrics },
      {
        weights: { method: 'uniform', spread: 0.5 },
        // Without outliers to treat both are the same.
        outliers: [{ method: 'none' }, { method: 'iqr-fence', times: 100 }],
      },
      { runs: 200, seed: 1 },
    );
    expect([runs, shift.length]).toEqual([400, 800]);
    const [outliers, weights] = indices;
    expect([outliers.choice, weights.choice]).toEqual(['outliers', 'weights']);
    expect(outliers.total).toBe(0);
    expect(weights.total).toBeGreaterThan(0.7);
    for (const { total, totalInterval } of indices) {
      expect(totalInterval[0]).toBeLessThanOrEqual(total);
      expect(totalInterval[1]).toBeGreaterThanOrEqual(total);
    }
  });
});

describe('leaveOneOut', () => {
  it('is the rating of the model without the part', () => {
    const { parts, rows } = leaveOneOut(model, { metrics });
    expect(parts.map(({ id }) => id)).toEqual(['market', 'size', 'growth', 'quality', 'review', 'late']);
    const without = (of: readonly IndexNode[]): Float64Array =>
      run({ ...model, index: { id: 'power', of } }, { metrics }).score;
    const review = { id: 'quality', weight: 40, of: [{ id: 'review', weight: 50 }] };
    const late = parts.find(({ id }) => id === 'late');
    expectClose(
      late?.score ?? [],
      Array.from(rows, unit => without([market, review])[unit]),
      'late',
    );
    expectClose(
      parts[3].score,
      Array.from(rows, unit => without([market])[unit]),
      'quality',
    );
  });

  it('keeps the shares of weights that are stated for all parts together', () => {
    const of = ['size', 'growth', 'review'].map(id => ({ id }));
    const stated = parseModel({ ...document, index: { id: 'power', of, weights: { method: 'ranking', formula: 'rank-sum' } as never } }); // prettier-ignore
    expect(leaveOneOut(stated, { metrics }).parts).toHaveLength(3);
  });
});

describe('weightStability', () => {
  it('gives ranges at whose ends something changes, and inside of which nothing does', () => {
    const { weights } = weightStability(model, { metrics }, 3);
    expect(weights.map(({ id, node }) => `${node}/${id}`)).toEqual(['market/size', 'market/growth', 'quality/review', 'quality/late', 'power/market', 'power/quality']); // prettier-ignore
    const before = run(model, { metrics });
    const groups = before.peers;
    const withShare = (id: string, share: number, granted: Record<string, number>): ReturnType<typeof run> => {
      const others = Object.entries(granted).filter(([name]) => name !== id);
      const rest = others.reduce((sum, [, weight]) => sum + weight, 0);
      return run(reweighted(model, new Map([[id, share], ...others.map(([name, weight]) => [name, (weight / rest) * (1 - share)] as const)])), { metrics }); // prettier-ignore
    };
    const granted: Record<string, Record<string, number>> = { market: { size: 70, growth: 30 }, quality: { review: 50, late: 50 }, power: { market: 60, quality: 40 } }; // prettier-ignore
    type Seen = (of: ReturnType<typeof run>, group: number) => string;
    const units = (of: ReturnType<typeof run>, group: number, holds: (unit: number) => boolean): string =>
      [...Array(of.count).keys()].filter(unit => groups.of[unit] === group && holds(unit)).join();
    const seen: Record<'first' | 'top' | 'order' | 'grades', Seen> = {
      first: (of, group) => units(of, group, unit => of.rank[unit] === 1),
      top: (of, group) => units(of, group, unit => of.rank[unit] <= 3),
      order: (of, group) => Array.from(of.rank).filter((_, unit) => groups.of[unit] === group).join(), // prettier-ignore
      grades: (of, group) => Array.from(of.grade?.codes ?? []).filter((_, unit) => groups.of[unit] === group).join(), // prettier-ignore
    };
    let ends = 0;
    for (const weight of weights) {
      expect(weight.reason).toBeNull();
      for (const what of ['first', 'top', 'order', 'grades'] as const) {
        (weight[what] ?? []).forEach(({ low, high }, group) => {
          const look = (share: number): string => seen[what](withShare(weight.id, share, granted[weight.node]), group);
          const now = seen[what](before, group);
          expect(low).toBeLessThanOrEqual(weight.share[group]);
          expect(high).toBeGreaterThanOrEqual(weight.share[group]);
          for (const inside of [
            low + 1e-9,
            high - 1e-9,
            (low + weight.share[group]) / 2,
            (high + weight.share[group]) / 2,
          ])
            expect(look(Math.min(1, Math.max(0, inside))), `${weight.id} ${what} ${inside}`).toBe(now);
          if (low > 1e-6) expect(look(low - 1e-7), `${weight.id} ${what} below ${low}`).not.toBe(now);
          if (high < 1 - 1e-6) expect(look(high + 1e-7), `${weight.id} ${what} above ${high}`).not.toBe(now);
          ends += (low > 1e-6 ? 1 : 0) + (high < 1 - 1e-6 ? 1 : 0);
        });
      }
    }
    expect(ends).toBeGreaterThan(40);
  });

  it('says why a weight has no exact range', () => {
    const reasons = (of: ModelDocument): (string | null)[] =>
      weightStability(parseModel(of), { metrics }).weights.map(({ reason }) => reason);
    const learned = { ...document, index: { id: 'power', weights: { method: 'entropy' as const }, of: [{ ...market, weight: 1 }, { id: 'late', weight: 1 }] } }; // prettier-ignore
    expect(reasons({ ...document, index: { ...index, aggregate: { method: 'geometric' } } })).toEqual(Array(6).fill('not-arithmetic')); // prettier-ignore
    expect(reasons(learned)).toEqual(['learned-weights', 'learned-weights', null, null]);
    const lacking = { ...document, indicators: [{ id: 'size', formula: 'metric(size) / (metric(size) > 20 ? 1 : 0)' }, ...document.indicators.slice(1)] }; // prettier-ignore
    expect(reasons(lacking)).toEqual(['missing-values', 'missing-values', null, null, null, null]);
  });

  it('of real groceries holds in every category', async () => {
    const { model: real, tables } = await fixtureTables('groceries');
    const { weights } = weightStability(real, tables, 3);
    for (const { first, top, order } of weights) {
      order.forEach(({ low, high }, group) => {
        expect(low).toBeLessThanOrEqual(high);
        for (const wider of [first[group], top[group]]) {
          expect(wider.low).toBeLessThanOrEqual(low + 1e-9);
          expect(wider.high).toBeGreaterThanOrEqual(high - 1e-9);
        }
      });
    }
  });
});

describe('the ranker of runs', () => {
  it('gives the ranks of the rank step, also where scores lie close, tie or are missing', () => {
    const close = fc.integer({ min: -3, max: 3 }).map(step => 1 + step * 3e-13);
    const score = fc.oneof(value, close, fc.constantFrom(0, -0, 1e300, -1e300));
    fc.assert(
      fc.property(fc.array(fc.tuple(score, fc.constantFrom('a', 'b', 'c')), { maxLength: 60 }), scored => {
        const scores = Float64Array.from(scored, ([each]) => each);
        const groups = groupsOf(scored.map(([, group]) => group));
        const expected = Array.from(rank(scores, groups, { method: 'competition' }), place => (place === place ? place : 0)); // prettier-ignore
        expect(Array.from(runRanker(groups)(scores))).toEqual(expected);
      }),
    );
  });

  it('does not slow down where all scores but one lie in a millionth of the range', () => {
    const scores = Float64Array.from({ length: 50_000 }, (_, unit) => (unit === 7 ? 1e9 : Math.sin(unit)));
    const expected = Array.from(rank(scores, oneGroup(scores.length), { method: 'competition' }));
    expect(Array.from(runRanker(oneGroup(scores.length))(scores))).toEqual(expected);
  });
});
