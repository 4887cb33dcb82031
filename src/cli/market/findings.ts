// What a study found, in a sentence a table: the first things that a reader wants to know, each with the table that has the rest.
import { shown } from '../text.ts';
import { cellText } from './answerLines.ts';
import type { AnswerRow, AnswerTable } from './question.ts';

/** How the rows of a table become a sentence: which of them count, and what is said of the first. */
interface Finding {
  readonly of: string;
  readonly about: string;
  readonly counts: (row: AnswerRow) => boolean;
  readonly said: (row: AnswerRow) => string;
}

const MOST_NAMED = 3;

const FINDINGS: readonly Finding[] = [
  finding('blue_ocean', 'blue ocean', is('verdict', 'blue ocean'), row => `${text(row, 'category')} (demand ${percent(row, 'demandGrowth')}, sales ${percent(row, 'salesGrowth')})`),
  finding('first_page', 'cheapest first pages', row => Number(row['cost']) > 0, row => `${text(row, 'category')} (${text(row, 'costOfYear')} a year)`),
  finding('price_bands', 'bands to recruit brands for', is('verdict', 'missing brands'), row => `${text(row, 'category')}, ${text(row, 'band')}`),
  finding('benchmarks', 'benchmark merchants', is('verdict', 'benchmark'), row => `${text(row, 'merchant')} (${text(row, 'name')})`),
  finding('adaptation', 'past the adaptation period', is('verdict', 'pass'), row => text(row, 'merchant')),
  finding('hand_over', 'to hand over to merchant operations', () => true, row => text(row, 'merchant')),
  finding('potential', 'potential merchants', is('verdict', 'potential'), row => `${text(row, 'merchant')} (score ${text(row, 'score')})`),
  finding('potential_backtest', 'a year ago, by way of naming', () => true, row => `${text(row, 'naming')}: ${text(row, 'reached')} of ${text(row, 'named')} made it`),
  finding('admission', 'admitted', is('verdict', 'admitted'), row => text(row, 'unit')),
  finding('effect', 'event', is('stretch', 'during'), row => `${text(row, 'verdict')}: ${text(row, 'reason')}`),
  finding('bought_together', 'pairs bought together', is('verdict', 'bought together'), row => `${text(row, 'one')} with ${text(row, 'other')} (lift ${text(row, 'lift')})`),
  finding('seasons', 'seasons', is('verdict', 'season'), row => `${text(row, 'item')} in month ${text(row, 'month')} (${text(row, 'factor')} times)`),
]; // prettier-ignore

/**
 * Sentences of what some tables found, in the order of this list.
 *
 * Degenerate: a table without rows that count: no sentence; tables that are not in the list: none.
 * @example findings(tables)[0] // '1 blue ocean: Pet Travel (demand +480 %, sales +22 %)'
 */
export function findings(tables: readonly AnswerTable[]): string[] {
  return FINDINGS.flatMap(({ of, about, counts, said }) => {
    const table = tables.find(({ name }) => name === of);
    const rows = table?.answer.rows.filter(counts) ?? [];
    if (rows.length === 0) return [];
    const more = rows.length > MOST_NAMED ? ', …' : '';
    return [
      `${rows.length.toLocaleString('en-US')} ${about}: ${rows.slice(0, MOST_NAMED).map(said).join(', ')}${more}`,
    ];
  });
}

function finding(of: string, about: string, counts: Finding['counts'], said: Finding['said']): Finding {
  return { of, about, counts, said };
}

function is(name: string, value: string): (row: AnswerRow) => boolean {
  return row => row[name] === value;
}

function text(row: AnswerRow, name: string): string {
  const cell = row[name] ?? null;
  // Printed cells are cut short; a sentence may be longer.
  return typeof cell === 'string' ? shown(cell, 200) : cellText(cell);
}

function percent(row: AnswerRow, name: string): string {
  const value = row[name];
  return typeof value === 'number' ? `${value < 0 ? '−' : '+'}${Math.abs(100 * value).toFixed(0)} %` : 'not known';
}
