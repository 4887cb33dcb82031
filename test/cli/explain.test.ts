import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainer } from '../../src/audit/explain.ts';
import { profile } from '../../src/audit/profile.ts';
import { explanationLines } from '../../src/cli/explanationLines.ts';
import { readRelease } from '../../src/cli/releaseFiles.ts';
import { Bench, MODEL, ROOT, SALES } from './cli.ts';

const bench = new Bench();
afterAll(() => bench.remove());

const SCRIPT = '/usr/bin/script';
const GROCERIES = join(ROOT, 'fixtures/groceries');
const FILMS = join(ROOT, 'fixtures/films');

beforeAll(async () => {
  const tables = ['sales.csv.gz', 'brand_metrics.csv', 'brands.csv', 'categories.csv'].map(name =>
    join(GROCERIES, name),
  );
  await bench.run(
    `rate --model ${join(GROCERIES, 'model.json')} --sales ${tables[0]} --metrics ${tables[1]} --brands ${tables[2]} --categories ${tables[3]} --out groceries --quiet`,
  );
  await bench.run(`rate --model ${join(FILMS, 'model.json')} --sales ${join(FILMS, 'sales.csv')} --out films --quiet`);
  bench.put('model.json', JSON.stringify(MODEL));
  bench.put('sales.csv', SALES);
  await bench.run('rate --model model.json --sales sales.csv --out small --quiet');
});

