import { describe, expect, it } from 'vitest';
import { fillMissing, fillTogether, fitTogether } from '../../src/steps/missing/index.ts';
import { groupsOf, oneGroup } from '../../src/table/groups.ts';
import { expectClose } from '../support/close.ts';
import { cells, fixture, numberCells } from '../support/golden.ts';
import { heldAgainst } from '../support/held.ts';

type Columns = (number | null)[][];

describe('none', () => {
  it('leaves values as they are', () => {
    expect([...fillMissing([1, null], oneGroup(2), { method: 'none' })]).toEqual([1, NaN]);
  });
});

describe('value', () => {
  it('puts the stated value where one is missing', () => {
    expect([...fillMissing([null, 0, 3, null], oneGroup(4), { method: 'value', value: -1 })]).toEqual([-1, 0, 3, -1]);
  });

  it('needs a value', () => {
    expect(() => fillMissing([1], oneGroup(1), { method: 'value' } as never)).toThrow('value');
  });
});

describe('peer-mean', () => {
  it('takes the mean of the own group, and stays missing in a group without any value', () => {
    const groups = { of: Uint32Array.of(0, 0, 0, 1, 1, 2), count: 3 };
    expect([...fillMissing([1, null, 4, null, 7, null], groups, { method: 'peer-mean' })]).toEqual([
      1,
      2.5,
      4,
      7,
      7,
      NaN,
    ]);
  });

  it('takes numpy.nanmean of 40 brands x 12 indicators, 1e-9', () => {
    const raw = numberCells(fixture('coinr-own40/data.csv'));
    // numpy 2.4.6: np.nanmean of the columns.
    const means = { searches: 16862.783783783783, new_share: 0.15217027027027027, member_share: 0.3668027027027027 };
    for (const [name, mean] of Object.entries(means)) {
      const values = raw.get(name) as Float64Array;
      const filled = values.map(value => (value === value ? value : mean));
      const ours = fillMissing(values, oneGroup(40), { method: 'peer-mean' });
      heldAgainst('missing: peer-mean', 'NumPy 2.4.6', ours, filled);
    }
  });
});

describe('peer-median', () => {
  it('takes the middle of an odd count, and the mean of the middle two of an even one', () => {
    expect([...fillMissing([5, 1, null, 2], oneGroup(4), { method: 'peer-median' })]).toEqual([5, 1, 2, 2]);
    expect([...fillMissing([10, 1, null, 2, 4], oneGroup(5), { method: 'peer-median' })]).toEqual([10, 1, 3, 2, 4]);
  });

  it('takes the median of the own group', () => {
    expect([
      ...fillMissing([1, null, 100, null], { of: Uint32Array.of(0, 0, 1, 1), count: 2 }, { method: 'peer-median' }),
    ]).toEqual([1, 1, 100, 100]);
  });

  it('stays missing in a group without any value', () => {
    expect([
      ...fillMissing([null, 5, null], { of: Uint32Array.of(0, 1, 0), count: 2 }, { method: 'peer-median' }),
    ]).toEqual([NaN, 5, NaN]);
  });

  it('matches COINr Impute by the median on 40 brands x 12 indicators, 1e-9', () => {
    const raw = numberCells(fixture('coinr-own40/data.csv'));
    const imputed = numberCells(fixture('coinr-own40/imputed_median.csv'));
    const names = [...imputed.keys()].slice(1);
    expect(names).toHaveLength(12);
    expect(names.some(name => (raw.get(name) as Float64Array).some(Number.isNaN))).toBe(true);
    for (const name of names) {
      const ours = fillMissing(raw.get(name) as Float64Array, oneGroup(40), { method: 'peer-median' });
      heldAgainst('missing: peer-median', 'COINr 1.1.14', ours, imputed.get(name) as Float64Array);
    }
  });
});

