// `order --theme`, and `diversify` in a policy, as their users run them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bench, MODEL } from './cli.ts';

const bench = new Bench();
afterAll(() => bench.remove());

const RATINGS = `category,brand,rank,score
suits,Alba,1,80
suits,Dora,2,78
suits,'=Brio,3,60
dresses,Celia,1,90
dresses,Dora,2,60
rings,Fay,1,50
boots,Gus,1,99
`;
const BRANDS = `brand,owner
Alba,x
Dora,y
'=Brio,x
Celia,x
Fay,z
Gus,z
`;
const theme = {
  name: 'Wedding season',
  slots: 5,
  of: [
    { within: 'suits', share: 50 },
    { within: 'dresses', share: 30 },
    { within: 'rings', share: 20 },
  ],
};

beforeAll(() => {
  bench.put('ratings.csv', RATINGS);
  bench.put('brands.csv', BRANDS);
  bench.put('model.json', JSON.stringify({ ...MODEL, order: { themes: [theme] } }));
  const diversify = { method: 'mmr', similarity: { method: 'simple-matching', of: ['owner'] } };
  bench.put('diverse.json', JSON.stringify({ ...MODEL, order: { diversify } }));
});

const order = 'order --ratings ratings.csv --brands brands.csv';

describe('order --theme', () => {
  it('writes the list of the theme and tells its shares', async () => {
    const { code, out, err } = await bench.run(`${order} --model model.json --theme "Wedding season" --out theme.csv`);
    expect([code, err]).toEqual([0, '']);
    expect(bench.read('theme.csv')).toBe(`slot,category,brand,rank,score,serves,worth,cause,rules,reason
1,suits,Dora,2,78,2,85.80000000000001,score,,the turn of its category
2,dresses,Celia,1,90,1,90,score,,the turn of its category
3,suits,Alba,1,80,1,80,score,,the turn of its category
4,rings,Fay,1,50,1,50,score,,the turn of its category
5,suits,'=Brio,3,60,1,60,score,,the turn of its category
`);
    expect(out).toContain('suits: 3 slots\n  dresses: 1 slot\n  rings: 1 slot\n');
    expect(out).toContain('all rules hold');
  });

  it('answers machines', async () => {
    const { out } = await bench.run(`${order} --model model.json --theme "Wedding season" --out theme.json.csv --json`);
    const answer = JSON.parse(out) as Record<string, unknown>;
    expect(answer).toMatchObject({ ok: true, theme: 'Wedding season', slots: 5, compromises: [] });
    expect(answer['pages']).toEqual([
      { page: ['suits'], share: 50, planned: 3, shown: 3 },
      { page: ['dresses'], share: 30, planned: 1, shown: 1 },
      { page: ['rings'], share: 20, planned: 1, shown: 1 },
    ]);
    const rows = await bench.run(`${order} --model model.json --theme "Wedding season" --out - --json`);
    expect((JSON.parse(rows.out) as { brand: string }[]).map(({ brand }) => brand)).toEqual([
      'Dora',
      'Celia',
      'Alba',
      'Fay',
      '=Brio',
    ]);
  });

  it('says which themes there are when it is asked for another', async () => {
    const { code, err } = await bench.run(`${order} --model model.json --theme "Weding season" --out none.csv`);
    expect([code, err.trim()]).toEqual([
      1,
      'brandrank: theme: no theme "Weding season"; there are "Wedding season"; did you mean "Wedding season"?',
    ]);
    expect(() => bench.read('none.csv')).toThrow();
  });
});

describe('order with diversify', () => {
  it('reads the columns that units differ in, and says what it did', async () => {
    const { code, err } = await bench.run(`${order} --model diverse.json --out order.csv`);
    expect([code, err]).toEqual([0, '']);
    const [head, ...lines] = bench.read('order.csv').trimEnd().split('\n');
    expect(head.split(',')).toContain('diverse_rank');
    expect(lines.filter(line => line.startsWith('suits')).map(line => line.split(',')[1])).toEqual([
      'Alba',
      'Dora',
      "'=Brio",
    ]);
  });

  it('tells a column that no table has', async () => {
    bench.put('wrong.json', JSON.stringify({ ...MODEL, order: { diversify: { method: 'xquad', by: ['ownr'] } } }));
    const { code, err } = await bench.run(`${order} --model wrong.json --out order2.csv`);
    expect(code).toBe(1);
    expect(err).toContain('order.diversify.by.0: no column "ownr"');
  });
});
