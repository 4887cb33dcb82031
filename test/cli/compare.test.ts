import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bench, MODEL, ROOT, rowsOf, SALES } from './cli.ts';

const bench = new Bench();
afterAll(() => bench.remove());

const SCRIPT = '/usr/bin/script';
const GROCERIES = join(ROOT, 'fixtures/groceries');
const MONTHS: Record<string, string> = {
  july: SALES.replaceAll('2018-08', '2018-07'),
  august: SALES.replace('tea,2,10', 'tea,3,18').replace('tea,1,15', 'tea,1,2'),
  // Ada as in July; Bo is gone, Di is new, with a name that a spreadsheet would run.
  september: `date,merchant,brand,category,units,revenue
2018-09-01,North,Ada,tea,2,10
2018-09-03,South,Cy,tea,1,15
2018-09-03,South,=1+1,tea,3,20
`,
};

const rate = async (name: string, model: object = MODEL, sales = MONTHS[name]): Promise<void> => {
  bench.put(`${name}.json`, JSON.stringify(model));
  bench.put(`${name}.csv`, sales);
  expect(await bench.run(`rate --model ${name}.json --sales ${name}.csv --out ${name} --quiet`)).toMatchObject({
    code: 0,
    err: '',
  });
};

beforeAll(async () => {
  for (const name of Object.keys(MONTHS)) await rate(name);
  await rate(
    'reweighed',
    {
      ...MODEL,
      index: {
        id: 'power',
        of: [
          { id: 'revenue', weight: 10 },
          { id: 'units', weight: 90 },
        ],
      },
    },
    MONTHS['august'],
  );
  bench.put(
    'all.csv',
    Object.values(MONTHS)
      .join('')
      .replaceAll(/(?<=\n)date.*\n/g, ''),
  );
});

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

describe('diff', () => {
  it('prints who moved and why, what to look at, the migration of grades and the distributions', async () => {
    const { code, out, err } = await bench.run('diff july august');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    // Ada by hand: its revenue from 10 to 18 gives 48 points between 10 and 20, and 26.7 between 2 and 20; its units give 20 either way.
    expect(out).toMatch(
      new RegExp(
        `^${escaped(`tea-power: 2018-08-03 against 2018-07-03
3 units ranked in both, 2 of them moved; 0 entered, 0 left
ranks agree: Kendall's tau-b 0.333, Spearman 0.5, rank-biased overlap 0.955

look at
  level  what       why                 where to look
  watch  tea / Ada  score 20.0 to 93.3  its revenue: 10 to 18
  watch  tea / Cy   score 30.0 to 0.0   its revenue: 15 to 2

greatest moves   rank  grade        score   data  peers
tea / Ada       3 → 2  B → A  20.0 → 93.3  +57.3    +16
tea / Cy        2 → 3  B → B   30.0 → 0.0  −60.7  +30.7

grades before (down) and after (across)
        A  B  none
  A     1  0     0
  B     1  1     0
  none  0  0

distributions  stability  by chance  distance  p      median      missing
`)}score .* 0\\.333  1  30 → 93\\.33  0\\.0% → 0\\.0%\n`,
      ),
    );
  });

  it('writes every unit as CSV, also to standard output, with names that no spreadsheet runs', async () => {
    const { out } = await bench.run('diff july september --out moves.csv');
    expect(out).toContain('2 units ranked in both, 0 of them moved; 1 entered, 1 left\n');
    expect(out).toMatch(/\nevery unit is in moves\.csv\n$/);
    const rows = rowsOf(bench.read('moves.csv'));
    expect(rows.map(({ brand, status }) => [brand, status])).toEqual([
      ["'=1+1", 'entered'],
      ['Ada', 'same'],
      ['Bo', 'left'],
      ['Cy', 'same'],
    ]);
    expect((await bench.run('diff july september --out -')).out).toBe(bench.read('moves.csv'));
    expect((await bench.run('diff july september --out - --raw')).out).toContain('\ntea,=1+1,entered,');
  });

  it('answers in JSON', async () => {
    const { code, out } = await bench.run('diff july august --json');
    const answer = JSON.parse(out) as Record<string, unknown>;
    expect(code).toBe(0);
    expect(Object.keys(answer)).toEqual([
      'ok',
      'before',
      'after',
      'counts',
      'differences',
      'migration',
      'agreement',
      'drift',
      'warnings',
      'units',
    ]);
    expect(answer).toMatchObject({
      before: { folder: 'july', model: 'tea-power', period: { start: '2018-06-03', end: '2018-07-03' }, units: 3 },
      counts: { entered: 0, left: 0, moved: 2, same: 1, unranked: 0 },
      migration: {
        grades: ['A', 'B'],
        groups: [
          {
            peers: ['tea'],
            counts: [
              [1, 0, 0],
              [1, 1, 0],
              [0, 0, 0],
            ],
          },
        ],
      },
      agreement: { groups: [{ peers: ['tea'], units: 3 }] },
    });
    expect((answer['units'] as object[])[0]).toMatchObject({ brand: 'Ada', score_before: 20, weights: 0, methods: 0 });
  });

  it('refuses a release of another model with every difference, unless asked', async () => {
    const refused = await bench.run('diff july reweighed');
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(
      /^brandrank: model\.index\.of\.revenue\.weight: .*60 before, 10 after.*\nbrandrank: model\.index\.of\.units\.weight: .*\n$/,
    );
    const { faults } = JSON.parse((await bench.run('diff july reweighed --json')).out) as {
      faults: { path: string[] }[];
    };
    expect(faults.map(({ path }) => path.at(-2))).toEqual(['revenue', 'units']);
    const { code, out } = await bench.run('diff july reweighed --across-models');
    expect(code).toBe(0);
    expect(out).toContain(
      'the models differ\n  where                    before  after\n  index.of.revenue.weight  60      10\n  index.of.units.weight    40      90\n',
    );
    expect(out).toMatch(/greatest moves .*data +peers +weights +methods\n/);
  });

  it('says what is wrong in one line, and what cannot be read is named', async () => {
    expect(await bench.run('diff july nowhere')).toEqual({
      code: 1,
      out: '',
      err: 'brandrank: nowhere/release.json: no such file or folder\n',
    });
    expect((await bench.run('diff july')).code).toBe(2);
    expect((await bench.run('diff july august --alert none')).code).toBe(2);
    expect((await bench.run('diff july august --quiet')).out).toBe('');
    const record = JSON.parse(bench.read('july/release.json')) as object;
    bench.put('odd/release.json', JSON.stringify({ ...record, period: 'July' }));
    for (const name of ['ratings.csv', 'indicators.csv', 'changes.csv', 'anchors.json'])
      bench.put(`odd/${name}`, bench.read(`july/${name}`));
    expect((await bench.run('diff odd august')).err).toMatch(
      /^brandrank: odd\/release\.json: the record was changed after the release/,
    );
  });
});

