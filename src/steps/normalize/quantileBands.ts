import * as z from 'zod/mini';
import { extent } from '../../stats/extent.ts';
import type { GroupNumbers } from '../../stats/extent.ts';
import { quantiles } from '../../stats/quantile.ts';
import { normalizer } from './normalizer.ts';
import type { NormalizerSql } from './normalizer.ts';
import { ontoScale, ontoScaleSql, scaleEnds } from './scale.ts';

const share = () => z.number().check(z.positive(), z.lt(1));
const spec = () =>
  z.strictObject({
    method: z.literal('quantile-bands'),
    shares: z._default(
      z.array(share()).check(
        z.minLength(1),
        z.refine(shares => shares.every((each, at) => at === 0 || each > shares[at - 1]), {
          error: 'shares must rise',
        }),
      ),
      [0.2, 0.4, 0.6, 0.8],
    ),
    to: z._default(scaleEnds(), [0, 100]),
  });

/** Of the range: a border that falls on a value may miss it by the last digit. */
const NEAR = 1e-12;

/**
 * Quantile bands: the band a value is in, when the group is cut at the stated quantiles (type 7); the bands stand at even steps.
 *
 * Shape: n values to n values. Unit: shares from 0 to 1; any to [low, high], the lowest band at the lower end.
 * Degenerate: equal values, or one: the midpoint; a value on a border belongs above it.
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5 (categorical scales)
 * @example normalize([1, 2, 3, 4, 5], oneGroup(5), { method: 'quantile-bands', shares: [0.3, 0.75] }) // [0, 0, 50, 100, 100]
 */
export const quantileBands = normalizer({
  spec,
  fit(values, groups, { shares }) {
    const borders = shares.map((each, at) => [`border${at + 1}`, quantiles(values, groups, each)] as const);
    const { min, max } = extent(values, groups);
    const anchors: Readonly<Record<string, GroupNumbers>> = { min, max, ...Object.fromEntries(borders) };
    return anchors;
  },
  apply(values, { of }, anchors, { shares, to }) {
    const borders = shares.map((_, at) => anchors[`border${at + 1}`]);
    const places = new Float64Array(values.length);
    for (let row = 0; row < values.length; row++) {
      const group = of[row];
      const range = anchors.max[group] - anchors.min[group];
      let band = 0;
      for (const border of borders) if (values[row] >= border[group] - NEAR * range) band++;
      places[row] = range === 0 ? 0.5 : band / shares.length;
      if (values[row] !== values[row] || range !== range) places[row] = NaN;
    }
    return ontoScale(places, to);
  },
  bounds: ({ to }) => to,
});

/** The same in SQL. */
export const quantileBandsSql: NormalizerSql<typeof quantileBands> = {
  fit: (value, { shares }, dialect) => ({
    min: `min(${value})`,
    max: `max(${value})`,
    ...Object.fromEntries(shares.map((each, at) => [`border${at + 1}`, dialect.quantile(value, each)])),
  }),
  apply(value, anchors, { shares, to }, dialect) {
    const range = `(${anchors.max} - ${anchors.min})`;
    const steps = shares.map((_, at) => {
      const border = `${anchors[`border${at + 1}`]} - ${dialect.number(NEAR)} * ${range}`;
      return `case when ${value} >= ${border} then 1e0 else 0e0 end`;
    });
    const place = `case when ${range} = 0 then 0.5e0 when ${range} > 0 then (${steps.join(' + ')}) / ${dialect.number(shares.length)} end`;
    return ontoScaleSql(`case when ${value} is not null then ${place} end`, to, dialect);
  },
};
