import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attribute } from '../../src/audit/attribution.ts';
import type { Attribution } from '../../src/audit/attribution.ts';
import { groupIndex, nodeValues } from '../../src/audit/groupIndex.ts';
import type { GroupNode } from '../../src/audit/groupIndex.ts';
import { sampledLeads } from '../../src/audit/sampledLeads.ts';
import { methodName } from '../../src/expr/method.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { planOf } from '../../src/model/plan.ts';
import { run } from '../../src/model/run.ts';
import type { ModelDocument } from '../../src/model/spec.ts';
import { aggregateMethods } from '../../src/steps/aggregate/index.ts';
import { table } from '../../src/table/table.ts';
import { expectClose } from '../support/close.ts';
import { fixture } from '../support/golden.ts';

const SAMPLING = { seed: 3, pairs: 200 };

/** An index over indicators that are taken as they are, fitted on some units. */
function indexOf(tree: ModelDocument['index'], units: Readonly<Record<string, readonly number[]>>): GroupNode[] {
  const names = Object.keys(units);
  const model = parseModel({
    version: 1,
    name: 'tree',
    rate: { within: [] },
    indicators: names.map(id => ({ id, formula: `metric(${id})` })),
    normalize: { method: 'goalposts', low: 0, high: 100, to: [1, 100] },
    index: tree,
  });
  const { anchors } = run(model, { metrics: table({ brand: units[names[0]].map((_, unit) => `b${unit}`), ...units }) });
  return groupIndex(planOf(model).nodes, anchors, 0);
}

interface Tree {
  readonly id: string;
  readonly weight: number;
  readonly method?: string;
  readonly of?: readonly Tree[];
}

function asIndex({ id, weight, method, of }: Tree): ModelDocument['index'] {
  if (!of) return { id, weight };
  return { id, weight, aggregate: { method: method as 'arithmetic' }, of: of.map(asIndex) };
}

/** What methods have no default for. */
const OPTIONS = new Map<string, object>([
  ['power', { p: 2 }],
  ['owa', { exponent: 2 }],
  ['electre-iii', { q: 5, p: 20, v: 60 }],
  ['spotis', { bounds: [[1, 100]] }],
]);

const part = (id: string, weight = 1) => ({ id, weight });

const total = ({ indicators }: Attribution): number => indicators.reduce((sum, lead) => sum + lead, 0);

describe('attribute', () => {
  const nested = JSON.parse(readFileSync(fixture('shapley/nested.json'), 'utf8')) as {
    name: string;
    tree: Tree;
    from: Record<string, number>;
    to: Record<string, number>;
    scores: number[];
    leads: Record<string, number>;
  }[];

  it.each(nested)('gives "$name" what a walk over all orders gives, 1e-9', ({ tree, from, to, scores, leads }) => {
    const names = Object.keys(from);
    const index = indexOf(asIndex(tree), Object.fromEntries(names.map(name => [name, [1, 50, 100]])));
    const ours = attribute(
      index,
      Float64Array.from(names, n => from[n]),
      Float64Array.from(names, n => to[n]),
      SAMPLING,
    );
    expect(ours.method).toBe('shapley');
    expectClose([ours.from, ours.to], scores);
    expectClose(
      ours.indicators,
      names.map(name => leads[name]),
    );
  });

  const flat = JSON.parse(readFileSync(fixture('shapley/shapley_mean_diff.json'), 'utf8')) as {
    weights: number[];
    unit: number[];
    baseline: number[];
  } & Record<string, { F_unit: number; F_base: number; phi: number[] }>;

  it.each(['arithmetic', 'geometric', 'harmonic'])('gives the %s mean the published values, 1e-9', method => {
    const of = flat.weights.map((weight, at) => ({ id: `i${at}`, weight }));
    const units = Object.fromEntries(of.map(({ id }) => [id, [1, 50, 100]]));
    const index = indexOf(asIndex({ id: 'all', weight: 1, method, of }), units);
    const ours = attribute(index, Float64Array.from(flat.baseline), Float64Array.from(flat.unit), SAMPLING);
    expect(ours.method).toBe(method === 'arithmetic' ? 'sum' : 'shapley');
    expectClose([ours.from, ours.to], [flat[method].F_base, flat[method].F_unit]);
    expectClose(ours.indicators, flat[method].phi);
  });

  const value = fc.double({ min: 1, max: 100, noNaN: true });
  const units = fc.array(fc.array(value, { minLength: 5, maxLength: 5 }), { minLength: 4, maxLength: 7 });

  it.each(aggregateMethods.map(methodName))('adds up for %s, as root and below one', method => {
    const inner = { id: 'x', weight: 3, of: [part('a'), part('b', 2), part('c')] };
    // Each name is that of a method, all of whose other options have defaults or stand here.
    const named = { aggregate: { method, ...OPTIONS.get(method) } as { method: 'arithmetic' } };
    const trees: ModelDocument['index'][] = [
      { id: 'all', of: [{ ...inner, ...named }, part('d'), part('e')] },
      { id: 'all', ...named, of: [inner, part('d'), part('e')] },
    ];
    fc.assert(
      fc.property(units, of => {
        for (const tree of trees) {
          const index = indexOf(
            tree,
            Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((id, at) => [id, of.map(unit => unit[at])])),
          );
          const ours = attribute(index, Float64Array.from(of[0]), Float64Array.from(of[1]), SAMPLING);
          expect(total(ours)).toBeCloseTo(ours.to - ours.from, 8);
          expect(ours.nodes[0]).toBeCloseTo(ours.indicators[0] + ours.indicators[1] + ours.indicators[2], 8);
        }
      }),
      { seed: 11, numRuns: 15 },
    );
  });

  it('splits by Shapley values where one has what the other lacks', () => {
    const index = indexOf({ id: 'all', of: [{ id: 'a' }, { id: 'b' }] }, { a: [1, 100], b: [1, 100] });
    const ours = attribute(index, Float64Array.of(40, NaN), Float64Array.of(60, 20), SAMPLING);
    // From 40 to (60 + 20) / 2: a first gives 20 and b -20; b first gives -10 and a 10.
    expect([...ours.indicators]).toEqual([15, -15]);
  });

  it('gives what is missing in both nothing, and no number where a mixture has no score', () => {
    const index = indexOf({ id: 'all', of: [{ id: 'a' }, { id: 'b' }] }, { a: [1, 100], b: [1, 100] });
    expect([...attribute(index, Float64Array.of(40, NaN), Float64Array.of(60, NaN), SAMPLING).indicators]).toEqual([
      20, 0,
    ]);
    expect([...attribute(index, Float64Array.of(40, NaN), Float64Array.of(NaN, 60), SAMPLING).indicators]).toEqual([
      NaN,
      NaN,
    ]);
  });
});

