import * as z from 'zod/mini';
import { normalizer } from './normalizer.ts';
import type { NormalizerSql } from './normalizer.ts';
import { ontoScale, ontoScaleSql, scaleEnds } from './scale.ts';

/**
 * Goalposts: a value's place between a low and a high post that are stated, whatever the data; beyond a post it stands at that post.
 * A scale such as [1, 100] keeps off 0, so that a geometric mean has a meaning.
 *
 * Shape: n values to n values; nothing is learned. Unit: posts in that of the values, to the ends of the scale; for a cost the low
 * post is the upper end.
 * Degenerate: equal values, or one: each its own place.
 * @source UNDP, Human Development Report, technical note 1; COINr 1.1, `n_goalposts`
 * @example normalize([0, 3, 9], oneGroup(3), { method: 'goalposts', low: 1, high: 5 }) // [0, 50, 100]
 */
export const goalposts = normalizer({
  spec: () =>
    z
      .strictObject({
        method: z.literal('goalposts'),
        low: z.number(),
        high: z.number(),
        to: z._default(scaleEnds(), [0, 100]),
      })
      .check(
        z.refine(({ low, high }) => low < high, { error: 'the low post must be below the high one', path: ['low'] }),
      ),
  apply(values, _groups, _anchors, { low, high, to }) {
    const places = new Float64Array(values.length);
    for (let row = 0; row < values.length; row++) {
      places[row] = Math.max(0, Math.min(1, (values[row] - low) / (high - low)));
    }
    return ontoScale(places, to);
  },
  turnOptions: options => ({ ...options, low: -options.high, high: -options.low }),
  bounds: ({ to }) => to,
});

/** The same in SQL. */
export const goalpostsSql: NormalizerSql<typeof goalposts> = {
  apply(value, _anchors, { low, high, to }, dialect) {
    const [from, till, length] = [low, high, high - low].map(dialect.number);
    const between = `(${value} - ${from}) / ${length}`;
    return ontoScaleSql(
      `case when ${value} <= ${from} then 0e0 when ${value} >= ${till} then 1e0 else ${between} end`,
      to,
      dialect,
    );
  },
};
