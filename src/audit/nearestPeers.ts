import { planOf } from '../model/plan.ts';
import { wholeWeights } from '../model/coverage.ts';
import { anchorGroups, checkUnit, gradeOf, nameOf } from './explainable.ts';
import type { Explainable, UnitName } from './explainable.ts';

/** A peer that is much like a unit. */
export interface NearPeer {
  readonly unit: UnitName;
  /** Its row in the result. */
  readonly row: number;
  readonly score: number;
  readonly rank: number;
  readonly grade: string | null;
  /** The weighted root mean square of the differences on the common scale. */
  readonly distance: number;
}

/** With less of the weight in common, two units are not compared. */
const LEAST_SHARED = 0.5;

/**
 * The eligible peers that are most like a unit: the least weighted Euclidean distance on the common scale, over the indicators that both
 * have, as long as these carry half of the weight.
 *
 * Shape: at most `most` peers, the nearest first, equal distances in the order of the units. Unit: points of the common scale.
 * Degenerate: no peers that can be compared: none.
 * @throws invalid_argument when the result has no such unit
 * @example nearestPeers(result, 0, 1)[0].unit[1].value // 'Bo'
 */
export function nearestPeers(result: Explainable, unit: number, most: number): NearPeer[] {
  checkUnit(result, unit);
  const group = result.peers.of[unit];
  const known = anchorGroups(result)[group];
  if (known === null) return [];
  const weights = wholeWeights(
    planOf(result.model).nodes,
    result.anchors.nodes.map(node => node.weights),
    result.anchors.peers.length,
  );
  const parts = [...weights].map(([at, weight]) => ({
    values: result.indicators[at].normalized,
    weight: weight[known],
  }));
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0);
  const near: { row: number; distance: number }[] = [];
  for (let row = 0; row < result.count; row++) {
    if (row === unit || result.peers.of[row] !== group || result.eligible[row] !== 1) continue;
    let squares = 0;
    let shared = 0;
    for (const { values, weight } of parts) {
      const difference = values[row] - values[unit];
      if (Number.isNaN(difference)) continue;
      squares += weight * difference * difference;
      shared += weight;
    }
    if (shared > 0 && shared >= LEAST_SHARED * whole) near.push({ row, distance: Math.sqrt(squares / shared) });
  }
  near.sort((left, right) => left.distance - right.distance || left.row - right.row);
  return near.slice(0, most).map(({ row, distance }) => ({
    unit: nameOf(result, row),
    row,
    score: result.score[row],
    rank: result.rank[row],
    grade: gradeOf(result, row),
    distance,
  }));
}
