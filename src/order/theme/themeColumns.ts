import { pickRows } from '../../model/sources.ts';
import type { Column } from '../../table/table.ts';
import { textColumn } from '../../table/text.ts';
import { explainSlot } from '../explainSlot.ts';
import type { Ranked } from '../ranked.ts';
import type { ThemeOrder } from './themeOrder.ts';

/**
 * The list of a theme as the columns of its file: keys of category and unit, slot, rank and score in the category, how many categories of the theme
 * list the unit, the score that it was chosen by, why it stands there.
 *
 * Shape: one row a slot, in the order of the list.
 * Degenerate: an empty list has the columns and no rows.
 * @example themeColumns(themeOrder(breakfastUnits, breakfast, 'breakfast'), breakfastUnits).map(each => each.name).slice(0, 3) // ['slot', 'category', 'brand']
 */
export function themeColumns(
  { order, rows, serves, worth }: ThemeOrder,
  { keys, rank, score }: Ranked,
): { readonly name: string; readonly column: Column }[] {
  const number = (name: string, values: Iterable<number>): { name: string; column: Column } => ({
    name,
    column: { type: 'number', values: Float64Array.from(values) },
  });
  const explained = Array.from(rows, (_, slot) => explainSlot(order, slot));
  return [
    number(
      'slot',
      Array.from(rows, (_, slot) => slot + 1),
    ),
    ...keys.map(({ name, column }) => ({ name, column: pickRows(column, rows) })),
    number(
      'rank',
      Array.from(rows, row => rank[row]),
    ),
    number(
      'score',
      Array.from(rows, row => score[row]),
    ),
    number('serves', serves),
    number('worth', worth),
    { name: 'cause', column: textColumn(explained.map(({ cause }) => cause)) },
    { name: 'rules', column: textColumn(explained.map(({ rules }) => rules.join('; '))) },
    {
      name: 'reason',
      column: textColumn(
        explained.map(({ cause, reason }) =>
          cause === 'score' && reason === 'by its score' ? 'the turn of its category' : reason,
        ),
      ),
    },
  ];
}
