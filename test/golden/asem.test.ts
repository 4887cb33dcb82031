// The Asia-Europe data set of COINr: 51 countries, 49 indicators, 8 pillars, 2 sub-indices. The data stay outside of this repository.
import { describe, expect, it } from 'vitest';
import { fillMissing } from '../../src/steps/missing/index.ts';
import { normalize } from '../../src/steps/normalize/index.ts';
import type { NormalizeSpec } from '../../src/steps/normalize/index.ts';
import type { AggregateSpec } from '../../src/steps/aggregate/index.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { expectClose } from '../support/close.ts';
import { expectIndexOf } from '../support/coinrIndex.ts';
import { cells, numberCells } from '../support/golden.ts';

const { BRANDRANK_GOLDEN } = process.env;
const file = (name: string): string => `${BRANDRANK_GOLDEN}/coinr/${name}.csv`;

describe.skipIf(BRANDRANK_GOLDEN === undefined)('COINr on ASEM, 51 x 49 (needs BRANDRANK_GOLDEN)', () => {
  const inputs = () => {
    const meta = cells(file('asem_iMeta'));
    const directions = new Map(
      meta
        .get('iCode')
        ?.map((code, row) => [code, meta.get('Direction')?.[row] === '-1' ? 'cost' : 'benefit'] as const),
    );
    // The data stand in another order of countries than the results.
    const countries = cells(file('asem_iData')).get('uCode') as string[];
    const order = (cells(file('imputed_median')).get('uCode') as string[]).map(code => countries.indexOf(code));
    const data = [...numberCells(file('asem_iData'))].map(
      ([name, values]) => [name, Float64Array.from(order, row => values[row])] as const,
    );
    return { raw: new Map(data), imputed: numberCells(file('imputed_median')), directions };
  };

  it('peer-median matches Impute by the median, 1e-9', () => {
    const { raw, imputed } = inputs();
    const names = [...imputed.keys()].slice(1);
    expect(names).toHaveLength(49);
    for (const name of names) {
      expectClose(
        fillMissing(raw.get(name) as Float64Array, oneGroup(51), { method: 'peer-median' }),
        imputed.get(name) as Float64Array,
        name,
      );
    }
  });

  const methods: readonly (readonly [string, NormalizeSpec])[] = [
    ['minmax_0_100', { method: 'min-max' }],
    ['zscore_0_1', { method: 'z-score' }],
    ['prank', { method: 'percentile-rank', to: [0, 1] }],
  ];

  it.each(methods.flatMap(([name, spec]) => (['raw', 'imputed'] as const).map(kind => ({ name, spec, kind }))))(
    '$spec.method of $kind values matches $name, 1e-9',
    ({ name, spec, kind }) => {
      const { directions, ...tables } = inputs();
      const expected = numberCells(file(`norm_${kind}_${name}`));
      const names = [...expected.keys()].slice(1);
      expect(names).toHaveLength(49);
      for (const each of names) {
        const scaled = normalize(tables[kind].get(each) as Float64Array, oneGroup(51), spec, directions.get(each));
        expectClose(scaled, expected.get(each) as Float64Array, each);
      }
    },
  );

  const indices: readonly (readonly [string, AggregateSpec['method'], number])[] = [
    ['agg_amean_equal', 'arithmetic', 0],
    ['agg_gmean_equal', 'geometric', 0],
    ['agg_withNA_amean_nothresh', 'arithmetic', 0],
    ['agg_withNA_gmean_nothresh', 'geometric', 0],
    ['agg_withNA_amean_datthresh_1', 'arithmetic', 1],
  ];

  it.each(indices)('every level matches %s, 1e-9', (name, method, present) => {
    expectIndexOf({ meta: file('asem_iMeta'), stages: file(name), spec: { method }, hasEqualWeights: true, present });
  });
});
