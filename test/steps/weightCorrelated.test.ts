// Weights from the correlations of the parts: principal components and equal importance.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { correlations } from '../../src/stats/correlations.ts';
import { weigh } from '../../src/steps/weight/index.ts';
import type { WeightSpec } from '../../src/steps/weight/index.ts';
import { aggregate } from '../../src/steps/aggregate/index.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { expectClose } from '../support/close.ts';
import { cells, fixture, numberCells } from '../support/golden.ts';
import { heldAgainst } from '../support/held.ts';

// Written by make.py beside it.
const numpy = JSON.parse(readFileSync(fixture('scipy-weights/weights.json'), 'utf8')) as {
  readonly columns: string[];
  readonly pca: Record<'first' | 'above-one', number[]>;
  readonly 'equal-importance': Record<'equal' | 'granted', number[]>;
};
const file = numberCells(fixture('coinr-own40/normalized_minmax_0_100.csv'));
const brands = numpy.columns.map(name => file.get(name) as Float64Array);
const first = (parts: Parameters<typeof weigh>[0], spec: WeightSpec, granted?: readonly number[]): number[] =>
  weigh(parts, oneGroup(parts[0].length), spec, granted).map(part => part[0]);

describe('pca', () => {
  it.each(['first', 'above-one'] as const)('%s matches NumPy on 40 brands, 1e-9', components => {
    heldAgainst('weight: pca', 'NumPy 2.4.6', first(brands, { method: 'pca', components }), numpy.pca[components]);
  });

  it('weighs parts alike that have nothing to do with each other', () => {
    const apart = [
      [1, 1, -1, -1],
      [1, -1, 1, -1],
      [1, -1, -1, 1],
    ];
    for (const components of ['first', 'above-one'] as const) {
      expectClose(first(apart, { method: 'pca', components }), [1 / 3, 1 / 3, 1 / 3]);
    }
  });

  it('takes complete units only, and gives a constant part nothing', () => {
    const parts = [
      [1, 2, 4, 9, null],
      [2, 1, 5, 3, 8],
      [1, 7, 2, null, 4],
      [5, 5, 5, 5, 5],
    ];
    expectClose(first(parts, { method: 'pca' }), [
      ...first(
        [
          [1, 2, 4],
          [2, 1, 5],
          [1, 7, 2],
        ],
        { method: 'pca' },
      ),
      0,
    ]);
  });
});

describe('equal-importance', () => {
  it('matches NNLS of SciPy on 40 brands, two of which parts get no weight, 1e-9', () => {
    const granted = brands.map((_, at) => at + 1);
    const held = (weights: number[], expected: number[]): void =>
      heldAgainst('weight: equal-importance', 'SciPy 1.17.1', weights, expected);
    held(first(brands, { method: 'equal-importance' }), numpy['equal-importance'].equal);
    held(first(brands, { method: 'equal-importance', targets: 'granted' }, granted), numpy['equal-importance'].granted);
  });

  it('makes the correlations with the index stand to each other as the targets', () => {
    const parts = [brands[3], brands[6], brands[9]];
    const groups = oneGroup(40);
    const weights = weigh(parts, groups, { method: 'equal-importance', targets: 'granted' }, [3, 2, 1]);
    const index = aggregate(parts, weights, groups, { method: 'arithmetic' });
    const reached = parts.map(part => correlations(part, index, groups)[0]);
    expectClose(
      reached.map(each => each / reached[2]),
      [3, 2, 1],
    );
  });

  it('has equal weights where parts follow from each other', () => {
    expectClose(
      first(
        [
          [1, 2, 3],
          [3, 2, 1],
        ],
        { method: 'equal-importance' },
      ),
      [0.5, 0.5],
    );
    expectClose(
      first(
        [
          [1, 2],
          [7, 9],
          [1, 0],
        ],
        { method: 'equal-importance' },
      ),
      [1 / 3, 1 / 3, 1 / 3],
    );
  });
});

const { BRANDRANK_GOLDEN } = process.env;

describe.skipIf(BRANDRANK_GOLDEN === undefined)('COINr on ASEM (needs BRANDRANK_GOLDEN)', () => {
  const read = (name: string) => {
    const table = cells(`${BRANDRANK_GOLDEN}/coinr/${name}.csv`);
    const column = (of: string): string[] => table.get(of) ?? [];
    return { column, of: (code: string, what: string) => column(what)[column('iCode').indexOf(code)] };
  };
  const stages = () => numberCells(`${BRANDRANK_GOLDEN}/coinr/agg_amean_equal.csv`);
  const columns = (codes: readonly string[]): Float64Array[] => codes.map(code => stages().get(code) as Float64Array);
  const partsOf = (parent: string): string[] => {
    const meta = read('asem_iMeta');
    return meta.column('iCode').filter((_, row) => meta.column('Parent')[row] === parent);
  };
  const expectSquares = (codes: readonly string[], name: string): void => {
    const loadings = read(name);
    expect(codes.length).toBeGreaterThan(2);
    expectClose(
      first(columns(codes), { method: 'pca' }),
      codes.map(code => Number(loadings.of(code, 'Weight')) ** 2),
      name,
    );
  };

  it('pca weighs all 49 indicators by the squares of the loadings of get_PCA, 1e-9', () => {
    const { column } = read('asem_iMeta');
    expectSquares(
      column('iCode').filter((_, row) => column('Level')[row] === '1'),
      'pca_weights_level1_all',
    );
  });

  it.each(['Physical', 'ConEcFin', 'Political', 'Instit', 'P2P', 'Environ', 'Social', 'SusEcFin'])(
    'pca weighs the indicators of %s by the squares of the loadings of get_PCA, 1e-9',
    pillar => expectSquares(partsOf(pillar), 'pca_weights_level1_bygroup'),
  );

  it.each(['Conn', 'Sust'])('pca weighs the pillars of %s by the squares of the loadings of get_PCA, 1e-9', parent => {
    expectSquares(partsOf(parent), 'pca_weights_level2');
  });

  it('equal-importance matches get_opt_weights of the sub-indices, 1e-9', () => {
    const optimum = read('opt_weights_level3_equal_balance');
    const codes = optimum.column('iCode');
    expectClose(first(columns(codes), { method: 'equal-importance' }), optimum.column('Weight').map(Number));
  });
});
