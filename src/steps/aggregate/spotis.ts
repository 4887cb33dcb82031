import * as z from 'zod/mini';
import { RatingError } from '../../errors/ratingError.ts';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql } from '../../expr/aggregateMethod.ts';
import { weightedMeanSql } from './countedSql.ts';
import { rowScores, weightedMean } from './rowScores.ts';

const bound = () =>
  z
    .tuple([z.number(), z.number()])
    .check(z.refine(([low, high]) => low < high, { error: 'the first bound must be below the second' }));

/**
 * SPOTIS: the weighted distance to the ideal end of stated bounds; peers play no part, so that ranks never turn around.
 *
 * Shape: p columns of n values to n values; `bounds` is one pair for all parts, or one a part. Unit: 1 - P, P being the paper's distance
 * (less is better): 1 is the ideal, 0 the opposite end. Beyond the bounds it goes on in a straight line.
 * Degenerate: missing parts are dropped and the other weights re-scaled; all missing: missing.
 * @throws invalid_argument when there is neither one pair of bounds nor one a part
 * @source Dezert, Tchamova, Han, Tacnet (2020), The SPOTIS rank reversal free method for multi-criteria decision-making support
 * @example aggregate([[25, 50]], [Float64Array.of(1)], oneGroup(2), { method: 'spotis', bounds: [[0, 100]] }) // [0.25, 0.5]
 */
export const spotis = aggregateMethod({
  spec: () => z.strictObject({ method: z.literal('spotis'), bounds: z.array(bound()).check(z.minLength(1)) }),
  needsPositive: false,
  isMean: false,
  neverFalls: true,
  takesCosts: true,
  apply(parts, weights, groups, _anchors, { bounds }, directions) {
    const boundsOf = boundsOfParts(bounds, parts.length);
    return rowScores(parts, weights, groups, row =>
      weightedMean(row, ({ part, value }, at) => {
        const [low, high] = boundsOf[part[at]];
        return (directions[part[at]] === 'cost' ? high - value[at] : value[at] - low) / (high - low);
      }),
    );
  },
});

/** The same in SQL. */
export const spotisSql: AggregateSql<typeof spotis> = {
  apply(parts, weights, _anchors, { bounds }, dialect) {
    const boundsOf = boundsOfParts(bounds, parts.length);
    return weightedMeanSql(parts, weights, at => {
      const [low, high] = boundsOf[at];
      return `(${parts[at]} - ${dialect.number(low)}) / ${dialect.number(high - low)}`;
    });
  },
};

function boundsOfParts(bounds: readonly [number, number][], partCount: number): readonly [number, number][] {
  if (bounds.length === partCount) return bounds;
  if (bounds.length === 1) return Array.from({ length: partCount }, () => bounds[0]);
  const message = `${bounds.length} pairs for ${partCount} parts; give one pair for all parts, or one a part`;
  throw new RatingError('invalid_argument', ['bounds'], message);
}
