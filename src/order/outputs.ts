// An order as the columns of its file: one row a slot.
import { pickRows } from '../model/sources.ts';
import type { Column } from '../table/table.ts';
import { textColumn } from '../table/text.ts';
import { explainSlot } from './explainSlot.ts';
import type { Order } from './order.ts';

/**
 * The slots of every page: keys, slot, rank by score, rank after boosts and, where the policy asks for diversity, after that, score, boosted score, why, the rules that did it.
 *
 * Shape: one row a slot, pages in the order of their keys.
 * Degenerate: a unit without a score or rank has these missing.
 * @example orderColumns(order(ranked, orderSpec.parse({}))).map(each => each.name).slice(0, 3) // ['brand', 'slot', 'rank']
 */
export function orderColumns(order: Order): { readonly name: string; readonly column: Column }[] {
  const { ranked, rows, starts, pages, pageKeys, diverseRank } = order;
  const own = pageKeys.filter(({ name }) => !ranked.keys.some(key => key.name === name));
  const explained = Array.from(rows, (_, position) => explainSlot(order, position));
  const number = (name: string, values: Iterable<number>): { name: string; column: Column } => ({
    name,
    column: { type: 'number', values: Float64Array.from(values) },
  });
  return [
    ...[...own, ...ranked.keys].map(({ name, column }) => ({ name, column: pickRows(column, rows) })),
    number(
      'slot',
      Array.from(rows, (row, position) => position - starts[pages.of[row]] + 1),
    ),
    number(
      'rank',
      explained.map(({ rank }) => rank),
    ),
    number(
      'boosted_rank',
      explained.map(({ boostedRank }) => boostedRank),
    ),
    ...(diverseRank
      ? [
          number(
            'diverse_rank',
            Array.from(rows, row => diverseRank[row]),
          ),
        ]
      : []),
    number(
      'score',
      explained.map(({ score }) => score),
    ),
    number(
      'boosted_score',
      explained.map(({ boosted }) => boosted),
    ),
    { name: 'cause', column: textColumn(explained.map(({ cause }) => cause)) },
    { name: 'rules', column: textColumn(explained.map(({ rules }) => rules.join('; '))) },
    { name: 'reason', column: textColumn(explained.map(({ reason }) => reason)) },
  ];
}
