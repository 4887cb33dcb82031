import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bench, MODEL, ROOT, rowsOf, SALES } from './cli.ts';

const bench = new Bench();
afterAll(() => bench.remove());

const FILMS = join(ROOT, 'fixtures/films');

beforeAll(async () => {
  bench.put('model.json', JSON.stringify(MODEL));
  bench.put('sales.csv', SALES);
  expect(
    (await bench.run(`rate --model ${FILMS}/model.json --sales ${FILMS}/sales.csv --quiet --out films`)).code,
  ).toBe(0);
});

describe('apply', () => {
  it('gives the scores of rate under its own anchors', async () => {
    const ran = await bench.run(
      `apply --model ${FILMS}/model.json --anchors films/anchors.json --sales ${FILMS}/sales.csv --quiet --out applied`,
    );
    expect(ran).toEqual({ code: 0, out: '', err: '' });
    for (const name of ['ratings.csv', 'indicators.csv', 'anchors.json'])
      expect(bench.read(`applied/${name}`), name).toBe(bench.read(`films/${name}`));
  });

  it('scores newcomers where the others do not move, and those without known peers not at all', async () => {
    await bench.run('rate --model model.json --sales sales.csv --out base');
    bench.put('new.csv', `${SALES.split('\n')[0]}\n2018-09-01,North,Di,tea,2,25\n2018-09-01,North,Eve,coffee,9,99\n`);
    const { out } = await bench.run('apply --model model.json --anchors base/anchors.json --sales new.csv --out new');
    expect(out).toContain('1 unit without a score: the anchors do not know their peers');
    expect(rowsOf(bench.read('new/ratings.csv')).map(({ brand, score, grade }) => [brand, score, grade])).toEqual([
      ['Eve', '', ''],
      ['Di', '110', 'A'],
    ]);
    expect((await bench.run('explain --release new --unit Eve')).out)
      .toBe(`coffee / Eve: no score, the anchors do not know its peers
  indicator  raw  normalized  weight
  revenue     99           –       –
  units        9           –       –
`);
  });
});
