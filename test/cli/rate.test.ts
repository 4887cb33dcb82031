import { DuckDBInstance } from '@duckdb/node-api';
import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRelease } from '../../src/cli/releaseFiles.ts';
import { readCsv } from '../../src/csv/readCsv.ts';
import { GRADE_HELD } from '../../src/steps/grade/hold.ts';
import { LIST_HELD } from '../../src/steps/rank/list.ts';
import { textAt } from '../../src/table/text.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { requestsOf } from '../../src/model/requests.ts';
import { run } from '../../src/model/run.ts';
import { listOrder } from '../../src/release/outputs.ts';
import { Bench, MODEL, ROOT, rowsOf, SALES } from './cli.ts';

const bench = new Bench();
afterAll(() => bench.remove());

const FILMS = join(ROOT, 'fixtures/films');
const RATE = 'rate --model model.json --sales sales.csv --top 1';
let films: Record<string, string>;

beforeAll(async () => {
  bench.put('model.json', JSON.stringify(MODEL));
  bench.put('sales.csv', SALES);
  for (const name of ['model.json', 'sales.csv']) copyFileSync(join(FILMS, name), join(bench.folder, `films-${name}`));
  expect(await bench.run('rate --model films-model.json --sales films-sales.csv --quiet --out films')).toEqual({
    code: 0,
    out: '',
    err: '',
  });
  films = bench.files('films');
});

const rateFilms = async (
  file: string,
  out: string,
  input?: string | Uint8Array,
  more = '',
): Promise<Record<string, string>> => {
  const ran = await bench.run(`rate --model films-model.json --sales ${file} --quiet --out ${out} ${more}`, input);
  expect(ran).toEqual({ code: 0, out: '', err: '' });
  return bench.files(out);
};

/** What of a release depends on the data alone, not on the file it came in. */
const RATED = ['ratings.csv', 'indicators.csv', 'anchors.json'];
const rated = (files: Record<string, string>): string[] => RATED.map(name => files[name]);

