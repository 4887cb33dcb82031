// The whole market and merchants report, and each question of it, from sales rows in memory.
import { MARKET_QUESTIONS, MERCHANT_QUESTIONS } from '../../src/cli/market/questions.ts';
import { writeColumns } from '../harness/columns.ts';
import { random } from '../harness/random.ts';
import type { Workload } from '../harness/workload.ts';
import { measuresOfIowa } from './measures.ts';

const FIRST_DAY = 17_000;

/**
 * Generated rows of 24 months: 2,000 merchants that sell up to twelve of 3,000 brands in 300 categories, two channels, three price bands. They come
 * order by order, one to six lines each of one customer and day, the orders in no order; a line in five is of another merchant than the first.
 */
export function market(rows: number, size: string): Workload[] {
  return ofInput(`${size} orders`, true, folder => {
    const next = random(rows);
    const [category, brand, merchant, channel, price_band, order, customer] = Array.from(
      { length: 7 },
      () => new Uint32Array(rows),
    );
    const day = new Int32Array(rows);
    const [units, revenue] = [new Float64Array(rows), new Float64Array(rows)];
    for (let row = 0, orders = 0; row < rows; orders++) {
      const [seller, buyer, on, by] = [2_000 * next(), 400_000 * next() ** 2, 730 * next(), next() < 0.7 ? 1 : 0];
      const end = Math.min(rows, row + 1 + Math.floor(6 * next() ** 2));
      for (; row < end; row++) {
        merchant[row] = next() < 0.8 ? seller : 2_000 * next();
        brand[row] = (merchant[row] * 31 + Math.floor(12 * next() ** 2) * 97) % 3_000;
        category[row] = (brand[row] * 7) % 300;
        [order[row], customer[row], channel[row], day[row]] = [orders, buyer, by, FIRST_DAY + Math.floor(on)];
        units[row] = 1 + Math.floor(20 * next() ** 3);
        price_band[row] = brand[row] % 3;
        revenue[row] = Math.round(units[row] * (100 + 5_000 * next())) / 100;
      }
    }
    const columns = { category, brand, merchant, channel, price_band, order, customer, day, units, revenue };
    writeColumns(folder, Object.entries(columns));
  });
}

/** Real rows: ten million invoice lines of liquor stores, without orders, channels or customers. */
export function marketOfIowa(parquet: string): Workload[] {
  return ofInput('10M Iowa', false, folder => measuresOfIowa(parquet).make(folder));
}

const QUESTIONS = [...MARKET_QUESTIONS, ...MERCHANT_QUESTIONS].map(({ name }) => name);

function ofInput(size: string, hasOrders: boolean, make: Workload['make']): Workload[] {
  const ours = (...what: string[]): readonly string[] => ['node', 'ours/market.ts', 'INPUT', ...what];
  const duckdb = (...what: string[]): readonly string[] => ['python', 'peers/market_duckdb.py', 'INPUT', ...what];
  const buyers = { name: 'DuckDB, that and buyers by brand, 1 thread', command: duckdb('1', 'buyers') };
  const input = `market ${size}`;
  return [
    {
      name: 'market',
      size,
      contenders: [
        { name: 'brandrank, whole report', command: ours('report') },
        { name: 'DuckDB, one aggregation, 1 thread', command: duckdb('1'), goal: 1 / 3 },
        { name: 'DuckDB, one aggregation, 2 threads', command: duckdb('2') },
        ...(hasOrders ? [buyers] : []),
      ],
      make,
    },
    ...QUESTIONS.map(question => ({
      name: 'market-question',
      size: `${question}, ${size}`,
      contenders: [
        { name: `brandrank, ${question}`, command: ours('question', question) },
        { name: 'the pass it rests on', command: ours('pass', question), goal: 1 / 2 },
      ],
      input,
      make,
    })),
  ];
}
