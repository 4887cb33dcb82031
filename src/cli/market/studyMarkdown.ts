import type { Study } from '../../market/study.ts';
import type { ReadTables } from '../readTables.ts';
import { counted, shown } from '../text.ts';
import { cellText, countsText, heading } from './answerLines.ts';
import { findings } from './findings.ts';
import type { AnswerCell, AnswerTable } from './question.ts';

const MOST_ROWS = 20;

/**
 * A study as a page of Markdown, for people: each table with its period, its counts and its first rows.
 *
 * Degenerate: text from data is written so that Markdown and HTML take it for text.
 * @example studyMarkdown(tables, study, read).split('\n')[0] // '# tea-power'
 */
export function studyMarkdown(
  tables: readonly AnswerTable[],
  { model, rows }: Study,
  { inputs }: Pick<ReadTables, 'inputs'>,
): string {
  const counts = `${countsText(rows.read, inputs)}.`;
  const found = findings(tables).map(sentence => `- ${plain(sentence)}`);
  const head = found.length === 0 ? [] : ['', '## What was found', '', ...found];
  return [`# ${plain(shown(model.name, 80))}`, '', counts, ...head, ...tables.flatMap(sectionLines), ''].join('\n');
}

function sectionLines({ title, name, answer, printed }: AnswerTable): string[] {
  const { period, previous, salesRows, rows, notEnough } = answer;
  const against = previous ? `, held against ${previous.start} to ${previous.end}` : '';
  const columns = rows.some(each => each['reason'] !== undefined) ? [...printed, 'reason'] : printed;
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const shownRows = rows.slice(0, MOST_ROWS).map(each => row(columns.map(key => plain(textOf(each[key] ?? null)))));
  const table = rows.length === 0 ? [] : [row(columns.map(heading)), row(columns.map(() => '---')), ...shownRows, ''];
  const all = rows.length > MOST_ROWS ? [`The first ${MOST_ROWS} of ${rows.length}; all are in ${name}.csv.`] : [];
  const lacks = notEnough.length === 0 ? [] : [`Not enough data for ${notEnough.length}: see not_enough_data.csv.`];
  return ['', `## ${plain(shown(title, 200))}`, '', `${period.start} to ${period.end}${against}; ${counted(salesRows, 'sales row')}.`, '', ...table, ...all, ...lacks]; // prettier-ignore
}

/** A reason is a sentence of ours and stands whole; names from data are cut. */
function textOf(cell: AnswerCell): string {
  return typeof cell === 'string' ? shown(cell, 400) : cellText(cell);
}

/** Signs that Markdown or HTML would take for more than text. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>&~]/g, sign => `&#${sign.charCodeAt(0)};`);
}
