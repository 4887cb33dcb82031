import { correlationsOfPairs } from '../../stats/correlations.ts';
import { moments } from '../../stats/moments.ts';
import type { Groups } from '../../table/groups.ts';
import { completeOnly } from './completeOnly.ts';

/** The correlations of the parts that vary in a group, over its complete units. */
export interface CorrelationMatrix {
  /** Positions of the parts that vary; the others take no part. */
  readonly parts: readonly number[];
  readonly deviations: readonly number[];
  readonly rows: readonly (readonly number[])[];
}

/**
 * The correlation matrix of the parts in each group, over the units that have every part that varies in the group.
 *
 * Shape: p columns of n values to one matrix a group.
 * Degenerate: a part that does not vary is left out.
 * @example correlationMatrices([Float64Array.of(1, 2), Float64Array.of(4, 2)], oneGroup(2))[0].rows // [[1, -1], [-1, 1]]
 */
export function correlationMatrices(parts: readonly Float64Array[], groups: Groups): CorrelationMatrix[] {
  const varies = parts.map(part => Uint8Array.from(moments(part, groups).deviation, each => (each > 0 ? 1 : 0)));
  const complete = completeOnly(parts, groups, varies);
  const deviations = complete.map(part => moments(part, groups).deviation);
  const pairs = correlationsOfPairs(complete, groups);
  return Array.from({ length: groups.count }, (_, group) => {
    const there = parts.map((_part, at) => at).filter(at => deviations[at][group] > 0);
    const between = (one: number, other: number): number =>
      one === other ? 1 : pairs[Math.max(one, other)][Math.min(one, other)][group];
    return {
      parts: there,
      deviations: there.map(at => deviations[at][group]),
      rows: there.map(one => there.map(other => between(one, other))),
    };
  });
}
