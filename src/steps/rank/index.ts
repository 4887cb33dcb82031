// The rank step: scores into places, 1 is best. Laws: a better score never has a greater rank; ranks do not depend on the order of the rows.
import type * as z from 'zod/mini';
import { completeSpec } from '../../expr/columnStep.ts';
import { methodOf, oneOf } from '../../expr/method.ts';
import type { SqlByName } from '../../expr/method.ts';
import { toSignificant } from '../../stats/significant.ts';
import { rowsByGroup } from '../../table/groups.ts';
import type { Groups } from '../../table/groups.ts';
import { firstRows, orderByNumber } from '../../table/order.ts';
import { numbers } from '../../table/table.ts';
import { competition, competitionSql } from './competition.ts';
import { dense, denseSql } from './dense.ts';
import { fractional, fractionalSql } from './fractional.ts';
import { ordinal, ordinalSql } from './ordinal.ts';
import type { RankMethod, RankSql } from './rankMethod.ts';

/** The methods of the step. */
export const rankMethods = [competition, dense, ordinal, fractional] as const satisfies readonly RankMethod[];

/** The same in SQL, in a list of its own: a bundle that writes no SQL leaves it out, with the half of each method. */
export const rankMethodsSql: SqlByName<typeof rankMethods, RankSql> = {
  competition: competitionSql,
  dense: denseSql,
  ordinal: ordinalSql,
  fractional: fractionalSql,
};

/** How scores become ranks, told apart by `method`. */
export const rankSpec = oneOf(rankMethods);

/** How scores become ranks, as written in a model. */
export type RankSpec = z.input<typeof rankSpec>;

/**
 * Ranks scores inside of each group.
 *
 * Shape: n scores to n ranks. Unit: 1 is best. Scores and tie columns are compared at 12 significant digits.
 * Degenerate: a missing score has no rank (NaN). Ties that are to be broken go by the tie columns, more is better, then by row.
 * @throws invalid_argument when the spec is wrong
 * @source Ranking, the standard competition form "1224"; dense "1223"; ordinal "1234"; fractional "1 2.5 2.5 4"
 * @example rank([5, 9, 5, NaN], oneGroup(4), { method: 'competition' }) // [2, 1, 2, NaN]
 */
export function rank(
  scores: Float64Array | readonly (number | null)[],
  groups: Groups,
  spec: RankSpec,
  ties: readonly Float64Array[] = [],
): Float64Array {
  const complete = completeSpec(rankSpec, spec);
  const method = methodOf<RankMethod>(rankMethods, complete);
  const rounded = toSignificant(numbers(scores));
  const { starts, rows } = bestFirst(rounded, groups, ties.map(toSignificant));
  const ranks = new Float64Array(rounded.length).fill(NaN);
  // Side by side, so that neighbours are compared without a look at rows all over the memory.
  const sorted = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) sorted[at] = rounded[rows[at]];
  for (let group = 0; group < groups.count; group++) {
    const start = starts[group];
    const end = starts[group + 1];
    let distinct = 0;
    let nextTie = start;
    for (let tie = start; tie < end && sorted[tie] === sorted[tie]; tie = nextTie) {
      for (nextTie = tie + 1; nextTie < end && sorted[nextTie] === sorted[tie];) nextTie++;
      distinct++;
      for (let at = tie; at < nextTie; at++)
        ranks[rows[at]] = method.rank(at - start + 1, tie - start + 1, nextTie - start, distinct);
    }
  }
  return ranks;
}

/**
 * The rows group by group, the best first, rows without a score last; ties by the tie columns, then by row.
 *
 * Shape: the rows of group g stand from starts[g] to before starts[g + 1].
 * @example bestFirst(Float64Array.of(1, 3, 2), oneGroup(3)).rows // [1, 2, 0]
 */
export function bestFirst(
  scores: Float64Array,
  groups: Groups,
  ties: readonly Float64Array[] = [],
): ReturnType<typeof rowsByGroup> {
  let rows = firstRows(scores.length);
  for (const column of [...ties].reverse()) rows = orderByNumber(rows, falling(column));
  return rowsByGroup(groups, orderByNumber(rows, falling(scores)));
}

function falling(values: Float64Array): Float64Array {
  const turned = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) turned[row] = -values[row];
  return turned;
}
