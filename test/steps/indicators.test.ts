import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codesOf } from '../../src/steps/indicators/codes.ts';
import { enoughEvidence } from '../../src/steps/indicators/enoughEvidence.ts';
import { transform, transforms } from '../../src/steps/indicators/index.ts';
import { applyShrink, fitShrink, shrink } from '../../src/steps/indicators/shrink.ts';
import { dates } from '../../src/table/days.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { MISSING_CODE, textColumn } from '../../src/table/text.ts';
import { groupedColumn } from '../support/arbitraries.ts';
import { expectClose } from '../support/close.ts';
import { cells, fixture, numberCells } from '../support/golden.ts';
import { heldAgainst } from '../support/held.ts';

describe('transform', () => {
  it('log1p takes 0 to 0, and has no value from -1 down', () => {
    expectClose(transform([0, Math.E - 1, -0.5, -1, -2, null], 'log1p'), [0, 1, Math.log(0.5), NaN, NaN, NaN]);
  });

  it('log1p keeps the digits of small values', () => {
    expect(transform([1e-18], 'log1p')[0]).toBe(1e-18);
  });

  it('sqrt has no value below 0', () => {
    expect([...transform([0, 9, -1, null], 'sqrt')]).toEqual([0, 3, NaN, NaN]);
  });

  it('none leaves values as they are', () => {
    expect([...transform([-1, null], { method: 'none' })]).toEqual([-1, NaN]);
  });

  it('refuses a name that it does not have', () => {
    expect(() => transform([1], 'cube')).toThrow('method: no method "cube"; there are none, log, log1p, sqrt');
  });
});

describe('transforms that other programs have', () => {
  const text = (name: string): string => readFileSync(fixture(name), 'utf8');
  const tiers = Float64Array.from(text('numeric/tier_values.csv').trim().split(/\s+/), Number);
  // The files hold lists of numbers and powers under these names.
  const scipy = JSON.parse(text('scipy/outliers_transforms.json')) as Record<string, number[]>;
  const powers = { ...scipy, ...JSON.parse(text('numeric/tiers_stats.json')) } as unknown as Record<string, number>;
  const signed = tiers.map(value => value - 20);
  const learned = (values: Float64Array, method: string): number => {
    const { lambda } = transforms.fit(values, oneGroup(120), { method });
    return Number(lambda[0]);
  };

  it('log is ln, and missing from 0 down', () => {
    expectClose(transform([1, Math.E, 0, -1, null], 'log'), [0, 1, NaN, NaN, NaN]);
  });

  it('box-cox with a stated power matches scipy.special.boxcox, 1e-9', () => {
    heldAgainst(
      'transform: box-cox',
      'SciPy 1.17.1',
      transform(tiers, { method: 'box-cox', lambda: 0.5 }),
      scipy.boxcox_half,
    );
    expectClose(transform(tiers, { method: 'box-cox', lambda: 0 }), scipy.boxcox_zero);
  });

  it('box-cox finds the power of mpmath at 1e-9, of SciPy at 1e-7, where its optimizer stops', () => {
    expectClose([learned(tiers, 'box-cox')], [Number(scipy.boxcox_lambda)]);
    expectClose([learned(tiers, 'box-cox')], [powers.boxcox_lambda], 'tiers_stats.json', 1e-7);
    heldAgainst('transform: box-cox', 'SciPy 1.17.1, mpmath', transform(tiers, 'box-cox'), scipy.boxcox_fitted);
  });

  it('yeo-johnson with a stated power matches scipy.stats.yeojohnson, 1e-9', () => {
    for (const lambda of [0, 1.5, 2])
      heldAgainst(
        'transform: yeo-johnson',
        'SciPy 1.17.1',
        transform(signed, { method: 'yeo-johnson', lambda }),
        scipy[`yeojohnson_${lambda}`],
      );
  });

  it('yeo-johnson finds the power of mpmath at 1e-9, of SciPy at 1e-7, where its optimizer stops', () => {
    expectClose([learned(tiers, 'yeo-johnson')], [powers.yeojohnson_lambda], '', 1e-7);
    expectClose([learned(signed, 'yeo-johnson')], [powers.yeojohnson_lambda_scipy], '', 1e-7);
    expectClose([learned(signed, 'yeo-johnson')], [Number(scipy.yeojohnson_lambda)]);
    heldAgainst(
      'transform: yeo-johnson',
      'SciPy 1.17.1, mpmath',
      transform(signed, 'yeo-johnson'),
      scipy.yeojohnson_fitted,
    );
  });

  it('logit matches scipy.special.logit, 1e-9', () => {
    const shares = tiers.map(value => value / 500);
    heldAgainst('transform: logit', 'SciPy 1.17.1', transform(shares, 'logit'), scipy.logit);
  });

  it('rank matches scipy.stats.rankdata and COINr n_rank exactly', () => {
    // NumPy rounds halves to even; none of these is a half.
    heldAgainst('transform: rank', 'SciPy 1.17.1', transform(tiers.map(Math.round), 'rank'), scipy.rank_min);
    expect([...transform(tiers.map(Math.round), 'rank')]).toEqual(scipy.rank_min);
    const treated = numberCells(fixture('coinr-own40/treated.csv'));
    const ranks = numberCells(fixture('coinr-own40/normalized_rank.csv'));
    const meta = cells(fixture('coinr-own40/meta.csv'));
    meta.get('iCode')?.forEach((code, at) => {
      const values = treated.get(code);
      if (!values) return;
      const directed = meta.get('Direction')?.[at] === '-1' ? values.map(value => -value) : values;
      expect([...transform(directed, 'rank')], code).toEqual([...(ranks.get(code) as Float64Array)]);
    });
  });

  it('a likeliest power is that of the own group, and 1 where all values are equal', () => {
    const groups = { of: Uint32Array.from({ length: 123 }, (_, row) => (row < 120 ? 0 : 1)), count: 2 };
    const both = Float64Array.of(...tiers, 5, 5, 5);
    expectClose(transform(both, 'box-cox', groups), [...scipy.boxcox_fitted, 4, 4, 4]);
    expectClose(transform(both, 'yeo-johnson', groups).subarray(120), [5, 5, 5]);
  });

  it('a newcomer is transformed by the power of frozen anchors', () => {
    const anchors = transforms.fit(tiers, oneGroup(120), { method: 'box-cox' });
    expectClose(
      transforms.apply(tiers.subarray(0, 1), oneGroup(1), anchors, { method: 'box-cox' }),
      scipy.boxcox_fitted.slice(0, 1),
    );
  });
});

