// Where the rules of a policy gave way on its pages: told rule by rule, slot by slot.
import type { Groups } from '../table/groups.ts';
import { isMember, NO_KEY } from './limits.ts';
import type { Limit } from './limits.ts';
import type { SizedRules } from './pageRules.ts';
import type { ActivePolicy } from './policy.ts';
import type { Ranked } from './ranked.ts';
import { rowsNamed } from './rowsNamed.ts';

/** A rule that gave way: on which page, in which slot (from 1; null: on the page as a whole), for which unit (null: none), and why. */
export interface Compromise {
  readonly rule: string;
  readonly page: number | null;
  readonly slot: number | null;
  readonly row: number | null;
  /** How many there are, and how many the rule allows or asks for. */
  readonly found: number;
  readonly stated: number;
  readonly reason: string;
}

/** The parts of an order that its compromises are read from. */
export interface MadeOrder {
  readonly ranked: Ranked;
  readonly rules: ActivePolicy;
  readonly pages: Groups;
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
  readonly rulesOf: (page: number) => SizedRules;
}

/**
 * Every place where a rule gave way, page by page, the more important rule first.
 *
 * Degenerate: all rules hold: none. A slot that ends a window with too many of a key is one compromise, however many windows it spoils.
 * @example compromisesOf(order(ranked, orderSpec.parse({})), undefined) // []
 */
export function compromisesOf(made: MadeOrder, previous: Float64Array | undefined): Compromise[] {
  const found: Compromise[] = [];
  const { ranked, rules, pages } = made;
  for (const { rule, unit, within } of rules.pin)
    if (rowsNamed(ranked, unit, within).length === 0)
      found.push({ rule, page: null, slot: null, row: null, found: 0, stated: 1, reason: 'no page lists the unit' });
  for (let page = 0; page < pages.count; page++) {
    const list = made.rows.subarray(made.starts[page], made.starts[page + 1]);
    const { limits, minimums, unkept } = made.rulesOf(page);
    for (const { rule, row, reason } of unkept)
      found.push({ rule, page, slot: null, row, found: 0, stated: 1, reason });
    if (previous) found.push(...tooManyChanges(made, page, list, previous));
    for (const minimum of minimums) {
      let count = 0;
      for (let slot = 0; slot < Math.min(minimum.first, list.length); slot++)
        if (isMember(minimum, list[slot])) count++;
      if (count >= minimum.atLeast) continue;
      const row = minimum.codes ? null : minimum.key;
      const reason = `${count} of at least ${minimum.atLeast} in the first ${minimum.first} slots`;
      found.push({ rule: minimum.rule, page, slot: null, row, found: count, stated: minimum.atLeast, reason });
    }
    for (const limit of limits) found.push(...excesses(limit, list, page));
  }
  return found;
}

/** The slots that end a window, or first slots, with more of a key than a limit allows. */
function excesses(limit: Limit, list: Uint32Array, page: number): Compromise[] {
  const { rule, codes, span, atMost, reach } = limit;
  const found: Compromise[] = [];
  const counts = new Map<number, number>();
  for (let slot = 0; slot < list.length; slot++) {
    if (slot >= span && reach === 'first') break;
    const leaving = slot >= span ? codes[list[slot - span]] : NO_KEY;
    if (leaving !== NO_KEY) counts.set(leaving, (counts.get(leaving) ?? 0) - 1);
    const key = codes[list[slot]];
    if (key === NO_KEY) continue;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count <= atMost) continue;
    const where = reach === 'first' ? `in the first ${span} slots` : `in ${span} slots`;
    found.push({
      rule,
      page,
      slot: slot + 1,
      row: list[slot],
      found: count,
      stated: atMost,
      reason: `${count} of at most ${atMost} ${where}`,
    });
  }
  return found;
}

function tooManyChanges(
  { pages, rules }: MadeOrder,
  page: number,
  list: Uint32Array,
  previous: Float64Array,
): Compromise[] {
  const isKnown = previous.some((slot, row) => slot >= 1 && pages.of[row] === page);
  const stated = rules.policy.stable?.changes ?? Infinity;
  let changed = 0;
  for (let slot = 0; slot < list.length; slot++) if (previous[list[slot]] !== slot + 1) changed++;
  if (!isKnown || changed <= stated) return [];
  const reason = `${changed} slots changed, of at most ${stated}: units are gone, or pinned elsewhere`;
  return [{ rule: 'stable', page, slot: null, row: null, found: changed, stated, reason }];
}
