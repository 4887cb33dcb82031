import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isoDay } from '../../src/table/days.ts';
import type { DateColumn, NumberColumn, TextColumn } from '../../src/index.ts';
import { textAt } from '../../src/table/text.ts';
import { isoEnd, PERIOD_DAYS, simulatedMarket } from '../calibrate/simulated.ts';
import { Bench, ROOT } from './cli.ts';

const bench = new Bench();
afterAll(() => bench.remove());

const SCRIPT = '/usr/bin/script';
const CUTS = [0, 1, 2, 3, 4].map(isoEnd).join();
const ASK = `calibrate --model model.json --sales sales.csv --cuts ${CUTS} --objective spearman --replicates 100`;
const MODEL_TEXT = `{ "version": 1, "name": "sim", "period": { "days": ${PERIOD_DAYS} },
  "index": { "of": [{ "weight": 40, "id": "a" }, { "weight": 30, "id": "b" }, { "weight": 30, "id": "c" }], "id": "power" },
  "indicators": [{ "id": "a", "formula": "sum(a)" }, { "id": "b", "formula": "sum(b)" }, { "id": "c", "formula": "sum(c)" }] }`;

beforeAll(() => {
  bench.put('model.json', MODEL_TEXT);
  bench.put('sales.csv', csvOf(false));
  bench.put('noise.csv', csvOf(true));
});

function csvOf(isShuffled: boolean): string {
  const { sales } = simulatedMarket({
    seed: 3,
    brands: 30,
    periods: 6,
    planted: [0.1, 0.2, 0.7],
    noise: 20,
    isShuffled,
  });
  if (!sales) throw new Error('there are sales');
  const text = (name: string, row: number): string => textAt(sales.columns.get(name) as TextColumn, row) ?? '';
  const number = (name: string, row: number): number => (sales.columns.get(name) as NumberColumn).values[row];
  const lines = Array.from({ length: sales.rows }, (_, row) =>
    [
      isoDay((sales.columns.get('date') as DateColumn).days[row]),
      text('brand', row),
      text('category', row),
      ...['a', 'b', 'c', 'revenue'].map(name => number(name, row)),
    ].join(),
  );
  return `date,brand,category,a,b,c,revenue\n${lines.join('\n')}\n`;
}

interface Answer {
  readonly ok: boolean;
  readonly recommendation: string;
  readonly weights: readonly { readonly part: string; readonly fitted: number }[];
  readonly backtest: { readonly cuts: readonly { readonly cut: string; readonly weights: readonly object[] }[] } | null;
  readonly faults: readonly { readonly path: readonly string[]; readonly message: string }[];
}

