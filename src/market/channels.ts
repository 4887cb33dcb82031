import { textAt } from '../table/text.ts';
import { notEnough } from './answer.ts';
import type { Answer, NotEnough } from './answer.ts';
import { enoughRows, frameOf, grown, percent, points } from './frame.ts';
import { sharesOf } from './shares.ts';
import type { Study } from './study.ts';

/** A channel's share of the market, a department or a category. */
export type ChannelRow = {
  readonly within: 'market' | 'department' | 'category';
  /** Null for the market. */
  readonly whole: string | null;
  readonly channel: string;
  readonly value: number;
  readonly share: number;
  readonly shareBefore: number | null;
  /** In share points. */
  readonly change: number | null;
  /** The points that come from categories (in a category: brands) growing that sell through the channel. */
  readonly mix: number | null;
  /** The points by which the same categories (brands) sell more through it. */
  readonly own: number | null;
  readonly growth: number | null;
  readonly reason: string;
};

/**
 * The share of each channel, such as wireless, its growth, and whether it won because of what is sold or of how.
 *
 * Shape: a study to one row for each whole and channel: the market, then departments, then categories, in the order of their keys.
 * Degenerate: no column `channel`: no rows, told in `notEnough`; a whole with too few rows has no change.
 * @example channelShares(study).notEnough[0].needed // 1
 */
export function channelShares(study: Study): Answer<ChannelRow> {
  const { keys, settings } = study;
  const frame = frameOf(study, 'changes of channels');
  if (!keys.has('channel')) return frame.answer([], [notEnough('channels', 'column "channel"', 1, 0)]);
  const lacking: NotEnough[] = [...frame.lacking];
  const rows = (['market', 'department', 'category'] as const).flatMap((within): ChannelRow[] => {
    const key = within === 'market' ? null : within;
    if (key !== null && !keys.has(key)) return [];
    const counted = key === null ? undefined : enoughRows(study, key, frame, settings.channels.leastRows);
    lacking.push(...(counted?.lacking ?? []));
    const parts = within === 'category' ? 'brand' : 'category';
    const fewer = study.periodsBy([...(key === null ? [] : [key]), 'channel', parts]);
    const shares = sharesOf(fewer, { within: key, unit: 'channel', segment: keys.has(parts) ? parts : null }, frame.before, frame.now); // prettier-ignore
    return Array.from({ length: shares.count }, (_, row) => row).flatMap((row): ChannelRow[] => {
      const channel = textAt(shares.unit, row);
      const whole = shares.within ? textAt(shares.within, row) : null;
      const isGone = !(shares.share[row] > 0) && !(shares.shareBefore[row] > 0);
      if (channel === null || (key !== null && whole === null) || isGone || Number.isNaN(shares.share[row])) return [];
      const isTold = frame.hasBefore && shares.shareBefore[row] >= 0 && (counted?.enough.has(whole ?? '') ?? true);
      const has = `has ${percent(shares.share[row])}`;
      const head = { within, whole, channel, value: shares.value[row], share: shares.share[row] };
      if (!isTold) {
        const none = { shareBefore: null, change: null, mix: null, own: null, growth: null };
        return [{ ...head, ...none, reason: `${has}; not enough data for a change` }];
      }
      const [change, mix, own] = [shares.share[row] - shares.shareBefore[row], shares.mix[row], shares.own[row]].map(share => 100 * share); // prettier-ignore
      const growth = grown(shares.valueBefore[row], shares.value[row]);
      const reason = `${has}, ${points(change)} points: ${points(own)} inside of each ${parts}, ${points(mix)} by what is sold`;
      return [{ ...head, shareBefore: shares.shareBefore[row], change, mix, own, growth, reason }];
    });
  });
  return frame.answer(rows, lacking);
}
