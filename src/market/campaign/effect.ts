import type { EffectSettings } from '../../model/market/effect.ts';
import { marketSettings } from '../../model/market/settings.ts';
import { columnNamed } from '../../model/sources.ts';
import type { Tables } from '../../model/sources.ts';
import type { Model } from '../../model/spec.ts';
import { nearestPeers } from '../../stats/nearestPeers.ts';
import { MISSING_DAY } from '../../table/days.ts';
import { groupBy } from '../../table/groups.ts';
import { periodDays } from '../../table/period.ts';
import type { Period } from '../../table/period.ts';
import { notEnough } from '../answer.ts';
import type { Answer, NotEnough } from '../answer.ts';
import type { SoldByKeys } from '../soldByKeys.ts';
import { unitNames } from '../unitNames.ts';
import type { UnitName } from '../unitNames.ts';
import { effectMeasures } from './effectMeasures.ts';
import { effectRow, pulledForward } from './effectRows.ts';
import type { EffectRow, JudgedStretch } from './effectRows.ts';
import { eventWindows, told } from './effectWindows.ts';
import type { EventWindows } from './effectWindows.ts';
import { matchedChange } from './matchedChange.ts';
import type { Match, MatchedChange } from './matchedChange.ts';
import { unitText } from './unitTexts.ts';

/** A unit that took part with one of those it was compared with, the nearest first; or alone. */
export type MatchRow = UnitName & {
  readonly verdict: 'matched' | 'no peers' | 'not enough data';
  readonly peerWithin: string | null;
  readonly peer: string | null;
  /** Its own difference in differences during the event, per day. */
  readonly effect: number | null;
  readonly reason: string;
};

/** What an event did. */
export interface Effect {
  readonly activity: string;
  readonly stretches: Answer<EffectRow>;
  readonly matches: Answer<MatchRow>;
  /** The share of what the event brought that was missing after it; null unless both are shown. */
  readonly pulledForward: number | null;
}

/**
 * What an event did to those who took part, against matched peers who did not: before (a placebo), during, after, and both together.
 *
 * The days before are cut in four. In the first two, peers are found that are alike in level (the logarithm of the outcome a day) and in trend; the
 * last two are what the event is held against, and their halves against each other tell whether units and peers moved alike without it. Days that
 * found the peers are not used again, so that a chance high does not come back as an effect.
 *
 * Shape: sales rows and an event to one row a stretch, and one a unit that took part with each of its peers; all stretches over the same matches.
 * Degenerate: too few matches, or days that the data does not have: "not enough data" with the number.
 * @throws every fault of the settings at once; unknown_column, wrong_type of the formulas and columns; invalid_data when no row can be used
 * @example effect(model, { sales }, { activity: 'festival', start: '2018-08-20', end: '2018-08-31', took: 'sum(revenue) > 0', outcome: 'revenue', before: 8, after: 0, within: [], peers: 1, caliper: 1, confidence: 0.95, leastPairs: 2 }).matches.rows.length // 1
 */
export function effect(model: Model, tables: Tables, given: EffectSettings, soldBy?: SoldByKeys): Effect {
  // Read again: those of a model that `parseModel` gave are unexamined. What was given is there.
  const settings = marketSettings({ ...model, market: { effect: given } }).effect as EffectSettings;
  const windows = eventWindows(settings);
  const measures = effectMeasures(model, tables, settings, windows, soldBy);
  const { units, took, level, trend, base, baseHalves, salesRows } = measures;
  const having = (answer: number): Uint32Array => Uint32Array.from(took.keys()).filter(unit => took[unit] === answer);
  const groups = groupBy(
    settings.within.map(name => unitText(name, model, tables, units)),
    units.count,
  );
  const joined = having(1);
  const peers = nearestPeers([level, trend], groups, joined, having(0), settings);
  const matches = Array.from(joined, (unit, at): Match => ({ unit, peers: peers[at] })).filter(
    match => match.peers.length > 0,
  );
  const change = (before: Float64Array, then: Float64Array): MatchedChange =>
    matchedChange(before, then, matches, settings.confidence);
  const during = change(base, measures.during);
  const stretches: JudgedStretch[] = [
    { stretch: 'before', period: windows.base[1], change: change(...baseHalves) },
    { stretch: 'during', period: windows.during, change: during },
  ];
  if (windows.after) {
    const period = { start: windows.during.start, end: windows.after.end };
    stretches.push({ stretch: 'after', period: windows.after, change: change(base, measures.after) });
    stretches.push({ stretch: 'during and after', period, change: change(base, measures.both) });
  }
  const days = dataDays(model, tables);
  const lacks = stretches.map(each => lackOf(each, windows, days, matches.length, settings));
  const rows = stretches.filter((_, at) => lacks[at] === null).map(each => effectRow(each, stretches[0], settings));
  const answer = { period: told(windows.all), previous: null, salesRows };
  const names = unitNames(units, model.rate.within.length);
  return {
    activity: settings.activity,
    stretches: { ...answer, rows, notEnough: lacks.filter(lack => lack !== null) },
    matches: { ...answer, rows: matchRows(names, joined, peers, level, during), notEnough: [] },
    pulledForward: pulledForward(rows),
  };
}

/** The first and the last day that the sales table has, also outside of the event. */
function dataDays(model: Model, tables: Tables): Period {
  const column = columnNamed(model, tables, 'sales', 'date');
  const days = column?.type === 'date' ? column.days : new Int32Array(0);
  // By index, an iterator takes four times as long; and whole numbers, as comparing doubles takes twice as long.
  let [start, end] = [LAST_DAY, MISSING_DAY];
  for (let row = 0; row < days.length; row++) {
    const day = days[row];
    if (day > end) end = day;
    if (day < start && day !== MISSING_DAY) start = day;
  }
  return end === MISSING_DAY ? { start: Infinity, end: -Infinity } : { start, end };
}

/** No day is after it. */
const LAST_DAY = 0x7fffffff;

function lackOf(
  { stretch, period }: JudgedStretch,
  { all, during }: EventWindows,
  days: Period,
  matches: number,
  { before, leastPairs }: EffectSettings,
): NotEnough | null {
  const known = Math.max(0, Math.min(before, during.start - days.start));
  if (days.start > all.start) return notEnough(stretch, 'days of data before the event', before, known);
  if (days.end < period.end) {
    const found = Math.max(0, days.end - period.start + 1);
    return notEnough(stretch, `days of data from ${told(period).start} on`, periodDays(period), found);
  }
  return matches < leastPairs ? notEnough(stretch, 'matches', leastPairs, matches) : null;
}

function matchRows(
  names: (unit: number) => UnitName,
  joined: Uint32Array,
  peers: readonly (readonly number[])[],
  level: Float64Array,
  { ofMatch }: MatchedChange,
): MatchRow[] {
  let match = 0;
  return Array.from(joined).flatMap((unit, at): MatchRow[] => {
    if (peers[at].length > 0) {
      const own = ofMatch[match++];
      const reason = `${peers[at].length} within the caliper, alike in level and trend`;
      const shared = { ...names(unit), verdict: 'matched', effect: Number.isNaN(own) ? null : own, reason } as const;
      return peers[at].map(names).map(peer => ({ ...shared, peerWithin: peer.within, peer: peer.unit }));
    }
    const isUnknown = Number.isNaN(level[unit]);
    const verdict = isUnknown ? 'not enough data' : 'no peers';
    const reason = isUnknown
      ? 'sold nothing while peers were looked for'
      : 'nobody who did not take part is within the caliper';
    return [{ ...names(unit), verdict, peerWithin: null, peer: null, effect: null, reason }];
  });
}
