// The models of fixtures/ on their data: the same in SQL as in memory.
import { readFileSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCsv } from '../../src/csv/readCsv.ts';
import { needsOf } from '../../src/model/needs.ts';
import type { Need } from '../../src/model/needs.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { planOf } from '../../src/model/plan.ts';
import { fileName } from '../../src/model/sources.ts';
import type { Tables } from '../../src/model/sources.ts';
import type { Model } from '../../src/model/spec.ts';
import { duckdb } from '../../src/sql/duckdb.ts';
import type { ColumnType, Table } from '../../src/table/table.ts';
import { connect, differences, loadAll } from './inDuckdb.ts';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await connect();
});
afterAll(() => connection.closeSync());

function fileOf(fixture: string, file: string): string {
  return new URL(`../../fixtures/${fixture}/${file}`, import.meta.url).pathname;
}

function modelOf(fixture: string, file = 'model.json'): Model {
  return parseModel(JSON.parse(readFileSync(fileOf(fixture, file), 'utf8')));
}

async function read(model: Model, name: 'sales' | 'metrics', path: string): Promise<Table> {
  const plan = planOf(model);
  const own = needsOf(plan).filter(
    need => need.from === name || (need.from === 'key' && plan.keys.includes(need.name)),
  );
  // No formula of the fixtures leaves open what a column holds.
  const typed = own as (Need & { readonly type: ColumnType })[];
  const columns = typed
    .filter(need => need.name !== 'date')
    .map(need => ({
      name: fileName(model, name, need.name),
      type: need.type,
      required: plan.keys.includes(need.name),
    }));
  return (
    await readCsv(path, {
      columns: [{ name: fileName(model, name, 'date'), type: 'date', required: true }, ...columns],
    })
  ).table;
}

/** Reads a file by the engine's own reader: every column is text, and the statement makes of it what the model needs. */
async function readByEngine(name: string, path: string): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TABLE ${name} AS SELECT * FROM read_csv(${duckdb.text(path)}, all_varchar = true, header = true)`,
  );
}

it('films: studios by genre, read by DuckDB itself', async () => {
  const model = modelOf('films');
  await readByEngine('sales', fileOf('films', 'sales.csv'));
  const sales = await read(model, 'sales', fileOf('films', 'sales.csv'));
  expect(await differences(connection, model, { sales })).toEqual([]);
});

it('groceries: brands by category with metrics of several quarters, read by DuckDB itself', async () => {
  const model = modelOf('groceries');
  await readByEngine('sales', fileOf('groceries', 'sales.csv.gz'));
  await readByEngine('metrics', fileOf('groceries', 'brand_metrics.csv'));
  const sales = await read(model, 'sales', fileOf('groceries', 'sales.csv.gz'));
  const metrics = await read(model, 'metrics', fileOf('groceries', 'brand_metrics.csv'));
  expect(await differences(connection, model, { sales, metrics })).toEqual([]);
});

it('marketplace: brands by category, the rows that our reader accepts', async () => {
  const model = modelOf('marketplace');
  const tables = await accepted(model, 'metrics.csv');
  expect(await differences(connection, model, tables)).toEqual([]);
});

it('marketplace: categories without peers', async () => {
  const model = modelOf('marketplace', 'category-model.json');
  const tables = await accepted(model, 'category_metrics.csv');
  expect(await differences(connection, model, tables)).toEqual([]);
});

async function accepted(model: Model, metricsFile: string): Promise<Tables> {
  const sales = await read(model, 'sales', fileOf('marketplace', 'sales.csv.gz'));
  const metrics = await read(model, 'metrics', fileOf('marketplace', metricsFile));
  return loadAll(connection, { sales: sales.columns, metrics: metrics.columns });
}