describe('rate', () => {
  it('writes five files, and says on standard output what came about', async () => {
    const { code, out, err } = await bench.run(`${RATE} --out said`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`tea-power, 2018-07-04 to 2018-08-03: 3 brands in 1 category, 3 of them eligible

  rank  grade  score  brand  what stands out
tea
     1  A      100.0  Bo     revenue +30.0, units +20.0

sales: 3 rows of sales.csv
written to said
`);
    expect(Object.keys(bench.files('said'))).toEqual([
      'anchors.json',
      'changes.csv',
      'indicators.csv',
      'ratings.csv',
      'rejects.csv',
      'release.json',
    ]);
    expect(bench.read('said/ratings.csv'))
      .toBe(`category,brand,rank,grade,score,revenue,units,coverage,eligible,grade_held,grade_releases
tea,Bo,1,A,100,100,100,1,true,,1
tea,Cy,2,B,30,50,0,1,true,,1
tea,Ada,3,B,20,0,50,1,true,,1
`);
    expect(bench.read('said/indicators.csv')).toBe(
      'category,brand,revenue,units\ntea,Bo,20,3\ntea,Cy,15,1\ntea,Ada,10,2\n',
    );
    expect(bench.read('said/rejects.csv')).toBe('table,file,line,column,value,reason\n');
  });

  it('gives the digests of its files, and of what it read, in release.json', () => {
    const record = JSON.parse(films['release.json']) as Record<
      'inputs' | 'outputs',
      { name: string; sha256: string }[]
    >;
    expect(record.outputs.map(({ name }) => name)).toEqual([
      'ratings.csv',
      'indicators.csv',
      'changes.csv',
      'rejects.csv',
      'anchors.json',
    ]);
    const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
    for (const output of record.outputs) expect(output.sha256, output.name).toBe(sha256(films[output.name]));
    expect(record.inputs).toEqual([
      expect.objectContaining({
        table: 'sales',
        name: 'films-sales.csv',
        sha256: sha256(bench.read('films-sales.csv')),
      }),
    ]);
  });

  it('gives the same bytes when it is run again', async () => {
    expect(await rateFilms('films-sales.csv', 'films-again')).toEqual(films);
  });

  it('gives the same bytes whatever the order of the rows', async () => {
    const [header, ...rows] = bench.read('films-sales.csv').trimEnd().split('\n');
    const order = new Map(rows.map(row => [row, createHash('sha256').update(row).digest('hex')]));
    const shuffled = rows.toSorted((left, right) => (order.get(left) ?? '').localeCompare(order.get(right) ?? ''));
    expect(shuffled).not.toEqual(rows);
    bench.put('shuffled.csv', `${[header, ...shuffled].join('\n')}\n`);
    expect(rated(await rateFilms('shuffled.csv', 'films-shuffled'))).toEqual(rated(films));
  });

  it('writes numbers that read back to the same doubles', async () => {
    const model = parseModel(JSON.parse(bench.read('films-model.json')));
    const { table } = await readCsv(join(FILMS, 'sales.csv'), { columns: requestsOf(model).sales });
    const result = run(model, { sales: table });
    const released = await readRelease(join(bench.folder, 'films'));
    const order = listOrder(result);
    const same = (read: Float64Array, own: Float64Array): void =>
      expect([...read]).toEqual(Array.from(order, unit => own[unit]));
    same(released.score, result.score);
    same(released.rank, result.rank);
    same(released.coverage, result.coverage);
    released.nodes.forEach(({ score }, at) => same(score, result.nodes[at].score));
    released.indicators.forEach(({ raw, normalized }, at) => {
      same(raw, result.indicators[at].raw);
      same(normalized, result.indicators[at].normalized);
    });
  });

  it('gives the same bytes whatever the order of the tables', async () => {
    bench.put(
      'stars.json',
      JSON.stringify({ ...MODEL, indicators: [MODEL.indicators[0], { id: 'units', formula: 'metric(stars)' }] }),
    );
    bench.put('metrics.csv', 'brand,category,stars\nAda,tea,4.1\nBo,tea,3\nCy,tea,5\n');
    bench.put('turned.csv', 'stars,category,brand\n5,tea,Cy\n3,tea,Bo\n4.1,tea,Ada\n');
    await bench.run('rate --model stars.json --sales sales.csv --metrics metrics.csv --out stars');
    await bench.run('rate --metrics turned.csv --out turned --sales sales.csv --model stars.json');
    expect(rated(bench.files('turned'))).toEqual(rated(bench.files('stars')));
  });

  it.each(['json', 'ndjson', 'csv.gz', 'ndjson.gz', 'parquet'])('gives the same ratings from .%s', async ending => {
    bench.put(`sales.${ending}`, ending === 'parquet' ? '' : filmsAs(ending));
    if (ending === 'parquet') await writeParquet();
    expect(rated(await rateFilms(`sales.${ending}`, `films-${ending}`))).toEqual(rated(films));
  });

  it.each(['csv', 'json', 'ndjson', 'csv.gz'])('gives the same ratings from standard input, as %s', async ending => {
    const format = ending.split('.')[0];
    expect(rated(await rateFilms('-', `stdin-${ending}`, filmsAs(ending), `--format ${format}`))).toEqual(rated(films));
  });

  it('answers in JSON what release.json holds, and nothing else', async () => {
    const { code, out, err } = await bench.run(`${RATE} --out json --json`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toEqual({
      ok: true,
      out: 'json',
      ...(JSON.parse(bench.read('json/release.json')) as object),
    });
  });

  it('prints ratings.csv with --out -, and says beside it what was lost', async () => {
    bench.put('lossy.csv', `${SALES}2018-02-30,North,Ada,tea,1,1\n`);
    expect(await bench.run('rate --model model.json --sales sales.csv --out -')).toEqual({
      code: 0,
      out: bench.read('said/ratings.csv'),
      err: '',
    });
    const { out, err } = await bench.run('rate --model model.json --sales lossy.csv --out -');
    expect(out).toBe(bench.read('said/ratings.csv'));
    expect(err).toBe('sales: 1 row cannot be used (brandrank check says why)\n');
    expect(readdirSync(bench.folder)).not.toContain('-');
  });

  it('prints the ratings as JSON rows with --out - --json', async () => {
    const { code, out, err } = await bench.run('rate --model model.json --sales sales.csv --out - --json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toEqual(
      [
        ['Bo', 1, 'A', 100, 100, 100],
        ['Cy', 2, 'B', 30, 50, 0],
        ['Ada', 3, 'B', 20, 0, 50],
      ].map(([brand, rank, grade, score, revenue, units]) => ({
        ...{
          category: 'tea',
          brand,
          rank,
          grade,
          score,
          revenue,
          units,
          coverage: 1,
          eligible: true,
          grade_held: null,
          grade_releases: 1,
        },
      })),
    );
  });

  it('holds the grades of --previous within the buffer, and no further', async () => {
    // Against Ada 0 and Bo 100, Cy scores 45: B by the cut point at 50, A when it was A and 10 points are let pass; Di with 39 falls.
    const before = ['Ada,0', 'Bo,100', 'Cy,80', 'Di,70'];
    const after = ['Ada,0', 'Bo,100', 'Cy,45', 'Di,39'];
    const sales = (day: string, rows: readonly string[]): string =>
      `date,brand,category,revenue\n${rows.map(row => `${day},${row.replace(',', ',tea,')}\n`).join('')}`;
    bench.put(
      'one.json',
      JSON.stringify({ ...MODEL, indicators: [MODEL.indicators[0]], index: { id: 'power', of: [{ id: 'revenue' }] } }),
    );
    bench.put('july.csv', sales('2018-07-31', before));
    bench.put('august.csv', sales('2018-08-31', after));
    await bench.run('rate --model one.json --sales july.csv --out july');
    await bench.run('rate --model one.json --sales august.csv --out alone');
    await bench.run('rate --model one.json --sales august.csv --previous july --out held');
    const grades = (folder: string): string[] =>
      rowsOf(bench.read(`${folder}/ratings.csv`)).map(row =>
        `${row['brand']} ${row['grade']} ${row['grade_releases']} ${row['grade_held']}`.trim(),
      );
    expect(grades('july')).toEqual(['Bo A 1', 'Cy A 1', 'Di A 1', 'Ada B 1']);
    expect(grades('alone')).toEqual(['Bo A 1', 'Cy B 1', 'Di B 1', 'Ada B 1']);
    expect(grades('held')).toEqual(['Bo A 2', 'Cy A 2 held by buffer', 'Di B 1', 'Ada B 2']);
    expect((await bench.run('explain --release held --unit Cy')).out).toContain(
      '\n  grade A held by buffer, for 2 releases\n',
    );
  });

  it('holds a list of fixed size, minimum stay and steps against --previous, release after release', async () => {
    const grade = { method: 'cut-points', grades: ['A', 'B', 'C'], from: [80, 40], stay: 2, steps: 1 };
    const one = { ...MODEL, indicators: [MODEL.indicators[0]], index: { id: 'power', of: [{ id: 'revenue' }] } };
    bench.put('steady.json', JSON.stringify({ ...one, grade, list: { size: 2, entry: 1, exit: 3 } }));
    // Each month the scores of A, C, D and E; B is always 100 and Z always 0. The names are what a spreadsheet or a page would trip over.
    const names = ['=B', '"C,"', '<b>D</b>', '__proto__', 'Z'];
    const months: [string, number[]][] = [
      ['2018-06-30', [100, 90, 50, 30, 0]],
      ['2018-07-31', [100, 30, 95, 30, 0]],
      ['2018-08-31', [100, 30, 20, 90, 0]],
    ];
    let previous = '';
    const seen: string[][] = [];
    for (const [day, scores] of months) {
      const rows = names.map((name, at) => `${day},"${name.replaceAll('"', '""')}",tea,${scores[at]}\n`).join('');
      bench.put('month.csv', `date,brand,category,revenue\n${rows}`);
      const ran = await bench.run(`rate --model steady.json --sales month.csv --out ${day} ${previous} --quiet`);
      expect(ran).toEqual({ code: 0, out: '', err: '' });
      previous = `--previous ${day}`;
      const { count, keys, grade, list } = await readRelease(join(bench.folder, day));
      const units = [...Array(count).keys()].sort(
        (a, b) => names.indexOf(textAt(keys[1].column, a) ?? '') - names.indexOf(textAt(keys[1].column, b) ?? ''),
      );
      seen.push(
        units.map(unit =>
          [
            grade?.names[grade.codes[unit]],
            grade?.releases?.[unit],
            GRADE_HELD[grade?.held?.[unit] ?? 0],
            list?.listed[unit],
            LIST_HELD[list?.held[unit] ?? 0],
          ]
            .filter(each => each !== null)
            .join(' '),
        ),
      );
    }
    expect(seen).toEqual([
      ['A 1 1', 'A 1 1', 'B 1 0', 'C 1 0', 'C 1 0'],
      // C falls to place 3 and stays; D at place 2 is not let in. Grades are one release old: they stay.
      [
        'A 2 1',
        'A 2 held by minimum stay 1 stays on the list by buffer',
        'B 2 held by minimum stay 0 kept off the list by buffer',
        'C 2 0',
        'C 2 0',
      ],
      // Both may move now, by one step: C from A to C is cut short at B, E from C to A too. The list's C is third again.
      [
        'A 3 1',
        'B 1 held by step limit 1 stays on the list by buffer',
        'C 1 0',
        'B 1 held by step limit 0 kept off the list by buffer',
        'C 3 0',
      ],
    ]);
    const { out } = await bench.runWords(['explain', '--release', '2018-08-31', '--unit', '"C,"']);
    expect(out).toContain('\n  grade B held by step limit, for 1 release\n  stays on the list by buffer\n');
  });
});

function filmsAs(ending: string): string | Uint8Array {
  const csv = bench.read('films-sales.csv');
  if (ending === 'csv') return csv;
  if (ending === 'csv.gz') return gzipSync(csv);
  const numbers = new Set(['gross', 'us_gross', 'budget', 'critics', 'rating', 'votes']);
  const cell = (name: string, text: string): unknown => (text === '' ? null : numbers.has(name) ? Number(text) : text);
  const rows = quotedRows(csv).map(row =>
    Object.fromEntries(Object.entries(row).map(([name, text]) => [name, cell(name, text)])),
  );
  if (ending === 'json') return JSON.stringify(rows);
  const lines = rows.map(row => `${JSON.stringify(row)}\n`).join('');
  return ending === 'ndjson' ? lines : gzipSync(lines);
}

/** CSV with quoted cells, of which the films have some. */
function quotedRows(csv: string): Record<string, string>[] {
  const [header, ...lines] = csv
    .trimEnd()
    .split('\n')
    .map(line =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
      ),
    );
  return lines.map(cells => Object.fromEntries(header.map((name, at) => [name, cells[at]])));
}

async function writeParquet(): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const file = join(bench.folder, 'films-sales.csv');
  await connection.run(
    `COPY (SELECT * FROM read_csv('${file}', quote = '"', escape = '"')) TO '${join(bench.folder, 'sales.parquet')}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
}
