// Anchors: what a model learned from a population, as small tables with one entry a peers group. Plain JSON outside.
import { RatingError } from '../errors/ratingError.ts';
import type { Anchors } from '../expr/method.ts';
import type { Cuts } from '../steps/grade/gradeMethod.ts';
import type { Groups } from '../table/groups.ts';
import { textAt } from '../table/text.ts';
import { alignGrouping, groupingKey } from './groupings.ts';
import type { Grouping, Groupings } from './groupings.ts';
import type { Plan } from './plan.ts';
import type { Units } from './units.ts';

/** What the steps of one indicator learned. */
export interface IndicatorAnchors {
  readonly id: string;
  readonly shrink: Anchors;
  readonly transform: Anchors;
  readonly missing: Anchors;
  readonly outliers: Anchors;
  readonly normalize: Anchors;
}

/** The weights of a node's parts, one array a part with one weight a group, and what its aggregation learned. */
export interface NodeAnchors {
  readonly id: string;
  readonly weights: readonly Float64Array[];
  readonly aggregate: Anchors;
}

/** Groups of units by columns of their own, by which what fills missing values was learned. */
export interface GroupingAnchors {
  readonly by: readonly string[];
  readonly keys: Grouping['keys'];
}

/** The keys of the groups that are not peers. */
export function groupingAnchors(groupings: Groupings): GroupingAnchors[] {
  // Named by the JSON of their columns.
  return [...groupings].map(([name, { keys }]) => ({ by: JSON.parse(name) as string[], keys }));
}

/** Everything a model learned from a population. */
export interface ModelAnchors {
  /** The key of each peers group, in the order of all the tables below. */
  readonly peers: readonly (readonly string[])[];
  /** The keys of other groups than the peers, in the order of the tables that are learned by them. */
  readonly groupings: readonly GroupingAnchors[];
  readonly indicators: readonly IndicatorAnchors[];
  readonly nodes: readonly NodeAnchors[];
  readonly grade: Cuts | null;
}

/** The key of each peers group. */
export function peerKeys({ keys, peers }: Units, within: number): string[][] {
  // A unit without one of its keys is not listed.
  return Array.from(peers.firstRow, unit => keys.slice(0, within).map(column => textAt(column, unit) as string));
}

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

function checkSameModel(anchors: ModelAnchors, { indicators, nodes, model }: Plan): void {
  const want = [...indicators.map(each => each.id), ...nodes.map(each => each.id)].join(', ');
  const have = [...anchors.indicators.map(each => each.id), ...anchors.nodes.map(each => each.id)].join(', ');
  if (want !== have) {
    throw new RatingError(
      'invalid_argument',
      ['anchors'],
      `are of another model: they know ${have}; this model has ${want}`,
    );
  }
  indicators.forEach(({ id, fillBy }, position) => {
    const groups = fillBy
      ? anchors.groupings.find(({ by }) => groupingKey(by) === groupingKey(fillBy))?.keys.length
      : anchors.peers.length;
    const lengths = Object.values(anchors.indicators[position].missing).map(each => each.length);
    if (groups !== undefined && lengths.every(length => length === groups)) return;
    throw new RatingError(
      'invalid_argument',
      ['anchors', id],
      'are of another model: missing values are filled by other groups',
    );
  });
  const parts = anchors.nodes.findIndex(({ weights }, position) => weights.length !== nodes[position].parts.length);
  if (parts !== -1)
    throw new RatingError(
      'invalid_argument',
      ['anchors', nodes[parts].id],
      'are of another model: the index has other parts',
    );
  const cuts = anchors.grade?.cuts[0]?.length;
  if (model.grade && cuts !== undefined && cuts !== model.grade.grades.length - 1) {
    throw new RatingError(
      'invalid_argument',
      ['anchors', 'grade'],
      `know ${cuts + 1} grades; this model has ${model.grade.grades.length}`,
    );
  }
}
