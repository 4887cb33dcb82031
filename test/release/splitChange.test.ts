import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseModel } from '../../src/model/parseModel.ts';
import type { Result } from '../../src/model/result.ts';
import { run } from '../../src/model/run.ts';
import type { IndexNode, Model, ModelDocument } from '../../src/model/spec.ts';
import { compareUnits } from '../../src/release/comparedUnits.ts';
import type { ComparedUnits } from '../../src/release/comparedUnits.ts';
import { withWeightsOf } from '../../src/release/modelWeights.ts';
import { CAUSES, splitChange } from '../../src/release/splitChange.ts';
import { table } from '../../src/table/table.ts';
import '../support/arbitraries.ts';
import { expectClose } from '../support/close.ts';
import { fixtureTables } from '../support/fixtureTables.ts';
import { fixture } from '../support/golden.ts';

type Part = IndexNode;

/** Goalposts, so that nobody's scale hangs on others. */
const document = (of: Part[], more: Partial<ModelDocument> = {}): ModelDocument => ({
  version: 1,
  name: 'split',
  rate: { within: [] },
  indicators: ['a', 'b', 'c'].map(id => ({ id, formula: `metric(${id})` })),
  normalize: { method: 'goalposts', low: 0, high: 100 },
  index: { id: 'all', of },
  ...more,
});
const metrics = table({ brand: ['Ada', 'Bo', 'Cy'], a: [40, 10, 100], b: [80, 20, 30], c: [10, 50, 5] });
const rated = (model: ModelDocument, of = metrics): Result => run(parseModel(model), { metrics: of });
const leaf = (id: string, weight: number): Part => ({ id, weight });

const partsOf = (before: Result, after: Result, unit = 0): Record<string, number> => {
  const { parts } = compareUnits(before, after);
  return Object.fromEntries(CAUSES.map(cause => [cause, Number(parts?.[cause][unit].toFixed(9))]));
};

/** The largest difference between a change of score and the sum of its parts, and how many changes were split. */
function largestGap({ count, scoreBefore, scoreAfter, parts }: ComparedUnits): { gap: number; split: number } {
  let gap = 0;
  let split = 0;
  for (let unit = 0; unit < count; unit++) {
    const change = scoreAfter[unit] - scoreBefore[unit];
    const sum = CAUSES.reduce((total, cause) => total + (parts?.[cause][unit] ?? NaN), 0);
    if (Number.isNaN(change) || Number.isNaN(sum)) continue;
    gap = Math.max(gap, Math.abs(sum - change));
    split++;
  }
  return { gap, split };
}

