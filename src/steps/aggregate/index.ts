// The aggregate step: the parts of an index into one value a row.
// Laws of all methods: more is better; a missing part is as one of weight 0, under the same anchors; a part that counts gives a value,
// whatever it is. Laws that a method declares: of means (`isMean`), equal parts give that value, and others one between the least and the
// greatest; where it `neverFalls`, a greater part never lowers the index, under the same anchors.
import type * as z from 'zod/mini';
import { RatingError } from '../../errors/ratingError.ts';
import type { AggregateMethod, Direction } from '../../expr/aggregateMethod.ts';
import { completeSpec } from '../../expr/columnStep.ts';
import { methodOf, oneOf } from '../../expr/method.ts';
import type { Anchors } from '../../expr/method.ts';
import type { Groups } from '../../table/groups.ts';
import { numbers } from '../../table/table.ts';
import { aras } from './aras.ts';
import { arithmetic } from './arithmetic.ts';
import { benefitOfTheDoubt } from './benefitOfTheDoubt.ts';
import { cocoso } from './cocoso.ts';
import { codas } from './codas.ts';
import { copeland } from './copeland.ts';
import { copras } from './copras.ts';
import { edas } from './edas.ts';
import { electreIII } from './electreIII.ts';
import { geometric } from './geometric.ts';
import { harmonic } from './harmonic.ts';
import { mabac } from './mabac.ts';
import { mairca } from './mairca.ts';
import { marcos } from './marcos.ts';
import { mazziottaPareto } from './mazziottaPareto.ts';
import { minimum } from './minimum.ts';
import { moora } from './moora.ts';
import { owa } from './owa.ts';
import { power } from './power.ts';
import { presentWeight } from './presentWeight.ts';
import { prometheeII } from './prometheeII.ts';
import { spotis } from './spotis.ts';
import { topsis } from './topsis.ts';
import { vikor } from './vikor.ts';
import { waspas } from './waspas.ts';
import { weightedMedian } from './weightedMedian.ts';
import { wpm } from './wpm.ts';

/** The methods of the step. */
export const aggregateMethods = [
  arithmetic,
  geometric,
  harmonic,
  power,
  weightedMedian,
  owa,
  minimum,
  copeland,
  mazziottaPareto,
  topsis,
  vikor,
  waspas,
  wpm,
  prometheeII,
  electreIII,
  edas,
  mabac,
  marcos,
  mairca,
  codas,
  copras,
  aras,
  moora,
  cocoso,
  spotis,
  benefitOfTheDoubt,
] as const satisfies readonly AggregateMethod[];

/** How the parts of an index are combined, told apart by `method`. */
export const aggregateSpec = oneOf(aggregateMethods);

/** How the parts of an index are combined, as written in a model. */
export type AggregateSpec = z.input<typeof aggregateSpec>;

/** Shares of weight are sums of rounded numbers; so much is taken for equal. */
export const SHARE_TOLERANCE = 1e-12;

/**
 * Combines the parts of an index into one value a row.
 *
 * Shape: p columns of n values, p arrays of one weight a group to n values. Unit: as the method says; of means, that of the parts.
 * `directions` says of each part whether more of it is better (all, when left out) or less; means take no costs, turn those before.
 * Degenerate: rows in which less than `present` of the weight is there are missing, and so are rows with nothing at all.
 * @throws invalid_argument when the spec is wrong, or a part is a cost and the method takes none
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6
 * @example aggregate([[10, null], [20, 20]], [Float64Array.of(0.5), Float64Array.of(0.5)], oneGroup(2), { method: 'arithmetic' }) // [15, 20]
 */
export function aggregate(
  parts: readonly (Float64Array | readonly (number | null)[])[],
  weights: readonly Float64Array[],
  groups: Groups,
  spec: AggregateSpec,
  present = 0,
  directions: readonly Direction[] = allBenefits(parts),
): Float64Array {
  const columns = parts.map(numbers);
  const anchors = fitAggregate(columns, weights, groups, spec, directions);
  return applyAggregate(columns, weights, groups, anchors, spec, present, directions);
}

/** What the named method learns from the parts; empty where it learns nothing. */
export function fitAggregate(
  parts: readonly Float64Array[],
  weights: readonly Float64Array[],
  groups: Groups,
  spec: AggregateSpec,
  directions: readonly Direction[] = allBenefits(parts),
): Anchors {
  const complete = completeSpec(aggregateSpec, spec);
  return methodFor(complete, parts, directions).fit?.(parts, weights, groups, complete, directions) ?? {};
}

/** The index under anchors learned from these parts or from others. */
export function applyAggregate(
  parts: readonly Float64Array[],
  weights: readonly Float64Array[],
  groups: Groups,
  anchors: Anchors,
  spec: AggregateSpec,
  present: number,
  directions: readonly Direction[] = allBenefits(parts),
): Float64Array {
  const complete = completeSpec(aggregateSpec, spec);
  const index = methodFor(complete, parts, directions).apply(parts, weights, groups, anchors, complete, directions);
  if (present === 0) return index;
  const share = presentWeight(parts, weights, groups);
  return index.map((value, row) => (share[row] >= present - SHARE_TOLERANCE ? value : NaN));
}

function allBenefits(parts: readonly unknown[]): Direction[] {
  return parts.map(() => 'benefit');
}

function methodFor(
  spec: { readonly method: string },
  parts: readonly unknown[],
  directions: readonly Direction[],
): AggregateMethod {
  const method = methodOf<AggregateMethod>(aggregateMethods, spec);
  if (directions.length !== parts.length) {
    throw new RatingError(
      'invalid_argument',
      ['directions'],
      `${directions.length} directions for ${parts.length} parts`,
    );
  }
  const cost = directions.indexOf('cost');
  if (cost === -1 || method.takesCosts) return method;
  const message = `${spec.method} takes no costs; turn the part before, so that more is better`;
  throw new RatingError('invalid_argument', ['directions', cost], message);
}
