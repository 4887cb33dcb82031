// Online share: the share of each brand, owner, merchant and channel in each category and department.
import { textAt } from '../table/text.ts';
import type { Answer, NotEnough } from './answer.ts';
import { enoughRows, frameOf, grown, known, percent, points } from './frame.ts';
import { sharesOf } from './shares.ts';
import type { Shares } from './shares.ts';
import type { Study } from './study.ts';
import { greatestFirst } from './top.ts';

/** A unit's share of a category or department. */
export type ShareRow = {
  readonly within: 'category' | 'department';
  readonly whole: string;
  readonly unit: 'brand' | 'owner' | 'merchant' | 'channel';
  readonly name: string;
  readonly rank: number;
  readonly value: number;
  /** From 0 to 1. */
  readonly share: number;
  readonly shareBefore: number | null;
  /** In share points: 1 is one percent of the whole. */
  readonly change: number | null;
  /** The points of the change that come from parts of the whole growing in which the unit is strong. */
  readonly mix: number | null;
  /** The points that the unit won inside of the parts. */
  readonly own: number | null;
  /** Of its value, as a share. */
  readonly growth: number | null;
  readonly reason: string;
};

const UNITS = ['brand', 'owner', 'merchant', 'channel'] as const;

/**
 * Who has how much of each category and department, and what moved it.
 *
 * The parts between which sales may move (the mix) are a department's categories, and a category's `share.segment`.
 *
 * Shape: a study to at most `share.top` rows for each whole and kind of unit, wholes by key, units by rank.
 * Degenerate: no full months before, or too few rows: the change is null and told in `notEnough`; a unit without sales is not listed.
 * @example onlineShare(study).rows[0].name // 'Ada'
 */
export function onlineShare(study: Study): Answer<ShareRow> {
  const { keys, settings } = study;
  const { top, segment, leastRows } = settings.share;
  const frame = frameOf(study, 'changes of share');
  const rows: ShareRow[] = [];
  const lacking: NotEnough[] = [...frame.lacking];
  for (const within of ['category', 'department'] as const) {
    if (!keys.has(within)) continue;
    const counted = enoughRows(study, within, frame, leastRows);
    lacking.push(...counted.lacking);
    const parts = within === 'department' ? 'category' : segment;
    for (const unit of UNITS.filter(each => keys.has(each))) {
      const segmentOf = keys.has(parts) ? parts : null;
      const shares = sharesOf(study.periodsBy([within, unit, ...(segmentOf === null ? [] : [segmentOf])]), { within, unit, segment: segmentOf }, frame.before, frame.now); // prettier-ignore
      for (const listed of greatestFirst(shares.value, shares.groups)) {
        const named = listed.filter(row => textAt(shares.unit, row) !== null).subarray(0, top);
        named.forEach((row, place) => {
          const whole = shares.within && textAt(shares.within, row);
          if (whole === null || !(shares.share[row] > 0)) return;
          const changes = changeOf(shares, row, frame.hasBefore && counted.enough.has(whole));
          const name = textAt(shares.unit, row) ?? '';
          rows.push({ within, whole, unit, name, rank: place + 1, value: shares.value[row], share: shares.share[row], ...changes }); // prettier-ignore
        });
      }
    }
  }
  return frame.answer(rows, lacking);
}

type Change = Pick<ShareRow, 'shareBefore' | 'change' | 'mix' | 'own' | 'growth' | 'reason'>;

function changeOf({ share, shareBefore, mix, own, value, valueBefore }: Shares, row: number, isTold: boolean): Change {
  const has = `has ${percent(share[row])}`;
  if (!isTold || !(shareBefore[row] >= 0)) {
    return {
      shareBefore: null,
      change: null,
      mix: null,
      own: null,
      growth: null,
      reason: `${has}; not enough data for a change`,
    };
  }
  const change = 100 * (share[row] - shareBefore[row]);
  const [ofMix, ofOwn] = [100 * mix[row], 100 * own[row]];
  return {
    shareBefore: shareBefore[row],
    change,
    mix: known(ofMix),
    own: known(ofOwn),
    growth: grown(valueBefore[row], value[row]),
    reason: `${has}, ${points(change)} points: ${points(ofOwn)} by its own growth, ${points(ofMix)} by the mix`,
  };
}
