// Indicators from their raw values to the common scale.
import type { Anchors } from '../expr/method.ts';
import { normalizersFor } from '../steps/normalize/index.ts';
import { outliers } from '../steps/outliers/index.ts';
import type { IndicatorAnchors } from './anchors.ts';
import { estimates } from './estimates.ts';
import type { Estimates, Only } from './estimates.ts';
import type { RawIndicator } from './evaluateAll.ts';
import { fill } from './fill.ts';
import type { JointAnchors, UnitGroups } from './fill.ts';
import type { PlannedIndicator } from './plan.ts';

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

/** What the steps of all indicators learned. */
export interface StageAnchors {
  readonly indicators: readonly IndicatorAnchors[];
  readonly joint: readonly JointAnchors[];
}

/**
 * Takes all indicators through their steps, each fitted on the eligible units or taken from frozen anchors.
 *
 * Shape: raw values of n units to every stage of n values, and what was learned on the way.
 * @throws invalid_argument when columns differ in length
 * @example indicatorStages(plan.indicators, indicators, { groups: oneGroup(3), groupings: new Map() }, values => values, undefined).stages[0].id // the first indicator's
 */
export function indicatorStages(
  planned: readonly PlannedIndicator[],
  raw: readonly RawIndicator[],
  unitGroups: UnitGroups,
  only: Only,
  frozen: StageAnchors | undefined,
): { readonly stages: readonly IndicatorStages[]; readonly anchors: StageAnchors } {
  const { groups } = unitGroups;
  const estimated = planned.map((indicator, at) => estimates(indicator, raw[at], groups, only, frozen?.indicators[at]));
  const fillAnchors = frozen && { missing: frozen.indicators.map(each => each.missing), joint: frozen.joint };
  const { filled, anchors } = fill(planned, estimated, unitGroups, only, fillAnchors);
  const scaled = planned.map((indicator, at) =>
    scaledStages(indicator, filled[at], unitGroups, only, frozen?.indicators[at]),
  );
  return {
    stages: planned.map(({ id, direction }, at) => ({
      ...raw[at],
      id,
      direction,
      ...beforeFilling(estimated[at]),
      filled: filled[at],
      ...scaled[at].stages,
    })),
    anchors: {
      indicators: planned.map(({ id }, at) => ({
        id,
        ...estimated[at].anchors,
        missing: anchors.missing[at],
        ...scaled[at].anchors,
      })),
      joint: anchors.joint,
    },
  };
}

function beforeFilling({ estimated, transformed }: Estimates): Pick<Estimates, 'estimated' | 'transformed'> {
  return { estimated, transformed };
}

function scaledStages(
  { direction, ...steps }: PlannedIndicator,
  filled: Float64Array,
  { groups }: UnitGroups,
  only: Only,
  frozen: IndicatorAnchors | undefined,
): {
  readonly stages: Pick<IndicatorStages, 'treated' | 'normalized'>;
  readonly anchors: { readonly outliers: Anchors; readonly normalize: Anchors };
} {
  const step = (
    { fit, apply }: Pick<typeof outliers, 'fit' | 'apply'>,
    values: Float64Array,
    spec: { readonly method: string },
    learned: Anchors | undefined,
  ): { values: Float64Array; anchors: Anchors } => {
    const anchors = learned ?? fit(only(values), groups, spec);
    return { values: apply(values, groups, anchors, spec), anchors };
  };
  const treated = step(outliers, filled, steps.outliers, frozen?.outliers);
  const normalized = step(normalizersFor[direction], treated.values, steps.normalize, frozen?.normalize);
  return {
    stages: { treated: treated.values, normalized: normalized.values },
    anchors: { outliers: treated.anchors, normalize: normalized.anchors },
  };
}
