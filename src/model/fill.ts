// Missing values filled in: by a column alone, by the same indicator in other periods, or by the other indicators.
import type { Anchors } from '../expr/method.ts';
import { applyTogether, fitTogether, missing } from '../steps/missing/index.ts';
import type { Groups } from '../table/groups.ts';
import type { Estimates, Only } from './estimates.ts';
import { groupingKey } from './groupings.ts';
import type { Groupings } from './groupings.ts';
import { amongPeriods } from './periodsAround.ts';
import type { PlannedIndicator } from './plan.ts';

/** The group of each unit: among its peers, and among those it is filled from. */
export interface UnitGroups {
  readonly groups: Groups;
  readonly groupings: Groupings;
}

/** What was learned from several indicators together, to fill some of them. */
export interface JointAnchors {
  /** The ids of the indicators that are filled. */
  readonly fills: readonly string[];
  /** The ids of those it was learned from, in the order of its tables. */
  readonly of: readonly string[];
  readonly learned: Anchors;
}

/** What filling learned: of each indicator by itself, and of several together. */
export interface FillAnchors {
  readonly missing: readonly Anchors[];
  readonly joint: readonly JointAnchors[];
}

/**
 * The indicators that are filled by all indicators together, those with the same options beside each other.
 *
 * Shape: indicators to lists of their positions; none when no method looks at the others.
 * @example filledTogether(plan.indicators) // []
 */
export function filledTogether(indicators: readonly PlannedIndicator[]): readonly (readonly number[])[] {
  const lists = new Map<string, number[]>();
  indicators.forEach(({ fillFrom, missing: spec }, position) => {
    if (fillFrom !== 'indicators') return;
    const key = JSON.stringify(spec);
    lists.set(key, [...(lists.get(key) ?? []), position]);
  });
  return [...lists.values()];
}

/**
 * Fills the missing values of every indicator.
 *
 * Shape: m indicators of n units to m columns of n values, and what was learned; what several are filled from is learned once.
 * @example fill(plan.indicators, [], { groups: oneGroup(0), groupings: new Map() }, values => values, undefined).anchors.joint // []
 */
export function fill(
  indicators: readonly PlannedIndicator[],
  estimates: readonly Estimates[],
  { groups, groupings }: UnitGroups,
  only: Only,
  frozen: FillAnchors | undefined,
): { readonly filled: readonly Float64Array[]; readonly anchors: FillAnchors } {
  const among = ({ fillBy }: PlannedIndicator): Groups =>
    (fillBy && groupings.get(groupingKey(fillBy))?.groups) ?? groups;
  const columns = estimates.map(each => each.transformed);
  const joint = filledTogether(estimates.length === 0 ? [] : indicators).map((positions, at): JointAnchors => {
    const [first] = positions.map(position => indicators[position]);
    return {
      fills: positions.map(position => indicators[position].id),
      of: indicators.map(({ id }) => id),
      learned: frozen?.joint[at].learned ?? fitTogether(columns.map(only), among(first), first.missing),
    };
  });
  const anchors = estimates.map(({ transformed }, position) => {
    const indicator = indicators[position];
    if (indicator.fillFrom !== null) return {};
    return frozen?.missing[position] ?? missing.fit(only(transformed), among(indicator), indicator.missing);
  });
  const filled = estimates.map(({ transformed, around }, position) => {
    const indicator = indicators[position];
    const { id, fillFrom, missing: spec } = indicator;
    if (fillFrom === null) return missing.apply(transformed, among(indicator), anchors[position], spec);
    if (fillFrom === 'indicators') {
      // What fills it was learned above.
      const { learned } = joint.find(({ fills }) => fills.includes(id)) as JointAnchors;
      return applyTogether(columns, position, among(indicator), learned, spec);
    }
    const periods = amongPeriods(around, transformed, fillFrom);
    return applyTogether(periods.columns, periods.at, among(indicator), {}, spec);
  });
  return { filled, anchors: { missing: anchors, joint } };
}
