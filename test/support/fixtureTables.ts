// A fixture's model with the tables it is run on, read as the model asks.
import { existsSync, readFileSync } from 'node:fs';
import { readCsv } from '../../src/csv/readCsv.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { studyRequests } from '../../src/model/market/requests.ts';
import type { TableName, Tables } from '../../src/model/sources.ts';
import type { Model } from '../../src/model/spec.ts';
import type { Table } from '../../src/table/table.ts';
import { fixture } from './golden.ts';

const FILES: Readonly<Record<TableName, readonly string[]>> = {
  sales: ['sales.csv', 'sales.csv.gz'],
  metrics: ['metrics.csv', 'brand_metrics.csv'],
  brands: ['brands.csv'],
  merchants: ['merchants.csv'],
  categories: ['categories.csv'],
};

export async function fixtureTables(name: string): Promise<{ readonly model: Model; readonly tables: Tables }> {
  const model = parseModel(JSON.parse(readFileSync(fixture(`${name}/model.json`), 'utf8')));
  return { model, tables: await tablesOf(model, fixture(name)) };
}

/** The tables of a folder that a model can use. */
export async function tablesOf(model: Model, folder: string): Promise<Tables> {
  const requests = studyRequests(model);
  const tables: { -readonly [Name in TableName]?: Table } = {};
  for (const name of Object.keys(FILES) as TableName[]) {
    const file = FILES[name].map(each => `${folder}/${each}`).find(existsSync);
    if (file !== undefined) tables[name] = (await readCsv(file, { columns: requests[name] })).table;
  }
  return tables;
}