describe('explain', () => {
  it('gives points that add up to the score for every unit of the groceries, within 1e-9', async () => {
    const released = await readRelease(join(bench.folder, 'groceries'));
    const explain = explainer(released);
    expect(released.count).toBe(1434);
    for (let unit = 0; unit < released.count; unit++) {
      const { score, contributions, addsUp } = explain(unit);
      expect(addsUp).toBe(true);
      expect(Math.abs(contributions.reduce((sum, { points }) => sum + points, 0) - score)).toBeLessThan(1e-9);
      expect(contributions.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    }
  });

  it('prints raw and normalized values, weights, points and the lead on the peers', async () => {
    expect(await bench.run('explain --release small --unit Ada')).toEqual({
      code: 0,
      out: `tea / Ada: score 20, rank 3, grade B, coverage 100%
  grade B for 1 release
  indicator  raw  normalized  weight  points  against peers
  revenue     10           0   60.0%       0            −30
  units        2          50   40.0%      20             +0
  score                                   20
  weak: revenue (3rd of 3)
  most like it: Cy (rank 2, score 30), Bo (rank 1, score 100)
  to grade A: 40 points more: revenue from 10 to 16.67; the rest as it is
  to rank 2: 10 points more: revenue from 10 to 11.67, or units from 2 to 2.5; the rest as it is
`,
      err: '',
    });
  });

  it('says why two units of the same peers differ, the greatest part first', async () => {
    expect(await bench.run('explain --release small --unit Ada --against Bo')).toEqual({
      code: 0,
      out: `tea / Ada: score 20, 80 below tea / Bo: score 100
  indicator   raw  other  normalized  other  points
  revenue      10     20           0    100     −60
  units         2      3          50    100     −20
  difference                                    −80
`,
      err: '',
    });
    const { differences } = JSON.parse(
      (await bench.run('explain --release small --unit Ada --against Bo --json')).out,
    ) as {
      differences: { difference: number }[];
    };
    expect(differences.map(({ difference }) => difference)).toEqual([-80]);
  });

  it('says what moved a score since an earlier release, in parts that add up', async () => {
    // Of 10 to 20 Ada's 10 was worth 0 and 15 is 50; of 15 to 20, 10 is -100 and 15 is worth 0: 75 by 0.6 on the mean.
    bench.put('later.csv', SALES.replace('2,10', '2,15'));
    await bench.run('rate --model model.json --sales later.csv --out later --quiet');
    expect(await bench.run('explain --release later --unit Ada --since small')).toEqual({
      code: 0,
      out: `tea / Ada: score 20, as in the earlier release
                then  now  points
  its own data                +45
    revenue       10   15     +45
  its peers                   −45
  the weights                  +0
  the methods                  +0
  change                       +0
`,
      err: '',
    });
    const { changes } = JSON.parse(
      (await bench.run('explain --release later --unit Ada --since small --json')).out,
    ) as {
      changes: { change: { data: number; peers: number } }[];
    };
    expect(changes[0].change).toMatchObject({ data: 45, peers: -45, weights: 0, methods: 0 });
    expect(await bench.run('explain --release later --unit Ada --since small --against Bo')).toMatchObject({
      code: 2,
      out: '',
    });
    expect(await bench.run('explain --release later --unit Ada --since nowhere')).toMatchObject({ code: 1, out: '' });
  });

  it('tells what it would take to reach a goal: one indicator alone, and some at once by their efforts', async () => {
    // Ada has 10 of 10 to 20 revenue and 2 of 1 to 3 units: 0 + 20. Within the buffer of A it needs 60: 40 more.
    const { code, out } = await bench.run(
      'explain --release small --unit Ada --reach grade:A --change revenue units:2',
    );
    expect(code).toBe(0);
    expect(out).toBe(`tea / Ada: score 20, 40 points more to grade A
  indicator    from     to  effort  score
  one alone
    revenue      10  16.67   1.333     60
    units         2      4       4     60  beyond all peers
  all at once
    revenue      10     15       1     60
    units         2    2.5       1     60
`);
    const { reach } = JSON.parse(
      (await bench.run('explain --release small --unit Ada --reach rank:2 --among-peers --json')).out,
    ) as { reach: { isReached: boolean; alone: { id: string; to: number; isReached: boolean }[] }[] };
    // Cy has 30: 10 points are 1.67 of revenue or half a unit.
    expect(reach[0].alone.map(({ id, to }) => [id, Number(to.toFixed(9))])).toEqual([
      ['revenue', 11.666666667],
      ['units', 2.5],
    ]);
    expect((await bench.run('explain --release small --unit Bo --reach score:99')).out).toBe(
      'tea / Bo: score 100: enough for score 99\n',
    );
    const far = await bench.run('explain --release small --unit Ada --reach score:101 --change units --among-peers');
    expect(far.out).toMatch(/ {4}units +2 {3}3 {7}1 {5}40 {2}does not reach it\n/);
  });

  it.each([
    ['--reach top', 2, 'It is grade:A, rank:3 or score:80.'],
    ['--reach rank:x', 2, 'It is grade:A, rank:3 or score:80.'],
    ['--reach score:', 2, 'It is grade:A, rank:3 or score:80.'],
    ['--reach grade:A --change units:0', 2, 'such as stores:3'],
    ['--reach grade:A --against Bo', 2, '--against and --reach are 2 questions; ask one at a time'],
    ['--change units', 2, '--change is for --reach'],
    ['--among-peers', 2, '--among-peers is for --reach'],
    ['--seed x', 2, 'It is a whole number, 0 or more.'],
    ['--reach grade:__proto__', 1, 'grade: no grade "__proto__"; the model has A, B'],
    ['--reach rank:9', 1, 'rank: must be a whole number from 1 to 3, not 9'],
    ['--reach rank:0', 1, 'rank: must be a whole number from 1 to 3, not 0'],
    ['--reach grade:A --change __proto__', 1, 'efforts.__proto__: no indicator of the index; there are revenue, units'],
  ])('refuses %s', async (args, code, message) => {
    const ran = await bench.run(`explain --release small --unit Ada ${args}`);
    expect([ran.code, ran.out]).toEqual([code, '']);
    expect(ran.err).toContain(message);
  });

  it('estimates the parts of more than 12 indicators from a seed, and says how far they may be off', async () => {
    const ids = Array.from({ length: 13 }, (_, at) => `i${at}`);
    bench.put('wide.json', JSON.stringify({
      version: 1,
      name: 'wide',
      rate: { within: [] },
      indicators: ids.map(id => ({ id, formula: `metric(${id})` })),
      normalize: { method: 'min-max', to: [1, 100] },
      index: { id: 'power', aggregate: { method: 'geometric' }, of: ids.map(id => ({ id })) },
    })); // prettier-ignore
    const rows = (shift: number): string =>
      ['Ada', 'Bo', 'Cy', 'Di'].map((brand, at) => [brand, ...ids.map((_, part) => ((at * 7 + part * 5 + shift * at) % 11) + 1)].join()).join('\n'); // prettier-ignore
    bench.put('wide.csv', `brand,${ids.join()}\n${rows(0)}\n`);
    bench.put('later-wide.csv', `brand,${ids.join()}\n${rows(1)}\n`);
    await bench.run('rate --model wide.json --metrics wide.csv --out wide --quiet');
    await bench.run('rate --model wide.json --metrics later-wide.csv --out later-wide --quiet');
    const ask = async (more: string): Promise<string> => (await bench.run(`explain --release later-wide --unit Bo ${more}`)).out; // prettier-ignore
    expect(await ask('')).toMatch(/estimated, with a standard error of at most 0\.\d+\n/);
    expect(await ask('--since wide')).toMatch(/its values are estimated, with a standard error of at most 0\.\d+\n/);
    for (const question of ['', '--since wide', '--against Cy']) {
      const first = await ask(`${question} --json --seed 3`);
      expect(await ask(`${question} --json --seed 3`)).toBe(first);
      expect(await ask(`${question} --json --seed 4`)).not.toBe(first);
    }
  });

  it.skipIf(!existsSync(SCRIPT))(`shows its progress on a terminal only (needs ${SCRIPT})`, () => {
    const onTerminal = (more: string): string => {
      const command = `${process.execPath} ${ROOT}src/cli/main.ts explain --release groceries --unit 69 ${more} > out.txt`;
      return execFileSync(SCRIPT, ['-qec', command, '/dev/null'], { cwd: bench.folder, encoding: 'utf8' });
    };
    expect(onTerminal('')).toMatch(/profiles .*\/36/);
    expect(onTerminal('--quiet')).toBe('');
    expect(onTerminal('--json')).toBe('');
  });

  it('names what is not there to be compared with', async () => {
    expect(await bench.run('explain --release small --unit Ada --against Boo')).toMatchObject({
      code: 1,
      err: 'brandrank: --against: the release has no brand "Boo"; did you mean "Bo"?\n',
    });
    const { code, err } = await bench.run('explain --release groceries --unit 69 --within BEEF --against 4128');
    expect(code).toBe(1);
    expect(err).toMatch(/^brandrank: --/);
  });

  it('holds for every ranked brand of the groceries: what it says is least takes the next rank', async () => {
    const released = await readRelease(join(bench.folder, 'groceries'));
    const profiled = profile(released);
    const ranked = [...released.rank.keys()].filter(unit => released.rank[unit] > 1);
    expect(ranked.length).toBeGreaterThan(300);
    let ways = 0;
    for (const unit of ranked.slice(0, 60)) {
      const { nextRank, strengths, weaknesses } = profiled(unit);
      expect(strengths.every(({ gap }) => gap > 0) && weaknesses.every(({ gap }) => gap < 0)).toBe(true);
      expect(nextRank?.alone.every(({ reason }) => reason === null || reason === 'missing')).toBe(true);
      for (const { isReached, score } of nextRank?.alone ?? []) {
        if (!isReached) continue;
        ways++;
        expect(score).toBeGreaterThanOrEqual((nextRank?.aim.score ?? NaN) - 1e-9);
      }
    }
    expect(ways).toBeGreaterThan(100);
  });

  it('gives points under a geometric index too, that add up to the score for every studio, within 1e-9', async () => {
    const { out } = await bench.run('explain --release films --unit Miramax --within Action');
    expect(out).toContain('Action / Miramax: score 71, rank 2, grade A, coverage 100%\n');
    expect(out).toMatch(/\n {2}score +71\n {2}points: each indicator's weight in what the mean peer would have \(\d/);
    const released = await readRelease(join(bench.folder, 'films'));
    const explain = explainer(released);
    expect(released.count).toBeGreaterThan(100);
    for (let unit = 0; unit < released.count; unit++) {
      const { score, baseline, contributions, addsUp, method } = explain(unit);
      const sum = (key: 'points' | 'lead'): number => contributions.reduce((total, part) => total + part[key], 0);
      if (Number.isNaN(score)) continue;
      expect([addsUp, method]).toEqual([false, 'shapley']);
      expect(Math.abs(sum('points') - score)).toBeLessThan(1e-9);
      if (!Number.isNaN(baseline)) expect(Math.abs(sum('lead') - (score - baseline))).toBeLessThan(1e-9);
    }
  });

  it('shows a unit among all its peers when --within is left out, twenty at most', async () => {
    const { out } = await bench.run('explain --release groceries --unit 69');
    expect(out.match(/ \/ 69: /g)).toHaveLength(20);
    const { units } = JSON.parse((await bench.run('explain --release groceries --unit 69 --json')).out) as {
      units: unknown[];
    };
    expect(units.length).toBeGreaterThan(21);
    expect(out.endsWith(`\n… and in ${units.length - 20} groups more; name one with --within\n`)).toBe(true);
  });

  it('says nothing with --quiet', async () => {
    expect(await bench.run('explain --release small --unit Ada --quiet')).toEqual({ code: 0, out: '', err: '' });
  });

  it('finds a name in another spelling of Unicode, and with blanks around it', async () => {
    bench.put('cafe.csv', `${SALES}2018-08-03,S,Café,tea,1,1\n`);
    await bench.run('rate --model model.json --sales cafe.csv --out cafe --quiet');
    expect((await bench.run('explain --release cafe --unit " Cafe\u0301 "')).out).toMatch(/^tea \/ Café: score /);
  });
});

describe('the lines of an explanation', () => {
  const part = {
    id: 'revenue',
    path: ['power'],
    direction: 'benefit' as const,
    raw: 1,
    filledWith: NaN,
    treated: null,
    normalized: NaN,
    weight: 0,
    points: 0,
    lead: NaN,
    error: null,
  };
  const unit = [{ name: 'brand', value: 'Ada' }];
  const common = {
    ...{ unit, rank: NaN, grade: null, coverage: 0.25, addsUp: true, baseline: NaN, nodes: [] },
    method: 'sum' as const,
  };

  it('say of a unit that is not eligible that it has no rank', () => {
    const lines = explanationLines({
      ...common,
      score: 40,
      eligible: false,
      contributions: [{ ...part, normalized: 40, weight: 1, points: 40, lead: NaN }],
    });
    expect(lines).toEqual([
      'Ada: score 40, not eligible: no rank, no grade, coverage 25%',
      '  indicator  raw  normalized  weight  points  against peers',
      '  revenue      1          40  100.0%      40              –',
      '  score                                   40',
    ]);
  });

  it('say which values are not as measured', () => {
    const changed = {
      ...part,
      ...{ raw: NaN, filledWith: 99, treated: { before: 99, after: 12.5 } },
      ...{ normalized: 40, weight: 1, points: 40, lead: 0 },
    };
    const lines = explanationLines({ ...common, score: 40, eligible: true, contributions: [changed] });
    expect(lines.at(-1)).toBe('  revenue: missing, filled with 99; an outlier, 99 became 12.5');
  });

  it('say of a unit of which too little is known that it has no score', () => {
    const lines = explanationLines({ ...common, score: NaN, eligible: true, contributions: [part] });
    expect(lines).toEqual([
      'Ada: no score, too little of it is known, coverage 25%',
      '  indicator  raw  normalized  weight',
      '  revenue      1           –    0.0%',
    ]);
  });
});

describe('check', () => {
  it('says what a model reads, and writes nothing', async () => {
    mkdirSync(join(bench.folder, 'here'));
    expect(await bench.run('check --model model.json')).toEqual({
      code: 0,
      out: 'no faults; the model reads\n  sales: date (date), category (text), brand (text), revenue (number), units (number)\n',
      err: '',
    });
    expect(JSON.parse((await bench.run('check --model model.json --json')).out)).toEqual({
      ok: true,
      needs: {
        sales: [
          ['date', 'date'],
          ['category', 'text'],
          ['brand', 'text'],
          ['revenue', 'number'],
          ['units', 'number'],
        ].map(([name, type]) => ({ name, type })),
      },
    });
    expect((await bench.run(`check --model ${join(GROCERIES, 'model.json')}`)).out).toMatch(
      /\n {2}metrics: quarter_ending \(date\), product_category \(text\), manufacturer_id \(text\), households \(number\)/,
    );
  });

  it('says what was read of tables', async () => {
    const args = 'check --model model.json --sales sales.csv';
    expect(await bench.run(args)).toEqual({ code: 0, out: 'no faults\nsales: 3 rows of sales.csv\n', err: '' });
    expect(await bench.run(`${args} --quiet`)).toEqual({ code: 0, out: '', err: '' });
    const { out } = await bench.run(`${args} --json`);
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      inputs: [{ table: 'sales', rows: { read: 3, used: 3, rejected: 0 } }],
      rejects: [],
    });
  });
});

