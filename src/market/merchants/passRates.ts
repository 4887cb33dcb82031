import { wilsonInterval } from '../../stats/wilsonInterval.ts';
import { compareText } from '../../table/text.ts';
import { notEnough } from '../answer.ts';
import type { Answer, NotEnough } from '../answer.ts';
import type { Adaptation, AdaptationAnswer } from './adaptation.ts';

/** How many of a group's new merchants passed. */
export interface PassRate {
  /** The cohort or the channel; null for merchants whose channel is not known. */
  readonly name: string | null;
  readonly merchants: number;
  readonly pass: number;
  readonly watch: number;
  readonly clear: number;
  readonly tooEarly: number;
  readonly notEnoughData: number;
  /** Those that passed of those that were judged; null when too few were. */
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * How many passed of those that could be judged, by cohort or by recruiting channel, with Wilson's interval.
 *
 * Shape: one row a cohort or channel, in order; merchants without one are the last row.
 * Degenerate: fewer judged than `least`: no rate, and the number that was missing.
 * @example passRates(adaptation(study), 'cohort', 5, 0.95).rows.length // how many cohorts there are
 */
export function passRates(
  answer: AdaptationAnswer,
  by: 'cohort' | 'channel',
  least: number,
  level: number,
): Answer<PassRate> {
  const groups = new Map<string | null, Adaptation[]>();
  for (const row of answer.rows) {
    const group = groups.get(row[by]) ?? [];
    groups.set(row[by], group);
    group.push(row);
  }
  const last = (name: string | null): number => Number(name === null);
  const names = [...groups.keys()].sort((a, b) => last(a) - last(b) || compareText(a ?? '', b ?? ''));
  const lacks: NotEnough[] = [];
  // Every name is a key of the groups.
  const rows = names.map(name => rateOf(name, by, groups.get(name) as Adaptation[], least, level, lacks));
  return { ...answer, rows, notEnough: lacks };
}

function rateOf(
  name: string | null,
  by: string,
  merchants: readonly Adaptation[],
  least: number,
  level: number,
  lacks: NotEnough[],
): PassRate {
  const count = (wanted: Adaptation['verdict']): number => merchants.filter(({ verdict }) => verdict === wanted).length;
  const [pass, watch, clear] = [count('pass'), count('watch'), count('clear')];
  const judged = pass + watch + clear;
  const isEnough = judged >= least;
  if (!isEnough) lacks.push(notEnough(`the rate of ${by} ${name ?? 'not known'}`, 'judged merchants', least, judged));
  const { low, high } = wilsonInterval(pass, judged, level);
  return {
    name,
    merchants: merchants.length,
    pass,
    watch,
    clear,
    tooEarly: count('too early'),
    notEnoughData: count('not enough data'),
    rate: isEnough ? pass / judged : null,
    low: isEnough ? low : null,
    high: isEnough ? high : null,
  };
}
