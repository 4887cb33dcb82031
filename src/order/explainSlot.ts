import { CAUSES } from './arrange.ts';
import type { Cause } from './arrange.ts';
import { excessAt, isMember } from './limits.ts';
import type { Minimum } from './limits.ts';
import type { Order } from './order.ts';

/** Why a unit stands in its slot. */
export interface SlotExplanation {
  readonly page: number;
  /** From 1. */
  readonly slot: number;
  readonly row: number;
  /** The place on the page by score alone, and after boosts; NaN for a unit that is no candidate. */
  readonly rank: number;
  readonly boostedRank: number;
  readonly score: number;
  readonly boosted: number;
  /** The boosts that hold for the unit. */
  readonly boosts: readonly string[];
  readonly cause: Cause;
  /** The rules that moved it, the one that did most first; empty when the score did. */
  readonly rules: readonly string[];
  /** In one sentence, for people. */
  readonly reason: string;
}

/**
 * Why a unit stands in a slot: its place by score and after boosts, and the rule that moved it from there.
 *
 * Shape: a position in `rows` of an order. A unit that stands behind its place was kept back by the rule that its place would break now, or gave
 * way to units that rules put in front of it; one that stands before its place moved up as others were kept back.
 * @example explainSlot(order(ranked, orderSpec.parse({})), 0).reason // 'by its score'
 */
export function explainSlot(order: Order, position: number): SlotExplanation {
  const { ranked, rules, pages, starts, rows, causes, boosted, baseRank, boostedRank, diverseRank } = order;
  const row = rows[position];
  const page = pages.of[row];
  const slot = position - starts[page];
  const cause = CAUSES[causes[position]];
  const boosts = rules.boost.filter(({ holds }) => holds?.[row] === 1).map(({ rule }) => rule);
  const moved = movedBy(order, page, slot, row, cause);
  const lift = boosts.length > 0 ? `, after ${boosts.join(' and ')}` : '';
  // Boosts decide the order that is made diverse.
  const isMoved = diverseRank !== null && diverseRank[row] !== boostedRank[row];
  const diverse = isMoved
    ? `, after ${rules.policy.diversify?.method} moved it from place ${boostedRank[row]} to ${diverseRank[row]}`
    : '';
  return {
    page,
    slot: slot + 1,
    row,
    rank: baseRank[row],
    boostedRank: boostedRank[row],
    score: ranked.score[row],
    boosted: boosted[row],
    boosts,
    cause,
    rules: moved.rules,
    reason: `${moved.reason}${lift}${diverse}`,
  };
}

function movedBy(
  { rulesOf, rules, starts, rows, boostedRank, diverseRank, compromises }: Order,
  page: number,
  slot: number,
  row: number,
  cause: Cause,
): { readonly rules: readonly string[]; readonly reason: string } {
  const told = (names: readonly string[], reason: (all: string) => string): { rules: string[]; reason: string } => {
    const all = [...new Set(names)];
    return { rules: all, reason: reason(all.join(' and ')) };
  };
  const { limits, minimums, pins } = rulesOf(page);
  const gave = compromises.filter(each => each.page === page && each.slot === slot + 1).map(({ rule }) => rule);
  if (gave.length > 0) return told(gave, all => `${all} gave way here: no list was found that keeps every rule`);
  const place = (diverseRank ?? boostedRank)[row] - 1;
  const forMinimum = (all: string): string => `brought forward for ${all}`;
  switch (cause) {
    case 'pin':
      return told(
        pins.filter(pin => pin.row === row).map(({ rule }) => rule),
        all => `pinned by ${all}`,
      );
    case 'explore':
      return told(rules.explore ? [rules.explore.rule] : [], all => `tried by ${all}, as little is known of it`);
    case 'minimum':
      return told(
        minimums.filter(minimum => slot < minimum.first && isMember(minimum, row)).map(({ rule }) => rule),
        forMinimum,
      );
    case 'stable':
      return told(['stable'], () => 'stays where it was in the previous order');
    case 'ahead':
    case 'score':
    case 'way':
    case 'exchange':
  }
  const list = rows.subarray(starts[page], starts[page + 1]);
  const needed = minimums.filter(
    each => cause === 'exchange' && slot < each.first && !(place < each.first) && isNeeded(each, list, row),
  );
  const due = needed.map(({ rule }) => rule);
  if (due.length > 0) return told(due, forMinimum);
  if (place === slot) return told([], () => (place === boostedRank[row] - 1 ? 'by its score' : 'by diversity'));
  if (place > slot) {
    if (cause !== 'ahead') return told([], () => 'moved up, as others before it are kept back or left out');
    const apart = limits.filter(({ reach, cost }) => reach === 'window' && cost === Infinity).map(({ rule }) => rule);
    return told(apart, all => `brought forward, or ${all} would not hold further down`);
  }
  // Its own place must not count against it.
  const others = Int32Array.from(list, other => (other === row ? -1 : other));
  const kept = limits.filter(limit => excessAt(limit, others, place, row) > 0).map(({ rule }) => rule);
  if (kept.length > 0) return told(kept, all => `kept back by ${all}`);
  return told([], () => 'behind units that rules put before it');
}

/** Whether a minimum would be missed, or missed by more, without a row. */
function isNeeded(minimum: Minimum, list: Uint32Array, row: number): boolean {
  const count = list.subarray(0, minimum.first).filter(each => isMember(minimum, each)).length;
  return isMember(minimum, row) && count <= minimum.atLeast;
}
