// What a page's order costs and gives.
import { ndcgAt } from '../stats/ranking/ndcgAt.ts';
import { RatingError } from '../errors/ratingError.ts';
import { MISSING_CODE } from '../table/text.ts';
import type { Order } from './order.ts';

/**
 * How much of the score an order keeps: the discounted gain of a page's list over that of the pure order of scores, as long.
 *
 * Unit: 0 to 1, more only where a unit that is no candidate is pinned. The score is that before boosts.
 * Degenerate: scores of 0 or below gain nothing; without any gain, or without slots: NaN.
 * @source Järvelin and Kekäläinen (2002), Cumulated gain-based evaluation of IR techniques
 * @example scoreKept(order(ranked, orderSpec.parse({})), 0) // 1
 */
export function scoreKept({ ranked, pages, starts, rows, baseRank }: Order, page: number, first = Infinity): number {
  const list = rows.subarray(starts[page], starts[page + 1]);
  const judged: number[] = [];
  for (let row = 0; row < ranked.count; row++)
    if (pages.of[row] === page && baseRank[row] === baseRank[row]) judged.push(ranked.score[row]);
  return ndcgAt(
    Array.from(list, row => ranked.score[row]),
    judged,
    Math.min(first, list.length),
  );
}

/**
 * How many different values of a text column, such as owners, stand in the first slots of a page.
 *
 * Degenerate: a missing value is none; a page without slots has 0.
 * @throws unknown_column when the units have no text column of the name
 * @example distinctIn(order(ranked, orderSpec.parse({})), 0, 'brand', 1) // 1
 */
export function distinctIn({ ranked, starts, rows }: Order, page: number, by: string, first: number): number {
  const column = ranked.column(by);
  if (column?.type !== 'text') throw new RatingError('unknown_column', [by], 'there is no text column of this name');
  const list = rows.subarray(starts[page], Math.min(starts[page + 1], starts[page] + first));
  return new Set(Array.from(list, row => column.codes[row]).filter(code => code !== MISSING_CODE)).size;
}
