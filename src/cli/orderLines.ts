import { explainSlot } from '../order/explainSlot.ts';
import { scoreKept } from '../order/measures.ts';
import type { Order } from '../order/order.ts';
import { textAt } from '../table/text.ts';
import { aligned, counted, figure, shown } from './text.ts';

const MOST_PAGES = 40;
const MOST_COMPROMISES = 20;

/** An order for people: the first slots of each page with why, and where rules gave way. */
export function orderLines(order: Order, top: number): string[] {
  const { ranked, pageKeys, pages, starts, rows } = order;
  const unitKeys = ranked.keys.filter(({ name }) => !pageKeys.some(key => key.name === name));
  const pageName = (page: number): string =>
    pageKeys.map(({ column }) => shown(textAt(column, pages.firstRow[page]) ?? '')).join(' / ') || 'all';
  const unitName = (row: number): string => unitKeys.map(({ column }) => shown(textAt(column, row) ?? '')).join(' / ');
  const lines = [`${counted(pages.count, 'page')}, ${counted(rows.length, 'slot')}`];
  for (let page = 0; page < Math.min(pages.count, MOST_PAGES) && top > 0; page++) {
    const count = starts[page + 1] - starts[page];
    if (count === 0) continue;
    lines.push('', `${pageName(page)}: ${counted(count, 'slot')}, score kept ${figure(scoreKept(order, page))}`);
    const cells = Array.from({ length: Math.min(count, top) }, (_, at) => {
      const { slot, rank, boosted, row, reason } = explainSlot(order, starts[page] + at);
      return [`  ${slot}`, unitName(row), figure(boosted), figure(rank), shown(reason, 100)];
    });
    lines.push(
      ...aligned(
        [['  slot', unitKeys.map(({ name }) => shown(name)).join(' / '), 'score', 'rank', 'why'], ...cells],
        [0, 2, 3],
      ),
    );
  }
  if (pages.count > MOST_PAGES) lines.push('', `… and ${counted(pages.count - MOST_PAGES, 'page')} more`);
  const { compromises } = order;
  if (compromises.length === 0) return [...lines, '', 'all rules hold'];
  lines.push('', `${counted(compromises.length, 'place')} where a rule gave way`);
  for (const { rule, page, slot, row, reason } of compromises.slice(0, MOST_COMPROMISES)) {
    const where = [
      page === null ? '' : pageName(page),
      slot === null ? '' : `slot ${slot}`,
      row === null ? '' : unitName(row),
    ];
    lines.push(`  ${shown(rule)}: ${[...where.filter(part => part !== ''), shown(reason, 120)].join(', ')}`);
  }
  const more = compromises.length - MOST_COMPROMISES;
  return more > 0 ? [...lines, `  … and ${counted(more, 'place')} more; --json lists them all`] : lines;
}
