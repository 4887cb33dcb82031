// What the tests of market questions share: a model with thresholds, fixture tables, and cells of a result by name.
import { readCsv } from '../../src/csv/readCsv.ts';
import { studyOf } from '../../src/market/study.ts';
import type { Study } from '../../src/market/study.ts';
import { parseStudyModel } from '../../src/model/market/parseStudyModel.ts';
import { studyRequests } from '../../src/model/market/requests.ts';
import type { TableName, Tables } from '../../src/model/sources.ts';
import type { Model } from '../../src/model/spec.ts';

/** A model that only says how a market is looked at. */
export function marketModel(market: object, parts: object = {}): Model {
  return parseStudyModel({
    version: 1,
    name: 'market',
    indicators: [{ id: 'sold', formula: 'sum(revenue)' }],
    index: { id: 'all', of: [{ id: 'sold' }] },
    market,
    ...parts,
  });
}

export const ALL_KEYS = ['category', 'department', 'brand', 'owner', 'merchant', 'channel', 'price_band'];

/** Tables as the command line reads them: only a date must be there. */
export async function readAll(model: Model, files: Partial<Record<TableName, string>>): Promise<Tables> {
  const requests = studyRequests(model);
  const tables: Record<string, unknown> = {};
  for (const [name, file] of Object.entries(files)) {
    // The names are those of the tables.
    const columns = requests[name as TableName].map(request => ({ ...request, required: request.type === 'date' && request.required })); // prettier-ignore
    tables[name] = (await readCsv(file, { columns })).table;
  }
  return tables;
}

export async function studyOfFiles(model: Model, files: Partial<Record<TableName, string>>): Promise<Study> {
  return studyOf(model, await readAll(model, files), ALL_KEYS);
}
