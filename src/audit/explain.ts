// Why a unit has its score: what each indicator and index node gives, and what stands out against the peers.
import { changeOf } from '../model/changes.ts';
import { holdsAnything } from '../model/lastRelease.ts';
import { planOf } from '../model/plan.ts';
import { GRADE_HELD } from '../steps/grade/hold.ts';
import { LIST_HELD } from '../steps/rank/list.ts';
import { attribute, presentShares } from './attribution.ts';
import type { Attribution } from './attribution.ts';
import { anchorGroups, checkUnit, gradeOf, nameOf, ownValues, peerMeans } from './explainable.ts';
import type { Explainable, UnitName } from './explainable.ts';
import { groupIndex } from './groupIndex.ts';
import type { GroupNode } from './groupIndex.ts';

import type { Sampling } from './sampledLeads.ts';

/** What one part of the index gives to a unit's score. */
export interface PartContribution {
  readonly id: string;
  /** The ids of the index nodes above it, from the root down. */
  readonly path: readonly string[];
  /** Its share of the whole weight for this unit: missing parts are dropped and the others re-scaled; NaN when the anchors do not know its peers. */
  readonly weight: number;
  /**
   * Its part of the score: weight times value where all indices above add up their parts; elsewhere its weight in what the mean peer
   * would have, and its lead.
   */
  readonly points: number;
  /** Points above (or below) what the means of the eligible peers would give; together the score less `baseline`. */
  readonly lead: number;
}

/** One indicator's part in a unit's score. */
export interface Contribution extends PartContribution {
  readonly direction: 'benefit' | 'cost';
  readonly raw: number;
  /** What a missing value was filled with, on the scale of the transform; NaN where nothing was filled in. */
  readonly filledWith: number;
  /** What the treatment of outliers made of the value; null where it left it. */
  readonly treated: { readonly before: number; readonly after: number } | null;
  readonly normalized: number;
  /** The standard error of the lead; null when it is exact. */
  readonly error: number | null;
}

/** One index node's part in a unit's score, the root left out. */
export interface NodeContribution extends PartContribution {
  readonly value: number;
}

/** A unit's score and what it is made of. */
export interface Explanation {
  readonly unit: UnitName;
  readonly score: number;
  readonly rank: number;
  readonly grade: string | null;
  readonly eligible: boolean;
  readonly coverage: number;
  /** The score of a unit with the means of the eligible peers in all that this unit has. */
  readonly baseline: number;
  readonly contributions: readonly Contribution[];
  readonly nodes: readonly NodeContribution[];
  /** How leads were found: by weight, by Shapley values over all orders of the parts, or over sampled orders. */
  readonly method: Attribution['method'];
  /** Whether points are weight times normalized value: every index above the indicators is an arithmetic mean. */
  readonly addsUp: boolean;
  /** Only where the model holds grades or keeps a list. */
  readonly holding?: Holding;
}

/** How a unit's grade and its place on the list hang on the last release. */
export interface Holding {
  /** Why the grade is not that of the score alone; null when it is. */
  readonly gradeHeld: string | null;
  /** For how many releases in a row the unit has its grade; NaN when the model does not hold grades. */
  readonly gradeReleases: number;
  /** Whether the unit is on the list; null when the model has none. */
  readonly listed: boolean | null;
  /** Why it is on the list, or off it, against its place alone; null when its place says so. */
  readonly listHeld: string | null;
}

/** Where an index has nodes of more than 12 parts: 1,000 orders, the same ones every time. */
export const SAMPLING: Sampling = { seed: 1, pairs: 500 };

/**
 * What each indicator gives to a unit's score. Points add up to the score, leads to the score less that of the mean peer.
 *
 * Shape: one contribution an indicator of the index, and one a node, in the order of the index. Unit: points of the score.
 * Degenerate: a missing indicator has weight 0 and gives nothing; weights and points of a unit whose peers the anchors do not know are NaN.
 * @throws invalid_argument when the result has no such unit
 * @example explain(result, 0).contributions.reduce((sum, each) => sum + each.points, 0) // the score
 */
