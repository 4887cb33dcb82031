// Anchors laid out for the units at hand, which may be of other peers than those they were learned from.
import type { Anchors } from '../expr/method.ts';
import type { Groups } from '../table/groups.ts';
import { peerKeys } from './anchors.ts';
import type { GroupingAnchors, ModelAnchors } from './anchors.ts';
import { checkSameModel } from './checkSameModel.ts';
import { alignGrouping, groupingKey } from './groupings.ts';
import type { Grouping, Groupings } from './groupings.ts';
import type { Plan } from './plan.ts';
import type { Units } from './units.ts';

/** Anchors laid out for the units at hand: one more group for the units whose peers the anchors do not know. */
export interface AlignedAnchors {
  readonly groups: Groups;
  readonly groupings: Groupings;
  readonly anchors: ModelAnchors;
  /** The units whose peers group is not known, so that they have no score. */
  readonly strangers: readonly number[];
}

/**
 * Finds each unit's peers group among those of the anchors.
 *
 * Degenerate: a group that the anchors do not know: everything about it is missing.
 * @throws invalid_argument when the anchors are of another model: other indicators, nodes or grades
 * @example alignAnchors(anchors, plan, { units, groupings: new Map() }).strangers // [] when all peers groups are known
 */
export function alignAnchors(
  anchors: ModelAnchors,
  plan: Plan,
  { units, groupings }: { readonly units: Units; readonly groupings: Groupings },
): AlignedAnchors {
  checkSameModel(anchors, plan);
  const known = new Map(anchors.peers.map((key, group) => [JSON.stringify(key), group]));
  const stranger = anchors.peers.length;
  const groupOf = peerKeys(units, plan.model.rate.within.length).map(key => known.get(JSON.stringify(key)) ?? stranger);
  const of = units.peers.of.map(group => groupOf[group]);
  return {
    groups: { of, count: stranger + 1 },
    groupings: new Map([...groupings].map(([name, units]) => [name, alignedGrouping(anchors, name, units)])),
    strangers: [...of.keys()].filter(unit => of[unit] === stranger),
    anchors: {
      peers: anchors.peers,
      groupings: anchors.groupings,
      indicators: anchors.indicators.map(({ id, shrink, transform, missing, outliers, normalize }) => ({
        id,
        shrink: widened(shrink),
        transform: widened(transform),
        missing: widened(missing),
        outliers: widened(outliers),
        normalize: widened(normalize),
      })),
      joint: anchors.joint.map(each => ({ ...each, learned: widened(each.learned) })),
      nodes: anchors.nodes.map(({ id, weights, aggregate }) => ({
        id,
        weights: weights.map(withNaN),
        aggregate: widened(aggregate),
      })),
      grade: anchors.grade && {
        cuts: [...anchors.grade.cuts, new Float64Array(anchors.grade.cuts[0]?.length ?? 0).fill(NaN)],
      },
    },
  };
}

function alignedGrouping({ groupings }: ModelAnchors, name: string, units: Grouping): Grouping {
  // Checked before: anchors of this model know its groupings.
  const learned = groupings.find(({ by }) => groupingKey(by) === name) as GroupingAnchors;
  return { groups: alignGrouping(learned, units), keys: learned.keys };
}

function widened(anchors: Anchors): Anchors {
  return Object.fromEntries(
    Object.entries(anchors).map(([name, table]) => [
      name,
      table instanceof Float64Array ? withNaN(table) : [...table, new Float64Array(0)],
    ]),
  );
}

function withNaN(table: Float64Array): Float64Array {
  return Float64Array.from({ length: table.length + 1 }, (_, group) => table[group] ?? NaN);
}