describe('global-median', () => {
  it('takes the median of all units, whatever their group, also where a group has none', () => {
    const groups = groupsOf(['a', 'a', 'b', 'b', 'c']);
    expect([...fillMissing([1, null, 100, 4, null], groups, { method: 'global-median' })]).toEqual([1, 4, 100, 4, 4]);
  });

  it('matches COINr Impute by the median of all 40 brands, in whatever groups they are, 1e-9', () => {
    const raw = numberCells(fixture('coinr-own40/data.csv'));
    const imputed = numberCells(fixture('coinr-own40/imputed_median.csv'));
    const groups = groupsOf(cells(fixture('coinr-own40/data.csv')).get('Group') as string[]);
    expect(groups.count).toBeGreaterThan(1);
    for (const name of [...imputed.keys()].slice(1)) {
      const ours = fillMissing(raw.get(name) as Float64Array, groups, { method: 'global-median' });
      heldAgainst('missing: global-median', 'COINr 1.1.14', ours, imputed.get(name) as Float64Array);
    }
  });

  it('leaves missing where there is nothing at all', () => {
    expect([...fillMissing([null, null], groupsOf(['a', 'b']), { method: 'global-median' })]).toEqual([NaN, NaN]);
  });
});

describe('previous-period', () => {
  const columns: Columns = [
    [1, 2, null],
    [10, null, null],
    [null, null, null],
  ];

  it('takes the value of the period just before', () => {
    const filled = fillTogether(columns, 2, oneGroup(3), { method: 'previous-period' });
    heldAgainst('missing: previous-period', 'by hand', filled, [10, NaN, NaN]);
  });

  it('takes the nearest of so many periods before', () => {
    expect([...fillTogether(columns, 2, oneGroup(3), { method: 'previous-period', periods: 2 })]).toEqual([10, 2, NaN]);
  });

  it('does not look ahead', () => {
    const [missing, after]: Columns = [[null], [7]];
    expect([...fillTogether([missing, after], 0, oneGroup(1), { method: 'previous-period' })]).toEqual([NaN]);
  });
});

describe('linear-in-time', () => {
  const series = [...numberCells(fixture('r-imputation/series.csv'))];
  const columns = series.slice(1, 8).map(([, values]) => values);

  it('matches R approx with rule 2 on 12 units of 7 periods, 1e-9', () => {
    const filled = fillTogether(columns, 3, oneGroup(12), { method: 'linear-in-time', periods: 3 });
    heldAgainst('missing: linear-in-time', 'approx of R 4.2.2', filled, series[8][1]);
  });

  it('looks no further than the stated periods', () => {
    const far: Columns = [[0], [null], [null], [null], [8]];
    const filled = (at: number, periods: number): number =>
      fillTogether(far, at, oneGroup(1), { method: 'linear-in-time', periods })[0];
    expect([filled(2, 1), filled(2, 2), filled(1, 1), filled(1, 3), filled(3, 3)]).toEqual([NaN, 4, 0, 2, 6]);
  });
});

