// The market study as its readers get it: every figure that is picked out stands against SQL over the file itself.
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answersOf } from '../sql/answersOf.ts';
import { expectClose } from '../support/close.ts';
import { fixture } from '../support/golden.ts';
import { Bench } from './cli.ts';

const base = {
  version: 1,
  name: 'study <b>of</b> a market',
  indicators: [{ id: 'revenue', formula: 'sum(revenue)' }],
  index: { id: 'power', of: [{ id: 'revenue' }] },
};

interface Told {
  readonly name: string;
  readonly answer: { readonly rows: readonly Readonly<Record<string, unknown>>[]; readonly notEnough: readonly unknown[] };
} // prettier-ignore

async function studied(bench: Bench, model: object, files: string): Promise<(name: string) => Told['answer']['rows']> {
  const { code, out, err } = await bench.run(`study --model ${bench.put('model.json', JSON.stringify(model))} ${files} --out study --json`); // prettier-ignore
  expect(err).toBe('');
  expect(code).toBe(0);
  const { tables } = JSON.parse(out) as { readonly tables: readonly Told[] };
  return name => tables.find(table => table.name === name)?.answer.rows ?? expect.fail(`no table "${name}"`);
}

describe('brandrank study', () => {
  it('writes a page of HTML and one of Markdown that take names for text, and themes for the order', async () => {
    const bench = new Bench();
    const model = {
      ...base,
      market: {
        months: 1,
        themes: { leastOrders: 40 },
        admission: { activity: '<i>autumn</i>', by: 'sum(revenue)', capacity: 5, quotas: [{ by: ['category'], atMost: 1 }] },
      },
    }; // prettier-ignore
    const rows = await studied(bench, model, `--sales ${fixture('baskets/sales.csv.gz')}`);
    const html = bench.read('study/study.html');
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).toContain('study &lt;b&gt;of&lt;/b&gt; a market');
    expect(html).not.toMatch(/<b>|<i>|<script/);
    expect(bench.read('study/study.md')).not.toMatch(/<b>|<i>/);
    expect(html).toMatch(/<li>5 admitted: /);
    const { themes } = JSON.parse(bench.read('study/order_themes.json')) as { themes: { of: { share: number }[] }[] };
    expect(themes.length).toBeGreaterThan(5);
    for (const { of } of themes) expectClose([of.reduce((sum, { share }) => sum + share, 0)], [1]);
    const places = rows('admission').filter(({ verdict }) => verdict === 'admitted');
    const best = await answersOf(
      `select brand, category, sum(revenue) as revenue from read_csv('${fixture('baskets/sales.csv.gz')}', types = {'brand': 'VARCHAR'})
       group by 1, 2 qualify row_number() over (partition by category order by sum(revenue) desc) = 1 order by revenue desc limit 5`,
    );
    expect(places.map(({ unit, within }) => [unit, within])).toEqual(best.map(row => [row['brand'], row['category']]));
    expectClose(
      places.map(({ value }) => Number(value)),
      best.map(row => Number(row['revenue'])),
    );
  });

  it('says which part of the model a question lacks, and which questions there are', async () => {
    const bench = new Bench();
    const model = bench.put('model.json', JSON.stringify(base));
    const sales = `--model ${model} --sales ${fixture('baskets/sales.csv.gz')}`;
    const lacking = await bench.run(`market ${sales} --only admission`);
    expect(lacking.code).toBe(1);
    expect(lacking.err).toBe(
      'brandrank: market.admission: nothing stands here, and the question "admission" goes by it; README.md has an example\n',
    );
    const unknown = await bench.run(`study ${sales} --only effct`);
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('effect');
  });
});

const DATA = process.env['BRANDRANK_DATA'];
const file = `${DATA}/iowa/sales.csv.gz`;

describe.skipIf(DATA === undefined || !existsSync(file))('the study of Iowa (BRANDRANK_DATA names its folder)', () => {
  it('has first pages, sizes, seasons and potential that SQL finds in the file', async () => {
    const bench = new Bench();
    const columns = { sales: { merchant: 'merchant_id' } };
    const model = { ...base, period: { end: '2020-12-31' }, columns, market: { months: 12, firstPage: { slots: 10 } } };
    const rows = await studied(bench, model, `--sales ${file}`);

    const pages = await answersOf(
      `with vendors as (select trim(nfc_normalize(category)) as category, trim(nfc_normalize(brand)) as brand, sum(revenue) as revenue
         from read_csv('${file}') where date >= '2020-01-01' and brand is not null group by 1, 2)
       select category, revenue from vendors qualify row_number() over (partition by category order by revenue desc) = 10`,
    );
    const costs = new Map(rows('first_page').map(({ category, cost }) => [category, Number(cost)]));
    const priced = pages.filter(row => costs.has(row['category']));
    expect(priced.length).toBeGreaterThan(10);
    expectClose(
      priced.map(row => costs.get(row['category']) ?? NaN),
      priced.map(row => Number(row['revenue'])),
    );

    const sizes = await answersOf(
      `select category, sum(revenue) filter (date >= '2020-01-01') as size,
         size / sum(revenue) filter (date < '2020-01-01') as ratio
       from (from read_csv('${file}') where date >= '2019-01-01') group by 1`,
    );
    const sizeOf = new Map(sizes.map(row => [row['category'], row]));
    const sized = rows('categories').filter(({ size }) => typeof size === 'number');
    expect(sized.length).toBeGreaterThan(20);
    expectClose(
      sized.flatMap(({ size, growth }) => [Number(size), Number(growth ?? NaN)]),
      sized.flatMap(({ category, growth }) => {
        const row = sizeOf.get(category) ?? {};
        return [Number(row['size']), growth === null ? NaN : Number(row['ratio']) - 1];
      }),
    );

    const seasons = await answersOf(
      `with months as (select category, (year(date) - 2018) * 12 + month(date) - 1 as place, month(date) as month, ln(sum(revenue)) as log
         from read_csv('${file}') group by all),
       whole as (from months where category in (select category from months group by 1 having count(*) = 36)),
       slopes as (select category, sum((place - mean_place) * (log - mean_log)) / sum((place - mean_place) ** 2) as slope from
         (select *, avg(place) over w as mean_place, avg(log) over w as mean_log from whole window w as (partition by category, month)) group by 1),
       levels as (select category, month, avg(log - slope * place) as level from whole join slopes using (category) group by 1, 2)
       select category, arg_max(month, level) as month, exp(max(level) - avg(level)) as factor from levels group by 1`,
    );
    const peaks = new Map(seasons.map(row => [row['category'], row]));
    const found = rows('seasons');
    expect(found.length).toBe(seasons.length);
    expect(found.map(({ month }) => month)).toEqual(found.map(({ item }) => Number(peaks.get(item)?.['month'])));
    expectClose(
      found.map(({ factor }) => Number(factor)),
      found.map(({ item }) => Number(peaks.get(item)?.['factor'])),
    );
    const december = found.filter(({ month, verdict }) => month === 12 && verdict === 'season').map(({ item }) => item);
    expect(december).toContain('CREAM LIQUEURS');

    const kept = ['potential', 'potential_backtest', 'adaptation', 'benchmarks', 'price_bands', 'blue_ocean'];
    for (const name of kept) expect(rows(name).length, name).toBeGreaterThan(0);
  });
});
