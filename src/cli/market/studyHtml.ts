import type { Study } from '../../market/study.ts';
import { markup, plain } from '../../report/markup.ts';
import type { Markup } from '../../report/markup.ts';
import type { ReadTables } from '../readTables.ts';
import { counted } from '../text.ts';
import { cellText, countsText, heading } from './answerLines.ts';
import { findings } from './findings.ts';
import type { AnswerCell, AnswerTable } from './question.ts';

const MOST_ROWS = 50;

const STYLE = `body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #1b1f24; background: #fff }
table { border-collapse: collapse; font-size: 13px } th, td { padding: 0.2rem 0.6rem; border-bottom: 1px solid #d8dee4; text-align: left; vertical-align: top }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums } .wide { overflow-x: auto } p.note { color: #57606a }
@media (prefers-color-scheme: dark) { body { color: #e6edf3; background: #0d1117 } th, td { border-color: #30363d } p.note { color: #9198a1 } }`;

/**
 * A study as one page of HTML that needs nothing else: what was found, then each table with its period, its counts and its first rows.
 *
 * Degenerate: text from data is shown as text, whatever stands in it.
 * @example studyHtml(tables, study, read).startsWith('<!doctype html>') // true
 */
export function studyHtml(
  tables: readonly AnswerTable[],
  { model, rows }: Study,
  { inputs }: Pick<ReadTables, 'inputs'>,
): string {
  const counts = countsText(rows.read, inputs);
  const title = plain(model.name, 120);
  const found = findings(tables).map(sentence => markup`<li>${plain(sentence, 1000)}</li>\n`);
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}: market study</title>
<style>${{ html: STYLE }}</style></head><body>
<h1>${title}</h1>
<p class="note">${counts}</p>
<h2>What was found</h2>
<ul>
${found}</ul>
${tables.map(section)}</body></html>
`.html;
}

function section({ title, name, answer, printed }: AnswerTable): Markup {
  const { period, previous, salesRows, rows, notEnough } = answer;
  const against = previous ? `, held against ${previous.start} to ${previous.end}` : '';
  const isNumber = printed.map(key => rows.some(row => typeof row[key] === 'number'));
  const cell = (value: AnswerCell, at: number): Markup =>
    markup`<td${isNumber[at] ? NUMBER : NONE}>${plain(cellText(value), 200)}</td>`;
  const body = rows
    .slice(0, MOST_ROWS)
    .map(row => markup`<tr>${printed.map((key, at) => cell(row[key] ?? null, at))}</tr>\n`);
  const heads = printed.map((key, at) => markup`<th scope="col"${isNumber[at] ? NUMBER : NONE}>${heading(key)}</th>`);
  const more =
    rows.length > MOST_ROWS ? `The first ${MOST_ROWS} of ${rows.length} lines; all are in ${name}.csv. ` : '';
  const lacks = notEnough.length > 0 ? `Not enough data for ${notEnough.length}: see not_enough_data.csv.` : '';
  const table =
    rows.length === 0
      ? NONE
      : markup`<div class="wide"><table><thead><tr>${heads}</tr></thead>\n<tbody>\n${body}</tbody></table></div>\n`;
  return markup`<h2>${plain(title, 200)}</h2>
<p class="note">${period.start} to ${period.end}${against}; ${counted(salesRows, 'sales row')}, ${counted(rows.length, 'line')}</p>
${table}<p class="note">${more}${lacks}</p>
`;
}

const NUMBER: Markup = { html: ' class="number"' };
const NONE: Markup = { html: '' };
