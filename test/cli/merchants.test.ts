import { cpSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bench, ROOT, rowsOf } from './cli.ts';

const bench = new Bench();
afterAll(() => bench.remove());

const DOCUMENT = {
  version: 1,
  name: 'merchants',
  indicators: [{ id: 'sales', formula: 'sum(revenue)' }],
  index: { id: 'power', of: [{ id: 'sales' }] },
};
const TABLES = '--sales sales.csv.gz --merchants merchants.csv --categories categories.csv --brands brands.csv';

beforeAll(() => {
  for (const name of ['sales.csv.gz', 'merchants.csv', 'categories.csv', 'brands.csv'])
    cpSync(`${ROOT}fixtures/marketplace/${name}`, `${bench.folder}/${name}`);
});

const model = (market: object): string =>
  bench.put('model.json', JSON.stringify({ ...DOCUMENT, market: { months: 6, ...market } }));

describe('brandrank merchants', () => {
  it('writes a study: a file a table, what there was not enough data for, and a page for people', async () => {
    model({ adaptation: { months: '30-days' } });
    const ran = await bench.run(`merchants --model model.json ${TABLES} --out study`);
    expect(ran.err).toBe('');
    expect(ran.code).toBe(0);
    expect(Object.keys(bench.files('study'))).toEqual([
      'adaptation.csv',
      'benchmark_indicators.csv',
      'benchmarks.csv',
      'hand_over.csv',
      'ladder.csv',
      'not_enough_data.csv',
      'pass_rates_by_channel.csv',
      'pass_rates_by_cohort.csv',
      'potential.csv',
      'potential_backtest.csv',
      'served_merchants.csv',
      'service_tiers.csv',
      'study.html',
      'study.md',
      'survival.csv',
    ]);
    expect(ran.out).toContain(
      'Adaptation period (blocks of 30 days from onboarded; 75 older merchants are not judged)',
    );
    expect(ran.out).toContain('needs 18 months of data, found 15: 3 are missing');
    const adaptation = rowsOf(bench.read('study/adaptation.csv'));
    expect(adaptation.length).toBe(45);
    expect(Object.keys(adaptation[0])).toEqual(['merchant', 'onboarded', 'cohort', 'channel', 'category', 'month1', 'month2', 'month3', 'standard', 'shareOfStandard', 'verdict', 'reason']); // prettier-ignore
    expect(bench.read('study/study.md')).toContain('| merchant | onboarded | channel |');
  });

  it('hands over those that the marketplace was planted with, by the model in its folder', async () => {
    cpSync(`${ROOT}fixtures/marketplace/merchant-model.json`, `${bench.folder}/merchant-model.json`);
    // The file was written in this form by the simulator.
    const truth = JSON.parse(readFileSync(`${ROOT}fixtures/marketplace/truth.json`, 'utf8')) as {
      merchants: { merchant: string; adaptation: string }[];
    };
    await bench.run(`merchants --model merchant-model.json ${TABLES} --only adaptation --out planted`);
    const passed = truth.merchants.filter(({ adaptation }) => adaptation === 'passed').map(({ merchant }) => merchant);
    const handedOver = rowsOf(bench.read('planted/hand_over.csv').replaceAll(/"[^"\n]*"/g, ''));
    expect(handedOver.map(({ merchant }) => merchant).sort()).toEqual(passed.sort());
  });

  it('gives the same bytes again', async () => {
    model({});
    const only = '--only ladder service-tiers potential';
    const [first, second] = [await bench.run(`merchants --model model.json ${TABLES} ${only} --out a`), await bench.run(`merchants --model model.json ${TABLES} ${only} --out b`)]; // prettier-ignore
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(bench.files('b')).toEqual(bench.files('a'));
  });

  it('answers programs in JSON, missing is null', async () => {
    model({});
    const { out, code } = await bench.run(`merchants --model model.json ${TABLES} --only adaptation --json`);
    expect(code).toBe(0);
    // The shape is what this test is about.
    const { ok, tables } = JSON.parse(out) as {
      ok: boolean;
      tables: { name: string; answer: { rows: Record<string, unknown>[] } }[];
    };
    expect(ok).toBe(true);
    expect(tables.map(({ name }) => name)).toEqual(['adaptation', 'pass_rates_by_cohort', 'pass_rates_by_channel', 'survival', 'hand_over']); // prettier-ignore
    expect(tables[0].answer.rows.find(({ verdict }) => verdict === 'too early')).toMatchObject({ standard: null });
  });

  it('tells every fault of the thresholds at once, with its place, and writes nothing', async () => {
    model({
      adaptation: { mnth: 3, watch: 2 },
      potential: { tiers: { method: 'fixed', from: [5, 4] }, quality: 'metric(' },
      ladder: { stages: [{ name: 'low', rules: ['sum(revenue)'] }] },
      serviceTiers: { tiers: [{ name: 'all', value: 'sum(', load: 'brand', capcity: 3 }] },
      benchmarks: {
        indicators: [
          { id: 'a', formula: 'count()' },
          { id: 'a', formula: 'count()' },
        ],
      },
    });
    const { code, err } = await bench.run(`merchants --model model.json ${TABLES} --out faulty`);
    expect(code).toBe(1);
    for (const place of [
      'market.adaptation.mnth',
      'market.adaptation.watch',
      'market.potential.tiers.from',
      'market.potential.quality',
      'market.ladder.stages.0.rules.0',
      'market.serviceTiers.tiers.0.value',
      'market.benchmarks.indicators',
    ])
      expect(err).toContain(`brandrank: ${place}: `);
    expect(err).toMatch(/no such key; did you mean "month"\?/);
    expect(err).toMatch(/market\.serviceTiers\.tiers\.0\.capcity: no such key; did you mean "capacity"\?/);
    expect(() => bench.files('faulty')).toThrow();
  });

  it('tells a column that a rule asks for and nobody has', async () => {
    model({ ladder: { stages: [{ name: 'low', rules: ['sum(revnue) > 0'] }] } });
    const { code, err } = await bench.run(`merchants --model model.json ${TABLES} --only ladder`);
    expect(code).toBe(1);
    expect(err).toMatch(/^brandrank: market\.ladder\.stages\.0\.rules\.0: .*"revnue"/);
  });

  it('says what it needs of sales without merchants', async () => {
    model({});
    bench.put('few.csv', 'date,brand,category,revenue\n2024-01-01,Ada,tea,5\n');
    const { code, err } = await bench.run('merchants --model model.json --sales few.csv');
    expect(code).toBe(1);
    expect(err).toBe(
      'brandrank: sales.merchant: no column "merchant"; questions about merchants need one, or columns.sales.merchant with its name in the file\n',
    );
  });

  it('names its questions in the help; an unknown one is bad usage', async () => {
    const help = await bench.run('merchants --help');
    for (const name of ['benchmarks', 'adaptation', 'potential', 'ladder', 'service-tiers'])
      expect(help.out).toContain(`  ${name} `);
    const wrong = await bench.run(`merchants --model model.json ${TABLES} --only nobody`);
    expect(wrong.code).toBe(2);
  });
});
