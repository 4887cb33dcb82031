// Anchors: what a model learned from a population, as small tables with one entry a peers group. Plain JSON outside.
import { RatingError } from '../errors/ratingError.ts';
import type { Anchors } from '../expr/method.ts';
import type { Cuts } from '../steps/grade/gradeMethod.ts';
import type { Groups } from '../table/groups.ts';
import { textAt } from '../table/text.ts';
import type { Plan } from './plan.ts';
import type { Units } from './units.ts';

/** What the steps of one indicator learned. */
export interface IndicatorAnchors {
  readonly id: string;
  readonly shrink: Anchors;
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

/** Everything a model learned from a population. */
export interface ModelAnchors {
  /** The key of each peers group, in the order of all the tables below. */
  readonly peers: readonly (readonly string[])[];
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
  readonly anchors: ModelAnchors;
  /** The units whose peers group is not known, so that they have no score. */
  readonly strangers: readonly number[];
}

/**
 * Finds each unit's peers group among those of the anchors.
 *
 * Degenerate: a group that the anchors do not know: everything about it is missing.
 * @throws invalid_argument when the anchors are of another model: other indicators, nodes or grades
 * @example alignAnchors(anchors, plan, units).strangers // [] when all peers groups are known
 */
export function alignAnchors(anchors: ModelAnchors, plan: Plan, units: Units): AlignedAnchors {
  checkSameModel(anchors, plan);
  const known = new Map(anchors.peers.map((key, group) => [JSON.stringify(key), group]));
  const stranger = anchors.peers.length;
  const groupOf = peerKeys(units, plan.model.rate.within.length).map(key => known.get(JSON.stringify(key)) ?? stranger);
  const of = units.peers.of.map(group => groupOf[group]);
  return {
    groups: { of, count: stranger + 1 },
    strangers: [...of.keys()].filter(unit => of[unit] === stranger),
    anchors: {
      peers: anchors.peers,
      indicators: anchors.indicators.map(({ id, shrink, missing, outliers, normalize }) => ({
        id,
        shrink: widened(shrink),
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
