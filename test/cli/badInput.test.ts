// What is wrong with the data: each fault has one outcome, with nothing written and what was there before untouched.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bench, MODEL, rowsOf, SALES } from './cli.ts';

const bench = new Bench();
afterAll(() => bench.remove());

const HEADER = SALES.split('\n')[0];
let before: Record<string, string>;

beforeAll(async () => {
  bench.put('model.json', JSON.stringify(MODEL));
  bench.put('sales.csv', SALES);
  await bench.run('rate --model model.json --sales sales.csv --out out');
  bench.put('out/notes.txt', 'mine');
  before = bench.files('out');
  expect(Object.keys(before)).toHaveLength(7);
});

/** The message of a run that fails with exit code 1 and writes nothing. */
async function faultsOf(args: string): Promise<string> {
  const { code, out, err } = await bench.run(args);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(bench.files('out')).toEqual(before);
  return err;
}

const rated = (sales: string | Uint8Array, more = ''): Promise<string> => {
  bench.put('bad.csv', sales);
  return faultsOf(`rate --model model.json --sales bad.csv --out out ${more}`);
};

describe('sales that cannot be rated', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['an empty file', '', 'bad.csv: is empty; a CSV file begins with a header line'],
    ['a header alone', `${HEADER}\n`, 'bad.csv: has no rows'],
    [
      'a misspelled column',
      SALES.replace('revenue', 'revnue'),
      'indicators.0.formula: no column "revenue"; there are "date", "category", "brand", "units", "merchant", "revnue"; did you mean "revnue"?',
    ],
    [
      'a missing key column',
      SALES.replace('brand', 'brnd'),
      'rate: no column "brand"; there are "date", "category", "revenue", "units", "merchant", "brnd"; did you mean "brnd"?',
    ],
    [
      'a missing date column',
      SALES.replace('date', 'day'),
      'sales.date: no column "date"; there are "category", "brand", "revenue", "units", "merchant", "day"',
    ],
    ['two columns of one name', SALES.replace('units', 'brand'), 'bad.csv: two columns are named "brand"'],
    [
      'text that is not UTF-8',
      Buffer.from(`${SALES}2018-08-03,S,Caf\xe9,tea,1,1\n`, 'latin1'),
      'bad.csv: line 5 is not UTF-8; convert the file to UTF-8, such as with iconv -f ... -t UTF-8',
    ],
    [
      'dates in another order',
      SALES.replaceAll(/2018-08-0(\d)/g, '0$1/08/2018'),
      'bad.csv: 3 of 3 rows cannot be used, at most 0% may; line 2, column "date", value "01/08/2018": ',
    ],
    ['an open quote', `${SALES}2018-08-03,S,"Di,tea,1,1\n`, 'bad.csv: line 5: the quote that opens here is not closed'],
  ])('%s', async (_, sales, message) => {
    expect(await rated(sales)).toContain(`brandrank: ${message}`);
  });

  it('of more rejected rows than --max-rejects, with the first of them', async () => {
    expect(await rated(`${SALES}2018-08-03,S,Di,tea,x,1\n`, '--max-rejects 0.2')).toBe(
      'brandrank: bad.csv: 1 of 4 rows cannot be used, at most 20% may; line 5, column "units", value "x": not a plain decimal number such as 1234.5\n',
    );
  });

  it('of a period without sales', async () => {
    bench.put('late.json', JSON.stringify({ ...MODEL, period: { end: '2020-01-31', days: 31 } }));
    expect(await faultsOf('rate --model late.json --sales sales.csv --out out')).toBe(
      'brandrank: sales: nothing to rate: no usable row between 2020-01-01 and 2020-01-31 (3 rows read, 0 rejected, 0 filtered out by "where"); widen the period or check the columns\n',
    );
  });

  it('that are not there, or are a folder', async () => {
    expect(await faultsOf('rate --model model.json --sales none.csv --out out')).toBe(
      'brandrank: none.csv: no such file\n',
    );
    mkdirSync(join(bench.folder, 'folder.csv'));
    expect(await faultsOf('rate --model model.json --sales folder.csv --out out')).toBe(
      'brandrank: folder.csv: is a directory, not a file\n',
    );
    mkdirSync(join(bench.folder, 'folder.parquet'));
    expect(await faultsOf('rate --model model.json --sales folder.parquet --out out')).toMatch(
      /^brandrank: folder\.parquet: .*\n$/,
    );
    bench.put('broken.parquet', 'PAR1');
    expect(await faultsOf('rate --model model.json --sales broken.parquet --out out')).toMatch(
      /^brandrank: broken\.parquet: .*\n$/,
    );
  });

  it('with two metrics rows for one unit, which check finds too', async () => {
    bench.put(
      'stars.json',
      JSON.stringify({ ...MODEL, indicators: [MODEL.indicators[0], { id: 'units', formula: 'metric(stars)' }] }),
    );
    bench.put('metrics.csv', 'brand,category,stars\nAda,tea,4\nAda,tea,5\n');
    const message = 'brandrank: metrics: rows 1 and 2 are both for "tea", "Ada"; one row a unit\n';
    expect(await faultsOf('rate --model stars.json --sales sales.csv --metrics metrics.csv --out out')).toBe(message);
    expect(await faultsOf('check --model stars.json --sales sales.csv --metrics metrics.csv')).toBe(message);
    expect(await faultsOf('check --model stars.json --sales sales.csv')).toBe(
      'brandrank: indicators.1.formula: asks for the metric "stars"; give a metrics table\n',
    );
  });
});

