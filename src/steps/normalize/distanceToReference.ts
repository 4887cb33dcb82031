import * as z from 'zod/mini';
import { extent } from '../../stats/extent.ts';
import { moments } from '../../stats/moments.ts';
import { quantiles } from '../../stats/quantile.ts';
import { normalizer } from './normalizer.ts';
import type { NormalizerSql } from './normalizer.ts';
import { ontoScale, ontoScaleSql, scaleEnds } from './scale.ts';
import { wayToward, wayTowardSql } from './wayToward.ts';

/**
 * Distance to a reference: how far a value has come from the worst of its group to the group's median or mean, or to a stated value
 * such as that of one unit, (x - min) / (reference - min). `cap` holds what is beyond the reference at the reference.
 *
 * Shape: n values to n values. Unit: any to the lower end at the worst, the upper end at the reference.
 * Degenerate: where the worst is at the reference already, all are; equal values short of it: the midpoint, at it: the upper end.
 * @source COINr 1.1, `n_dist2ref`; OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5
 * @example normalize([2, 4, 5], oneGroup(3), { method: 'distance-to-reference', reference: 'median' }) // [0, 100, 150]
 */
export const distanceToReference = normalizer({
  spec: () =>
    z.strictObject({
      method: z.literal('distance-to-reference'),
      reference: z.union([z.number(), z.enum(['median', 'mean'])]),
      cap: z._default(z.boolean(), false),
      to: z._default(scaleEnds(), [0, 100]),
    }),
  fit(values, groups, { reference }) {
    const { min, max } = extent(values, groups);
    if (reference === 'median') return { min, max, reference: quantiles(values, groups, 0.5) };
    if (reference === 'mean') return { min, max, reference: moments(values, groups).mean };
    return { min, max, reference: min.map(least => (least === least ? reference : NaN)) };
  },
  apply: (values, groups, anchors, { cap, to }) =>
    ontoScale(wayToward(values, groups, anchors, anchors.reference, cap), to),
  turnOptions: options =>
    typeof options.reference === 'number' ? { ...options, reference: -options.reference } : options,
  bounds: ({ cap, to: [low, high] }) => [low, cap ? high : Infinity],
});

/** The same in SQL. */
export const distanceToReferenceSql: NormalizerSql<typeof distanceToReference> = {
  fit(value, { reference }, dialect) {
    const [min, max] = [`min(${value})`, `max(${value})`];
    if (reference === 'median') return { min, max, reference: dialect.quantile(value, 0.5) };
    // A sum of equal values divided by their count need not be that value.
    if (reference === 'mean')
      return { min, max, reference: `case when ${min} = ${max} then ${min} else avg(${value}) end` };
    return { min, max, reference: `case when count(${value}) > 0 then ${dialect.number(reference)} end` };
  },
  apply: (value, { min, max, reference }, { cap, to }, dialect) =>
    ontoScaleSql(wayTowardSql(value, { min, max }, reference, cap), to, dialect),
};