export function explain(result: Explainable, unit: number, sampling = SAMPLING): Explanation {
  return explainer(result, sampling)(unit);
}

/**
 * Explains many units of one result: what all of them share is worked out once.
 *
 * @throws invalid_argument when the result has no such unit
 * @example explainer(result)(0).addsUp // true for arithmetic indices
 */
export function explainer(result: Explainable, sampling = SAMPLING): (unit: number) => Explanation {
  const { nodes } = planOf(result.model);
  const holds = holdsAnything(result.model);
  const known = anchorGroups(result);
  const indices = new Map<number, GroupNode[]>();
  const indexOf = (group: number): GroupNode[] => {
    const index = indices.get(group) ?? groupIndex(nodes, result.anchors, known[group]);
    indices.set(group, index);
    return index;
  };
  const means = peerMeans(result);
  const addsUp = nodes.every(({ aggregate }) => aggregate.method === 'arithmetic');
  return unit => {
    checkUnit(result, unit);
    const group = result.peers.of[unit];
    const own = ownValues(result, unit);
    const mean = own.map((value, at) => (Number.isNaN(value) ? NaN : means[at][group]));
    const leads = attribute(indexOf(group), mean, own, sampling);
    return {
      unit: nameOf(result, unit),
      score: result.score[unit],
      rank: result.rank[unit],
      grade: gradeOf(result, unit),
      eligible: result.eligible[unit] === 1,
      coverage: result.coverage[unit],
      baseline: leads.from,
      ...contributionsOf(indexOf(group), result, unit, leads),
      method: leads.method,
      addsUp,
      ...(holds ? { holding: holdingOf(result, unit) } : {}),
    };
  };
}

function holdingOf({ grade, list }: Pick<Explainable, 'grade' | 'list'>, unit: number): Holding {
  return {
    gradeHeld: GRADE_HELD[grade?.held?.[unit] ?? 0],
    gradeReleases: grade?.releases?.[unit] ?? NaN,
    listed: list ? list.listed[unit] === 1 : null,
    listHeld: LIST_HELD[list?.held[unit] ?? 0],
  };
}

function contributionsOf(
  index: readonly GroupNode[],
  result: Explainable,
  unit: number,
  leads: Attribution,
): Pick<Explanation, 'contributions' | 'nodes'> {
  const contributions: Contribution[] = [];
  const nodes: NodeContribution[] = [];
  const root = index.length - 1;
  descend(root, 1, [], { points: result.score[unit], lead: leads.nodes[root] }, true);
  return { contributions, nodes };

  function descend(
    position: number,
    whole: number,
    above: readonly string[],
    { points, lead }: Pick<PartContribution, 'points' | 'lead'>,
    isSum: boolean,
  ): void {
    const node = index[position];
    const path = [...above, node.id];
    const values = node.parts.map(({ kind, position: at }) =>
      kind === 'node' ? result.nodes[at].score[unit] : result.indicators[at].normalized[unit],
    );
    const shares = presentShares(node.shares, values);
    const adds = isSum && node.aggregate.method === 'arithmetic';
    node.parts.forEach(({ id, kind, position: at }, part) => {
      const weight = whole * shares[part];
      const own = (kind === 'node' ? leads.nodes : leads.indicators)[at];
      const byWeight = adds ? weight * values[part] : shares[part] * (points - lead) + own;
      const given = { id, path, weight, points: weight === 0 ? 0 : byWeight, lead: own };
      if (kind === 'node') {
        nodes.push({ ...given, value: values[part] });
        return descend(at, weight, path, given, adds);
      }
      const { direction, raw } = result.indicators[at];
      const error = leads.errors?.[at] ?? null;
      contributions.push({
        ...given,
        direction,
        raw: raw[unit],
        filledWith: changeOf(result.filled, id, unit)?.after ?? NaN,
        treated: changeOf(result.treated, id, unit) ?? null,
        normalized: values[part],
        error,
      });
    });
  }
}
