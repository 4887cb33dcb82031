// The command line: an order from ratings, read back, held against the rules, and refused in plain words.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bench, ROOT, rowsOf } from './cli.ts';

const bench = new Bench();
afterAll(() => bench.remove());

const GROCERIES = `${ROOT}fixtures/groceries`;
const POLICY = { slots: 3, breakUp: [{ name: 'owners apart', by: 'owner', window: 2, atMost: 1 }] };
const MODEL = {
  version: 1,
  name: 'tea',
  columns: { brands: { brand: 'id' } },
  indicators: [{ id: 'sales', formula: 'sum(revenue)' }],
  index: { id: 'power', of: [{ id: 'sales' }] },
};
const RATINGS = `category,brand,rank,score,sales,coverage,eligible
tea,Ada,1,90,90,1,true
tea,'=Bo,2,80,80,1,true
tea,Cy,3,70,70,1,true
tea,Di,,60,60,1,false
`;
const put = (policy: object): string => bench.put('model.json', JSON.stringify({ ...MODEL, order: policy }));

beforeAll(() => {
  put(POLICY);
  bench.put('ratings.csv', RATINGS);
  bench.put('brands.csv', 'id,owner,opened\nAda,X,2018-01-01\n=Bo,X,2018-08-20\nCy,Y,2017-01-01\n');
});

const RUN = 'order --model model.json --ratings ratings.csv --brands brands.csv';

