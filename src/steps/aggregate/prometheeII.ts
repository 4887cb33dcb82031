import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql } from '../../expr/aggregateMethod.ts';
import { moments } from '../../stats/moments.ts';
import { sortedByGroup } from '../../stats/quantile.ts';
import { runningSums } from '../../stats/runningSums.ts';
import { netFlow } from './netFlow.ts';
import type { Ramp } from './netFlow.ts';
import { listsByGroup, rowScores, weightedMean } from './rowScores.ts';

/**
 * PROMETHEE II: how much a unit is preferred to its peers, less how much they are preferred to it, part by part (net flow).
 *
 * `preference` says how a difference d becomes a preference of 0 to 1: `usual` any d above 0 is 1; `u-shape` above q; `v-shape` d/p up to
 * p; `level` above q a half, above p 1; `linear` from 0 at q to 1 at p. `q` and `p` are in standard deviations (by n) of the part.
 *
 * Shape: p columns of n values to n values, in n log n: the anchors keep each part's values in order. Unit: net flow, -1 to 1.
 * Degenerate: one unit: 0; equal values of a part: 0; missing parts are dropped and the other weights re-scaled, missing peers are not
 * compared with. A unit that was not among the n peers is compared with all of them, and divided by n - 1 as they are.
 * @source Brans and Vincke (1985), A Preference Ranking Organisation Method; Brans and De Smet (2016), PROMETHEE Methods
 * @example aggregate([[1, 2, 3]], [Float64Array.of(1)], oneGroup(3), { method: 'promethee-ii' }) // [-1, 0, 1]
 */
export const prometheeII = aggregateMethod({
  spec: () =>
    z
      .strictObject({
        method: z.literal('promethee-ii'),
        preference: z._default(z.enum(['usual', 'u-shape', 'v-shape', 'level', 'linear']), 'usual'),
        q: z._default(z.number().check(z.gte(0)), 0.1),
        p: z._default(z.number().check(z.gte(0)), 1),
      })
      .check(z.refine(({ q, p }) => q <= p, { error: 'q must not be above p', path: ['q'] })),
  needsPositive: false,
  isMean: false,
  neverFalls: true,
  takesCosts: true,
  fit(parts, _weights, groups) {
    const deviations = parts.map(values => {
      const { deviation } = moments(values, groups);
      return sortedByGroup(values, groups).map(({ length }, group) => deviation[group] * Math.sqrt(1 - 1 / length));
    });
    const sorted = parts.map((values, part) => [`sorted${part + 1}`, sortedByGroup(values, groups)] as const);
    const learned: Record<string, Float64Array[]> = Object.fromEntries(sorted);
    learned.deviation = listsByGroup(
      deviations.map(each => Float64Array.from(each)),
      groups.count,
    );
    return learned;
  },
  apply(parts, weights, groups, anchors, options, directions) {
    const sorted = parts.map((_, part) => anchors[`sorted${part + 1}`]);
    const sums = sorted.map(each => each.map(runningSums));
    const ramps = anchors.deviation.map(deviations => Array.from(deviations, each => rampsOf(options, each)));
    return rowScores(parts, weights, groups, row =>
      weightedMean(row, ({ group, part, value }, at) => {
        const peers = sorted[part[at]][group];
        if (peers.length === 0) return NaN;
        const flow = netFlow(value[at], peers, sums[part[at]][group], ramps[group][part[at]]);
        return (directions[part[at]] === 'cost' ? -flow : flow) / Math.max(1, peers.length - 1);
      }),
    );
  },
});

/** The same in SQL. */
export const prometheeIISql: AggregateSql<typeof prometheeII> = {
  noSql: 'it compares each unit with every other one, part by part',
};

type Preference = 'usual' | 'u-shape' | 'v-shape' | 'level' | 'linear';

/** A preference function of one part, its q and p in the part's own unit. */
function rampsOf(options: { preference: Preference; q: number; p: number }, deviation: number): Ramp[] {
  const q = options.q * deviation;
  const p = options.p * deviation;
  switch (options.preference) {
    case 'usual':
      return [{ from: 0, to: 0, height: 1 }];
    case 'u-shape':
      return [{ from: q, to: q, height: 1 }];
    case 'v-shape':
      return [{ from: 0, to: p, height: 1 }];
    case 'level':
      return [q, p].map(step => ({ from: step, to: step, height: 0.5 }));
    case 'linear':
      return [{ from: q, to: p, height: 1 }];
  }
}