describe('a change of model, split by hand', () => {
  it('gives weights and methods the mean of what each does before and after the other', () => {
    // Ada has 40 and 80. Weights 60:40 give 56, 20:80 give 72. With 50 as the goal of a, Ada has 80 and 80: 80 under either.
    const before = rated(document([leaf('a', 60), leaf('b', 40)]));
    const other = document([leaf('a', 20), leaf('b', 80)]);
    const [a, ...others] = other.indicators;
    const after = rated({
      ...other,
      indicators: [{ ...a, normalize: { method: 'goalposts', low: 0, high: 50 } }, ...others],
    });
    expect([before.score[0], after.score[0]]).toEqual([56, 80]);
    // (16 + 0) / 2 and (24 + 8) / 2.
    expect(partsOf(before, after)).toEqual({ data: 0, peers: 0, weights: 8, methods: 16 });
  });

  it('gives what a new part takes from all others alike to the methods, and the new proportions to the weights', () => {
    // Ada has 40, 80, 10. 60:40 give 56; 50:50 give 60. With c at 60 of 100 the others keep 40: in 60:40 28.4, in 50:50 30.
    const before = rated(document([leaf('a', 60), leaf('b', 40)]));
    const after = rated(document([leaf('a', 20), leaf('b', 20), leaf('c', 60)]));
    expect([before.score[0], after.score[0]]).toEqual([56, 30]);
    // (4 + 1.6) / 2 and (-27.6 - 30) / 2.
    expect(partsOf(before, after)).toEqual({ data: 0, peers: 0, weights: 2.8, methods: -28.8 });
  });

  it('of the weights alone, of the methods alone, and of neither, gives the others exactly 0', () => {
    const before = rated(document([leaf('a', 60), leaf('b', 40)]));
    const weights = rated(document([leaf('a', 20), leaf('b', 80)]));
    expect(partsOf(before, weights)).toEqual({ data: 0, peers: 0, weights: 16, methods: 0 });
    expect(compareUnits(before, weights).parts?.methods).toEqual(new Float64Array(3));
    const wider = rated(document([leaf('a', 6), leaf('b', 4), leaf('c', 10)]));
    expect(compareUnits(before, wider).parts?.weights).toEqual(new Float64Array(3));
    expect(partsOf(before, wider).methods).toBe(-23);
    const scaled = compareUnits(before, rated(document([leaf('a', 6), leaf('b', 4)])));
    expect([...(scaled.parts?.weights ?? [])]).toEqual([0, 0, 0]);
    expectClose(scaled.parts?.methods ?? [], [0, 0, 0]);
  });

  it('counts another method of weights as weights, and what it learns from moved peers as peers', () => {
    const parts = [leaf('a', 1), leaf('b', 1), leaf('c', 1)];
    const entropy = (of: Part[]): ModelDocument => ({
      ...document([]),
      index: { id: 'all', weights: { method: 'entropy' }, of },
    });
    const [fixed, learned] = [rated(document(parts)), rated(entropy(parts))];
    const { weights, methods } = partsOf(fixed, learned);
    expect(weights).toBeCloseTo(learned.score[0] - fixed.score[0], 9);
    expect(methods).toBe(0);
    const moved = table({ brand: ['Ada', 'Bo', 'Cy'], a: [40, 90, 100], b: [80, 20, 30], c: [10, 50, 5] });
    const later = rated(entropy(parts), moved);
    expect(partsOf(learned, later)).toMatchObject({ data: 0, weights: 0, methods: 0 });
    expect(Math.abs(partsOf(learned, later).peers)).toBeGreaterThan(1);
  });

  it('gives parts that moved to another index, and the index that is new, to the methods', () => {
    const before = rated(document([leaf('a', 50), leaf('b', 30), leaf('c', 20)]));
    const nested: Part = { id: 'inner', weight: 50, of: [leaf('b', 30), leaf('c', 20)] };
    // The same weights in the whole: nothing changed but where parts stand.
    const after = rated(document([leaf('a', 50), nested]));
    expect(after.score[0]).toBe(before.score[0]);
    expect(partsOf(before, after)).toEqual({ data: 0, peers: 0, weights: 0, methods: 0 });
  });

  it('gives all to the methods where one model cannot bear the weights of the other', () => {
    // MEREC needs values above 0, which z-scores are not.
    const before = rated({
      ...document([]),
      index: { id: 'all', weights: { method: 'merec' }, of: [leaf('a', 1), leaf('b', 1)] },
      normalize: { method: 'min-max', to: [1, 100] },
    });
    const after = rated({ ...document([leaf('a', 70), leaf('b', 30)]), normalize: { method: 'z-score' } });
    const { weights, methods } = partsOf(before, after);
    expect(weights).toBe(0);
    expect(methods).toBeCloseTo(after.score[0] - before.score[0], 9);
  });
});

describe('withWeightsOf', () => {
  const index = (of: Part[], weights?: Part['weights']): Model =>
    parseModel({ ...document([]), index: weights ? { id: 'all', weights, of } : { id: 'all', of } });
  const taken = (model: Model, other: Model): (number | undefined)[] | undefined =>
    withWeightsOf(model, other).index.of?.map(({ weight }) => weight);

  it('finds parts by id, wherever they stand, also one that is called weight', () => {
    expect(taken(index([leaf('a', 60), leaf('b', 40)]), index([leaf('b', 90), leaf('a', 10)]))).toEqual([10, 90]);
    const named = (weight: number): Model =>
      parseModel({
        ...document([leaf('weight', weight), leaf('weights', 10)]),
        indicators: ['weight', 'weights'].map(id => ({ id, formula: `metric(${id})` })),
      });
    expect(taken(named(30), named(70))).toEqual([70, 10]);
  });

  it('takes no weights that are of another list of parts', () => {
    const ranked = index([leaf('a', 1), leaf('b', 1)], {
      method: 'ranking',
      formula: 'rank-sum',
      ranks: [1, 2],
    });
    const wider = index([leaf('a', 1), leaf('b', 1), leaf('c', 1)]);
    expect(withWeightsOf(wider, ranked)).toBe(wider);
    const turned = index([leaf('b', 1), leaf('a', 1)]);
    expect(withWeightsOf(turned, ranked)).toBe(turned);
    expect(withWeightsOf(index([leaf('a', 1), leaf('b', 1)]), ranked).index.weights).toEqual(ranked.index.weights);
  });

  it('shares nothing where the other gives the common parts nothing', () => {
    const model = index([leaf('a', 60), leaf('b', 40)]);
    expect(withWeightsOf(model, index([leaf('a', 0), leaf('c', 1)]))).toBe(model);
  });
});

