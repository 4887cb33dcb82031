import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bench, MODEL, ROOT } from './cli.ts';

const bench = new Bench();
afterAll(() => bench.remove());

const SCRIPT = '/usr/bin/script';
const HOSTILE = ['Ada', '=1+1', '__proto__', '"quoted"', '<b>Bo</b>'];
const LONG = 'x'.repeat(10_000);
const FILMS = join(ROOT, 'fixtures/films');
const ASK = '--model model.json --sales sales.csv';

beforeAll(() => {
  const cell = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [...HOSTILE, LONG].flatMap((brand, at) =>
    ['North', 'South', 'East', 'West'].map(
      (merchant, of) =>
        `2018-08-0${of + 1},${merchant},${cell(brand)},tea,${1 + ((at + of) % 3)},${10 * (at + 1) + of}`,
    ),
  );
  bench.put('sales.csv', `date,merchant,brand,category,units,revenue\n${lines.join('\n')}\n`);
  bench.put('model.json', JSON.stringify(MODEL));
  bench.put('choices.json', JSON.stringify({
    normalize: [{ method: 'min-max', to: [1, 100] }, { method: 'percentile-rank', to: [1, 100] }],
    aggregate: [{ method: 'arithmetic' }, { method: 'geometric' }],
    weights: { method: 'bounds', of: [{ id: 'units', from: 20, to: 60 }] },
  })); // prettier-ignore
});

interface Named {
  readonly unit: readonly { readonly name: string; readonly value: string }[];
}
const namesOf = (units: readonly Named[]): string[] => units.map(({ unit }) => unit[1].value);
const parsed = async <Answer>(args: string): Promise<Answer> => {
  const { code, out, err } = await bench.run(`sensitivity ${args} --json`);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as Answer;
};

