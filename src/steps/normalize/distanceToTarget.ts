import * as z from 'zod/mini';
import { extent } from '../../stats/extent.ts';
import { normalizer } from './normalizer.ts';
import type { NormalizerSql } from './normalizer.ts';
import { ontoScale, ontoScaleSql, scaleEnds } from './scale.ts';
import { wayToward, wayTowardSql } from './wayToward.ts';

/**
 * Distance to a target: how far a value has come from the worst of its group to a stated target, (x - min) / (target - min); for a
 * cost (max - x) / (max - target). `cap` holds what is beyond the target at the target.
 *
 * Shape: n values to n values. Unit: target in that of the values, to the lower end at the worst, the upper end at the target.
 * Degenerate: where the worst has reached the target, all have; equal values short of it: the midpoint.
 * @source COINr 1.1, `n_dist2targ`; OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5
 * @example normalize([2, 3, 5], oneGroup(3), { method: 'distance-to-target', target: 4 }) // [0, 50, 150]
 */
export const distanceToTarget = normalizer({
  spec: () =>
    z.strictObject({
      method: z.literal('distance-to-target'),
      target: z.number(),
      cap: z._default(z.boolean(), false),
      to: z._default(scaleEnds(), [0, 100]),
    }),
  fit: (values, groups) => extent(values, groups),
  apply(values, groups, anchors, { target, cap, to }) {
    const goal = new Float64Array(groups.count).fill(target);
    return ontoScale(wayToward(values, groups, anchors, goal, cap), to);
  },
  turnOptions: options => ({ ...options, target: -options.target }),
  bounds: ({ cap, to: [low, high] }) => [low, cap ? high : Infinity],
});

/** The same in SQL. */
export const distanceToTargetSql: NormalizerSql<typeof distanceToTarget> = {
  fit: value => ({ min: `min(${value})`, max: `max(${value})` }),
  apply: (value, { min, max }, { target, cap, to }, dialect) =>
    ontoScaleSql(wayTowardSql(value, { min, max }, dialect.number(target), cap), to, dialect),
};