describe('rows that cannot be used', () => {
  it('are left out and listed, each with its line, value and reason; the others are rated', async () => {
    const bad = [
      '2018-08-03,S,Di,tea',
      '2018-08-03,S,Di,tea,NaN,1',
      '2018-08-03,S,Di,tea,1,Infinity',
      '2018-02-30,S,Di,tea,1,1',
      '2018-08-03,S,,tea,1,1',
      '2018-08-03,S,Di,tea,"1,5",1',
    ];
    bench.put('mixed.csv', `${SALES}${bad.join('\n')}\n`);
    const { code, out } = await bench.run('rate --model model.json --sales mixed.csv --out mixed');
    expect(code).toBe(0);
    expect(out).toContain('sales: 9 rows of mixed.csv\nsales: 6 rows cannot be used (rejects.csv says why)\n');
    expect(bench.read('mixed/ratings.csv')).toBe(before['ratings.csv']);
    expect(bench.read('mixed/rejects.csv').split('\n').slice(1, -1)).toEqual([
      'sales,mixed.csv,5,,"2018-08-03,S,Di,tea","has 4 cells, the header has 6"',
      'sales,mixed.csv,6,units,NaN,not a finite number',
      'sales,mixed.csv,7,revenue,Infinity,not a finite number',
      expect.stringMatching(/^sales,mixed\.csv,8,date,2018-02-30,/),
      'sales,mixed.csv,9,brand,,missing; every row needs a value here',
      'sales,mixed.csv,10,units,"1,5",has a thousands mark or a decimal comma; a number is written such as 1234.5',
    ]);
    expect((await bench.run('check --model model.json --sales mixed.csv')).out).toContain(
      'no faults\nsales: 9 rows of mixed.csv\nsales: 6 rows cannot be used (the first stand below)\n  mixed.csv line 5: has 4 cells, the header has 6\n  mixed.csv line 6, units "NaN": not a finite number\n',
    );
  });

  it('for want of a joined key are told by file and place', async () => {
    bench.put('parts.json', JSON.stringify({ ...MODEL, rate: { unit: ['brand'], within: ['department'] } }));
    bench.put('categories.csv', 'category,department\ntea,drinks\n');
    bench.put('coffee.csv', `${SALES}2018-08-03,S,Di,coffee,1,1\n`);
    expect(
      (await bench.run('rate --model parts.json --sales coffee.csv --categories categories.csv --out parts')).code,
    ).toBe(0);
    expect(bench.read('parts/rejects.csv').split('\n')[1]).toBe(
      'sales,coffee.csv,,department,,"no department, in row 4 of those read"',
    );
  });
});

describe('odd but honest data', () => {
  const ratings = async (sales: string): Promise<Record<string, string>[]> => {
    bench.put('odd.csv', sales);
    expect(await bench.run('rate --model model.json --sales odd.csv --out odd --quiet')).toEqual({
      code: 0,
      out: '',
      err: '',
    });
    return rowsOf(bench.read('odd/ratings.csv'));
  };

  it('of negative units, which are returns, are taken as they are', async () => {
    const rows = await ratings(`${SALES}2018-08-03,S,Di,tea,-4,1\n`);
    expect(rows.find(({ brand }) => brand === 'Di')).toMatchObject({ units: '0', rank: '4' });
    expect(bench.read('odd/indicators.csv')).toContain('tea,Di,1,-4\n');
  });

  it('of a brand alone in its category, and of equal brands, get the middle of the scale', async () => {
    expect(await ratings(`${HEADER}\n2018-08-01,N,Ada,tea,2,10\n`)).toMatchObject([{ rank: '1', score: '50' }]);
    expect(await ratings(`${HEADER}\n2018-08-01,N,Ada,tea,2,10\n2018-08-01,N,Bo,tea,2,10\n`)).toMatchObject([
      { rank: '1', score: '50' },
      { rank: '1', score: '50' },
    ]);
  });

  it('of a date in the future end the period there, as release.json says', async () => {
    expect(await ratings(`${SALES}2118-08-03,S,Fu,tea,1,1\n`)).toMatchObject([{ brand: 'Fu' }]);
    expect(JSON.parse(bench.read('odd/release.json'))).toMatchObject({
      period: { start: '2118-07-04', end: '2118-08-03' },
    });
  });
});

describe('--out', () => {
  it('that is a file, or stands under one, or holds a folder where a file should stand', async () => {
    bench.put('file', 'mine');
    for (const out of ['file', 'file/out']) {
      expect(await faultsOf(`rate --model model.json --sales sales.csv --out ${out}`)).toBe(
        `brandrank: ${out}: cannot be written: is a file; a folder should stand here\n`,
      );
    }
    expect(bench.read('file')).toBe('mine');
    bench.put('blocked/ratings.csv', 'old');
    mkdirSync(join(bench.folder, 'blocked/release.json'));
    expect(await faultsOf('rate --model model.json --sales sales.csv --out blocked')).toBe(
      'brandrank: blocked/release.json: cannot be written: is a folder; a file should stand here\n',
    );
    expect(bench.read('blocked/ratings.csv')).toBe('old');
  });
});

describe('a single field of 50 MB', () => {
  it('is a brand like any other, in the release whole and on the terminal cut', async () => {
    bench.put(
      'huge.csv',
      Buffer.concat([
        Buffer.from(`${SALES}2018-08-03,S,"`),
        Buffer.alloc(50 * 2 ** 20, 'x'),
        Buffer.from('",tea,9,99\n'),
      ]),
    );
    const { code, out } = await bench.run('rate --model model.json --sales huge.csv --out huge --top 1');
    expect(code).toBe(0);
    expect(out).toContain(`A      100.0  ${'x'.repeat(29)}…  revenue`);
    expect(bench.read('huge/ratings.csv').length).toBeGreaterThan(50 * 2 ** 20);
  });
});
