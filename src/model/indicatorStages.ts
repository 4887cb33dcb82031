// One indicator from its raw values to the common scale.
import type { Anchors } from '../expr/method.ts';
import { enoughEvidence } from '../steps/indicators/enoughEvidence.ts';
import { transforms } from '../steps/indicators/index.ts';
import { applyShrink, fitShrink } from '../steps/indicators/shrink.ts';
import { missing } from '../steps/missing/index.ts';
import { normalizersFor } from '../steps/normalize/index.ts';
import { outliers } from '../steps/outliers/index.ts';
import type { Groups } from '../table/groups.ts';
import type { IndicatorAnchors } from './anchors.ts';
import { groupingKey } from './groupings.ts';
import type { Groupings } from './groupings.ts';
import type { PlannedIndicator } from './plan.ts';
import type { RawIndicator } from './population.ts';

/** One indicator after each step, one number a unit. */
export interface IndicatorStages extends RawIndicator {
  readonly id: string;
  readonly direction: PlannedIndicator['direction'];
  /** After `atLeast` and `shrink`. */
  readonly estimated: Float64Array;
  readonly transformed: Float64Array;
  readonly filled: Float64Array;
  readonly treated: Float64Array;
  /** On the common scale, more is better. */
  readonly normalized: Float64Array;
}

/** Values of the units that a fit may see; the others missing. */
export type Only = (values: Float64Array) => Float64Array;

/** The group of each unit: among its peers, and among those it is filled from. */
export interface UnitGroups {
  readonly groups: Groups;
  readonly groupings: Groupings;
}

/**
 * Takes one indicator through its steps, each fitted on the eligible units or taken from frozen anchors.
 *
 * Shape: raw values of n units to every stage of n values, and what was learned on the way.
 * @throws invalid_argument when columns differ in length
 * @example indicatorStages(plan.indicators[0], indicators[0], { groups: oneGroup(3), groupings: new Map() }, values => values, undefined).stages.id // the indicator's
 */
export function indicatorStages(
  { id, direction, atLeast, shrink, transform, fillBy, ...steps }: PlannedIndicator,
  raw: RawIndicator,
  { groups, groupings }: UnitGroups,
  only: Only,
  frozen: IndicatorAnchors | undefined,
): { stages: IndicatorStages; anchors: IndicatorAnchors } {
  const step = (
    { fit, apply }: Pick<typeof missing, 'fit' | 'apply'>,
    values: Float64Array,
    spec: { readonly method: string },
    learned: Anchors | undefined,
    among = groups,
  ): { values: Float64Array; anchors: Anchors } => {
    const anchors = learned ?? fit(only(values), among, spec);
    return { values: apply(values, among, anchors, spec), anchors };
  };
  const backed = atLeast === null || raw.evidence === null ? raw.raw : enoughEvidence(raw.raw, raw.evidence, atLeast);
  const by = shrink && raw.shrinkBy;
  // Anchors of a model that shrinks hold its means.
  const drawn = by
    ? ((frozen?.shrink as { mean: Float64Array } | undefined) ?? fitShrink(only(backed), by, groups))
    : null;
  const estimated = drawn && by ? applyShrink(backed, by, groups, drawn, shrink.strength) : backed;
  const transformed = step(transforms, estimated, transform, frozen?.transform);
  const filled = step(
    missing,
    transformed.values,
    steps.missing,
    frozen?.missing,
    fillBy ? groupings.get(groupingKey(fillBy))?.groups : groups,
  );
  const treated = step(outliers, filled.values, steps.outliers, frozen?.outliers);
  const normalized = step(normalizersFor[direction], treated.values, steps.normalize, frozen?.normalize);
  return {
    stages: {
      ...raw,
      id,
      direction,
      estimated,
      transformed: transformed.values,
      filled: filled.values,
      treated: treated.values,
      normalized: normalized.values,
    },
    anchors: {
      id,
      shrink: drawn ? { mean: drawn.mean } : {},
      transform: transformed.anchors,
      missing: filled.anchors,
      outliers: treated.anchors,
      normalize: normalized.anchors,
    },
  };
}
