// Where a unit stands among its peers, indicator by indicator.
import { planOf } from '../model/plan.ts';
import { countPresent } from '../stats/countPresent.ts';
import { quantiles } from '../stats/quantile.ts';
import { rank } from '../steps/rank/index.ts';
import { checkUnit, ofEligible } from './explainable.ts';
import type { Explainable } from './explainable.ts';
import { explainer } from './explain.ts';

/** One indicator of a unit among the eligible peers, on the common scale. */
export interface Standing {
  readonly id: string;
  readonly direction: 'benefit' | 'cost';
  readonly raw: number;
  readonly normalized: number;
  /** 1 is best; equal values share a rank; NaN for a unit that is not compared. */
  readonly rank: number;
  /** How many peers have a value, the unit itself among them. */
  readonly of: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  /** Its share of the whole weight for this unit, times how far it is above the peers' median. */
  readonly gap: number;
  /** A strength is at or above the upper quartile and above the median, a weakness at or below the lower one and below the median. */
  readonly kind: 'strength' | 'weakness' | null;
}

/**
 * Where units stand among their peers; what all units of a result share is worked out once.
 *
 * Shape: a result to a function from a unit to one entry an indicator of the index, in its order. Unit: points of the common scale.
 * Degenerate: a missing value is neither strength nor weakness; where all peers are equal there are none.
 * @throws invalid_argument when the result has no such unit
 * @source strengths and weaknesses by indicator ranks: Becker et al. (2022), COINr, get_str_weak; quartiles: type 7
 * @example standing(result)(1)[0].kind // 'strength'
 */
export function standing(result: Explainable): (unit: number) => Standing[] {
  const explain = explainer(result);
  const { nodes } = planOf(result.model);
  const used = nodes.flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'indicator'));
  const columns = new Map(
    used.map(({ id, position }) => {
      const values = ofEligible(result.indicators[position].normalized, result.eligible);
      const at = (share: number): Float64Array => quantiles(values, result.peers, share);
      const ranks = rank(values, result.peers, { method: 'competition' });
      return [id, { ranks, quartiles: [at(0.25), at(0.5), at(0.75)], counts: countPresent(values, result.peers) }];
    }),
  );
  return unit => {
    checkUnit(result, unit);
    const group = result.peers.of[unit];
    return explain(unit).contributions.map(({ id, direction, raw, normalized, weight }) => {
      // Every indicator of the index has its columns.
      const { ranks, quartiles, counts } = columns.get(id) as NonNullable<ReturnType<typeof columns.get>>;
      const [lowerQuartile, median, upperQuartile] = quartiles.map(each => each[group]);
      const gap = weight === 0 ? 0 : weight * (normalized - median);
      return {
        ...{
          id,
          direction,
          raw,
          normalized,
          rank: ranks[unit],
          of: counts[group],
          lowerQuartile,
          median,
          upperQuartile,
          gap,
        },
        kind: kindOf(normalized, lowerQuartile, median, upperQuartile),
      };
    });
  };
}

function kindOf(value: number, lower: number, median: number, upper: number): Standing['kind'] {
  if (value > median && value >= upper) return 'strength';
  return value < median && value <= lower ? 'weakness' : null;
}