describe('between any two models', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const weight = fc.integer({ min: 1, max: 9 });
  const weights = fc.constantFrom('fixed', 'equal', 'entropy', 'critic', 'standard-deviation', 'ranking');
  const aggregate = fc.constantFrom('arithmetic', 'geometric', 'harmonic', 'topsis');
  const node = fc.record({ weights, aggregate });
  const model = fc
    .record({
      places: fc.array(fc.constantFrom('none', 'all', 'first', 'second'), { minLength: 5, maxLength: 5 }),
      granted: fc.array(weight, { minLength: 7, maxLength: 7 }),
      nodes: fc.array(node, { minLength: 3, maxLength: 3 }),
      normalize: fc.constantFrom<ModelDocument['normalize']>(
        { method: 'min-max', to: [1, 100] },
        { method: 'percentile-rank', to: [1, 100] },
        { method: 'goalposts', low: -20, high: 60, to: [1, 100] },
      ),
      missing: fc.constantFrom<ModelDocument['missing']>({ method: 'none' }, { method: 'peer-median' }),
      cost: fc.nat(4),
      transform: fc.constantFrom('none' as const, 'rank' as const),
    })
    .map(({ places, granted, nodes, cost, transform, ...methods }): ModelDocument => {
      const of = (place: string): Part[] =>
        ids.flatMap((id, at) =>
          places[at] === place || (place === 'all' && at === 0 && places[0] === 'none') ? [leaf(id, granted[at])] : [],
        );
      const made = (id: string, at: number): Part => ({
        id,
        weights: { method: nodes[at].weights } as never,
        aggregate: { method: nodes[at].aggregate } as never,
        of: of(id),
      });
      const inner = ['first', 'second'].map((id, at) => ({ ...made(id, at + 1), weight: granted[5 + at] }));
      const root = made('all', 0);
      const { missing, normalize } = methods;
      return {
        version: 1,
        name: 'any',
        rate: { within: ['category'] },
        indicators: ids.map((id, at) => ({
          id,
          formula: `metric(${id})`,
          direction: at === cost ? 'cost' : 'benefit',
          transform: at === 1 ? transform : 'none',
        })),
        ...(missing ? { missing } : {}),
        ...(normalize ? { normalize } : {}),
        index: { ...root, of: [...(root.of ?? []), ...inner.filter(each => each.of?.length)] },
      };
    });
  const value = fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: -30, max: 80 }) },
    { weight: 1, arbitrary: fc.constant(NaN) },
  );
  const brands = fc.integer({ min: 5, max: 9 });
  const released = fc
    .record({ brands, values: fc.array(value, { minLength: 45, maxLength: 45 }) })
    .map(({ brands: count, values }) =>
      table({
        brand: Array.from({ length: count }, (_, at) => `b${at}`),
        category: Array.from({ length: count }, (_, at) => (at % 3 === 0 ? 'tea' : 'jam')),
        ...Object.fromEntries(ids.map((id, at) => [id, values.slice(at * 9, at * 9 + count)])),
      }),
    );

  it('the parts add up to the change within 1e-9, and turn their signs when before and after change places', () => {
    let [split, lost] = [0, 0];
    fc.assert(
      fc.property(model, model, released, released, (old, now, first, last) => {
        const [before, after] = [rated(old, first), rated(now, last)];
        const compared = compareUnits(before, after);
        const gap = largestGap(compared);
        expect(gap.gap).toBeLessThan(1e-9);
        split += gap.split;
        const { data, weights } = compared.parts ?? {};
        for (let unit = 0; unit < compared.count; unit++)
          lost += Number.isNaN(weights?.[unit]) && !Number.isNaN(data?.[unit]) ? 1 : 0;
        const back = compareUnits(after, before);
        for (const cause of CAUSES)
          expectClose(back.parts?.[cause] ?? [], compared.parts?.[cause].map(part => -part) ?? [], cause);
      }),
      { numRuns: 200 },
    );
    expect(split).toBeGreaterThan(1000);
    expect(lost).toBe(0);
  });

  it('methods get exactly 0 where weights alone differ, and weights where methods alone do', () => {
    const isNothing = (part: Float64Array | undefined): boolean =>
      part?.every(each => each === 0 || Number.isNaN(each)) ?? false;
    fc.assert(
      fc.property(model, released, released, weight, (one, first, last, more) => {
        const given = parseModel(one);
        const [part, ...others] = given.index.of ?? [];
        const index = { ...given.index, of: [{ ...part, weight: (part.weight ?? 1) + more }, ...others] };
        const before = run(given, { metrics: first });
        const reweighed = compareUnits(before, run({ ...given, index }, { metrics: last }));
        expect(isNothing(reweighed.parts?.methods)).toBe(true);
        const rescaled = { ...given, normalize: { method: 'min-max' as const, to: [2, 90] as [number, number] } };
        const other = compareUnits(before, run(rescaled, { metrics: last }));
        expect(isNothing(other.parts?.weights)).toBe(true);
      }),
    );
  });
});

