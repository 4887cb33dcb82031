import { basename, dirname } from 'node:path';
import { csvText } from '../csv/csvText.ts';
import type { NamedColumn } from '../release/outputs.ts';
import { STANDARD } from './options.ts';
import { print } from './talk.ts';
import { writeWhole } from './writeWhole.ts';

/**
 * Writes columns as one CSV file, whole or not at all; `-` is standard output.
 *
 * @throws unreadable when the file cannot be written
 * @example await writeTable('moves.csv', columns, {}) // undefined
 */
export async function writeTable(
  file: string,
  columns: readonly NamedColumn[],
  { raw = false }: { readonly raw?: boolean },
): Promise<void> {
  const text = csvText(
    columns.map(({ name }) => name),
    columns.map(({ column }) => column),
    { raw },
  );
  if (file === STANDARD) return print(text);
  writeWhole(dirname(file), put => put({ name: basename(file), text }));
}