describe('regression', () => {
  const read = (name: string): Float64Array[] => {
    const all = numberCells(fixture(name));
    const indicators = [...numberCells(fixture('r-imputation/own40_filled.csv')).keys()].slice(1);
    return indicators.map(indicator => all.get(indicator) as Float64Array);
  };
  const exact = { method: 'regression', ridge: 0, tolerance: 1e-13, iterations: 5000, atLeast: 20 } as const;

  it.each([
    { rows: 'coinr-own40/data.csv', name: 'own40', holes: 15 },
    { rows: 'r-imputation/sparse.csv', name: 'sparse', holes: 63 },
  ])(
    'matches the EM of Amelia (R) on $name, $holes of 480 values missing: values filled, 1e-9',
    ({ rows, name, holes }) => {
      const columns = read(rows);
      const expected = read(`r-imputation/${name}_filled.csv`);
      expect(columns.reduce((count, column) => count + column.filter(Number.isNaN).length, 0)).toBe(holes);
      columns.forEach((_, at) => {
        const filled = fillTogether(columns, at, oneGroup(40), exact);
        heldAgainst('missing: regression', 'Amelia 1.8.1 (R)', filled, expected[at]);
      });
    },
  );

  it('learns the mean and covariance that the EM of Amelia (R) does, 1e-9', () => {
    const normal = numberCells(fixture('r-imputation/sparse_normal.csv'));
    const { mean, deviation, covariance } = fitTogether(read('r-imputation/sparse.csv'), oneGroup(40), exact) as Record<
      'mean' | 'deviation' | 'covariance',
      Float64Array[]
    >;
    const means = normal.get('mean') as Float64Array;
    expectClose(
      mean[0].map((each, at) => each / means[at]),
      means.map(() => 1),
    );
    const rows = [...normal.values()].slice(2);
    // Of two indicators' covariance the size is told by their deviations.
    rows.forEach((row, one) =>
      row.forEach((each, other) => {
        const unit = deviation[0][one] * deviation[0][other];
        expect(Math.abs(covariance[0][one * 12 + other] - each / unit)).toBeLessThan(1e-9);
      }),
    );
  });

  it('takes a unit without any value for the mean, and a line for what lies on it', () => {
    const columns: Columns = [
      [1, 2, 3, null, null],
      [2, 4, 6, 8, null],
    ];
    const filled = fillTogether(columns, 0, oneGroup(5), { method: 'regression', ridge: 0, atLeast: 2 });
    // The mean of x is the line at the mean of y, 5.
    expectClose(filled, [1, 2, 3, 4, 2.5], '', 1e-6);
  });

  it('learns from all units where a group has fewer than atLeast, or lacks an indicator', () => {
    const x = [1, 2, 3, 4, 5, 6, null, 7, 8, null];
    const y = [2, 1, 4, 3, 6, 5, 7, 9, 8, 3];
    const groups = groupsOf(['a', 'a', 'a', 'a', 'a', 'a', 'b', 'b', 'b', 'c']);
    const filled = fillTogether([x, y], 0, groups, { method: 'regression', atLeast: 4 });
    const all = fillTogether([x, y], 0, oneGroup(10), { method: 'regression', atLeast: 1 });
    expect([filled[6], filled[9]]).toEqual([all[6], all[9]]);
    const lone = fillTogether([x, y], 0, groups, { method: 'regression', atLeast: 1 });
    expect(lone[9]).toBe(all[9]);
    expect(lone[6]).not.toBe(all[6]);
  });

  it('fills from indicators that are sums of others, of one value, of huge ones, and with more indicators than units', () => {
    const base = [3, 1, 4, 1, 5, 9, 2, 6];
    const columns: Columns = [
      [...base.slice(0, 7), null],
      base,
      base.map(each => 2 * each + 1),
      base.map(() => 7),
      base.map(each => each * 1e300),
      base.map((each, row) => (row === 2 ? null : each * 1e-300)),
      base.map((_, row) => (row % 3 === 0 ? null : row)),
      base.map(() => null),
      base.map((each, row) => each * row),
      base.map((each, row) => each - row * row),
    ];
    for (const ridge of [0, 0.01]) {
      columns.forEach((column, at) => {
        const filled = fillTogether(columns, at, oneGroup(8), { method: 'regression', ridge, atLeast: 2 });
        column.forEach((value, row) => {
          if (at === 7) expect(filled[row]).toBeNaN();
          else if (value === null) expect(filled[row]).not.toBeNaN();
          else expect(filled[row]).toBe(value);
        });
      });
      expect(fillTogether(columns, 0, oneGroup(8), { method: 'regression', ridge, atLeast: 2 })[7]).toBeCloseTo(6, 0);
    }
  });

  it('stops after so many iterations, and tells how many it took', () => {
    const columns = read('r-imputation/sparse.csv');
    const roundsOf = (iterations: number): number => {
      const spec = { ...exact, iterations };
      return (fitTogether(columns, oneGroup(40), spec)['rounds'] as Float64Array)[0];
    };
    expect(roundsOf(3)).toBe(3);
    expect(roundsOf(5000)).toBeGreaterThan(100);
    expect(roundsOf(5000)).toBeLessThan(1000);
  });
});

describe('fillTogether', () => {
  it('refuses columns and groups of different length, and a column that is not there', () => {
    const fill = (columns: Columns, at: number): Float64Array =>
      fillTogether(columns, at, oneGroup(2), { method: 'previous-period' });
    expect(() => fill([[1], [2, 3]], 1)).toThrow('1 values, but groups of 2 rows');
    expect(() => fill([[1, 2]], 1)).toThrow('no column 1; there are 1, counted from 0');
  });

  it('refuses a method of one column', () => {
    expect(() => fillTogether([[1]], 0, oneGroup(1), { method: 'peer-mean' } as never)).toThrow('method');
  });
});

it('refuses values and groups of different length', () => {
  expect(() => fillMissing([1, 2], oneGroup(3), { method: 'none' })).toThrow('2 values, but groups of 3 rows');
});

it('refuses a method that it does not have', () => {
  expect(() => fillMissing([1], oneGroup(1), { method: 'mean' } as never)).toThrow('method');
});
