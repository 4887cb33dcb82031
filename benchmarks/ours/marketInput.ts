// What a market study is asked of: sales rows in memory, attributes of their keys, and a model with an activity and its event.
import type { Tables } from '../../src/model/sources.ts';
import type { Model } from '../../src/model/spec.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { isoDay } from '../../src/table/days.ts';
import { table, type Column } from '../../src/table/table.ts';
import { codes, days, doubles, readColumns, type Columns } from '../harness/columns.ts';

const TEXTS = ['brand', 'category', 'merchant', 'channel', 'price_band', 'order', 'customer'];
const SALES = 'sum(revenue)';

/** The tables and the model of a study over the columns of a folder. */
export function marketInput(folder: string): { readonly tables: Tables; readonly model: Model } {
  const input = readColumns(folder);
  const day = days(input, 'day');
  const columns = new Map<string, Column>([
    ['date', { type: 'date', days: day }],
    ['units', { type: 'number', values: doubles(input, 'units') }],
    ['revenue', { type: 'number', values: doubles(input, 'revenue') }],
  ]);
  for (const name of TEXTS) if (input.has(name)) columns.set(name, text(codes(input, name)));
  const sales = { rows: day.length, columns };
  const [merchants, brands, categories] = ['merchant', 'brand', 'category'].map(name => wordsOf(input, name));
  const tables = {
    sales,
    merchants: table({ merchant: merchants, joined: merchants.map((_, code) => (code % 9 === 0 ? 'yes' : 'no')), owner: merchants.map((_, code) => `owner ${code % 400}`) }), // prettier-ignore
    brands: table({ brand: brands }),
    categories: table({ category: categories, department: categories.map((_, code) => `department ${code % 12}`) }),
  };
  return { tables, model: modelUntil(day.reduce((last, each) => Math.max(last, each), -Infinity)) };
}

/** Six months against the six before, an admission over the last 90 days, and an event of two weeks with what came after it. */
function modelUntil(last: number): Model {
  return parseModel({
    version: 1,
    name: 'bench',
    rate: { unit: ['merchant'], within: [] },
    period: { days: 90 },
    indicators: [{ id: 'sold', formula: SALES }],
    index: { id: 'all', of: [{ id: 'sold' }] },
    market: {
      months: 6,
      benchmarks: {
        indicators: [
          { id: 'sales', formula: SALES, weight: 50 },
          { id: 'growth', formula: `${SALES} / previous(${SALES}) - 1`, weight: 30 },
          { id: 'days_with_sales', formula: 'active_days()', weight: 20 },
        ],
      },
      admission: {
        rules: [
          { id: 'sells', formula: 'count() >= 30' },
          { id: 'grows', formula: `${SALES} >= previous(${SALES})` },
        ],
        by: SALES,
        capacity: 500,
        quotas: [{ by: ['owner'], atMost: 2 }],
      },
      effect: { start: isoDay(last - 40), end: isoDay(last - 27), took: 'joined == "yes"', after: 14 },
    },
  });
}

function wordsOf(input: Columns, name: string): string[] {
  const most = codes(input, name).reduce((greatest, code) => Math.max(greatest, code), 0);
  // In the order of the codes, so that the peer sorts as we do.
  return Array.from({ length: most + 1 }, (_, code) => String(code).padStart(8, '0'));
}

function text(column: Uint32Array): Column {
  return { type: 'text', codes: column, words: wordsOf(new Map([['', column]]), '') };
}