describe('calibrate', () => {
  it('writes the model with fitted weights, all else and the order of keys as they were', async () => {
    const { code, out, err } = await bench.run(`${ASK} --outcome "sum(revenue)" --out models/fitted.json`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(
      'recommendation: the fitted weights can be taken; the gain over the granted weights is distinguishable from none',
    );
    expect(out).toContain('the model with the fitted weights is written to models/fitted.json');
    const fitted = JSON.parse(bench.read('models/fitted.json')) as { index: { of: { weight: number }[] } };
    const weights = fitted.index.of.map(({ weight }) => weight);
    expect(weights[2]).toBeGreaterThan(60);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(100, 9);
    fitted.index.of.forEach((part, at) => (part.weight = [40, 30, 30][at]));
    expect(JSON.stringify(fitted)).toBe(JSON.stringify(JSON.parse(MODEL_TEXT)));
    expect((await bench.run('check --model models/fitted.json')).code).toBe(0);
  });

  it('answers in JSON with plain numbers, the same bytes each time', async () => {
    const first = await bench.run(`${ASK} --outcome "sum(revenue)" --seed 5 --json`);
    expect((await bench.run(`${ASK} --outcome "sum(revenue)" --seed 5 --json`)).out).toBe(first.out);
    const { ok, recommendation, backtest } = JSON.parse(first.out) as Answer;
    expect([ok, recommendation, backtest?.cuts.length]).toEqual([true, 'fitted', 4]);
    expect(backtest?.cuts[0].cut).toBe(isoEnd(1));
    expect(backtest?.cuts[0].weights).toHaveLength(3);
  });

  it('says to keep the granted weights where there is nothing to gain', async () => {
    const { out } = await bench.run(`${ASK.replace('sales.csv', 'noise.csv')} --outcome "sum(revenue)"`);
    expect(out).toContain('recommendation: keep the granted weights;');
  });

  it('takes outcomes from a file, of which less may be better, and bounds from another', async () => {
    bench.put(
      'places.csv',
      'category,brand,outcome\ncategory 0,brand 1,1\ncategory 0,brand 2,2\ncategory 0,brand 3,3\ncategory 0,Nobody,4\n',
    );
    bench.put('bounds.json', '{ "weights": [{ "of": "a", "atLeast": 0.3 }] }');
    const { code, out } = await bench.run(
      'calibrate --model model.json --sales sales.csv --outcome places.csv --objective kendall --less-is-better --bounds bounds.json',
    );
    expect(code).toBe(0);
    expect(out).toContain('keep the granted weights; the fitted weights were not tested');
    expect(out).toContain('1 unit with an outcome, but not eligible: category 0 / Nobody');
  });

  it.each([
    ['--cuts 0', 'cuts: must be at least 1, not 0'],
    ['--days 0', 'outcome.days: must be at least 1, not 0'],
    ['--replicates 0', 'bootstrap.replicates: must be at least 10, not 0'],
    ['--confidence 2', 'bootstrap.confidence: must be at most 1, not 2'],
    ['--confidence 0', 'bootstrap.confidence: must be above 0, not 0'],
    ['--bounds nowhere.json', 'nowhere.json: no such file or folder'],
    ['--sales-rank "sum(revnue)"', 'sales: no column "revnue"'],
  ])('%s is a fault in one line, nothing written', async (args, fault) => {
    const { code, out, err } = await bench.run(`${ASK} --outcome "sum(revenue)" --out refused.json ${args}`);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^brandrank: [^\n]*\n$/);
    expect(err).toContain(fault);
    expect(() => readFileSync(join(bench.folder, 'refused.json'))).toThrow();
  });

  it('says nothing with --quiet, and hangs on the seed in its intervals alone', async () => {
    expect(await bench.run(`${ASK} --outcome "sum(revenue)" --quiet`)).toEqual({ code: 0, out: '', err: '' });
    const gains = async (seed: number): Promise<{ weights: unknown; gains: unknown }> => {
      const { weights, backtest } = JSON.parse((await bench.run(`${ASK} --outcome "sum(revenue)" --json --seed ${seed}`)).out) as Answer & { backtest: { gains: unknown } }; // prettier-ignore
      return { weights, gains: backtest.gains };
    };
    const [one, two] = [await gains(1), await gains(2)];
    expect(two.weights).toEqual(one.weights);
    expect(two.gains).not.toEqual(one.gains);
  });

  it.skipIf(!existsSync(SCRIPT))(`shows its progress on a terminal only (needs ${SCRIPT})`, () => {
    const onTerminal = (more: string): string => {
      const command = `${process.execPath} ${ROOT}src/cli/main.ts ${ASK} --outcome 'sum(revenue)' ${more} > out.txt`;
      return execFileSync(SCRIPT, ['-qec', command, '/dev/null'], { cwd: bench.folder, encoding: 'utf8' });
    };
    expect(onTerminal('')).toMatch(/calibrate .*%/);
    expect(onTerminal('--quiet')).toBe('');
    expect(onTerminal('--json')).toBe('');
  });

  it('keeps names whole that a spreadsheet, a page or an object would trip over', async () => {
    const names = ['=1+1', '__proto__', '<b>', '"', 'constructor'];
    const cell = (text: string): string => (/["=]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const lines = names.flatMap((brand, at) =>
      [0, 1, 2, 3, 4, 5].map(period => [isoEnd(period), cell(brand), 'tea', at + 1, (at * 3) % 5, 5 - at, 10 * at + period].join()),
    ); // prettier-ignore
    bench.put('odd.csv', `date,brand,category,a,b,c,revenue\n${lines.join('\n')}\n`);
    bench.put('choices.csv', 'category,better_brand,worse_brand\ntea,"=1+1",__proto__\ntea,__proto__,<b>\ntea,constructor,nobody\n'); // prettier-ignore
    const walked = await bench.run(
      `calibrate --model model.json --sales odd.csv --cuts ${CUTS} --objective kendall --replicates 20 --outcome "sum(revenue)" --json`,
    );
    expect(walked).toMatchObject({ code: 0, err: '' });
    const chosen = await bench.run(
      'calibrate --model model.json --sales odd.csv --outcome choices.csv --objective pairwise-logistic',
    );
    expect(chosen.code).toBe(0);
    expect(chosen.out).toContain('tea / nobody');
  });

  it('a file of outcomes that cannot be read is a fault, with the line', async () => {
    bench.put('bad.csv', 'category,brand,outcome\ncategory 0,brand 1,much\n');
    const { code, err } = await bench.run('calibrate --model model.json --sales sales.csv --outcome bad.csv');
    expect(code).toBe(1);
    expect(err).toMatch(/^brandrank: bad\.csv: 1 of 1 rows cannot be used.*line 2, column "outcome", value "much"/);
  });

  it.each([
    [
      'weights',
      '{ "weights": [{ "of": "a", "atleast": 2 }], "relation": [] }',
      [
        'bounds.weights.0.atleast: no such key; did you mean "atLeast"?',
        'bounds.relation: no such key; did you mean "relations"?',
      ],
    ],
    [
      'names',
      '{ "weights": [{ "of": "aa" }, { "of": "z", "atMost": 0.5 }] }',
      ['bounds.weights.0.of: no part "aa" in the index', 'bounds.weights.1.of: no part "z" in the index'],
    ],
    [
      'sums',
      '{ "weights": [{ "of": "a", "atLeast": 0.6 }, { "of": "b", "atLeast": 0.6 }] }',
      ['bounds.weights: the least weights in "power" sum to 1.2; they can be 1 at most'],
    ],
  ])('bounds that cannot be (%s): every fault with its path, nothing written', async (name, bounds, faults) => {
    bench.put('bounds.json', bounds);
    const { code, out, err } = await bench.run(
      `${ASK} --outcome "sum(revenue)" --bounds bounds.json --out ${name}.json`,
    );
    expect([code, out]).toEqual([1, '']);
    expect(err.trimEnd().split('\n')).toEqual(faults.map(fault => `brandrank: ${fault}`));
    expect(() => readFileSync(join(bench.folder, `${name}.json`))).toThrow();
  });

  it.each([
    [
      'an outcome that is no formula',
      '--outcome "sum(revenue"',
      ['outcome', 'formula'],
      'character 12: a closing bracket ) should stand here',
    ],
    [
      'more cut dates than there is time',
      '--outcome "sum(revenue)" --cuts 9',
      ['cuts'],
      '9 cut dates of 28 days each are asked for',
    ],
    [
      'an outcome of a file without its unit',
      '--outcome places.csv',
      ['cuts'],
      'the dates in the table of outcomes are the cut dates',
    ],
  ])('%s', async (_, args, path, message) => {
    const { code, out } = await bench.run(`${ASK} ${args} --json`);
    expect(code).toBe(1);
    const { faults } = JSON.parse(out) as Answer;
    expect(faults.map(fault => fault.path)).toContainEqual(path);
    expect(faults[0].message).toContain(message);
  });

  it.each([
    ['--objective ndcg', 'ndcg@10 or another depth'],
    ['--cuts yesterday', 'a number of cut dates, or dates such as'],
    ['--penalty -1', 'a number, 0 or more'],
    ['--out -', '--out is a file'],
    ['--seed x', 'It is a whole number, 0 or more'],
    ['--seed -1', 'It is a whole number, 0 or more'],
    ['--days few', 'It is a whole number, 0 or more'],
    ['--draw-by brands', 'Allowed choices are groups, units, cuts'],
    ['--objective ndcg@0', 'ndcg@10 or another depth'],
    ['--nonsense', "unknown option '--nonsense'"],
  ])('%s is bad usage', async (args, message) => {
    const { code, err } = await bench.run(
      `calibrate --model model.json --sales sales.csv --outcome "sum(revenue)" ${args}`,
    );
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