describe('history', () => {
  it('follows every unit, in the order of the releases', async () => {
    const { code, out, err } = await bench.run('history september july august --out units.csv');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('3 releases, 2018-07-03 to 2018-09-03: 4 units\n');
    expect(out).toContain('2 changes of grade; 1 time the next release undid one, for 1 unit\n');
    expect(out).toContain('\ntea / Ada           1  B A B\n');
    const rows = rowsOf(bench.read('units.csv'));
    expect(Object.keys(rows[0]).slice(0, 5)).toEqual([
      'category',
      'brand',
      'score 2018-07-03',
      'rank 2018-07-03',
      'grade 2018-07-03',
    ]);
    expect(rows.find(({ brand }) => brand === 'Ada')).toMatchObject({
      'score 2018-07-03': '20',
      flickers: '1',
      grade_changes: '2',
    });
    expect((await bench.run('history july august september --out -')).out).toBe(bench.read('units.csv'));
  });

  it('scores all releases with the goalposts of one when asked, and follows raw values', async () => {
    const { units } = JSON.parse((await bench.run('history july august --base july --json')).out) as {
      units: Record<string, unknown>[];
    };
    // July: revenue 10 to 20, units 1 to 3. Ada in August: 18 and 3; Cy: 2 and 1, far below.
    expect(units.map(unit => unit['score 2018-08-03'])).toEqual([60 * 0.8 + 40, 100, -48]);
    const raw = JSON.parse((await bench.run('history july august --of units --json')).out) as {
      units: Record<string, unknown>[];
    };
    expect(raw.units.map(unit => unit['units 2018-08-03'])).toEqual([3, 3, 1]);
  });

  it.skipIf(!existsSync(SCRIPT))(`shows how many releases are read, on a terminal only (needs ${SCRIPT})`, () => {
    const onTerminal = (more: string): string => {
      const command = `${process.execPath} ${ROOT}src/cli/main.ts history july august september --out h.csv ${more}`;
      return execFileSync(SCRIPT, ['-qec', command, '/dev/null'], { cwd: bench.folder, encoding: 'utf8' });
    };
    expect(onTerminal('')).toMatch(/reading releases .*\/3/);
    expect(onTerminal('--quiet')).toBe('');
  });

  it('refuses what is no series', async () => {
    expect(await bench.run('history july july')).toMatchObject({
      code: 1,
      err: 'brandrank: releases.1: ends on 2018-07-03, as release 0 does; one release a day\n',
    });
    expect((await bench.run('history july --of unit')).err).toBe(
      'brandrank: of: no indicator "unit"; there are score, revenue, units\n',
    );
    expect((await bench.run('history july reweighed')).code).toBe(1);
    expect((await bench.run('history')).code).toBe(2);
    expect((await bench.run('history july --half-life 0')).code).toBe(2);
  });
});

