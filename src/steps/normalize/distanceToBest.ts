import * as z from 'zod/mini';
import { extent } from '../../stats/extent.ts';
import { normalizer } from './normalizer.ts';
import type { NormalizerSql } from './normalizer.ts';
import { ontoScale, ontoScaleSql, restOf, scaleEnds } from './scale.ts';

/**
 * Distance to the best: what the distance to the greatest of the group leaves of the range, 1 - (max - x) / (max - min).
 * Another way to write min-max.
 *
 * Shape: n values to n values. Unit: any to [low, high].
 * Degenerate: equal values, or one: the midpoint.
 * @source COINr 1.1, `n_dist2max`
 * @example normalize([2, 3, 6], oneGroup(3), { method: 'distance-to-best', to: [0, 1] }) // [0, 0.25, 1]
 */
export const distanceToBest = normalizer({
  spec: () => z.strictObject({ method: z.literal('distance-to-best'), to: z._default(scaleEnds(), [0, 100]) }),
  fit: (values, groups) => extent(values, groups),
  apply(values, { of }, { min, max }, { to }) {
    const distances = new Float64Array(values.length);
    for (let row = 0; row < values.length; row++) {
      const value = values[row];
      const most = max[of[row]];
      const range = most - min[of[row]];
      distances[row] = range === 0 ? 0.5 + 0 * value : (most - value) / range;
    }
    return ontoScale(restOf(distances), to);
  },
  bounds: ({ to }) => to,
});

/** The same in SQL. */
export const distanceToBestSql: NormalizerSql<typeof distanceToBest> = {
  fit: value => ({ min: `min(${value})`, max: `max(${value})` }),
  apply(value, { min, max }, { to }, dialect) {
    const distance = `case when ${max} = ${min} then 0.5e0 + 0e0 * ${value} else (${max} - ${value}) / (${max} - ${min}) end`;
    return ontoScaleSql(`1e0 - (${distance})`, to, dialect);
  },
};
