// Scores of units from their raw values, under anchors that were learned from others.
import { alignAnchors, groupingAnchors, peerKeys } from '../model/anchors.ts';
import type { ModelAnchors } from '../model/anchors.ts';
import { groupingKey, groupingsOf, groupUnits } from '../model/groupings.ts';
import type { Groupings } from '../model/groupings.ts';
import type { Plan } from '../model/plan.ts';
import type { RawIndicator } from '../model/population.ts';
import { scoreUnits } from '../model/score.ts';
import type { Scored } from '../model/score.ts';
import type { Units } from '../model/units.ts';

/** Units with the raw values of every indicator of a plan. */
export interface RawUnits {
  readonly units: Units;
  readonly eligible: Uint8Array;
  readonly indicators: readonly RawIndicator[];
}

/**
 * The columns by which a model groups units beside their peers and that their keys do not tell: of a release they are not known any more.
 *
 * @example unknownGroupings(plan) // []
 */
export function unknownGroupings(plan: Plan): string[] {
  return [...new Set(groupingsOf(plan).flat())].filter(name => !plan.keys.includes(name));
}

/**
 * Scores units against frozen anchors, from their raw values.
 *
 * Shape: raw values of n units to every stage, as `apply` gives them from tables.
 * Degenerate: a unit whose peers the anchors do not know has no score, and is in `strangers`.
 * @throws invalid_argument when the anchors are of another model
 * @example scoreUnder(plan, anchors, { units, eligible, indicators: result.indicators }).score // result.score
 */
export function scoreUnder(
  plan: Plan,
  anchors: ModelAnchors,
  raw: RawUnits,
): Scored & { readonly strangers: readonly number[] } {
  const { units, eligible, indicators } = raw;
  const groupings = keyGroupings(plan, units);
  const aligned = alignAnchors(anchors, plan, { units, groupings });
  const scored = scoreUnits(plan, { indicators, peers: units.peers, groupings, eligible }, aligned);
  return { ...scored, strangers: aligned.strangers };
}

/**
 * Learns a model's anchors from raw values.
 *
 * @example fitRaw(plan, { units, eligible, indicators: result.indicators }).peers // [['tea']]
 */
export function fitRaw(plan: Plan, { units, eligible, indicators }: RawUnits): ModelAnchors {
  const groupings = keyGroupings(plan, units);
  const { anchors } = scoreUnits(plan, { indicators, peers: units.peers, groupings, eligible });
  const peers = peerKeys(units, plan.model.rate.within.length);
  return { ...anchors, peers, groupings: groupingAnchors(groupings) };
}

function keyGroupings(plan: Plan, { keys, count }: Units): Groupings {
  const columnOf = (name: string): Units['keys'][number] => keys[plan.keys.indexOf(name)];
  return new Map(groupingsOf(plan).map(by => [groupingKey(by), groupUnits(by.map(columnOf), count)]));
}
