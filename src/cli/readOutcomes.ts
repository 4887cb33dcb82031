import type { Model } from '../model/spec.ts';
import type { ColumnRequest } from '../table/columnRequests.ts';
import type { Table } from '../table/table.ts';
import type { TableOptions } from './options.ts';
import { readFile, readOptions } from './readTables.ts';

/**
 * A file of outcomes: keys of units with a number each, or choices between units. One that cannot be read may be the one that decides, so
 * that none is left out in silence.
 *
 * @throws unreadable, invalid_data with the first rows that cannot be read, and why
 * @example (await readOutcomes(model, 'campaign.csv', {})).rows // how many outcomes there are
 */
export async function readOutcomes({ rate }: Model, file: string, options: TableOptions): Promise<Table> {
  const text = (name: string): ColumnRequest => ({ name, type: 'text', optional: true });
  const columns: ColumnRequest[] = [
    ...rate.within.map(text),
    ...rate.unit.flatMap(name => [name, `better_${name}`, `worse_${name}`].map(text)),
    { name: 'outcome', type: 'number', optional: true },
    { name: 'date', type: 'date', optional: true },
  ];
  const { table } = await readFile(file, { ...readOptions(options), columns, maxRejects: 0 }, undefined);
  return table;
}
