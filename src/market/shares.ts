// Shares of units in a whole, before and now, and what moved them.
import { addedUp } from '../stats/sums.ts';
import { groupBy } from '../table/groups.ts';
import type { Groups, KeyedGroups } from '../table/groups.ts';
import type { TextColumn } from '../table/text.ts';
import { panelOf } from './cells.ts';
import { pick } from './pick.ts';
import type { Cells } from './cells.ts';
import type { Window } from './months.ts';

/** What is shared, by whom, and by which parts of the whole a change is split. */
export interface ShareOf {
  /** The key that parts the wholes, such as a category; null: all sales are one whole. */
  readonly within: string | null;
  readonly unit: string;
  /** The key of the parts of a whole between which sales may move, such as a channel; null: none. */
  readonly segment: string | null;
}

/** Shares, one row for each unit of each whole; in the order of their keys. */
export interface Shares {
  readonly count: number;
  readonly within: TextColumn | null;
  readonly unit: TextColumn;
  readonly groups: Groups;
  readonly value: Float64Array;
  readonly valueBefore: Float64Array;
  readonly share: Float64Array;
  readonly shareBefore: Float64Array;
  /** Share gained because the segments in which the unit is strong grew. */
  readonly mix: Float64Array;
  /** Share gained inside of segments. */
  readonly own: Float64Array;
}

/**
 * The share of each unit in each whole in two stretches of months; `mix` and `own` add up to the change.
 *
 * With w a segment's part of the whole and s the unit's share of the segment, mix is Σ Δw · mean s and own is Σ mean w · Δs.
 *
 * Shape: cells to columns of one row a unit and whole. Unit: shares from 0 to 1. Rows without the unit's key count in the whole.
 * Degenerate: a whole that is not above 0 in a stretch: its shares there are missing, and so are mix and own; a segment that is empty in one
 * stretch: the unit's share of it is taken as in the other.
 * @source Bennet (1920), The theory of measurement of changes in cost of living (the split at mean weights, which leaves no rest)
 * @example sharesOf(cells, { within: 'category', unit: 'brand', segment: null }, { from: 0, to: 0 }, { from: 1, to: 1 }).share.length // one a brand and category
 */
export function sharesOf(cells: Cells, { within, unit, segment }: ShareOf, before: Window, now: Window): Shares {
  const wholeKeys = within === null ? [] : [within];
  const segmentKeys = [...wholeKeys, ...(segment === null || segment === within || segment === unit ? [] : [segment])];
  const panel = panelOf(cells, [...segmentKeys, unit], [before, now]);
  const grouped = (keys: readonly string[]): KeyedGroups =>
    // The panel was made with these keys.
    groupBy(
      keys.map(key => panel.keys.get(key) as TextColumn),
      panel.count,
    );
  const [wholes, segments, units] = [grouped(wholeKeys), grouped(segmentKeys), grouped([...wholeKeys, unit])];
  const [values0, values1] = panel.windows.map(({ value }) => value);
  const [whole0, whole1] = [addedUp(values0, wholes), addedUp(values1, wholes)];
  const [part0, part1] = [addedUp(values0, segments), addedUp(values1, segments)];
  const mix = new Float64Array(units.count);
  const own = new Float64Array(units.count);
  for (let row = 0; row < panel.count; row++) {
    const whole = wholes.of[row];
    const part = segments.of[row];
    const at = units.of[row];
    const weight0 = shareOf(part0[part], whole0[whole]);
    const weight1 = shareOf(part1[part], whole1[whole]);
    const share0 = ratio(values0[row], part0[part]);
    const share1 = ratio(values1[row], part1[part]);
    const filled0 = share0 === share0 ? share0 : share1;
    const filled1 = share1 === share1 ? share1 : share0;
    // A segment without sales in both stretches moves nothing.
    if (filled0 !== filled0 && weight0 + weight1 === 0) continue;
    mix[at] += ((weight1 - weight0) * (filled0 + filled1)) / 2;
    own[at] += ((weight0 + weight1) / 2) * (filled1 - filled0);
  }
  const [value, valueBefore] = [addedUp(values1, units), addedUp(values0, units)];
  const ofUnit = (values: Float64Array, all: Float64Array): Float64Array =>
    values.map((each, at) => shareOf(each, all[wholes.of[units.firstRow[at]]]));
  return {
    count: units.count,
    within: within === null ? null : pick(panel.keys.get(within) as TextColumn, units.firstRow),
    unit: pick(panel.keys.get(unit) as TextColumn, units.firstRow),
    groups: { of: Uint32Array.from(units.firstRow, row => wholes.of[row]), count: wholes.count },
    value,
    valueBefore,
    share: ofUnit(value, whole1),
    shareBefore: ofUnit(valueBefore, whole0),
    mix,
    own,
  };
}

/** Also of less than 0: a part that holds returns alone still weighs, and the split adds up only with it. */
function ratio(part: number, whole: number): number {
  return whole === 0 ? NaN : part / whole;
}

function shareOf(part: number, whole: number): number {
  return whole > 0 ? part / whole : NaN;
}
