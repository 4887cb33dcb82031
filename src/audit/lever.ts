// Indicators of one unit as things that may be changed: from where, how far, in which steps.
import type { PlannedIndicator } from '../model/plan.ts';
import { extent } from '../stats/extent.ts';
import { moments } from '../stats/moments.ts';
import { ofEligible } from './explainable.ts';
import type { Explainable } from './explainable.ts';
import type { Step } from './leastStep.ts';
import type { Rescored } from './rescore.ts';

/** How far raw values may go: anywhere, or no farther than the eligible peers do. */
export interface Reach {
  readonly range: 'any' | 'peers';
}

/** One indicator that may be changed. */
export interface Lever {
  readonly position: number;
  readonly id: string;
  readonly direction: 'benefit' | 'cost';
  readonly from: number;
  /** The deviation of the eligible peers, or what stands in for it where they do not differ. */
  readonly scale: number;
  readonly least: number;
  readonly greatest: number;
  readonly isWhole: boolean;
  /** Why it cannot be changed; null when it can. */
  readonly reason: 'missing' | 'not-in-release' | null;
}

/**
 * An indicator of one unit as something that may be changed.
 *
 * Degenerate: peers that do not differ: a step is as great as the value itself, or 1.
 * @example leverOf(result, 0, plan.indicators[0], 0, rescore(result, 0)).from // 30
 */
export function leverOf(
  result: Explainable,
  unit: number,
  { formula }: PlannedIndicator,
  position: number,
  { canRetrace }: Rescored,
): Lever {
  const { id, direction, raw } = result.indicators[position];
  const peers = ofEligible(raw, result.eligible);
  const group = result.peers.of[unit];
  const { min, max } = extent(peers, result.peers);
  const deviation = moments(peers, result.peers).deviation[group];
  const from = raw[unit];
  const isWhole = formula.kind === 'measure' && ['count', 'distinct', 'active_days'].includes(formula.name);
  return {
    ...{ position, id, direction, from, isWhole },
    scale: deviation > 0 ? deviation : Math.abs(from) || 1,
    least: min[group],
    greatest: max[group],
    reason: Number.isNaN(from) ? 'missing' : canRetrace(position) ? null : 'not-in-release',
  };
}

/** How far a lever may go to a side. */
export function endOf({ from, least, greatest }: Lever, side: 1 | -1, { range }: Reach): number {
  if (range === 'any') return side * Infinity;
  return side === 1 ? Math.max(from, greatest) : Math.min(from, least);
}

/** The nearer of the two ways that reach; of two that do not, the better. */
export function nearest({ from }: Lever, step: (side: 1 | -1) => Step): Step {
  const [up, down] = [step(1), step(-1)];
  if (up.isReached && down.isReached) return Math.abs(up.at - from) <= Math.abs(down.at - from) ? up : down;
  if (up.isReached || down.isReached) return up.isReached ? up : down;
  return up.score >= down.score || Number.isNaN(down.score) ? up : down;
}

/** The next whole number on the way; none when it lies beyond the end. Where nothing reaches, the better of the two around the best place. */
export function wholeStep(
  lever: Lever,
  step: Step,
  scoresAt: (places: Float64Array) => Float64Array,
  limits: Reach,
): Step {
  const side = step.at >= lever.from ? 1 : -1;
  const [near, far] =
    side === 1 ? [Math.floor(step.at), Math.ceil(step.at)] : [Math.ceil(step.at), Math.floor(step.at)];
  const isInside = side * (endOf(lever, side, limits) - far) >= 0 && far >= 0;
  const [nearScore, farScore] = scoresAt(Float64Array.of(near, far));
  if (step.isReached) return isInside ? { at: far, score: farScore, isReached: true } : { ...step, isReached: false };
  return isInside && farScore > nearScore
    ? { at: far, score: farScore, isReached: false }
    : { at: near, score: nearScore, isReached: false };
}
