// Who may stand on a page, and in which order before any rule arranges it.
import { roundToSignificant } from '../stats/significant.ts';
import { groupBy } from '../table/groups.ts';
import type { Groups } from '../table/groups.ts';
import { firstRows, orderByCode, orderByNumber } from '../table/order.ts';
import type { ActivePolicy } from './policy.ts';
import type { Ranked } from './ranked.ts';
import { rowsNamed } from './rowsNamed.ts';

/**
 * Scores after the boosts that hold: all factors, then all points.
 *
 * Degenerate: a score below 0 is divided by a factor, so that a factor above 1 lifts every score; a missing score stays missing.
 * @example boostedScores(ranked, activePolicy(orderSpec.parse({ boost: [{ when: 'score > 75', points: 5 }] }), ranked, undefined)) // [70, 85]
 */
export function boostedScores({ score }: Ranked, { boost }: ActivePolicy): Float64Array {
  if (boost.length === 0) return score;
  const boosted = score.slice();
  for (const { holds, factor = 1 } of boost)
    for (let row = 0; row < boosted.length; row++)
      if (holds?.[row] === 1) boosted[row] = boosted[row] < 0 ? boosted[row] / factor : boosted[row] * factor;
  for (const { holds, points = 0 } of boost)
    for (let row = 0; row < boosted.length; row++) if (holds?.[row] === 1) boosted[row] += points;
  return boosted;
}

/** The position of the first rule that excludes each unit; -1: none does. */
export function excludedBy(ranked: Ranked, { exclude }: ActivePolicy): Int32Array {
  const by = new Int32Array(ranked.count).fill(-1);
  exclude.forEach(({ holds, unit, within }, at) => {
    const rows = unit === undefined ? by.keys() : rowsNamed(ranked, unit, within);
    for (const row of rows) if (by[row] === -1 && (unit !== undefined || holds?.[row] === 1)) by[row] = at;
  });
  return by;
}

/** 1 where a unit is a candidate: it has a score, and a rank where the policy asks for one, and nothing excludes it. */
export function shownRows({ score, rank }: Ranked, candidates: 'ranked' | 'scored', excluded: Int32Array): Uint8Array {
  return Uint8Array.from(score, (value, row) => {
    const isListed = candidates === 'scored' || rank[row] === rank[row];
    return value === value && isListed && excluded[row] === -1 ? 1 : 0;
  });
}

/** Rows page by page, the best first: those of page p from starts[p] on. */
export interface Listed {
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
}

/**
 * The candidates of each page by score at 12 significant digits; ties by the policy's `ties`, then by unit key in code point order.
 *
 * @example listed(ranked, activePolicy(orderSpec.parse({}), ranked, undefined), oneGroup(2), Uint8Array.of(1, 1), ranked.score).rows // [1, 0]
 */
export function listed(
  ranked: Ranked,
  { policy }: ActivePolicy,
  pages: Groups,
  shown: Uint8Array,
  scores: Float64Array,
): Listed {
  const units = groupBy(
    [...ranked.keys.slice(ranked.within), ...ranked.keys.slice(0, ranked.within)].map(({ column }) => column),
    ranked.count,
  );
  let order: Uint32Array = orderByCode(firstRows(ranked.count), units.of).filter(row => shown[row] === 1);
  for (const { by, direction } of [...policy.ties].reverse()) {
    const column = ranked.column(by);
    // Checked before: ties are number columns.
    if (column?.type === 'number')
      order = orderByNumber(order, direction === 'cost' ? rounded(column.values) : falling(column.values));
  }
  order = orderByNumber(order, falling(scores));
  const starts = new Uint32Array(pages.count + 1);
  for (let at = 0; at < order.length; at++) starts[pages.of[order[at]] + 1]++;
  for (let page = 0; page < pages.count; page++) starts[page + 1] += starts[page];
  const next = starts.slice();
  const rows = new Uint32Array(order.length);
  for (let at = 0; at < order.length; at++) rows[next[pages.of[order[at]]]++] = order[at];
  return { starts, rows };
}

/** The place of each unit on its page, from 1; NaN where it is no candidate. */
export function placesOf({ starts, rows }: Listed, count: number): Float64Array {
  const places = new Float64Array(count).fill(NaN);
  for (let page = 0; page + 1 < starts.length; page++)
    for (let at = starts[page]; at < starts[page + 1]; at++) places[rows[at]] = at - starts[page] + 1;
  return places;
}

function rounded(values: Float64Array): Float64Array {
  return values.map(value => roundToSignificant(value));
}

function falling(values: Float64Array): Float64Array {
  return values.map(value => -roundToSignificant(value));
}