describe('check --health', () => {
  const tables = `--sales ${join(FILMS, 'sales.csv')}`;
  const model = `--model ${join(FILMS, 'model.json')}`;

  it('prints what is worth a look, then the indicators and the indices', async () => {
    const { code, out, err } = await bench.run(`check ${model} ${tables} --health`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /\nhealth, by 117 eligible units; worth a look:\n {2}standing \(alpha 0\.34\): has parts with little/,
    );
    expect(out).toMatch(/\n {2}gross +box_office +20\.0% +26\.0% +0\.92 +0\.68 +8\.5%\n/);
    expect(out).toMatch(/\n {2}acclaim +2 +0\.82 +84\.9% +2\n/);
  });

  it('answers programs with every number', async () => {
    const { out } = await bench.run(`check ${model} ${tables} --health --json`);
    const { health } = JSON.parse(out) as {
      health: { units: number; pairs: unknown[]; nodes: { components: { loadings: number[] }[] }[]; flags: unknown[] };
    };
    expect([health.units, health.pairs.length, health.nodes.length, health.flags.length]).toEqual([117, 28, 4, 1]);
    expect(health.nodes[0].components[0].loadings).toHaveLength(3);
  });

  it('is bad usage without tables', async () => {
    expect(await bench.run(`check ${model} --health`)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('--health needs tables') as string,
    });
  });
});

describe('help', () => {
  it('of the command lists the commands', async () => {
    const { code, out, err } = await bench.run('--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /rate \[options\] [\s\S]*apply \[options\] [\s\S]*check \[options\] [\s\S]*explain \[options\] /,
    );
    expect(await bench.run('help')).toEqual({ code: 0, out, err: '' });
  });

  it.each(['rate', 'apply', 'check', 'explain'])(
    'of %s has its options, what --json answers, and examples',
    async name => {
      const { code, out, err } = await bench.run(`${name} --help`);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(
        new RegExp(
          `^Usage: brandrank ${name} [\\s\\S]*--json[\\s\\S]*With --json the answer is[\\s\\S]*"ok": false[\\s\\S]*Examples:\\n  \\$ .*brandrank ${name} `,
        ),
      );
    },
  );

  it('of nothing is bad usage', async () => {
    const { code, out, err } = await bench.run('');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^Usage: brandrank/);
  });

  it('gives the version', async () => {
    expect((await bench.run('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
