// How the places of an activity were used: who stood in the way of whom, and how many wait for what.
import { unitLabel } from '../unitNames.ts';
import type { UnitName } from '../unitNames.ts';
import type { Seats } from './admit.ts';
import type { NamedQuota } from './quotas.ts';
import { plainNumber } from './ruleReasons.ts';

/** One quota: how many places it has, and how many want one. */
export type QuotaRow = {
  readonly by: string;
  readonly name: string;
  readonly atMost: number;
  readonly admitted: number;
  readonly waiting: number;
};

/**
 * Why each candidate is in, or which places were taken by whom when its turn came.
 *
 * Shape: a unit to a sentence; `value` is what the order went by.
 * @example seatReasons(admit(Uint32Array.of(0), 1, [], 0), [], Uint32Array.of(0), Float64Array.of(1), () => ({ within: '', unit: 'Ada' }))(0) // 'meets every rule, and there was room'
 */
export function seatReasons(
  { place, full }: Seats,
  quotas: readonly NamedQuota[],
  candidates: Uint32Array,
  value: Float64Array,
  names: (unit: number) => UnitName,
): (unit: number) => string {
  const last = quotas.map(({ of, atMost }) => {
    const lastOf = new Int32Array(atMost.length).fill(-1);
    for (const unit of candidates) if (place[unit] > 0 && of[unit] >= 0) lastOf[of[unit]] = unit;
    return lastOf;
  });
  return unit => {
    if (place[unit] > 0) return 'meets every rule, and there was room';
    const { by, names: groupNames, of, atMost } = quotas[full[unit]];
    const group = of[unit];
    const what = by.length === 0 ? 'of the capacity' : `of ${by.join(' and ')} ${groupNames[group]}`;
    const taken = `all ${atMost[group]} places ${what} are taken`;
    const before = last[full[unit]][group];
    if (before === -1) return taken;
    const against =
      value[before] === value[unit] ? 'which is equal: the key decided' : `against ${plainNumber(value[unit])}`;
    return `${taken}, the last by ${unitLabel(names(before))} with ${plainNumber(value[before])}, ${against}`;
  };
}

/**
 * Each quota that a candidate belongs to, with its places and those who want one.
 *
 * Shape: quotas to one row a combination, in the order of the quotas and of their names.
 * @example quotaRows([], admit(Uint32Array.of(0), 1, [], 0)) // []
 */
export function quotaRows(quotas: readonly NamedQuota[], { place, taken, waiting, full }: Seats): QuotaRow[] {
  return quotas.flatMap(({ by, names, of, atMost }, at) => {
    const waits = new Float64Array(names.length);
    waiting.forEach((place, unit) => {
      if (place > 0 && full[unit] === at) waits[of[unit]]++;
    });
    const isUsed = new Set(of.filter((_, unit) => place[unit] > 0 || full[unit] >= 0));
    const named = by.length === 0 ? 'capacity' : by.join(' / ');
    const rows = names.map((name, group) => ({
      by: named,
      name,
      atMost: atMost[group],
      admitted: taken[at][group],
      waiting: waits[group],
    }));
    return rows.filter((_, group) => isUsed.has(group));
  });
}
