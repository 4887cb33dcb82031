import type { Study } from '../../market/study.ts';
import type { ReadTables } from '../readTables.ts';
import { aligned, counted, figure, shown } from '../text.ts';
import type { AnswerCell, AnswerTable } from './question.ts';

/**
 * The tables of a study as lines for people, each with its period and counts.
 *
 * Degenerate: a table without rows says so; the first things that there was not enough data for are named, the others counted.
 * @example answerLines(tables, study, read, 10) // ['sales: 190,079 rows of sales.csv.gz', …]
 */
export function answerLines(
  tables: readonly AnswerTable[],
  { model, rows }: Study,
  { inputs }: Pick<ReadTables, 'inputs'>,
  top: number,
): string[] {
  return [
    `${shown(model.name, 80)}: ${countsText(rows.read, inputs)}`,
    ...tables.flatMap(table => ['', ...tableLines(table, top)]),
  ];
}

/** How many sales rows there were, and what became of those that are not counted. */
export function countsText(
  { used, rejected, filtered }: Study['rows']['read'],
  inputs: Pick<ReadTables, 'inputs'>['inputs'],
): string {
  const unread = inputs.reduce((sum, input) => sum + (input.table === 'sales' ? input.rows.rejected : 0), 0);
  const lost = [[unread + rejected, 'cannot be used'] as const, [filtered, 'left out by "where"'] as const].filter(
    ([count]) => count !== 0,
  );
  return [counted(used, 'sales row'), ...lost.map(([count, why]) => `${count.toLocaleString('en-US')} ${why}`)].join(
    ', ',
  );
}

function tableLines({ title, answer, printed }: AnswerTable, top: number): string[] {
  const { period, previous, salesRows, rows, notEnough } = answer;
  const against = previous ? `, against ${previous.start} to ${previous.end}` : '';
  const head = `${title}: ${period.start} to ${period.end}${against}; ${counted(salesRows, 'sales row')}, ${counted(rows.length, 'line')}`;
  const cells = [
    printed.map(heading),
    ...rows.slice(0, top).map(row => printed.map(name => cellText(row[name] ?? null))),
  ];
  const isNumber = (at: number): boolean => rows.some(row => typeof row[printed[at]] === 'number');
  const lines = rows.length === 0 ? [] : aligned(cells, [...printed.keys()].filter(isNumber)).map(line => `  ${line}`);
  const more = rows.length - top;
  return [head, ...lines, ...(more > 0 ? [`  … and ${counted(more, 'line')} more`] : []), ...notEnoughLines(notEnough)];
}

const MOST_LACKS = 3;

function notEnoughLines(all: AnswerTable['answer']['notEnough']): string[] {
  const lines = all.slice(0, MOST_LACKS).map(({ about, reason }) => `  not enough data for ${shown(about)}: ${reason}`);
  return all.length > MOST_LACKS
    ? [...lines, `  … and for ${(all.length - MOST_LACKS).toLocaleString('en-US')} more`]
    : lines;
}

/** A name of a result as words: `shareBefore` is `share before`. */
export function heading(name: string): string {
  return name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
}

/** A cell for people. */
export function cellText(cell: AnswerCell): string {
  if (cell === null) return '–';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return typeof cell === 'number' ? figure(cell) : shown(cell, 60);
}
