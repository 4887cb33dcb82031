import { csvText } from '../../csv/csvText.ts';
import type { CsvColumn } from '../../csv/csvText.ts';
import type { Study } from '../../market/study.ts';
import type { ReadTables } from '../readTables.ts';
import { writeWhole } from '../writeWhole.ts';
import type { AnswerCell, AnswerTable, StudyDocument } from './question.ts';
import { studyHtml } from './studyHtml.ts';
import { studyMarkdown } from './studyMarkdown.ts';

/**
 * Writes a study: one CSV file a table, what there was not enough data for, what other parts take as it is, and `study.md` and `study.html` for
 * people.
 *
 * @throws unreadable when the folder cannot be written
 * @example writeStudy('study', tables, study, read, {}) // undefined
 */
export function writeStudy(
  folder: string,
  tables: readonly AnswerTable[],
  study: Study,
  read: Pick<ReadTables, 'inputs'>,
  { raw = false, documents = [] }: { readonly raw?: boolean; readonly documents?: readonly StudyDocument[] },
): void {
  writeWhole(folder, put => {
    for (const { name, answer } of tables) {
      const names = [...new Set(answer.rows.flatMap(row => Object.keys(row)))];
      const columns = names.map(column => columnOf(answer.rows.map(row => row[column] ?? null)));
      put({ name: `${name}.csv`, text: csvText(names, columns, { raw }) });
    }
    const lacks = tables.flatMap(({ name, answer }) => answer.notEnough.map(lack => ({ table: name, ...lack })));
    const of = (text: (lack: (typeof lacks)[number]) => string): string[] => lacks.map(text);
    put({
      name: 'not_enough_data.csv',
      text: csvText(
        ['table', 'about', 'needed', 'found', 'reason'],
        [of(l => l.table), of(l => l.about), of(l => String(l.needed)), of(l => String(l.found)), of(l => l.reason)],
        { raw },
      ),
    });
    for (const { name, value } of documents) put({ name, text: [`${JSON.stringify(value, null, 2)}\n`] });
    put({ name: 'study.html', text: [studyHtml(tables, study, read)] });
    return put({ name: 'study.md', text: [studyMarkdown(tables, study, read)] });
  });
}

function columnOf(cells: readonly AnswerCell[]): CsvColumn {
  if (cells.every(cell => typeof cell === 'number' || cell === null)) {
    return { type: 'number', values: Float64Array.from(cells, cell => (cell === null ? NaN : Number(cell))) };
  }
  return cells.map(cell => (cell === null ? null : String(cell)));
}
