import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { outliers, treatOutliers } from '../../src/steps/outliers/index.ts';
import { treatedPoints } from '../../src/steps/outliers/treatedPoints.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { expectClose } from '../support/close.ts';
import { cells, fixture, numberCells } from '../support/golden.ts';
import { heldAgainst } from '../support/held.ts';

const tiers = Float64Array.from(readFileSync(fixture('numeric/tier_values.csv'), 'utf8').trim().split(/\s+/), Number);
// The file holds one list of numbers a key that these tests read.
const scipy = JSON.parse(readFileSync(fixture('scipy/outliers_transforms.json'), 'utf8')) as Record<string, number[]>;
const WINSORIZE = { method: 'winsorize', skewness: 2, kurtosis: 3.5, atMost: 5 } as const;

describe('clip-quantile', () => {
  it('draws values in to two quantiles of type 7', () => {
    const treated = treatOutliers([0, 1, 2, 3, 100], oneGroup(5), {
      method: 'clip-quantile',
      lower: 0.25,
      upper: 0.75,
    });
    expect([...treated]).toEqual([1, 1, 2, 3, 3]);
  });

  it('takes the quantiles of the own group', () => {
    const groups = { of: Uint32Array.of(0, 0, 0, 1, 1, 1), count: 2 };
    expect([
      ...treatOutliers([0, 10, 20, 100, 200, 300], groups, { method: 'clip-quantile', lower: 0, upper: 0.5 }),
    ]).toEqual([0, 10, 10, 100, 200, 200]);
  });

  it('keeps everything between 0 and 1', () => {
    expect([...treatOutliers([5, -3, null, 9], oneGroup(4), { method: 'clip-quantile', lower: 0, upper: 1 })]).toEqual([
      5,
      -3,
      NaN,
      9,
    ]);
  });

  it('clips the outer hundredth when nothing else is said', () => {
    const values = Float64Array.from({ length: 101 }, (_, row) => row);
    const treated = treatOutliers(values, oneGroup(101), { method: 'clip-quantile' });
    expect([treated[0], treated[1], treated[99], treated[100]]).toEqual([1, 1, 99, 99]);
  });

  it('needs lower below upper', () => {
    const spec = { method: 'clip-quantile', lower: 0.5, upper: 0.5 } as const;
    expect(() => treatOutliers([1], oneGroup(1), spec)).toThrow('lower: lower must be below upper');
  });
});

it('none leaves values as they are', () => {
  expect([...treatOutliers([1, 1e9, null], oneGroup(3), { method: 'none' })]).toEqual([1, 1e9, NaN]);
});

describe('winsorize', () => {
  it('matches COINr Treat on 40 brands x 12 indicators, 1e-9, and lists the same points', () => {
    const before = numberCells(fixture('coinr-own40/imputed_median.csv'));
    const after = numberCells(fixture('coinr-own40/treated.csv'));
    const details = cells(fixture('coinr-own40/treated_details.csv'));
    const names = details.get('iCode') as string[];
    expect(names).toHaveLength(12);
    names.forEach((name, at) => {
      const values = before.get(name) as Float64Array;
      const treated = treatOutliers(values, oneGroup(40), WINSORIZE);
      heldAgainst('outliers: winsorize', 'COINr 1.1.14', treated, after.get(name) as Float64Array);
      expect(treatedPoints(values, treated), name).toHaveLength(Number(details.get('winsorise.nwin')?.[at]));
    });
  });

  it('takes equal values for one point, and draws in the side of the tail', () => {
    const tail = Float64Array.of(-99, -99, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 8, 7, 6);
    expect([...treatOutliers(tail, oneGroup(15), { ...WINSORIZE, atMost: 1 })].slice(0, 3)).toEqual([1, 1, 1]);
  });

  it('takes the logarithm where as many points are not enough: ln(x - min + 0.01 range)', () => {
    const values = [0, 1, 2, 1, 2, 0, 1, 2, 1, 2, 100];
    const log = values.map(value => Math.log(value + 1));
    expectClose(treatOutliers(values, oneGroup(11), { ...WINSORIZE, atMost: 0 }), log);
  });

  it('never makes one value of two: one brand that differs from all others stays ahead', () => {
    const values = [0, 0, 0, 0, 0, 0, 0, 1];
    expectClose(
      treatOutliers(values, oneGroup(8), WINSORIZE),
      values.map(value => Math.log(value + 0.01)),
    );
  });

  it('treats each group by its own shape', () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 99, 1, 2, 3, 4, 5, 6, 7, 8];
    const groups = { of: Uint32Array.from(values, (_, row) => (row < 8 ? 0 : 1)), count: 2 };
    expect([...treatOutliers(values, groups, WINSORIZE)]).toEqual([1, 2, 3, 4, 5, 6, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('draws newcomers in to the ends of frozen anchors, and has a logarithm for one below the least value', () => {
    const newcomers = Float64Array.of(-50, 500);
    const one = oneGroup(8);
    const ends = outliers.fit(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 99), one, WINSORIZE);
    expect([...outliers.apply(newcomers, oneGroup(2), ends, WINSORIZE)]).toEqual([-50, 7]);
    const log = outliers.fit(Float64Array.of(0, 0, 0, 0, 0, 0, 0, 1), one, WINSORIZE);
    expectClose(outliers.apply(newcomers, oneGroup(2), log, WINSORIZE), [Math.log(0.01), Math.log(500.01)]);
  });
});

describe('iqr-fence', () => {
  it('matches NumPy and SciPy on 120 skewed numbers, 1e-9', () => {
    const treated = treatOutliers(tiers, oneGroup(120), { method: 'iqr-fence' });
    heldAgainst('outliers: iqr-fence', 'NumPy 2.4.6, SciPy 1.17.1', treated, scipy.iqr_fence);
  });

  it('has no fence where the quartiles are equal', () => {
    expect([...treatOutliers([5, 5, 5, 5, 9], oneGroup(5), { method: 'iqr-fence' })]).toEqual([5, 5, 5, 5, 9]);
  });
});

describe('mad', () => {
  it('matches SciPy on 120 skewed numbers, 1e-9', () => {
    const treated = treatOutliers(tiers, oneGroup(120), { method: 'mad' });
    heldAgainst('outliers: mad', 'SciPy 1.17.1', treated, scipy.mad_3);
  });

  it('draws nothing in where over half of the values are equal', () => {
    expect([...treatOutliers([5, 5, 5, 1, 9], oneGroup(5), { method: 'mad' })]).toEqual([5, 5, 5, 1, 9]);
  });
});

describe('huber', () => {
  it("matches statsmodels' M-estimate of location on 120 skewed numbers, 1e-9", () => {
    const treated = treatOutliers(tiers, oneGroup(120), { method: 'huber' });
    heldAgainst('outliers: huber', 'statsmodels 0.15.0', treated, scipy.huber);
  });

  it('draws nothing in where over half of the values are equal', () => {
    expect([...treatOutliers([5, 5, 5, 1, 9], oneGroup(5), { method: 'huber' })]).toEqual([5, 5, 5, 1, 9]);
  });
});
