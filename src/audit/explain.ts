// Why a unit has its score: what each indicator gives, and what stands out against the peers.
import { RatingError } from '../errors/ratingError.ts';
import { changeOf } from '../model/changes.ts';
import { holdsAnything } from '../model/lastRelease.ts';
import { planOf } from '../model/plan.ts';
import type { PlannedNode } from '../model/plan.ts';
import type { Result } from '../model/result.ts';
import { moments } from '../stats/moments.ts';
import { GRADE_HELD } from '../steps/grade/hold.ts';
import { LIST_HELD } from '../steps/rank/list.ts';
import { textAt } from '../table/text.ts';

/** One indicator's part in a unit's score. */
export interface Contribution {
  readonly id: string;
  /** The ids of the index nodes above it, from the root down. */
  readonly path: readonly string[];
  readonly direction: 'benefit' | 'cost';
  readonly raw: number;
  /** What a missing value was filled with, on the scale of the transform; NaN where nothing was filled in. */
  readonly filledWith: number;
  /** What the treatment of outliers made of the value; null where it left it. */
  readonly treated: { readonly before: number; readonly after: number } | null;
  readonly normalized: number;
  /** Its share of the whole weight for this unit: missing parts are dropped and the others re-scaled; NaN when the anchors do not know its peers. */
  readonly weight: number;
  /** Weight times normalized value; NaN under a node that does not add up its parts. */
  readonly points: number;
  /** Points above (or below) what the mean of the eligible peers would give. */
  readonly lead: number;
}

/** A unit's score and what it is made of. */
export interface Explanation {
  readonly unit: readonly { readonly name: string; readonly value: string }[];
  readonly score: number;
  readonly rank: number;
  readonly grade: string | null;
  readonly eligible: boolean;
  readonly coverage: number;
  readonly contributions: readonly Contribution[];
  /** Whether the points add up to the score: every index above the indicators is an arithmetic mean. */
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

/** What an explanation needs of a result; a release that was read back has it too. */
export type Explainable = Pick<
  Result,
  'model' | 'count' | 'keys' | 'peers' | 'eligible' | 'score' | 'rank' | 'grade' | 'coverage' | 'filled' | 'treated'
> & {
  readonly list?: Result['list'];
  readonly indicators: readonly Pick<Result['indicators'][number], 'id' | 'direction' | 'raw' | 'normalized'>[];
  readonly nodes: readonly Pick<Result['nodes'][number], 'score' | 'weights'>[];
  readonly anchors: Pick<Result['anchors'], 'peers'>;
};

/**
 * What each indicator gives to a unit's score.
 *
 * Shape: one contribution an indicator of the index, in the order of the index. Unit: points of the score.
 * Degenerate: a missing indicator has weight 0 and gives nothing; under a node that is no arithmetic mean points are NaN; so are
 * weights and points of a unit whose peers the anchors do not know.
 * @throws invalid_argument when the result has no such unit
 * @example explain(result, 0).contributions.reduce((sum, each) => sum + each.points, 0) // the score
 */
export function explain(result: Explainable, unit: number): Explanation {
  return explainer(result)(unit);
}

/**
 * Explains many units of one result: what all of them share is worked out once.
 *
 * @throws invalid_argument when the result has no such unit
 * @example explainer(result)(0).addsUp // true for arithmetic indices
 */
export function explainer(result: Explainable): (unit: number) => Explanation {
  const { nodes } = planOf(result.model);
  const weightsOf = groupsInAnchors(result);
  const means = result.indicators.map(({ normalized }) => peerMeans(result, normalized));
  const addsUp = nodes.every(isAdditive);
  const holds = holdsAnything(result.model);
  return unit => {
    if (!(unit >= 0 && unit < result.count)) {
      throw new RatingError('invalid_argument', ['unit'], `no unit ${unit}; there are ${result.count}, counted from 0`);
    }
    const group = result.peers.of[unit];
    return {
      unit: result.keys.map(({ name, column }) => ({ name, value: textAt(column, unit) ?? '' })),
      score: result.score[unit],
      rank: result.rank[unit],
      grade: result.grade?.names[result.grade.codes[unit]] ?? null,
      eligible: result.eligible[unit] === 1,
      coverage: result.coverage[unit],
      contributions: contributionsOf(nodes, result, unit, weightsOf[group], indicator => means[indicator][group]),
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

function isAdditive({ aggregate }: PlannedNode): boolean {
  return aggregate.method === 'arithmetic';
}

function contributionsOf(
  nodes: readonly PlannedNode[],
  result: Explainable,
  unit: number,
  group: number | null,
  meanOf: (indicator: number) => number,
): Contribution[] {
  const contributions: Contribution[] = [];
  descend(nodes.length - 1, 1, [], true);
  return contributions;

  function descend(position: number, whole: number, above: readonly string[], isSum: boolean): void {
    const node = nodes[position];
    const path = [...above, node.id];
    const values = node.parts.map(({ kind, position: at }) =>
      kind === 'node' ? result.nodes[at].score[unit] : result.indicators[at].normalized[unit],
    );
    const weights = presentWeights(
      result.nodes[position].weights.map(weight => (group === null ? NaN : weight[group])),
      values,
    );
    const adds = isSum && isAdditive(node);
    node.parts.forEach((part, at) => {
      const weight = whole * weights[at];
      if (part.kind === 'node') return descend(part.position, weight, path, adds);
      const { id, direction, raw } = result.indicators[part.position];
      const give = (value: number): number => (!adds ? NaN : weight === 0 ? 0 : weight * value);
      const points = give(values[at]);
      const lead = points - give(meanOf(part.position));
      contributions.push({
        id,
        path,
        direction,
        raw: raw[unit],
        filledWith: changeOf(result.filled, id, unit)?.after ?? NaN,
        treated: changeOf(result.treated, id, unit) ?? null,
        normalized: values[at],
        weight,
        points,
        lead,
      });
    });
  }
}

/** The weights of a node's parts for one unit: those of missing parts go to the others. */
function presentWeights(weights: readonly number[], values: readonly number[]): number[] {
  if (weights.some(Number.isNaN)) return weights.map(() => NaN);
  const present = weights.map((weight, part) => (Number.isNaN(values[part]) ? 0 : weight));
  const sum = present.reduce((total, weight) => total + weight, 0);
  return present.map(weight => (sum === 0 ? 0 : weight / sum));
}

/** For each peers group its place in the anchors, which may know other groups than the units at hand; null when they do not know it. */
function groupsInAnchors({ keys, anchors, model, peers }: Explainable): (number | null)[] {
  const known = new Map(anchors.peers.map((key, group) => [JSON.stringify(key), group]));
  const within = keys.slice(0, model.rate.within.length);
  return Array.from(
    peers.firstRow,
    unit => known.get(JSON.stringify(within.map(({ column }) => textAt(column, unit)))) ?? null,
  );
}

/** The mean of each peers group's eligible units. */
function peerMeans({ peers, eligible }: Explainable, values: Float64Array): Float64Array {
  const ofEligible = values.map((value, unit) => (eligible[unit] === 1 ? value : NaN));
  return moments(ofEligible, peers).mean;
}
