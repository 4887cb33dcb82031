// One indicator from what was measured to what stands on the scale of its transform, in its own period and in those around it.
import type { Anchors } from '../expr/method.ts';
import { enoughEvidence } from '../steps/indicators/enoughEvidence.ts';
import { transforms } from '../steps/indicators/index.ts';
import { applyShrink, fitShrink } from '../steps/indicators/shrink.ts';
import type { ShrinkAnchors } from '../steps/indicators/shrink.ts';
import type { Groups } from '../table/groups.ts';
import type { RawIndicator, RawValues } from './evaluateAll.ts';
import type { PlannedIndicator } from './plan.ts';

/** Values of the units that a fit may see; the others missing. */
export type Only = (values: Float64Array) => Float64Array;

/** What the steps before missing values are filled learned. */
export interface EstimateAnchors {
  readonly shrink: Anchors;
  readonly transform: Anchors;
}

/** Values before anything is filled in. */
export interface Estimates {
  /** After `atLeast` and `shrink`. */
  readonly estimated: Float64Array;
  readonly transformed: Float64Array;
  /** The same in the periods around, in order of time. */
  readonly around: readonly Float64Array[];
  readonly anchors: EstimateAnchors;
}

/**
 * Takes one indicator to the scale of its transform; values of other periods go by what its own period taught.
 *
 * Shape: raw values of n units to n values, and what was learned on the way.
 * @example estimates(plan.indicators[0], indicators[0], oneGroup(3), values => values, undefined).transformed // the raw values, when nothing is asked for
 */
export function estimates(
  planned: Pick<PlannedIndicator, 'atLeast' | 'shrink' | 'transform'>,
  raw: RawIndicator,
  groups: Groups,
  only: Only,
  frozen: EstimateAnchors | undefined,
): Estimates {
  const own = estimate(planned, raw, groups, only, frozen);
  const around = (raw.around ?? []).map(each => estimate(planned, each, groups, only, own.anchors).transformed);
  return { ...own, around };
}

function estimate(
  { atLeast, shrink, transform }: Pick<PlannedIndicator, 'atLeast' | 'shrink' | 'transform'>,
  { raw, evidence, shrinkBy }: RawValues,
  groups: Groups,
  only: Only,
  frozen: EstimateAnchors | undefined,
): Omit<Estimates, 'around'> {
  const backed = atLeast === null || evidence === null ? raw : enoughEvidence(raw, evidence, atLeast);
  const by = shrink && shrinkBy;
  // Anchors of a model that shrinks hold its means.
  const drawn = by ? ((frozen?.shrink as ShrinkAnchors | undefined) ?? fitShrink(only(backed), by, groups)) : null;
  const estimated = drawn && by ? applyShrink(backed, by, groups, drawn, shrink.strength) : backed;
  const learned = frozen?.transform ?? transforms.fit(only(estimated), groups, transform);
  return {
    estimated,
    transformed: transforms.apply(estimated, groups, learned, transform),
    anchors: { shrink: drawn ? { mean: drawn.mean } : {}, transform: learned },
  };
}
