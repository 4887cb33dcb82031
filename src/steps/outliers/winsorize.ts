import * as z from 'zod/mini';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';
import { countBelow, sortedByGroup } from '../../stats/quantile.ts';
import { shapeOf } from '../../stats/shape.ts';
import { clampTo } from './clampTo.ts';

const spec = () =>
  z.strictObject({
    method: z.literal('winsorize'),
    skewness: z._default(z.number().check(z.positive()), 2),
    kurtosis: z._default(z.number(), 3.5),
    atMost: z._default(z.int().check(z.gte(0), z.lte(100)), 5),
  });

/**
 * Winsorizing until the shape is fair: while skewness (G1) and kurtosis (G2) both reach their limits, the most extreme
 * value on the side of the tail is set to the next one, at most so many times; where that is not enough it is undone and
 * the logarithm taken, ln(x - min + 0.01·range).
 *
 * Shape: n values to n values. Unit: that of the values, or a logarithm of it.
 * Degenerate: equal values, or fewer than 4: unchanged; values that are equal count as one point; two distinct values
 * are never made one: the logarithm is taken; a newcomer below the least value of frozen anchors has its logarithm.
 * @source COINr 1.1, `Treat` with `winsorise` and `log_CT`; OECD/JRC (2008), Handbook on Composite Indicators, step 5
 * @example treatOutliers([1, 2, 3, 4, 5, 6, 7, 99], oneGroup(8), { method: 'winsorize' }) // [1, 2, 3, 4, 5, 6, 7, 7]
 */
export const winsorize = columnMethod({
  spec,
  fit(values, groups, options) {
    const treatments = sortedByGroup(values, groups).map(sorted => treatmentOf(sorted, options));
    return {
      low: Float64Array.from(treatments, ({ low }) => low),
      high: Float64Array.from(treatments, ({ high }) => high),
      logFrom: Float64Array.from(treatments, ({ logFrom }) => logFrom),
      logRange: Float64Array.from(treatments, ({ logRange }) => logRange),
    };
  },
  apply(values, groups, { low, high, logFrom, logRange }) {
    const treated = clampTo(values, groups, { low, high });
    for (let row = 0; row < values.length; row++) {
      const group = groups.of[row];
      const range = logRange[group];
      if (range !== range || values[row] !== values[row]) continue;
      // The factor `range` is taken out of the logarithm: of a tiny range a hundredth may be 0.
      treated[row] = Math.log(Math.max(0, (values[row] - logFrom[group]) / range) + 0.01) + Math.log(range);
    }
    return treated;
  },
});

/** The same in SQL. */
export const winsorizeSql: ColumnSql<typeof winsorize> = {
  noSql: 'whether a point is drawn in depends on the skewness that those before it leave',
};

/** What one group needs: ends, or the least value and the range of its logarithm; NaN for what is not used. */
interface Treatment {
  readonly low: number;
  readonly high: number;
  readonly logFrom: number;
  readonly logRange: number;
}

const UNTOUCHED: Treatment = { low: NaN, high: NaN, logFrom: NaN, logRange: NaN };

function treatmentOf(sorted: Float64Array, limits: z.output<ReturnType<typeof spec>>): Treatment {
  const last = sorted.length - 1;
  let [first, end] = [0, last];
  for (let drawn = 0; ; drawn++) {
    const clamped = drawn === 0 ? sorted : sorted.map(value => Math.min(Math.max(value, sorted[first]), sorted[end]));
    const { skewness, kurtosis } = shapeOf(clamped);
    const isUnfair = Math.abs(skewness) >= limits.skewness && kurtosis >= limits.kurtosis;
    if (!isUnfair) {
      return { ...UNTOUCHED, low: first === 0 ? NaN : sorted[first], high: end === last ? NaN : sorted[end] };
    }
    if (skewness > 0) end = countBelow(sorted, sorted[end]) - 1;
    else first = countUpTo(sorted, sorted[first]);
    if (drawn === limits.atMost || sorted[first] >= sorted[end]) {
      return { ...UNTOUCHED, logFrom: sorted[0], logRange: sorted[last] - sorted[0] };
    }
  }
}

function countUpTo(sorted: Float64Array, value: number): number {
  let count = countBelow(sorted, value);
  while (sorted[count] === value) count++;
  return count;
}