describe('on the fixtures', () => {
  const changed = (of: ModelDocument): ModelDocument => {
    const reweighed = (node: Part): Part => ({
      ...node,
      ...(node.of
        ? { of: node.of.map((part, at) => ({ ...reweighed(part), weight: (part.weight ?? 1) * (at + 1) + 1 })) }
        : {}),
    });
    return {
      ...of,
      outliers: { method: 'winsorize' },
      normalize: { method: 'percentile-rank' },
      index: reweighed(of.index as Part),
    };
  };

  it.each(['groceries', 'films', 'marketplace'])(
    '%s: parts add up for every unit, also without its first indicator, and both of the model count',
    async name => {
      const { tables } = await fixtureTables(name);
      const given = JSON.parse(readFileSync(fixture(`${name}/model.json`), 'utf8')) as ModelDocument;
      const before = run(parseModel(given), tables);
      const without = (node: Part, id: string): Part => ({
        ...node,
        ...(node.of ? { of: node.of.filter(part => part.id !== id).map(part => without(part, id)) } : {}),
      });
      const other = changed(given);
      const first = (node: Part): Part => (node.of ? first(node.of[0]) : node);
      const fewer = { ...other, index: without(other.index as Part, first(other.index as Part).id) };
      for (const now of [other, fewer]) {
        const compared = compareUnits(before, run(parseModel(now), tables));
        const { gap, split } = largestGap(compared);
        expect(split).toBeGreaterThan(50);
        expect(gap).toBeLessThan(1e-9);
        const { data, weights, methods } = compared.parts ?? {};
        // Who has a part from one cause has one from each.
        expect(Array.from(weights ?? [], Number.isNaN)).toEqual(Array.from(data ?? [], Number.isNaN));
        expect([weights, methods].map(part => part?.some(each => Math.abs(each) > 0.1))).toEqual([true, true]);
        // The same tables: nothing is the data's or the peers'.
        expectClose(compared.parts?.data.filter(part => !Number.isNaN(part)) ?? [], new Float64Array(split));
      }
    },
  );
});

describe('a split', () => {
  it('leaves its inputs as they are', () => {
    const [before, after] = [
      rated(document([leaf('a', 60), leaf('b', 40)])),
      rated(document([leaf('a', 1), leaf('c', 4)])),
    ];
    const copy = JSON.stringify([before.model, after.model, [...before.score]]);
    splitChange(before, after, Int32Array.of(0, 1, 2), Int32Array.of(0, 1, 2));
    expect(JSON.stringify([before.model, after.model, [...before.score]])).toBe(copy);
  });
});
