// Sales rows to ten measures per brand and category; grouping the rows is part of the work of everyone.
import { readParquet } from '../../src/duckdb/readParquet.ts';
import type { Column } from '../../src/table/table.ts';
import { wordPlaces } from '../../src/table/text.ts';
import { writeColumns, type Numbers } from '../harness/columns.ts';
import { random } from '../harness/random.ts';
import type { Workload } from '../harness/workload.ts';

const GIGABYTE = 1e9;
const FIRST_DAY = 17_000;

/** Generated rows: 20,000 brands in up to three of 300 categories each, a few of them with most of the sales. */
export function measures(rows: number, size: string): Workload {
  return workloadOf(`${size} generated`, folder => writeColumns(folder, generated(rows)));
}

/** Those rows as columns. */
export function generated(rows: number): [string, Numbers][] {
  const next = random(rows);
  const category = new Uint32Array(rows);
  const brand = new Uint32Array(rows);
  const merchant = new Uint32Array(rows);
  const day = new Int32Array(rows);
  const units = new Float64Array(rows);
  const revenue = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    brand[row] = 20_000 * next() ** 2;
    category[row] = (brand[row] * 7 + Math.floor(3 * next()) * 101) % 300;
    merchant[row] = 2_000 * next();
    day[row] = FIRST_DAY + Math.floor(730 * next());
    units[row] = 1 + Math.floor(20 * next() ** 3);
    revenue[row] = Math.round(units[row] * (100 + 5_000 * next())) / 100;
  }
  return Object.entries({ brand, category, merchant, day, units, revenue });
}

/** Real rows: ten million invoice lines of liquor stores; rows without a brand or category are left out. */
export function measuresOfIowa(parquet: string): Workload {
  return workloadOf('10M Iowa', async folder => {
    const names = {
      brand: 'brand',
      category: 'category',
      merchant: 'merchant_id',
      day: 'date',
      units: 'units',
      revenue: 'revenue',
    };
    const requests = {
      brand: 'text',
      category: 'text',
      merchant: 'text',
      day: 'date',
      units: 'number',
      revenue: 'number',
    } as const;
    const columns = (Object.keys(names) as (keyof typeof names)[]).map(name => ({
      name: names[name],
      type: requests[name],
      required: requests[name] === 'text',
    }));
    const { table } = await readParquet(parquet, { columns, maxRejects: Infinity });
    // Every column was asked for by its name.
    writeColumns(
      folder,
      Object.entries(names).map(([name, from]) => [name, plain(table.columns.get(from) as Column)]),
    );
  });
}

/** Text as codes in the order of its words, so that peers sort groups as we do. */
function plain(column: Column): Numbers {
  if (column.type === 'number') return column.values;
  if (column.type === 'date') return column.days;
  const places = wordPlaces(column.words);
  return column.codes.map(code => places[code]);
}

function workloadOf(size: string, make: Workload['make']): Workload {
  return {
    name: 'measures',
    size,
    contenders: [
      { name: 'brandrank', command: ['node', 'ours/measures.ts', 'INPUT'], memory: GIGABYTE },
      { name: 'DuckDB, 1 thread', command: ['python', 'peers/measures_duckdb.py', 'INPUT', '1'], goal: 3 },
      { name: 'DuckDB, 2 threads', command: ['python', 'peers/measures_duckdb.py', 'INPUT', '2'] },
      { name: 'Polars', command: ['python', 'peers/measures_polars.py', 'INPUT'], goal: 2 },
    ],
    make,
  };
}
