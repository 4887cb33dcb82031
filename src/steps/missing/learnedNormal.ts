// The normal distribution of a group's units over their indicators, each in units of its own deviation: squares of huge values would overflow.
import { dependence, expectedGiven } from '../../stats/expectedGiven.ts';
import { likeliestNormal } from '../../stats/likeliestNormal.ts';
import type { NormalSearch } from '../../stats/likeliestNormal.ts';
import { moments } from '../../stats/moments.ts';
import { positiveInverse } from '../../stats/positiveInverse.ts';
import { oneGroup } from '../../table/groups.ts';

/** What some units teach about their indicators. */
export interface LearnedNormal {
  /** In the units of the columns; NaN for a column without values. */
  readonly mean: Float64Array;
  /** The unit in which each column's covariances are told; 1 where its values are equal. */
  readonly deviation: Float64Array;
  /** p·p numbers, row by row; NaN for a column without values. */
  readonly covariance: Float64Array;
  readonly rounds: number;
}

/**
 * Learns means and covariances of columns from some of their rows.
 *
 * Degenerate: a column without values has none; a row without values is left out.
 * @example learnNormal([Float64Array.of(1, 3, 9)], Uint32Array.of(0, 1), { ridge: 0, tolerance: 1e-9, iterations: 9 }).mean // [2]
 */
export function learnNormal(columns: readonly Float64Array[], rows: Uint32Array, search: NormalSearch): LearnedNormal {
  const own = columns.map(column => Float64Array.from(rows, row => column[row]));
  const group = oneGroup(rows.length);
  const scales = own.map(column => {
    const { mean, deviation } = moments(column, group);
    return { mean: mean[0], deviation: deviation[0] > 0 ? deviation[0] : 1 };
  });
  const used = [...scales.keys()].filter(at => !Number.isNaN(scales[at].mean));
  const standard = used.map(at => own[at].map(value => (value - scales[at].mean) / scales[at].deviation));
  const normal = likeliestNormal(standard, search);
  const mean = new Float64Array(columns.length).fill(NaN);
  const covariance = new Float64Array(columns.length ** 2).fill(NaN);
  used.forEach((one, at) => {
    mean[one] = scales[one].mean + scales[one].deviation * normal.mean[at];
    used.forEach((other, beside) => {
      covariance[one * columns.length + other] = normal.covariance[at * used.length + beside];
    });
  });
  return { mean, covariance, deviation: Float64Array.from(scales, each => each.deviation), rounds: normal.rounds };
}

/**
 * What stands for a missing value of one column in a row: its expected value given the row's others.
 *
 * Degenerate: a row without values: the mean; a column without a mean, or a group that nothing is known of: NaN.
 * @example fillerOf({ mean: Float64Array.of(5), deviation: Float64Array.of(2), covariance: Float64Array.of(1) }, [Float64Array.of(NaN)], 0)(0) // 5
 */
export function fillerOf(
  { mean, deviation, covariance }: Omit<LearnedNormal, 'rounds'>,
  columns: readonly Float64Array[],
  at: number,
): (row: number) => number {
  const used = [...mean.keys()].filter(column => !Number.isNaN(mean[column]));
  const own = used.indexOf(at);
  if (own === -1) return () => NaN;
  const inverse = positiveInverse(
    Float64Array.from({ length: used.length ** 2 }, (_, place) => {
      const [row, column] = [Math.floor(place / used.length), place % used.length];
      return covariance[used[row] * columns.length + used[column]];
    }),
    used.length,
  );
  const center = new Float64Array(used.length);
  const values = new Float64Array(used.length);
  return row => {
    const missing: number[] = [];
    const present: number[] = [];
    for (let place = 0; place < used.length; place++) {
      const column = used[place];
      values[place] = (columns[column][row] - mean[column]) / deviation[column];
      (values[place] === values[place] ? present : missing).push(place);
    }
    const { weights } = dependence(inverse, used.length, missing, present);
    const expected = expectedGiven(weights[missing.indexOf(own)], present, values, center, own);
    const filled = mean[at] + deviation[at] * expected;
    return Number.isFinite(filled) ? filled : NaN;
  };
}
