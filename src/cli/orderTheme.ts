import { csvText } from '../csv/csvText.ts';
import type { OrderPolicy } from '../model/orderSpec.ts';
import type { OrderOptions } from '../order/order.ts';
import type { Ranked } from '../order/ranked.ts';
import { themeColumns } from '../order/theme/themeColumns.ts';
import { themeOrder } from '../order/theme/themeOrder.ts';
import { plainRows } from '../release/outputs.ts';
import { textAt } from '../table/text.ts';
import { aligned, counted, figure, shown } from './text.ts';

/** The list of a theme made ready to be written and told. */
export interface ThemeText {
  /** The file, as CSV. */
  readonly text: Iterable<string>;
  readonly rows: readonly object[];
  /** For people. */
  readonly lines: readonly string[];
  /** For machines. */
  readonly summary: object;
}

/** The list of one theme of a policy: `brandrank order --theme`. */
export function themeText(
  units: Ranked,
  policy: OrderPolicy,
  name: string,
  options: OrderOptions & { readonly raw: boolean; readonly top: number },
): ThemeText {
  const made = themeOrder(units, policy, name, options);
  const columns = themeColumns(made, units);
  // The theme was found.
  const { of } = policy.themes.find(theme => theme.name === name) as OrderPolicy['themes'][number];
  const pages = of.map(({ within, share }, at) => ({
    page: typeof within === 'string' ? [within] : within,
    share,
    planned: made.planned[at],
    shown: made.shown[at],
  }));
  const keyName = (row: number, from: number, to: number): string =>
    units.keys
      .slice(from, to)
      .map(({ column }) => shown(textAt(column, row) ?? ''))
      .join(' / ');
  const head = ['  slot', 'unit', 'in', 'score', 'of the theme'];
  const cells = Array.from(made.rows.subarray(0, options.top), (row, slot) => [
    `  ${slot + 1}`,
    keyName(row, units.within, units.keys.length),
    keyName(row, 0, units.within),
    figure(units.score[row]),
    counted(made.serves[slot], 'page'),
  ]);
  const { compromises } = made.order;
  return {
    text: csvText(
      columns.map(column => column.name),
      columns.map(({ column }) => column),
      { raw: options.raw },
    ),
    rows: plainRows(columns),
    lines: [
      `${shown(name)}: ${counted(made.rows.length, 'slot')}`,
      ...pages.map(({ page, planned, shown: has }) => {
        const planText = planned === has ? '' : `, ${planned} by its share`;
        return `  ${page.map(each => shown(each)).join(' / ')}: ${counted(has, 'slot')}${planText}`;
      }),
      ...(options.top > 0 ? ['', ...aligned([head, ...cells], [0, 3])] : []),
      '',
      ...(compromises.length === 0
        ? ['all rules hold']
        : compromises.map(({ rule, reason }) => `${shown(rule)} gave way: ${shown(reason, 120)}`)),
    ],
    summary: {
      theme: name,
      slots: made.rows.length,
      pages,
      compromises: compromises.map(({ page: _page, row, ...what }) => ({
        ...what,
        unit: row === null ? null : made.order.ranked.keys.map(({ column }) => textAt(column, row)),
      })),
    },
  };
}
