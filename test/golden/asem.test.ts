// The Asia-Europe data set of COINr: 51 countries, 49 indicators, 8 pillars, 2 sub-indices. The data stay outside of this repository.
import { describe, expect, it } from 'vitest';
import { transform } from '../../src/steps/indicators/index.ts';
import { fillMissing } from '../../src/steps/missing/index.ts';
import { normalize } from '../../src/steps/normalize/index.ts';
import type { NormalizeSpec } from '../../src/steps/normalize/index.ts';
import type { AggregateSpec } from '../../src/steps/aggregate/index.ts';
import { treatOutliers } from '../../src/steps/outliers/index.ts';
import { treatedPoints } from '../../src/steps/outliers/treatedPoints.ts';
import { shapeOf } from '../../src/stats/shape.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { expectClose } from '../support/close.ts';
import { expectIndexOf } from '../support/coinrIndex.ts';
import type { CoinrIndex } from '../support/coinrIndex.ts';
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

  it('peer-mean matches Impute by the mean, 1e-9', () => {
    const { raw } = inputs();
    const imputed = numberCells(file('imputed_mean'));
    const names = [...imputed.keys()].slice(1);
    expect(names).toHaveLength(49);
    for (const name of names) {
      const filled = fillMissing(raw.get(name) as Float64Array, oneGroup(51), { method: 'peer-mean' });
      expectClose(filled, imputed.get(name) as Float64Array, name);
    }
  });

  it('skewness G1 and kurtosis G2 match skew and kurt, 1e-9', () => {
    const { raw } = inputs();
    const [codes, shapes] = [cells(file('skew_kurt_raw')).get('iCode') as string[], numberCells(file('skew_kurt_raw'))];
    expect(codes).toHaveLength(49);
    const found = codes.map(code => shapeOf((raw.get(code) as Float64Array).filter(value => value === value)));
    expectClose(
      found.map(({ skewness }) => skewness),
      shapes.get('skew') as Float64Array,
    );
    expectClose(
      found.map(({ kurtosis }) => kurtosis),
      shapes.get('kurt') as Float64Array,
    );
  });

  it('winsorize matches winsorise of up to 5 points, 1e-9, and lists the same points', () => {
    // In the order of the data, unlike the other results.
    const raw = numberCells(file('asem_iData'));
    const [values, points] = [numberCells(file('winsorise5_values')), cells(file('winsorise5_points'))];
    const names = [...values.keys()].slice(1);
    expect(names).toHaveLength(49);
    for (const name of names) {
      const before = raw.get(name) as Float64Array;
      const treated = treatOutliers(before, oneGroup(51), { method: 'winsorize' });
      expectClose(treated, values.get(name) as Float64Array, name);
      const marked = (points.get(name) as string[]).flatMap((mark, row) => (mark === '' || mark === 'NA' ? [] : [row]));
      expect(
        treatedPoints(before, treated).map(({ row }) => row),
        name,
      ).toEqual(marked);
    }
  });

  it('the logarithm of winsorize matches log_CT, 1e-9', () => {
    const transforms = numberCells(file('transforms'));
    for (const name of ['Flights', 'Goods', 'Services', 'LPI']) {
      const raw = transforms.get(`${name}_raw`) as Float64Array;
      // Limits that nothing keeps to, and no point to be drawn in: the logarithm is left.
      const spec = { method: 'winsorize', skewness: 1e-9, kurtosis: -9, atMost: 0 } as const;
      expectClose(treatOutliers(raw, oneGroup(51), spec), transforms.get(`${name}_log_CT`) as Float64Array, name);
    }
  });

  it('box-cox of values from 1 on matches boxcox, which shifts them there, 1e-9', () => {
    const transforms = numberCells(file('transforms'));
    for (const name of ['Flights', 'Goods', 'Services', 'LPI']) {
      const raw = transforms.get(`${name}_raw`) as Float64Array;
      const least = Math.min(...raw.filter(value => value === value));
      const made = transform(
        raw.map(value => value - least + 1),
        { method: 'box-cox', lambda: 0.5 },
      );
      expectClose(made, transforms.get(`${name}_boxcox0.5`) as Float64Array, name);
    }
  });

  const methods: readonly (readonly [string, NormalizeSpec])[] = [
    ['minmax_0_100', { method: 'min-max' }],
    ['zscore_0_1', { method: 'z-score' }],
    ['prank', { method: 'percentile-rank', to: [0, 1] }],
    ['rank', { method: 'rank' }],
    ['borda', { method: 'borda' }],
    ['dist2max', { method: 'distance-to-best', to: [0, 1] }],
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

  it.each(['raw', 'imputed'] as const)(
    'fraction-of-best of %s benefits matches n_fracmax, 1e-9; its costs are in another order',
    kind => {
      const { directions, ...tables } = inputs();
      const expected = numberCells(file(`norm_${kind}_fracmax`));
      const benefits = [...expected.keys()].slice(1).filter(name => directions.get(name) === 'benefit');
      expect(benefits).toHaveLength(35);
      for (const name of benefits) {
        const values = tables[kind].get(name) as Float64Array;
        const scaled = normalize(values, oneGroup(51), { method: 'fraction-of-best', to: [0, 1] });
        expectClose(scaled, expected.get(name) as Float64Array, name);
      }
    },
  );

  it('distances and goalposts of one indicator match n_dist2ref, n_dist2targ and n_goalposts, 1e-9', () => {
    const vectors = numberCells(file('norm_vectors_LPI'));
    const x = vectors.get('x') as Float64Array;
    const to: [number, number] = [0, 1];
    const reference = { method: 'distance-to-reference', reference: x[4], to } as const;
    const target = { method: 'distance-to-target', target: 3.5, to } as const;
    const posts = { method: 'goalposts', low: 2, high: 4 } as const;
    const expected: readonly (readonly [string, NormalizeSpec, 'benefit' | 'cost'])[] = [
      ['dist2ref_i5', reference, 'benefit'],
      ['dist2ref_i5_cap', { ...reference, cap: true }, 'benefit'],
      ['dist2targ_3_5', target, 'benefit'],
      ['dist2targ_3_5_cap', { ...target, cap: true }, 'benefit'],
      ['dist2targ_2_neg', { ...target, target: 2 }, 'cost'],
      ['goalposts_2_4_100', posts, 'benefit'],
      ['goalposts_neg', posts, 'cost'],
    ];
    for (const [name, spec, direction] of expected) {
      expectClose(normalize(x, oneGroup(x.length), spec, direction), vectors.get(name) as Float64Array, name);
    }
  });

  const mixed = (level: number): AggregateSpec => ({ method: level === 4 ? 'geometric' : 'arithmetic' });
  const indices: readonly (readonly [string, Pick<CoinrIndex, 'spec' | 'present' | 'hasEqualWeights'>])[] = [
    ['agg_amean_equal', { spec: { method: 'arithmetic' } }],
    ['agg_gmean_equal', { spec: { method: 'geometric' } }],
    ['agg_gmean_equal', { spec: { method: 'power', p: 0 } }],
    ['agg_hmean_equal', { spec: { method: 'harmonic' } }],
    ['agg_hmean_equal', { spec: { method: 'power', p: -1 } }],
    ['agg_genmean_p-2_equal', { spec: { method: 'power', p: -2 } }],
    ['agg_genmean_p0.5_equal', { spec: { method: 'power', p: 0.5 } }],
    ['agg_genmean_p2_equal', { spec: { method: 'power', p: 2 } }],
    ['agg_mixed_amean_amean_gmean_equal', { spec: mixed }],
    ['agg_withNA_amean_nothresh', { spec: { method: 'arithmetic' } }],
    ['agg_withNA_gmean_nothresh', { spec: { method: 'geometric' } }],
    ['agg_withNA_amean_datthresh_1', { spec: { method: 'arithmetic' }, present: 1 }],
    ['agg_copeland_original', { spec: { method: 'copeland' }, hasEqualWeights: false }],
  ];

  it.each(indices)('every level matches %s by %o, 1e-9', (name, how) => {
    expectIndexOf({ meta: file('asem_iMeta'), stages: file(name), hasEqualWeights: true, ...how });
  });
});