describe('attribute beyond 12 parts', () => {
  const names = Array.from({ length: 14 }, (_, at) => `i${at}`);
  const index = indexOf(
    { id: 'all', aggregate: { method: 'geometric' }, of: names.map((id, at) => ({ id, weight: at + 1 })) },
    Object.fromEntries(names.map(id => [id, [1, 100]])),
  );
  const from = Float64Array.from(names, (_, at) => 20 + at);
  const to = Float64Array.from(names, (_, at) => 90 - 5 * at);
  const worth = nodeValues(
    index,
    names.map((_, at) =>
      Float64Array.from({ length: 2 ** 14 }, (_each, subset) => ((subset >> at) & 1 ? to[at] : from[at])),
    ),
  )[0];

  // 14 parts are too many for `shapley`: by the definition, from all subsets.
  const exactly = (): number[] => {
    const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
    return names.map((_, at) => {
      let sum = 0;
      worth.forEach((value, subset) => {
        if ((subset >> at) & 1) return;
        const size = [...subset.toString(2)].filter(bit => bit === '1').length;
        sum += ((factorial(size) * factorial(13 - size)) / factorial(14)) * (worth[subset | (1 << at)] - value);
      });
      return sum;
    });
  };

  it('comes within four standard errors of all 87 thousand million orders, and adds up exactly', () => {
    const exact = exactly();
    const ours = attribute(index, from, to, SAMPLING);
    expect(ours.method).toBe('sampled');
    expect(total(ours)).toBeCloseTo(ours.to - ours.from, 9);
    const errors = ours.errors as Float64Array;
    names.forEach((_, at) => {
      expect(errors[at]).toBeGreaterThan(0);
      expect(errors[at]).toBeLessThan(0.05);
      expect(Math.abs(ours.indicators[at] - exact[at])).toBeLessThan(4 * errors[at] + 1e-12);
    });
  });

  it('has errors that tell how far estimates lie apart: within one of them for about two thirds', () => {
    const exact = exactly();
    let within = 0;
    for (let seed = 0; seed < 20; seed++) {
      const { indicators, errors } = sampledLeads(index, from, to, { seed, pairs: 40 });
      names.forEach((_, at) => (within += Math.abs(indicators[at] - exact[at]) <= errors[at] ? 1 : 0));
    }
    expect(within / (20 * names.length)).toBeGreaterThan(0.58);
    expect(within / (20 * names.length)).toBeLessThan(0.78);
  });

  it('gives the same for the same seed, other numbers for another', () => {
    const of = (seed: number): number[] => [...attribute(index, from, to, { seed, pairs: 5 }).indicators];
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
  });

  it('stays exact for an arithmetic mean of any number of parts', () => {
    const flat = indexOf(
      { id: 'all', of: names.map((id, at) => ({ id, weight: at + 1 })) },
      Object.fromEntries(names.map(id => [id, [1, 100]])),
    );
    const ours = attribute(flat, from, to, SAMPLING);
    expect([ours.method, ours.errors]).toEqual(['sum', null]);
    expectClose(
      ours.indicators,
      names.map((_, at) => ((at + 1) / 105) * (to[at] - from[at])),
    );
  });
});
