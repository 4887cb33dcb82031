import * as z from 'zod/mini';
import { moments } from '../../stats/moments.ts';
import { normalizer } from './normalizer.ts';
import type { NormalizerSql } from './normalizer.ts';
import { ontoScale, ontoScaleSql, scaleEnds } from './scale.ts';

/**
 * Sigmoid: the logistic function of the z-score, 1 / (1 + e^(-steepness·z)); extremes crowd at the ends instead of stretching the scale.
 *
 * Shape: n values to n values. Unit: any to [low, high], the group's mean at the midpoint; steepness per sample deviation.
 * Degenerate: equal values, or one: the midpoint.
 * @source Jain, Nandakumar and Ross (2005), Score normalization in multimodal biometric systems; logistic function of a z-score
 * @example normalize([2, 4, 6], oneGroup(3), { method: 'sigmoid', steepness: Math.log(3), to: [0, 4] }) // [1, 2, 3]
 */
export const sigmoid = normalizer({
  spec: () =>
    z.strictObject({
      method: z.literal('sigmoid'),
      steepness: z._default(z.number().check(z.positive()), 1),
      to: z._default(scaleEnds(), [0, 100]),
    }),
  fit: (values, groups) => moments(values, groups),
  apply(values, { of }, anchors, { steepness, to }) {
    // A distance of 0 divided by Infinity is 0: a flat group's values stay at the midpoint.
    const unit = anchors.deviation.map(each => (each === 0 ? Infinity : each));
    const places = new Float64Array(values.length);
    for (let row = 0; row < values.length; row++) {
      const score = (values[row] - anchors.mean[of[row]]) / unit[of[row]];
      places[row] = logistic(steepness * score);
    }
    return ontoScale(places, to);
  },
  bounds: ({ to }) => to,
});

/** The same in SQL. */
export const sigmoidSql: NormalizerSql<typeof sigmoid> = {
  fit: value => ({
    mean: `avg(${value})`,
    // A sum of squares of equal values need not be exactly 0.
    deviation: `case when min(${value}) = max(${value}) then 0e0 else stddev_samp(${value}) end`,
  }),
  apply(value, { mean, deviation }, { steepness, to }, dialect) {
    const distance = `case when ${deviation} = 0 then 0e0 * ${value} else (${value} - ${mean}) / ${deviation} end`;
    const score = `${dialect.number(steepness)} * (${distance})`;
    const upper = `1e0 / (1e0 + ${dialect.exp(`- abs(${score})`)})`;
    const place = `case when (${score}) < 0 then 1e0 - ${upper} else ${upper} end`;
    return ontoScaleSql(place, to, dialect);
  },
};

/** Of the size first: the exponential of a large number would overflow in some engines. */
function logistic(score: number): number {
  const upper = 1 / (1 + Math.exp(-Math.abs(score)));
  return score < 0 ? 1 - upper : upper;
}
