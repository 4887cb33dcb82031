// All there is to say of one unit.
import type { Explanation } from './explain.ts';
import { explainer, SAMPLING } from './explain.ts';
import type { Explainable } from './explainable.ts';
import { nearestPeers } from './nearestPeers.ts';
import type { NearPeer } from './nearestPeers.ts';
import { standing } from './standing.ts';
import type { Standing } from './standing.ts';
import { whatItTakes } from './whatItTakes.ts';
import type { WhatItTakes } from './whatItTakes.ts';

/** A unit's score, what it is made of, where it stands, who is like it, and what the next grade or place would take. */
export interface Profile extends Explanation {
  readonly standing: readonly Standing[];
  /** The indicators in the upper quarter of the peers, by what they are worth; and those in the lower. */
  readonly strengths: readonly Standing[];
  readonly weaknesses: readonly Standing[];
  readonly nearest: readonly NearPeer[];
  /** Null for a unit without a grade, and for one with the best. */
  readonly nextGrade: (WhatItTakes & { readonly grade: string }) | null;
  /** The place above the unit's own; null for a unit without a rank, and for the first. */
  readonly nextRank: (WhatItTakes & { readonly rank: number }) | null;
}

const MOST_NEAREST = 3;

/**
 * Profiles of units; what all of them share is worked out once.
 *
 * Shape: a result to a function from a unit to its profile.
 * Degenerate: a unit that is not eligible has no next grade and no next rank.
 * @throws invalid_argument when the result has no such unit
 * @example profile(result)(1).nextGrade // null: it has the best
 */
export function profile(result: Explainable, sampling = SAMPLING): (unit: number) => Profile {
  const explain = explainer(result, sampling);
  const stand = standing(result);
  return unit => {
    const explanation = explain(unit);
    const indicators = stand(unit);
    const { grade, rank } = explanation;
    const grades = result.model.grade?.grades ?? [];
    const next = grade === null ? undefined : grades[grades.indexOf(grade) - 1];
    // Ranks that are shared by halves: the whole place above.
    const place = Math.ceil(rank) - 1;
    return {
      ...explanation,
      standing: indicators,
      strengths: ofKind(indicators, 'strength'),
      weaknesses: ofKind(indicators, 'weakness'),
      nearest: nearestPeers(result, unit, MOST_NEAREST),
      nextGrade: next === undefined ? null : { grade: next, ...whatItTakes(result, unit, { grade: next }) },
      nextRank: place >= 1 ? { rank: place, ...whatItTakes(result, unit, { rank: place }) } : null,
    };
  };
}

/** The greatest gaps first. */
function ofKind(indicators: readonly Standing[], kind: Standing['kind']): Standing[] {
  return indicators
    .filter(each => each.kind === kind && each.gap !== 0)
    .sort((left, right) => Math.abs(right.gap) - Math.abs(left.gap));
}