describe('shrink', () => {
  it('draws values to the evidence-weighted mean of the group: (n·x + k·mean) / (n + k)', () => {
    // The mean is (1·5 + 3·3) / 4 = 3.5.
    expectClose(shrink([5, 3], [1, 3], oneGroup(2), { strength: 3 }), [(5 + 3 * 3.5) / 4, (9 + 3 * 3.5) / 6]);
  });

  it('without evidence of its own a value is the mean, without an evidence value it is missing', () => {
    expectClose(shrink([5, 3, 3, null, 4], [0, 3, null, 9, -1], oneGroup(5), { strength: 2 }), [3, 3, NaN, NaN, NaN]);
  });

  it('is missing where the whole group has no evidence', () => {
    expectClose(shrink([5, 3], [0, 0], oneGroup(2), { strength: 2 }), [NaN, NaN]);
  });

  it('takes each group by itself', () => {
    expectClose(
      shrink([1, 3, 100], [1, 1, 1], { of: Uint32Array.of(0, 0, 1), count: 2 }, { strength: 1 }),
      [1.5, 2.5, 100],
    );
  });

  it('uses a mean learned from others', () => {
    const anchors = fitShrink(Float64Array.of(4, 6), Float64Array.of(1, 1), oneGroup(2));
    expectClose(applyShrink(Float64Array.of(10), Float64Array.of(3), oneGroup(1), anchors, 1), [(30 + 5) / 4]);
  });

  it('lies between the value and the mean, the nearer to the mean the stronger it is', () => {
    fc.assert(
      fc.property(groupedColumn(), ({ values, groups }) => {
        const evidence = values.map((_, row) => (row % 5) + 1);
        const { mean } = fitShrink(values, evidence, groups);
        const [weak, strong] = [1, 50].map(strength => shrink(values, evidence, groups, { strength }));
        values.forEach((value, row) => {
          if (Number.isNaN(value)) return expect(weak[row]).toBeNaN();
          const far = Math.abs(value - mean[groups.of[row]]);
          const [first, second] = [weak, strong].map(shrunk => Math.abs(shrunk[row] - mean[groups.of[row]]));
          expect(first).toBeLessThanOrEqual(far * (1 + 1e-9) + 1e-9);
          expect(second).toBeLessThanOrEqual(first * (1 + 1e-9) + 1e-9);
        });
      }),
    );
  });
});

describe('enoughEvidence', () => {
  it('keeps what rests on at least so much', () => {
    expect([...enoughEvidence(Float64Array.of(1, 2, 3, NaN), Float64Array.of(10, 9.99, NaN, 99), 10)]).toEqual([
      1,
      NaN,
      NaN,
      NaN,
    ]);
  });

  it('leaves its argument as it is', () => {
    const values = Float64Array.of(1, 2);
    enoughEvidence(values, Float64Array.of(0, 0), 1);
    expect([...values]).toEqual([1, 2]);
  });
});

describe('codesOf', () => {
  it('has one code a distinct value, and one for missing', () => {
    expect([...codesOf({ type: 'number', values: Float64Array.of(7, NaN, 5, 7) }).codes]).toEqual([
      0,
      MISSING_CODE,
      1,
      0,
    ]);
    expect([...codesOf(textColumn(['b', null, 'b'])).codes]).toEqual([0, MISSING_CODE, 0]);
    expect(codesOf(dates(['2018-01-03', null, '2018-01-01']))).toEqual({
      codes: Uint32Array.of(2, MISSING_CODE, 0),
      count: 3,
      missing: MISSING_CODE,
    });
  });

  it('takes -0 and 0 for one number', () => {
    expect(codesOf({ type: 'number', values: Float64Array.of(0, -0) }).count).toBe(1);
  });

  it('takes dates of nothing but missing', () => {
    expect(codesOf(dates([null])).count).toBe(0);
  });
});
