// What is told of each stretch of an event.
import type { EffectSettings } from '../../model/market/effect.ts';
import { periodDays } from '../../table/period.ts';
import type { Period } from '../../table/period.ts';
import { told } from './effectWindows.ts';
import type { MatchedChange } from './matchedChange.ts';
import { plainNumber } from './ruleReasons.ts';

/** The stretches that are judged; the one before the event is a placebo. */
export type EffectStretch = 'before' | 'during' | 'after' | 'during and after';

/** A stretch with what changed in it. */
export interface JudgedStretch {
  readonly stretch: EffectStretch;
  readonly period: Period;
  readonly change: MatchedChange;
}

/** What is known of one stretch of days. */
export type EffectRow = {
  readonly stretch: EffectStretch;
  readonly start: string;
  readonly end: string;
  readonly matches: number;
  /** Per day and unit. */
  readonly effect: number;
  readonly low: number;
  readonly high: number;
  /** How likely an effect so far from 0 is by chance. */
  readonly probability: number;
  /** What would have been without the event, per day and unit. */
  readonly counterfactual: number;
  /** The effect as a share of that. */
  readonly uplift: number;
  readonly upliftLow: number;
  readonly upliftHigh: number;
  /** Over all matched units and days. */
  readonly total: number;
  readonly verdict: string;
  readonly reason: string;
};

const WORDS: Readonly<Record<EffectStretch, { readonly up: string; readonly down: string; readonly none: string }>> = {
  before: { up: 'not alike', down: 'not alike', none: 'alike' },
  during: { up: 'uplift', down: 'loss', none: 'no effect shown' },
  after: { up: 'carried on', down: 'pulled forward', none: 'no change shown' },
  'during and after': { up: 'gain', down: 'loss', none: 'no gain shown' },
};

/**
 * One stretch as it is told; the verdict is by whether the interval leaves out 0. When units and peers were moving apart before the event already,
 * nothing after that is put down to it.
 *
 * @example effectRow({ stretch: 'during', period: { start: 0, end: 1 }, change }, { stretch: 'before', period: { start: -2, end: -1 }, change }, { confidence: 0.95 }).verdict // 'no effect shown'
 */
export function effectRow(
  { stretch, period, change }: JudgedStretch,
  placebo: JudgedStretch,
  { confidence }: Pick<EffectSettings, 'confidence'>,
): EffectRow {
  const { effect, counterfactual, uplift } = change;
  const { start, end } = told(period);
  return {
    stretch,
    start,
    end,
    matches: effect.count,
    effect: effect.mean,
    low: effect.low,
    high: effect.high,
    probability: effect.probability,
    counterfactual,
    uplift: uplift.share,
    upliftLow: uplift.low,
    upliftHigh: uplift.high,
    total: effect.mean * effect.count * periodDays(period),
    ...verdictOn(stretch, change, placebo, confidence),
  };
}

function verdictOn(
  stretch: EffectStretch,
  { effect }: MatchedChange,
  placebo: JudgedStretch,
  confidence: number,
): Pick<EffectRow, 'verdict' | 'reason'> {
  const words = WORDS[stretch];
  const interval = `${plainNumber(100 * confidence)} % interval ${plainNumber(effect.low)} to ${plainNumber(effect.high)}`;
  const reason = `${plainNumber(effect.mean)} a day and unit, ${interval}, over ${effect.count} matches`;
  const before = placebo.change.effect;
  if (stretch === 'before' || !(before.low > 0 || before.high < 0)) {
    return { verdict: effect.low > 0 ? words.up : effect.high < 0 ? words.down : words.none, reason };
  }
  const apart = `the units had moved from their peers by ${plainNumber(before.mean)} a day before the event`;
  return { verdict: 'not comparable', reason: `${apart}; ${reason}` };
}

/**
 * The share of what an event brought that was missing after it.
 *
 * Degenerate: null unless the event's uplift and the dip after it are both shown.
 * @example pulledForward([]) // null
 */
export function pulledForward(rows: readonly EffectRow[]): number | null {
  const during = rows.find(({ stretch, verdict }) => stretch === 'during' && verdict === 'uplift');
  const after = rows.find(({ stretch, verdict }) => stretch === 'after' && verdict === 'pulled forward');
  return during && after ? -after.total / during.total : null;
}
