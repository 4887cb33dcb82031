// The whole market and merchants report, and one question of it, from sales rows in memory.
import { writeColumns } from '../harness/columns.ts';
import { random } from '../harness/random.ts';
import type { Workload } from '../harness/workload.ts';
import { measuresOfIowa } from './measures.ts';

const FIRST_DAY = 17_000;

/** Generated rows of 24 months: 2,000 merchants that sell up to twelve of 3,000 brands in 300 categories, two channels, three price bands. */
export function market(rows: number, size: string): Workload[] {
  return ofInput(`${size} generated`, folder => {
    const next = random(rows);
    const [category, brand, merchant, channel, price_band] = Array.from({ length: 5 }, () => new Uint32Array(rows));
    const day = new Int32Array(rows);
    const [units, revenue] = [new Float64Array(rows), new Float64Array(rows)];
    for (let row = 0; row < rows; row++) {
      merchant[row] = 2_000 * next();
      brand[row] = (merchant[row] * 31 + Math.floor(12 * next() ** 2) * 97) % 3_000;
      category[row] = (brand[row] * 7) % 300;
      channel[row] = next() < 0.7 ? 1 : 0;
      day[row] = FIRST_DAY + Math.floor(730 * next());
      units[row] = 1 + Math.floor(20 * next() ** 3);
      price_band[row] = brand[row] % 3;
      revenue[row] = Math.round(units[row] * (100 + 5_000 * next())) / 100;
    }
    writeColumns(folder, Object.entries({ category, brand, merchant, channel, price_band, day, units, revenue }));
  });
}

/** Real rows: ten million invoice lines of liquor stores. */
export function marketOfIowa(parquet: string): Workload[] {
  return ofInput('10M Iowa', folder => measuresOfIowa(parquet).make(folder));
}

function ofInput(size: string, make: Workload['make']): Workload[] {
  const ours = (what: string): readonly string[] => ['node', 'ours/market.ts', 'INPUT', what];
  const duckdb = (threads: string): readonly string[] => ['python', 'peers/market_duckdb.py', 'INPUT', threads];
  return [
    {
      name: 'market',
      size,
      contenders: [
        { name: 'brandrank, whole report', command: ours('all') },
        { name: 'DuckDB, one aggregation, 2 threads', command: duckdb('2'), goal: 1 / 3 },
        { name: 'DuckDB, one aggregation, 1 thread', command: duckdb('1') },
      ],
      make,
    },
    {
      name: 'market-question',
      size,
      contenders: [
        { name: 'brandrank, first-page cost', command: ours('question') },
        { name: 'the pass it rests on', command: ours('pass'), goal: 1 / 2 },
      ],
      make,
    },
  ];
}
