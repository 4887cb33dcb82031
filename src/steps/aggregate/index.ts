// The aggregate step: the parts of an index into one value a row.
// Laws of all methods: more is better; a missing part is as one of weight 0, under the same anchors; a part that counts gives a value,
// whatever it is. Laws that a method declares: of means (`isMean`), equal parts give that value, and others one between the least and the
// greatest; where it `neverFalls`, a greater part never lowers the index, under the same anchors.
import type * as z from 'zod/mini';
import { RatingError } from '../../errors/ratingError.ts';
import type { AggregateMethod, AggregateMethodSql, Direction } from '../../expr/aggregateMethod.ts';
import { completeSpec } from '../../expr/columnStep.ts';
import { methodOf, oneOf } from '../../expr/method.ts';
import type { Anchors, SqlByName } from '../../expr/method.ts';
import type { Groups } from '../../table/groups.ts';
import { numbers } from '../../table/table.ts';
import { aras, arasSql } from './aras.ts';
import { arithmetic, arithmeticSql } from './arithmetic.ts';
import { benefitOfTheDoubt, benefitOfTheDoubtSql } from './benefitOfTheDoubt.ts';
import { cocoso, cocosoSql } from './cocoso.ts';
import { codas, codasSql } from './codas.ts';
import { copeland, copelandSql } from './copeland.ts';
import { copras, coprasSql } from './copras.ts';
import { edas, edasSql } from './edas.ts';
import { electreIII, electreIIISql } from './electreIII.ts';
import { geometric, geometricSql } from './geometric.ts';
import { harmonic, harmonicSql } from './harmonic.ts';
import { mabac, mabacSql } from './mabac.ts';
import { mairca, maircaSql } from './mairca.ts';
import { marcos, marcosSql } from './marcos.ts';
import { mazziottaPareto, mazziottaParetoSql } from './mazziottaPareto.ts';
import { minimum, minimumSql } from './minimum.ts';
import { moora, mooraSql } from './moora.ts';
import { owa, owaSql } from './owa.ts';
import { power, powerSql } from './power.ts';
import { presentWeight } from './presentWeight.ts';
import { prometheeII, prometheeIISql } from './prometheeII.ts';
import { spotis, spotisSql } from './spotis.ts';
import { topsis, topsisSql } from './topsis.ts';
import { vikor, vikorSql } from './vikor.ts';
import { waspas, waspasSql } from './waspas.ts';
import { weightedMedian, weightedMedianSql } from './weightedMedian.ts';
import { wpm, wpmSql } from './wpm.ts';

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

/** The same in SQL, in a list of its own: a bundle that writes no SQL leaves it out, with the half of each method. */
export const aggregateMethodsSql: SqlByName<typeof aggregateMethods, AggregateMethodSql> = {
  arithmetic: arithmeticSql,
  geometric: geometricSql,
  harmonic: harmonicSql,
  power: powerSql,
  'weighted-median': weightedMedianSql,
  owa: owaSql,
  minimum: minimumSql,
  copeland: copelandSql,
  'mazziotta-pareto': mazziottaParetoSql,
  topsis: topsisSql,
  vikor: vikorSql,
  waspas: waspasSql,
  wpm: wpmSql,
  'promethee-ii': prometheeIISql,
  'electre-iii': electreIIISql,
  edas: edasSql,
  mabac: mabacSql,
  marcos: marcosSql,
  mairca: maircaSql,
  codas: codasSql,
  copras: coprasSql,
  aras: arasSql,
  moora: mooraSql,
  cocoso: cocosoSql,
  spotis: spotisSql,
  'benefit-of-the-doubt': benefitOfTheDoubtSql,
};

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
