/** A mean with its standard error. */
export interface Estimate {
  readonly mean: number;
  readonly standardError: number;
}

/** Two groups, before and after. */
export interface FourCells {
  readonly treatedBefore: Estimate;
  readonly treatedAfter: Estimate;
  readonly peersBefore: Estimate;
  readonly peersAfter: Estimate;
}

/**
 * What happened to a treated group beyond what happened to its peers: (after - before) of the one less (after - before) of the other.
 *
 * Shape: four means to three changes. Unit: that of the means. The four are taken as independent samples.
 * Degenerate: a missing mean: what is made of it is missing.
 * @source Card and Krueger (1994), Minimum Wages and Employment, table 3
 * @example differenceInDifferences({ treatedBefore: { mean: 20.44, standardError: 0.51 }, treatedAfter: { mean: 21.03, standardError: 0.52 }, peersBefore: { mean: 23.33, standardError: 1.35 }, peersAfter: { mean: 21.17, standardError: 0.94 } }).effect.mean.toFixed(2) // '2.75'
 */
export function differenceInDifferences({ treatedBefore, treatedAfter, peersBefore, peersAfter }: FourCells): {
  readonly treated: Estimate;
  readonly peers: Estimate;
  readonly effect: Estimate;
} {
  const treated = difference(treatedAfter, treatedBefore);
  const peers = difference(peersAfter, peersBefore);
  return { treated, peers, effect: difference(treated, peers) };
}

function difference(one: Estimate, other: Estimate): Estimate {
  return { mean: one.mean - other.mean, standardError: Math.hypot(one.standardError, other.standardError) };
}