describe('rebase', () => {
  it('writes what apply gives from the tables', async () => {
    const { code, out } = await bench.run('rebase august --base july --out rebased.csv');
    expect({ code, out }).toEqual({
      code: 0,
      out: '3 units of august with the goalposts of july\nwritten to rebased.csv\n',
    });
    await bench.run('apply --model august.json --anchors july/anchors.json --sales august.csv --out applied --quiet');
    const [rebased, applied] = [bench.read('rebased.csv'), bench.read('applied/ratings.csv')].map(rowsOf);
    const place = (rows: Record<string, string>[]): unknown[] =>
      rows
        .map(({ brand, rank, grade, score }) => ({ brand, rank, grade, score }))
        .sort((a, b) => a.brand.localeCompare(b.brand));
    expect(place(rebased)).toEqual(place(applied));
    expect((await bench.run('rebase reweighed --base july --out x.csv')).code).toBe(1);
    expect((await bench.run('rebase august --out x.csv')).code).toBe(2);
  });
});

describe('index', () => {
  it('gives the index of the market, and of its segments', async () => {
    const { code, out, err } = await bench.run(
      'index july august september --sales all.csv --spend revenue --by merchant --out index.csv',
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    // July: (10·20 + 20·100 + 15·30) / 45.
    expect(out).toMatch(
      /^release {5,}index {2,}mix {2,}scores {2,}power {2,}mean score {2,}spend {2,}covered\n2018-07-03 {2,}100\.00 .* 58\.89 {2,}45 {2,}100\.0%\n/,
    );
    expect(out).toContain('\nfrom 2018-07-03 to 2018-09-03\nmerchant ');
    expect(rowsOf(bench.read('index.csv')).map(({ period_end, merchant }) => `${period_end} ${merchant}`)).toHaveLength(
      6,
    );
    const { whole } = JSON.parse((await bench.run('index july august --sales all.csv --spend revenue --json')).out) as {
      whole: Record<string, number>[];
    };
    expect(whole[1]['index'] - whole[0]['index']).toBeCloseTo(whole[1]['mix'] + whole[1]['scores'], 9);
    expect(whole[0]).toMatchObject({ mix: null, spend: 45, covered: 1 });
  });

  it('says which columns are not there', async () => {
    const wrong = await bench.run('index july --sales all.csv --spend revnue --by merchnt');
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('no column "revnue"; did you mean "revenue"?');
    expect(wrong.err).toContain('no column "merchnt"; did you mean "merchant"?');
    expect((await bench.run('index july --spend revenue')).err).toContain(
      "required option '--sales <file>' not specified",
    );
    expect((await bench.run('index july --sales all.csv')).code).toBe(2);
  });
});

describe('on the groceries', () => {
  it('a comparison of releases read back is that of the results', async () => {
    const tables = `--sales ${GROCERIES}/sales.csv.gz --metrics ${GROCERIES}/brand_metrics.csv --brands ${GROCERIES}/brands.csv --categories ${GROCERIES}/categories.csv`;
    const document = JSON.parse(readFileSync(join(GROCERIES, 'model.json'), 'utf8')) as {
      period: object;
    };
    for (const end of ['2017-11-26', '2017-12-24']) {
      bench.put(`${end}.json`, JSON.stringify({ ...document, period: { ...document.period, end } }));
      await bench.run(`rate --model ${end}.json ${tables} --out ${end} --quiet`);
    }
    const { units } = JSON.parse((await bench.run('diff 2017-11-26 2017-12-24 --json')).out) as {
      units: Record<string, number | null>[];
    };
    const split = units.filter(({ data }) => data !== null);
    expect(split.length).toBeGreaterThan(1000);
    for (const { score_change: change, data, peers, weights, methods } of split) {
      const sum = [data, peers, weights, methods].reduce<number>((total, part) => total + (part ?? NaN), 0);
      expect(Math.abs(sum - (change ?? NaN))).toBeLessThan(1e-9);
    }
  });
});

describe('help', () => {
  it.each(['diff', 'history', 'rebase', 'index'])(
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
});