describe('sensitivity bootstrap', () => {
  const QUESTION = `bootstrap ${ASK} --runs 60`;

  it('prints ranks, bands and the odds of each grade; names cannot run over or break the table', async () => {
    const { code, out, err } = await bench.run(`sensitivity ${QUESTION} --show 3`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toBe(
      '60 replicates, each 4 merchants drawn with replacement; units of a band cannot be told apart',
    );
    expect(lines[1]).toMatch(/^ {2}rank {2}90% of ranks {2}band {2}score {2}90% of scores +A +B {2}brand$/);
    expect(lines[2]).toBe('tea');
    expect(lines).toHaveLength(6);
    expect(Math.max(...lines.map(line => line.length))).toBeLessThan(140);
  });

  it('answers in JSON with every unit by its whole name, and intervals that hold their scores', async () => {
    const { units, ...about } = await parsed<{
      readonly units: readonly (Named & {
        readonly rank: number;
        readonly rankInterval: readonly number[];
        readonly grades: readonly { readonly share: number }[];
      })[];
    }>(`${QUESTION} --seed 3 --level 0.8 --by date`);
    expect(about).toEqual({ ok: true, question: 'bootstrap', by: 'date', blocks: 4, replicates: 60, level: 0.8, seed: 3 }); // prettier-ignore
    expect(namesOf(units).sort()).toEqual([...HOSTILE, LONG].sort());
    for (const { rank, rankInterval, grades } of units) {
      expect(rankInterval[0]).toBeLessThanOrEqual(rank);
      expect(rankInterval[1]).toBeGreaterThanOrEqual(rank);
      expect(grades.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    }
  });

  it('gives the same bytes for the same seed, with worker threads and without, and others for another', async () => {
    const of = async (more: string): Promise<string> => (await bench.run(`sensitivity ${QUESTION} --json ${more}`)).out;
    const first = await of('--seed 7');
    expect(await of('--seed 7')).toBe(first);
    expect(await of('--seed 7 --workers 2')).toBe(first);
    expect(await of('--seed 7 --workers 3')).toBe(first);
    expect(await of('--seed 8')).not.toBe(first);
  });

  it('says nothing with --quiet', async () => {
    expect(await bench.run(`sensitivity ${QUESTION} --quiet`)).toEqual({ code: 0, out: '', err: '' });
  });

  it('with --show 0 prints what was drawn alone', async () => {
    expect((await bench.run(`sensitivity ${QUESTION} --show 0`)).out.split('\n')).toHaveLength(2);
  });

  it.skipIf(!existsSync(SCRIPT))(`shows its progress on a terminal only, and takes it away (needs ${SCRIPT})`, () => {
    const onTerminal = (more: string): string => {
      const command = `${process.execPath} ${ROOT}src/cli/main.ts sensitivity ${QUESTION} ${more} > out.txt`;
      return execFileSync(SCRIPT, ['-qec', command, '/dev/null'], { cwd: bench.folder, encoding: 'utf8' });
    };
    expect(onTerminal('')).toMatch(/bootstrap .*of 60/);
    expect(onTerminal('--quiet')).toBe('');
    expect(onTerminal('--json')).toBe('');
  });
});

describe('sensitivity choices', () => {
  const QUESTION = `choices ${ASK} --runs 40`;

  it('draws around the granted weights when nothing is said', async () => {
    const { out } = await bench.run(`sensitivity ${QUESTION}`);
    expect(out).toMatch(/^40 runs; a run moves a unit by [\d.]+ ranks on average\n {2}rank {2}median {2}mean {2}90% of ranks {2}in top 10 {2}brand\ntea\n/); // prettier-ignore
    const around = await bench.run(`sensitivity ${QUESTION} --weights dirichlet:100`);
    expect(around.out).toBe(out);
    expect((await bench.run(`sensitivity ${QUESTION} --weights uniform:0.25`)).code).toBe(0);
  });

  it('answers in JSON, the same for the same seed; the shares in the top n sum to n', async () => {
    const ask = `${QUESTION} --choices choices.json --seed 5 --top 2`;
    const answer = await parsed<{ readonly units: readonly (Named & { readonly inTop: number; readonly interval: readonly number[] })[] }>(ask); // prettier-ignore
    expect(answer).toMatchObject({ ok: true, question: 'choices', runs: 40, seed: 5, top: 2, level: 0.9 });
    expect(await parsed(ask)).toEqual(answer);
    expect(namesOf(answer.units).sort()).toEqual([...HOSTILE, LONG].sort());
    // Units that tie share a rank, and may be more than two in the top.
    expect(answer.units.reduce((sum, { inTop }) => sum + inTop, 0)).toBeGreaterThanOrEqual(2);
    for (const { interval } of answer.units) expect(interval[0]).toBeLessThanOrEqual(interval[1]);
  });

  it('with --sobol tells which choice moves ranks, with intervals', async () => {
    const { indices, runs } = await parsed<{
      readonly runs: number;
      readonly indices: readonly { readonly choice: string; readonly total: number; readonly totalInterval: readonly number[] }[]; // prettier-ignore
    }>(`${QUESTION} --choices choices.json --sobol`);
    expect([runs, ...indices.map(({ choice }) => choice)]).toEqual([80, 'normalize', 'aggregate', 'weights']);
    for (const { total, totalInterval } of indices) {
      expect(totalInterval[0]).toBeLessThanOrEqual(total);
      expect(totalInterval[1]).toBeGreaterThanOrEqual(total);
    }
    const { out } = await bench.run(`sensitivity ${QUESTION} --choices choices.json --sobol`);
    expect(out).toContain('share of the variance of the mean rank shift (Sobol indices):\n  choice     by itself ');
  });

  it.each([
    ['a choice that is none', { normalise: [] }, ['choices.normalise: no such choice; there are missing, outliers, normalize, aggregate, weights']],
    ['a distribution that is none', { weights: { method: 'normal' } }, ['choices.weights.method: must be dirichlet, uniform, bounds or sets']],
    [
      'bounds the wrong way round, and a node that is none',
      { weights: { method: 'bounds', of: [{ id: 'units', from: 5, to: 1 }, { id: '__proto__', from: 0, to: 1 }] } },
      [
        'choices.weights.of: the bounds of units must be two numbers from 0 on, the lower first',
        'choices.weights.of: no node with stated weights has a part "__proto__"',
      ],
    ],
    ['a spread beyond 1', { weights: { method: 'uniform', spread: 3 } }, ['choices.weights.spread: must be above 0 and at most 1, such as 0.25, not 3']],
  ])('refuses %s, with every fault', async (_, choices, faults) => {
    bench.put('wrong.json', JSON.stringify(choices));
    const { code, out, err } = await bench.run(`sensitivity ${QUESTION} --choices wrong.json`);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.trimEnd().split('\n')).toEqual(faults.map(fault => `brandrank: ${fault}`));
    const json = JSON.parse((await bench.run(`sensitivity ${QUESTION} --choices wrong.json --json`)).out) as { faults: unknown[] }; // prettier-ignore
    expect(json).toMatchObject({ ok: false });
    expect(json.faults).toHaveLength(faults.length);
  }); // prettier-ignore

  it('refuses more runs than memory holds before it draws them', async () => {
    const { code, err } = await bench.run(`sensitivity ${QUESTION} --runs 100000000`);
    expect(code).toBe(1);
    expect(err).toMatch(/^brandrank: runs: 100000000 are too many for 6 units; at most \d+\n$/);
    expect((await bench.run(`sensitivity ${QUESTION} --runs 100000000 --sobol`)).err).toMatch(/^brandrank: runs: 300000000 are too many/); // prettier-ignore
    expect((await bench.run(`sensitivity ${QUESTION} --runs 1 --sobol`)).err).toBe('brandrank: runs: must be a whole number from 2 on, not 1\n'); // prettier-ignore
  });
});

describe('sensitivity without chance', () => {
  it('leave-one-out tells how far ranks move without each part', async () => {
    const { out } = await bench.run(`sensitivity leave-one-out ${ASK}`);
    expect(out).toMatch(/^how far 6 eligible units move in rank without each part of the index\n {2}without +mean shift {2}greatest {2}of brand\n/); // prettier-ignore
    const { parts, units } = await parsed<{ readonly parts: readonly { readonly id: string; readonly rank: readonly number[] }[]; readonly units: readonly unknown[] }>(`leave-one-out ${ASK}`); // prettier-ignore
    expect(parts.map(({ id }) => id)).toEqual(['revenue', 'units']);
    // Without units the order is that of the revenue, which grows from brand to brand.
    expect([...parts[1].rank].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(parts[0].rank).toHaveLength(units.length);
  });

  it('stability tells how far each weight can move', async () => {
    const { out } = await bench.run(`sensitivity stability ${ASK} --top 2`);
    // Sold for 60 to 63 in the best place and 10 to 13 in the last: no weight makes another brand first.
    expect(out).toMatch(/\n {2}weight {3}in {5}share {2}first stays {2}top 2 stays +grades stay +all ranks stay\n {2}revenue {2}power {4}60% {2}0% to 100% {3}55\.6% to 100% {2}0% to 83\.3% /); // prettier-ignore
    const { weights, peers, top } = await parsed<{ readonly top: number; readonly peers: unknown; readonly weights: readonly { readonly id: string; readonly first: readonly { readonly low: number; readonly high: number }[] }[] }>(`stability ${ASK} --top 2`); // prettier-ignore
    expect([top, peers, weights.map(({ id }) => id)]).toEqual([2, [['tea']], ['revenue', 'units']]);
    expect(weights[0].first[0].low).toBeLessThanOrEqual(0.6);
    expect(weights[0].first[0].high).toBeGreaterThanOrEqual(0.6);
  });

  it('says of real films with a geometric mean why there is no exact range', async () => {
    const { out } = await bench.run(`sensitivity stability --model ${FILMS}/model.json --sales ${FILMS}/sales.csv`);
    expect(out).toContain('no exact range: a mean on the way is not arithmetic');
  });
});

describe('sensitivity refuses', () => {
  it.each([
    ['no question', ASK, "missing required argument 'question'"],
    ['a question that is none', `luck ${ASK}`, 'Allowed choices are bootstrap, choices, leave-one-out, stability'],
    ['no model', 'bootstrap --sales sales.csv', "required option '--model <file>' not specified"],
    ['a seed that is no number', `bootstrap ${ASK} --seed x`, 'It is a whole number, 0 or more'],
    ['a seed below 0', `bootstrap ${ASK} --seed -1`, 'It is a whole number, 0 or more'],
    ['no runs', `choices ${ASK} --runs 0`, 'It is a whole number, 1 or more'],
    ['a top of 0', `choices ${ASK} --top 0`, 'It is a whole number, 1 or more'],
    ['a top of 0 of weights too', `stability ${ASK} --top 0`, 'It is a whole number, 1 or more'],
    ['no workers', `bootstrap ${ASK} --workers 0`, 'It is a whole number, 1 or more'],
    ['a level of 1', `bootstrap ${ASK} --level 1`, 'It is a share between 0 and 1'],
    ['a level in percent', `choices ${ASK} --level 90`, 'It is a share between 0 and 1'],
    ['a distribution that is none', `choices ${ASK} --weights gauss:1`, 'It is dirichlet:100'],
    ['a concentration of 0', `choices ${ASK} --weights dirichlet:0`, 'It is dirichlet:100'],
    ['a spread beyond 1', `choices ${ASK} --weights uniform:1.5`, 'It is dirichlet:100'],
    ['what another question asks for', `stability ${ASK} --runs 9`, '--runs is for bootstrap and choices, not for stability'],
    ['blocks without a bootstrap', `choices ${ASK} --by date`, '--by is for bootstrap, not for choices'],
    ['weights without choices', `leave-one-out ${ASK} --sobol`, '--sobol is for choices, not for leave-one-out'],
  ])('%s as bad usage', async (_, args, message) => {
    const { code, out, err } = await bench.run(`sensitivity ${args}`);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  }); // prettier-ignore

  it.each([
    ['blocks that no column names', `bootstrap ${ASK} --by shop`, 'by: no column "shop" of the sales rows to draw by; merchant and date are usual'],
    ['blocks of a prototype', `bootstrap ${ASK} --by __proto__`, 'by: no column "__proto__" of the sales rows to draw by; merchant and date are usual'],
    ['a single replicate', `bootstrap ${ASK} --runs 1`, 'replicates: must be a whole number from 2 to'],
    ['a model without its sales', 'bootstrap --model model.json', 'sales: the model measures sales rows; give a sales table'],
    ['choices that are not there', `choices ${ASK} --choices nowhere.json`, 'nowhere.json: no such file or folder'],
  ])('%s as bad data, in one line', async (_, args, message) => {
    const { code, out, err } = await bench.run(`sensitivity ${args}`);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^brandrank: [^\n]*\n$/);
    expect(err).toContain(message);
  }); // prettier-ignore
});

describe('help', () => {
  it.each(['sensitivity', 'calibrate', 'explain'])(
    'of %s has its options, what --json answers, and examples',
    async name => {
      const { code, out, err } = await bench.run(`${name} --help`);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      for (const option of ['--json', '--quiet', ...(name === 'explain' ? [] : ['--seed'])])
        expect(out).toContain(option);
      expect(out).toMatch(/With --json the answer is[\s\S]*"ok": false/);
      expect(out).toMatch(new RegExp(`Examples:\\n {2}\\$ brandrank ${name} `));
    },
  );
});
