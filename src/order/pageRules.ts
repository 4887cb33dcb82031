// The rules of each page in numbers: shares of its length, pins on its rows, minimums of its values.
import { roundToSignificant } from '../stats/significant.ts';
import { compareText } from '../table/text.ts';
import type { KeyedGroups } from '../table/groups.ts';
import type { Listed } from './candidates.ts';
import { NO_KEY } from './limits.ts';
import type { Limit, Minimum, Pin } from './limits.ts';
import { keysOf } from './policy.ts';
import type { ActivePolicy } from './policy.ts';
import type { Ranked } from './ranked.ts';
import { rowsNamed } from './rowsNamed.ts';

/** The rules of one page. */
export interface SizedRules {
  readonly slots: number;
  readonly limits: readonly Limit[];
  readonly minimums: readonly Minimum[];
  readonly pins: readonly Pin[];
  /** Pins that cannot be kept, and why. */
  readonly unkept: readonly { readonly rule: string; readonly row: number; readonly reason: string }[];
  /** Alike for pages whose limits are alike. */
  readonly size: string;
}

/**
 * The rules of each page at its length.
 *
 * Shape: a function from a page to its rules. Unit: a share is of the first slots that there are; a maximum is rounded down, but to 1 at least,
 * a minimum up.
 * @example pageRules(activePolicy(orderSpec.parse({ slots: 1 }), ranked, undefined), ranked, { of: Uint32Array.of(0, 0), count: 1, firstRow: Uint32Array.of(0) }, { starts: Uint32Array.of(0, 2), rows: Uint32Array.of(1, 0) }, Int32Array.of(-1, -1))(0).slots // 1
 */
export function pageRules(
  rules: ActivePolicy,
  ranked: Ranked,
  pages: KeyedGroups,
  { starts, rows }: Listed,
  excluded: Int32Array,
): (page: number) => SizedRules {
  const { policy, maximum, minimum, breakUp, pin } = rules;
  const keyed = (rule: { readonly by?: string | undefined; readonly holds: Uint8Array | null }) =>
    keysOf(rule, ranked.count, rule.by === undefined ? undefined : ranked.column(rule.by));
  const highs = maximum.map(quota => ({ quota, ...keyed(quota) }));
  const lows = minimum.map(quota => ({ quota, ...keyed(quota) }));
  const apart = breakUp.map(({ rule, window, atMost, cost = Infinity, ...by }): Limit => ({
    rule,
    reach: 'window',
    span: window,
    atMost,
    cost,
    ...keyed(by),
  }));
  const pinned = pin.flatMap(rule =>
    rowsNamed(ranked, rule.unit, rule.within).map(row => ({ rule, row, page: pages.of[row] })),
  );
  return page => {
    const candidates = rows.subarray(starts[page], starts[page + 1]);
    const here = pinned.filter(each => each.page === page);
    const kept = here.filter(({ row }) => excluded[row] === -1);
    const isCandidate = new Set(kept.length > 0 ? candidates : []);
    const extras = new Set(kept.map(({ row }) => row).filter(row => !isCandidate.has(row))).size;
    const slots = Math.min(policy.slots ?? Infinity, candidates.length + extras);
    const highLimits = highs.map(({ quota, codes, keys }): Limit => {
      const span = Math.min(quota.first ?? slots, slots);
      const atMost = quota.count ?? Math.max(1, Math.floor(roundToSignificant((quota.share ?? 1) * span)));
      return { rule: quota.rule, reach: 'first', span, atMost, codes, keys, cost: Infinity };
    });
    const limits = [...highLimits, ...apart];
    const pins = kept.filter(({ rule }) => rule.slot !== undefined && rule.slot <= slots);
    const near = kept.filter(({ rule }) => rule.first !== undefined);
    const far = kept.filter(({ rule }) => rule.slot !== undefined && rule.slot > slots);
    const gone = here.filter(({ row }) => excluded[row] !== -1);
    return {
      slots,
      limits,
      pins: pins.map(({ rule, row }) => ({ rule: rule.rule, slot: (rule.slot ?? 1) - 1, row })),
      minimums: [
        ...near.map(({ rule, row }) => ({
          rule: rule.rule,
          first: rule.first ?? slots,
          atLeast: 1,
          codes: null,
          key: row,
        })),
        ...far.map(({ rule, row }) => ({ rule: rule.rule, first: slots, atLeast: 1, codes: null, key: row })),
        ...lows.flatMap(({ quota, codes, words }): Minimum[] => {
          const first = Math.min(quota.first ?? slots, slots);
          const atLeast = quota.count ?? Math.ceil(roundToSignificant((quota.share ?? 0) * first));
          return keysOn(candidates, codes, words).map(key => ({ rule: quota.rule, first, atLeast, codes, key }));
        }),
      ],
      unkept: [
        ...gone.map(({ rule, row }) => ({
          rule: rule.rule,
          row,
          reason: `${rules.exclude[excluded[row]].rule} excludes the unit`,
        })),
        ...far.map(({ rule, row }) => ({ rule: rule.rule, row, reason: `the page has ${slots} slots` })),
      ],
      size: highLimits.map(({ span, atMost }) => `${span}/${atMost}`).join(),
    };
  };
}

/** The keys that a minimum asks for: its one condition, or each value that the page has, in code point order. */
function keysOn(candidates: Uint32Array, codes: Uint32Array, words: readonly string[] | null): number[] {
  if (words === null) return [0];
  const found = new Set<number>();
  for (const row of candidates) if (codes[row] !== NO_KEY) found.add(codes[row]);
  return [...found].sort((left, right) => compareText(words[left], words[right]));
}
