import { afterAll, describe, expect, it } from 'vitest';
import { Bench, MODEL, ROOT, rowsOf } from './cli.ts';

const bench = new Bench();
afterAll(() => bench.remove());

const F = `${ROOT}fixtures/marketplace`;
const FILES = `--sales ${F}/sales.csv.gz --metrics ${F}/category_metrics.csv --brands ${F}/brands.csv --categories ${F}/categories.csv`;

describe('brandrank market', () => {
  it('writes a study of a marketplace: every table, what lacks data, and a page for people', async () => {
    const ran = await bench.run(`market --model ${F}/market-model.json ${FILES} --out study`);
    expect(ran.err).toBe('');
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('Blue ocean by category: 2024-03-01 to 2024-08-31, against 2023-09-01 to 2024-02-29');
    const files = bench.files('study');
    expect(Object.keys(files)).toEqual(['band_migration.csv', 'blue_ocean.csv', 'blue_ocean_bands.csv', 'bought_together.csv', 'categories.csv', 'channels.csv', 'concentration.csv', 'development.csv', 'first_page.csv', 'loyalty.csv', 'move_together.csv', 'not_enough_data.csv', 'order_themes.json', 'price_bands.csv', 'seasons.csv', 'share.csv', 'study.html', 'study.md', 'themes.csv']); // prettier-ignore
    const blue = rowsOf(files['blue_ocean.csv']).filter(row => row['verdict'] === 'blue ocean');
    expect(blue.map(row => row['category'])).toEqual(['Pet Travel']);
    // Names of the market are text in Markdown, and nothing that a spreadsheet would run.
    expect(files['study.md']).not.toMatch(/<script>/);
    expect(files['study.md']).toContain('76,917 sales rows, 39 cannot be used.');
    expect(files['study.md']).toContain('at most 5.0 % would be a sign');
    expect(files['share.csv']).not.toMatch(/(?:^|,)=1\+1/m);
  });

  it('answers some questions only, in JSON, with null for what is missing', async () => {
    const ran = await bench.run(`market --model ${F}/market-model.json ${FILES} --only first-page channels --json`);
    const { ok, tables } = JSON.parse(ran.out) as { ok: boolean; tables: { name: string; answer: { rows: Record<string, unknown>[]; period: unknown } }[] }; // prettier-ignore
    expect([ok, tables.map(({ name }) => name)]).toEqual([true, ['first_page', 'channels']]);
    expect(tables[0].answer.period).toEqual({ start: '2024-03-01', end: '2024-08-31' });
    expect(tables[0].answer.rows[0]['lastOnPage']).toBeNull();
  });

  it('uses the defaults where a model says nothing of a market, and says what is missing', async () => {
    bench.put('plain.json', JSON.stringify(MODEL));
    bench.put(
      'sales.csv',
      'date,merchant,brand,category,revenue,units\n2024-01-01,m,Ada,tea,10,1\n2024-01-31,m,,tea,5,1\n,m,Bo,tea,5,1\n',
    );
    const ran = await bench.run('market --model plain.json --sales sales.csv --only share');
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('2 sales rows, 1 cannot be used');
    expect(ran.out).toContain(
      'not enough data for changes of share: needs 24 full months of sales, found 1: 23 are missing',
    );
  });

  it('tells every fault of the thresholds and of their models, with its place', async () => {
    const market = {
      months: 0,
      shares: {},
      priceBands: { by: { method: 'fixed', borders: [10] } },
      firstPage: { unit: 'owner' },
    };
    bench.put('bad.json', JSON.stringify({ ...MODEL, market }));
    const ran = await bench.run('market --model bad.json --sales sales.csv');
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('market.months: must be at least 1, not 0');
    expect(ran.err).toContain('market.shares: no such key; did you mean "share"?');
    expect(ran.err).toContain('market.firstPage.unit: must be "brand" or "merchant", not "owner"');
  });

  it('tells the faults of a model inside of a question', async () => {
    const inner = { version: 1, name: 'own', rate: { unit: ['brand'] }, indicators: [{ id: 'a', formula: 'sum(revenue)' }], index: { id: 'b', of: [{ id: 'a' }] } }; // prettier-ignore
    bench.put('inner.json', JSON.stringify({ ...MODEL, market: { blueOcean: { model: inner } } }));
    const ran = await bench.run('market --model inner.json --sales sales.csv');
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('market.blueOcean.model.rate: is set by the question; leave it out');
    expect(ran.err).toContain('market.blueOcean.model: measures sales rows');
  });

  it('names the column of money that is not there', async () => {
    bench.put('value.json', JSON.stringify({ ...MODEL, market: { value: 'revnue' } }));
    const ran = await bench.run('market --model value.json --sales sales.csv');
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('market.value: no column "revnue"')]);
    expect(ran.err).toContain('did you mean "revenue"?');
  });

  it('takes a question that it does not know for bad usage', async () => {
    const ran = await bench.run('market --model plain.json --sales sales.csv --only shares');
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(
      'It is one of share, categories, blue-ocean, first-page, price-bands, channels, themes, admission, effect.',
    );
  });
});
