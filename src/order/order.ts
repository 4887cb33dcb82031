// The pages of a marketplace: every page of some ranked units in one pass.
import type { OrderPolicy } from '../model/orderSpec.ts';
import { groupBy, rowsByGroup } from '../table/groups.ts';
import type { KeyedGroups } from '../table/groups.ts';
import { arranger } from './arrange.ts';
import type { Arranged } from './arrange.ts';
import type { TextColumn } from '../table/text.ts';
import { boostedScores, excludedBy, listed, placesOf, shownRows } from './candidates.ts';
import type { Listed } from './candidates.ts';
import { compromisesOf } from './compromises.ts';
import type { Compromise } from './compromises.ts';
import { diversePages } from './diversePages.ts';
import { exploration } from './explore.ts';
import { pageRules } from './pageRules.ts';
import type { SizedRules } from './pageRules.ts';
import { activePolicy } from './policy.ts';
import type { ActivePolicy } from './policy.ts';
import type { Ranked } from './ranked.ts';
import { previousList, steady } from './stable.ts';

/** What hangs on the day and on what was shown before. */
export interface OrderOptions {
  /** The day for which rules with dates and ages are meant, as YYYY-MM-DD. */
  readonly date?: string | undefined;
  /** For exploration: the same seed gives the same slots. */
  readonly seed?: number | undefined;
  /** The slot of each unit in the previous order, from 1; NaN where it was not shown. */
  readonly previous?: Float64Array | undefined;
}

/** The pages that a policy makes of ranked units. */
export interface Order {
  readonly ranked: Ranked;
  readonly rules: ActivePolicy;
  /** The columns that name a page. */
  readonly pageKeys: Ranked['keys'];
  /** The page of each unit, pages in the order of their keys. */
  readonly pages: KeyedGroups;
  /** Where the slots of each page begin in `rows` and `causes`, and the end of the last. */
  readonly starts: Uint32Array;
  /** The unit of each slot. */
  readonly rows: Uint32Array;
  /** Why it stands there: a code of `CAUSES`. */
  readonly causes: Uint8Array;
  /** The score after boosts, by unit. */
  readonly boosted: Float64Array;
  /** The position among the excluding rules of the one that excludes a unit; -1: none does. */
  readonly excluded: Int32Array;
  /** The candidates of each page by score alone. */
  readonly byScore: Listed;
  /** The place of each unit on its page by score alone, and after boosts, from 1; NaN where it is no candidate. */
  readonly baseRank: Float64Array;
  readonly boostedRank: Float64Array;
  /** The place of each unit after its page was made diverse, which the rules begin with; null: the policy asks for no diversity. */
  readonly diverseRank: Float64Array | null;
  /** Where a rule gave way. */
  readonly compromises: readonly Compromise[];
  /** The limits and minimums of a page, as they were at its length. */
  readonly rulesOf: (page: number) => SizedRules;
}

/**
 * Orders every page: candidates by score after boosts, made diverse where the policy asks for it, then arranged so that pins, quotas and break-ups hold as far as they can.
 *
 * Shape: n units to the slots of their pages. Precedence when rules cannot all hold: exclude, pin, stable, minimum, maximum, break-up in the
 * order listed, exploration, soft rules; the lowest gives way first, and `compromises` says where and why.
 * Degenerate: no rules: the order of the scores, ties by the policy's `ties`, then by unit key. A unit without a score or excluded is no candidate;
 * one that is pinned stands on the page even so, unless it is excluded.
 * @throws unknown_column, wrong_type, invalid_argument: what of the policy does not fit the units, all at once
 * @example order(ranked, orderSpec.parse({ slots: 2 })).rows // [1, 0]
 */
export function order(ranked: Ranked, policy: OrderPolicy, options: OrderOptions = {}): Order {
  const rules = activePolicy(policy, ranked, options.date);
  const pageKeys = pageColumns(ranked, policy);
  const pages = groupBy(
    pageKeys.map(({ column }) => column),
    ranked.count,
  );
  const boosted = boostedScores(ranked, rules);
  const excluded = excludedBy(ranked, rules);
  const shown = shownRows(ranked, policy.candidates, excluded);
  const byScore = listed(ranked, rules, pages, shown, ranked.score);
  const byBoosted = rules.boost.length === 0 ? byScore : listed(ranked, rules, pages, shown, boosted);
  const base = policy.diversify
    ? diversePages(ranked, policy, pages, byBoosted, boosted)
    : { ...byBoosted, scores: boosted };
  const rulesOf = pageRules(rules, ranked, pages, byBoosted, excluded);
  const trialsOf = exploration(rules, ranked, pageKeys, pages, excluded, boosted, options.seed);
  const previous = policy.stable && options.previous;
  const all = rowsByGroup(pages);
  const arrangers = new Map<string, ReturnType<typeof arranger>>();
  const lists: Arranged[] = [];
  for (let page = 0; page < pages.count; page++) {
    const { size, limits, slots, pins, minimums } = rulesOf(page);
    const arrange = arrangers.get(size) ?? arranger({ limits, minimums: [] }, base.scores);
    arrangers.set(size, arrange);
    const candidates = base.rows.subarray(base.starts[page], base.starts[page + 1]);
    const explore = trialsOf(page, slots, pins);
    const asked = { candidates, slots, pins, minimums, ...(explore ? { explore } : {}) };
    const fresh = arrange(asked);
    const here = all.rows.subarray(all.starts[page], all.starts[page + 1]);
    const before = previous && previousList(previous, here, fresh.rows.length, shown);
    lists.push(
      before && policy.stable
        ? steady(fresh, asked, before, { limits, boosted: base.scores, changes: policy.stable.changes })
        : fresh,
    );
  }
  const starts = new Uint32Array(pages.count + 1);
  lists.forEach(({ rows }, page) => (starts[page + 1] = starts[page] + rows.length));
  const rows = new Uint32Array(starts[pages.count]);
  const causes = new Uint8Array(rows.length);
  lists.forEach((list, page) => {
    rows.set(list.rows, starts[page]);
    causes.set(list.causes, starts[page]);
  });
  const baseRank = placesOf(byScore, ranked.count);
  const boostedRank = placesOf(byBoosted, ranked.count);
  const diverseRank = policy.diversify ? placesOf(base, ranked.count) : null;
  const made = {
    ranked,
    rules,
    pageKeys,
    pages,
    starts,
    rows,
    causes,
    boosted,
    excluded,
    byScore,
    baseRank,
    boostedRank,
    diverseRank,
    rulesOf,
  };
  return { ...made, compromises: compromisesOf(made, previous) };
}

function pageColumns(ranked: Ranked, { page }: OrderPolicy): Ranked['keys'] {
  // Checked before: text columns that are there.
  return (
    page?.map(name => ({ name, column: ranked.column(name) as TextColumn })) ?? ranked.keys.slice(0, ranked.within)
  );
}
