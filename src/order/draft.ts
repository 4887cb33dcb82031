// A list while it is worked over: how far it breaks the rules, and what it is worth.
import { excessAt, isMember, NO_KEY } from './limits.ts';
import type { Limit, Minimum } from './limits.ts';

/** A list as it was filled, and all that an exchange has to heed. */
export interface Draft {
  readonly list: Int32Array;
  /** 1: the row stays where it is. */
  readonly fixed: Uint8Array;
  /** The candidates in base order, those in the list taken out. */
  readonly order: Uint32Array;
  readonly end: number;
  readonly scores: Float64Array;
  readonly limits: readonly Limit[];
  readonly minimums: readonly Minimum[];
}

/** How far the hard limits are broken by the row of a slot, the more important ones first. */
export function harm({ limits, list }: Draft, slot: number): number {
  let sum = 0;
  for (const limit of limits) {
    if (limit.cost === Infinity) sum = 8 * sum + excessAt(limit, list, slot, list[slot]);
  }
  return sum;
}

/** What some slots add to the discounted gain, less what soft limits cost from the first of them to a window behind the last. */
export function worth(draft: Draft, ...slots: readonly number[]): number {
  const { limits, list, scores } = draft;
  let value = 0;
  for (const slot of slots) value += scores[list[slot]] / Math.log2(slot + 2);
  for (const limit of limits) {
    if (limit.cost === Infinity) continue;
    const end = Math.min(list.length, Math.max(...slots) + limit.span);
    for (let slot = Math.min(...slots); slot < end; slot++)
      if (excessBefore(limit, list, slot) > 0) value -= limit.cost / Math.log2(slot + 2);
  }
  return value;
}

/** Exchanges the rows of two slots. */
export function swap(list: Int32Array, slot: number, other: number): void {
  const row = list[slot];
  list[slot] = list[other];
  list[other] = row;
}

/** How many rows the minimums lack in sum. */
export function shortfall({ minimums, list }: Pick<Draft, 'minimums' | 'list'>): number {
  let sum = 0;
  for (const minimum of minimums) {
    let count = 0;
    for (let at = 0; at < Math.min(minimum.first, list.length); at++)
      if (list[at] >= 0 && isMember(minimum, list[at])) count++;
    sum += Math.max(0, minimum.atLeast - count);
  }
  return sum;
}

/** How far hard limits are broken in two stretches, each a window long from its slot on; the more important limits weigh more. */
export function broken({ limits, list }: Draft, slot: number, other: number): number {
  let sum = 0;
  for (const limit of limits) {
    if (limit.cost < Infinity) continue;
    sum *= 1024;
    for (let at = slot; at < Math.min(list.length, slot + limit.span); at++) sum += excessBefore(limit, list, at);
    const from = Math.max(other, slot + limit.span);
    for (let at = from; at < Math.min(list.length, other + limit.span); at++) sum += excessBefore(limit, list, at);
  }
  return sum;
}

/**
 * How many of its key the window that ends with each slot has too many, from a slot to the end of a list.
 *
 * @example excessesFrom(limit, Int32Array.of(0, 1), 1) // [1]
 */
export function excessesFrom({ codes, span, atMost }: Limit, list: Int32Array, from: number): Uint32Array {
  const counts = new Map<number, number>();
  const found = new Uint32Array(list.length - from);
  const start = Math.max(0, from - span + 1);
  for (let slot = start; slot < list.length; slot++) {
    const gone = slot - span >= start && list[slot - span] >= 0 ? codes[list[slot - span]] : NO_KEY;
    const there = counts.get(gone);
    if (there !== undefined) counts.set(gone, there - 1);
    const key = list[slot] >= 0 ? codes[list[slot]] : NO_KEY;
    if (key === NO_KEY) continue;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (slot >= from) found[slot - from] = Math.max(0, count - atMost);
  }
  return found;
}

/** How many of its key the window that ends with a slot, or the first slots up to it, has too many. */
function excessBefore({ codes, span, atMost, reach }: Limit, list: Int32Array, slot: number): number {
  const key = list[slot] >= 0 ? codes[list[slot]] : NO_KEY;
  if (key === NO_KEY || (reach === 'first' && slot >= span)) return 0;
  let count = 0;
  for (let at = reach === 'first' ? 0 : Math.max(0, slot - span + 1); at <= slot; at++)
    if (list[at] >= 0 && codes[list[at]] === key) count++;
  return Math.max(0, count - atMost);
}
