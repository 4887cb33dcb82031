import { describe, expect, it } from 'vitest';
import { effectiveWeights } from '../../src/audit/effectiveWeights.ts';
import { weigh } from '../../src/steps/weight/index.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { expectClose } from '../support/close.ts';
import { cells } from '../support/golden.ts';

const one = (...weights: number[]): Float64Array[] => weights.map(weight => Float64Array.of(weight));

it('is the product of the weights on the way to the root, by hand', () => {
  const whole = effectiveWeights([
    { id: 'low', parts: ['a', 'b'], weights: one(0.25, 0.75) },
    { id: 'top', parts: ['low', 'c'], weights: one(0.4, 0.6) },
  ]);
  expect(Object.fromEntries([...whole].map(([id, [weight]]) => [id, weight]))).toEqual({
    top: 1,
    low: 0.4,
    c: 0.6,
    a: 0.1,
    b: 0.30000000000000004,
  });
});

it('has one number a group', () => {
  const weights = [Float64Array.of(0.5, 1), Float64Array.of(0.5, 0)];
  expect([...(effectiveWeights([{ id: 'top', parts: ['a', 'b'], weights }]).get('a') ?? [])]).toEqual([0.5, 1]);
});

const { BRANDRANK_GOLDEN } = process.env;

describe.skipIf(BRANDRANK_GOLDEN === undefined)('COINr on ASEM (needs BRANDRANK_GOLDEN)', () => {
  it.each(['weights_equal', 'weights_original'])('matches get_eff_weights of all levels under %s, 1e-9', file => {
    const read = (name: string) => cells(`${BRANDRANK_GOLDEN}/coinr/${name}.csv`);
    const column = (name: string, of: string): string[] => read(name).get(of) ?? [];
    const granted = new Map(column(file, 'iCode').map((code, row) => [code, Number(column(file, 'Weight')[row])]));
    const codes = column('asem_iMeta', 'iCode');
    const parents = column('asem_iMeta', 'Parent');
    const levels = column('asem_iMeta', 'Level');
    const nodes = ['2', '3', '4'].flatMap(level =>
      codes
        .filter((_, row) => levels[row] === level)
        .map(id => {
          const parts = codes.filter((_, row) => parents[row] === id);
          const none = parts.map(() => Float64Array.of(1));
          return {
            id,
            parts,
            weights: weigh(
              none,
              oneGroup(1),
              { method: 'fixed' },
              parts.map(part => granted.get(part) ?? NaN),
            ),
          };
        }),
    );
    const whole = effectiveWeights(nodes);
    const expected = column('eff_weights', 'iCode');
    expect(whole.size).toBe(expected.length);
    expectClose(
      expected.map(code => whole.get(code)?.[0] ?? NaN),
      column('eff_weights', 'EffWeight').map(Number),
    );
  });
});
