import { meanInterval } from '../../stats/meanInterval.ts';
import type { MeanInterval } from '../../stats/meanInterval.ts';
import { studentBound } from '../../stats/studentT.ts';

/** A unit that was treated, with its matched peers. */
export interface Match {
  readonly unit: number;
  readonly peers: readonly number[];
}

/** What changed for treated units beyond what changed for their peers. */
export interface MatchedChange {
  /** Per unit, in the unit of the outcome. */
  readonly effect: MeanInterval;
  /** Of each match its own difference in differences. */
  readonly ofMatch: Float64Array;
  /** What would have been without the event: the units' level before, moved as their peers moved. */
  readonly counterfactual: number;
  /** The effect as a share of the counterfactual, with its interval. */
  readonly uplift: { readonly share: number; readonly low: number; readonly high: number };
}

/**
 * Difference in differences over matched units: each unit's change less the mean change of its peers, which are nobody else's peers.
 *
 * The matches are independent draws, so Student's interval of their mean holds; before and after are one number each, so that days that resemble
 * their neighbors do not make it narrower (Bertrand, Duflo, Mullainathan 2004). The interval of the share is that of a ratio of means.
 *
 * Shape: values before and after of n units, and m matches. Degenerate: a match with a missing value is left out; fewer than two: no interval;
 * a counterfactual of 0 or less: no share.
 * @source Heckman, Ichimura, Todd (1997), Matching as an Econometric Evaluation Estimator; Cochran (1977), Sampling Techniques, 2.11 for the ratio
 * @example matchedChange(Float64Array.of(4, 4), Float64Array.of(9, 5), [{ unit: 0, peers: [1] }], 0.95).effect.mean // 4
 */
export function matchedChange(
  before: Float64Array,
  after: Float64Array,
  matches: readonly Match[],
  confidence: number,
): MatchedChange {
  const expected = Float64Array.from(matches, ({ unit, peers }) => {
    const moved = peers.reduce((sum, peer) => sum + after[peer] - before[peer], 0) / peers.length;
    return before[unit] + moved;
  });
  const ofMatch = expected.map((value, at) => after[matches[at].unit] - value);
  const effect = meanInterval(ofMatch, confidence);
  const counterfactual = meanInterval(
    expected.map((value, at) => (Number.isNaN(ofMatch[at]) ? NaN : value)),
    confidence,
  ).mean;
  const share = counterfactual > 0 ? effect.mean / counterfactual : NaN;
  const residual = meanInterval(
    ofMatch.map((value, at) => value - share * expected[at]),
    confidence,
  );
  const reach = (studentBound(confidence, effect.count - 1) * residual.standardError) / counterfactual;
  return { effect, ofMatch, counterfactual, uplift: { share, low: share - reach, high: share + reach } };
}