describe('brandrank order', () => {
  it('writes one row a slot, and says what was kept and why', async () => {
    const { code, out } = await bench.run(`${RUN} --out order.csv`);
    expect(code).toBe(0);
    const rows = rowsOf(bench.read('order.csv'));
    expect(rows.map(({ slot, brand, rank }) => [slot, brand, rank])).toEqual([
      ['1', 'Ada', '1'],
      ['2', 'Cy', '3'],
      ['3', "'=Bo", '2'],
    ]);
    expect([rows[0]['reason'], rows[2]['reason']]).toEqual(['by its score', 'kept back by owners apart']);
    expect(out).toContain('tea: 3 slots, score kept 0.993');
    expect(out).toContain('all rules hold');
  });

  it('answers programs with measures and compromises', async () => {
    put({ ...POLICY, breakUp: [{ name: 'owners apart', by: 'owner', window: 3, atMost: 1 }] });
    const { code, out } = await bench.run(`${RUN} --out order.csv --json`);
    put(POLICY);
    expect(code).toBe(0);
    const answer = JSON.parse(out) as Record<string, unknown>;
    expect(answer).toMatchObject({
      ok: true,
      out: 'order.csv',
      pages: [{ page: ['tea'], slots: 3, distinct: { owner: 2 } }],
    });
    expect(answer['compromises']).toMatchObject([{ rule: 'owners apart', page: ['tea'], stated: 1, found: 2 }]);
  });

  it('prints the rows alone for --out -', async () => {
    const { out } = await bench.run(`${RUN} --out -`);
    expect(out.split('\n')[0]).toBe('category,brand,slot,rank,boosted_rank,score,boosted_score,cause,rules,reason');
    const rows = JSON.parse((await bench.run(`${RUN} --out - --json`)).out) as { brand: string }[];
    expect(rows.map(({ brand }) => brand)).toEqual(['Ada', 'Cy', '=Bo']);
  });

  it('holds an order within a number of changes of the one before', async () => {
    bench.put('before.csv', 'category,brand,slot\ntea,Cy,1\ntea,=Bo,2\ntea,Ada,3\n');
    put({ slots: 3, stable: { changes: 0 } });
    const { code } = await bench.run(`${RUN} --previous before.csv --out again.csv`);
    put(POLICY);
    expect(code).toBe(0);
    expect(rowsOf(bench.read('again.csv')).map(row => row['brand'])).toEqual(['Cy', "'=Bo", 'Ada']);
  });

  it('knows how old a brand is on a day', async () => {
    put({ slots: 3, boost: [{ name: 'new', when: 'age_days(opened) < 30', points: 50 }] });
    const { code } = await bench.run(`${RUN} --date 2018-09-01 --out new.csv`);
    put(POLICY);
    expect(code).toBe(0);
    expect(rowsOf(bench.read('new.csv'))[0]).toMatchObject({ brand: "'=Bo", rank: '2', boosted_rank: '1' });
  });

  it.each([
    [
      'a model without a policy',
      { ...MODEL },
      '',
      'other.json.order: the model has no policy; state how pages are ordered',
    ],
    [
      'a column that is nowhere',
      { ...MODEL, order: { breakUp: [{ by: 'ownr', window: 2, atMost: 1 }] } },
      '',
      'order.breakUp.0.by: no column "ownr"',
    ],
    [
      'a column that may stand in a table that was not given',
      { ...MODEL, order: { page: ['department'] } },
      '',
      '"opened"; a table that has it can be given by --merchants or --categories or --metrics',
    ],
    [
      'a day that is none',
      { ...MODEL, order: POLICY },
      '--date tomorrow',
      'date: must be a day as YYYY-MM-DD, not "tomorrow"',
    ],
    [
      'exploration without a seed',
      { ...MODEL, order: { explore: { share: 0.5, evidence: 'coverage', below: 2 } } },
      '',
      'seed: the policy explores; give a seed',
    ],
    ['ratings that are not there', { ...MODEL, order: POLICY }, '--ratings none.csv', 'none.csv: no such file'],
  ])('refuses %s with exit code 1 and one line', async (_, model, more, line) => {
    bench.put('other.json', JSON.stringify(model));
    const { code, err } = await bench.run(
      `order --model other.json --ratings ratings.csv --brands brands.csv ${more} --out no.csv`,
    );
    expect(code).toBe(1);
    expect(err).toContain(line);
    expect(err.trim().split('\n').length).toBe(1);
  });

  it.each([
    ['without rows', 'category,brand,rank,score\n', 'odd.csv: has no rows'],
    [
      'that lists a unit twice',
      'category,brand,rank,score\ntea,a,1,5\ntea,a,2,4\n',
      'rows 1 and 2 are both for "tea / a"; one row a unit',
    ],
    ['of other columns', 'name,score\na,5\n', 'category: no column "category"; there are'],
    ['with a score that is no number', 'category,brand,rank,score\ntea,a,1,x\n', 'odd.csv: 1 of 1 rows cannot be used'],
  ])('refuses ratings %s', async (_, text, line) => {
    bench.put('odd.csv', text);
    const { code, err } = await bench.run('order --model model.json --ratings odd.csv --out no.csv');
    expect(code).toBe(1);
    expect(err).toContain(line);
  });

  it('refuses a seed that is no whole number as bad usage', async () => {
    expect((await bench.run(`${RUN} --seed x --out no.csv`)).code).toBe(2);
  });

  it('orders the groceries by their policy as the README shows it: 12 slots at most, no brand twice in any 4, no shelf in any 3', async () => {
    const sales = `--sales ${GROCERIES}/sales.csv.gz --metrics ${GROCERIES}/brand_metrics.csv`;
    expect((await bench.run(`rate --model ${GROCERIES}/model.json ${sales} --out release --quiet`)).code).toBe(0);
    const tables = `--brands ${GROCERIES}/brands.csv --categories ${GROCERIES}/categories.csv`;
    const { code, out } = await bench.run(
      `order --model ${GROCERIES}/model.json --ratings release/ratings.csv ${tables} --date 2017-12-24 --out pages.csv --json`,
    );
    expect(code).toBe(0);
    const { compromises, pages } = JSON.parse(out) as {
      compromises: { rule: string; page: string[] }[];
      pages: { page: string[]; slots: number; scoreKept: number }[];
    };
    expect(pages.map(({ page }) => page[0])).toEqual([
      'DELI',
      'DRUG GM',
      'GROCERY',
      'MEAT',
      'MEAT-PCKGD',
      'SEAFOOD-PCKGD',
    ]);
    expect(Math.max(...pages.map(({ slots }) => slots))).toBe(12);
    expect(compromises.filter(({ rule }) => rule === 'brands apart')).toEqual([]);
    expect(compromises.filter(({ page }) => page[0] === 'GROCERY' || page[0] === 'MEAT')).toEqual([]);
    const rows = rowsOf(bench.read('pages.csv')).filter(row => row['department'] === 'MEAT');
    const model = JSON.parse(readFileSync(`${GROCERIES}/model.json`, 'utf8')) as object;
    bench.put('plain.json', JSON.stringify({ ...model, order: { page: ['department'], slots: 12 } }));
    await bench.run(`order --model plain.json --ratings release/ratings.csv ${tables} --out plain.csv`);
    const before = rowsOf(bench.read('plain.csv')).filter(row => row['department'] === 'MEAT');
    const isClose = (row: Record<string, string>, at: number): boolean =>
      before.slice(Math.max(0, at - 2), at).some(other => other['category'] === row['category']);
    const name = (row: Record<string, string>): string => `${row['category']} / ${row['brand']}`;
    const readme = readFileSync(`${ROOT}README.md`, 'utf8');
    rows.forEach((row, at) =>
      expect(readme).toContain(`| ${at + 1} | ${name(before[at])} | ${name(row)} | ${row['rank']} |`),
    );
    const kept = pages.find(({ page }) => page[0] === 'MEAT')?.scoreKept ?? NaN;
    expect(readme).toContain(`| | score kept 1 | score kept ${kept.toFixed(3)} |`);
    expect(readme).toContain(`| | ${before.filter(isClose).length} slots too close | 0 slots too close |`);
    rows.forEach((row, at) => {
      for (const other of rows.slice(at + 1, at + 4)) expect(other['brand']).not.toBe(row['brand']);
      for (const other of rows.slice(at + 1, at + 3)) expect(other['category']).not.toBe(row['category']);
    });
  });
});
