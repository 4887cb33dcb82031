// The score that one unit would have with other raw values, everything that was learned from its peers held still.
import type { IndicatorAnchors } from '../model/anchors.ts';
import { indicatorStages } from '../model/indicatorStages.ts';
import type { PlannedIndicator } from '../model/plan.ts';
import { planOf } from '../model/plan.ts';
import { oneGroup } from '../table/groups.ts';
import { anchorGroups, ownValues } from './explainable.ts';
import type { Explainable } from './explainable.ts';
import { anchorsOf, groupIndex, nodeValues } from './groupIndex.ts';

/** Raw values of one indicator to try, by its position in the model. */
export type Trial = ReadonlyMap<number, Float64Array>;

/** One unit under the anchors of its peers. */
export interface Rescored {
  /** Whether the steps lead from an indicator's raw value to its normalized one: not when what stands behind the value is unknown. */
  readonly canRetrace: (indicator: number) => boolean;
  /** The scores for n raw values of some indicators, the others as they are. */
  readonly scoresFor: (trial: Trial) => Float64Array;
}

const TOLERANCE = 1e-9;

/**
 * Makes one unit ready to be scored with other raw values, through the same steps as any unit: shrinkage, transform, outliers and the
 * common scale under the frozen anchors of its peers, then the index.
 *
 * Shape: n trial values an indicator to n scores. Unit: points of the score.
 * Degenerate: a trial that has no place on the scale, such as a logarithm of less than 0, is as missing as it would be in a rating.
 * @example rescore(result, 0).scoresFor(new Map([[0, Float64Array.of(40)]]))[0] > result.score[0] // true
 */
export function rescore(result: Explainable, unit: number): Rescored {
  const plan = planOf(result.model);
  const group = anchorGroups(result)[result.peers.of[unit]];
  const index = groupIndex(plan.nodes, result.anchors, group);
  const own = ownValues(result, unit);
  const normalizedOf = (at: number, raw: Float64Array): Float64Array => {
    if (group === null) return raw.map(() => NaN);
    const { evidence, shrinkBy } = result.indicators[at];
    const groups = oneGroup(raw.length);
    const behind = (column: Float64Array | null | undefined): Float64Array | null =>
      column ? raw.map(() => column[unit]) : null;
    const indicator = withoutFilling(plan.indicators[at]);
    const { stages } = indicatorStages(
      [indicator],
      [{ raw, evidence: behind(evidence), shrinkBy: shrinkColumn(indicator, behind(shrinkBy), raw) }],
      { groups, groupings: new Map() },
      values => values,
      { indicators: [ofGroup(result.anchors.indicators[at], indicator, group)], joint: [] },
    );
    return stages[0].normalized;
  };
  return {
    canRetrace(at) {
      const [again] = normalizedOf(at, Float64Array.of(result.indicators[at].raw[unit]));
      if (Number.isNaN(own[at])) return Number.isNaN(again);
      return Math.abs(again - own[at]) <= TOLERANCE * Math.max(1, Math.abs(own[at]));
    },
    scoresFor(trial) {
      const [{ length }] = trial.values();
      const columns = Array.from(own, (value, at) => {
        const raw = trial.get(at);
        return raw ? normalizedOf(at, raw) : new Float64Array(length).fill(value);
      });
      return nodeValues(index, columns)[index.length - 1];
    },
  };
}

/** Where it is not known by what an indicator is shrunk, its values are missing rather than taken as they are. */
function shrinkColumn(
  { shrink }: PlannedIndicator,
  known: Float64Array | null,
  raw: Float64Array,
): Float64Array | null {
  return known ?? (shrink ? raw.map(() => NaN) : null);
}

/** What fills a value by other groups, other indicators or other periods is not known of one unit: there it stays missing. */
function withoutFilling(indicator: PlannedIndicator): PlannedIndicator {
  const isByPeers = indicator.fillBy === null && indicator.fillFrom === null;
  return isByPeers ? indicator : { ...indicator, missing: { method: 'none' }, fillBy: null, fillFrom: null };
}

/** The anchors of one group. */
function ofGroup(
  { id, shrink, transform, missing, outliers, normalize }: IndicatorAnchors,
  { missing: spec }: PlannedIndicator,
  group: number,
): IndicatorAnchors {
  return {
    id,
    shrink: anchorsOf(shrink, group),
    transform: anchorsOf(transform, group),
    missing: spec.method === 'none' ? {} : anchorsOf(missing, group),
    outliers: anchorsOf(outliers, group),
    normalize: anchorsOf(normalize, group),
  };
}
