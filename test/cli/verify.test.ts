import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifiedRecord } from '../../src/cli/verify.ts';
import { VERSION } from '../../src/cli/version.ts';
import { RatingError } from '../../src/errors/ratingError.ts';
import { Bench, MODEL, ROOT, SALES } from './cli.ts';

const bench = new Bench();
afterAll(() => bench.remove());
const path = (name: string): string => join(bench.folder, name);
const G = join(ROOT, 'fixtures/groceries');
const SYSTEM_NODE = process.env['BRANDRANK_SYSTEM_NODE'];

beforeAll(async () => {
  bench.put('model.json', JSON.stringify(MODEL));
  bench.put('sales.csv', SALES);
  await bench.run('rate --model model.json --sales sales.csv --out first --quiet --created 2026-08-31T10:00:00Z');
  await bench.run('rate --model model.json --sales sales.csv --out whole --quiet --previous first --report');
});

const faultsOf = async (command: string): Promise<string[]> => {
  const { code, out, err } = await bench.run(command);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  return err.trimEnd().split('\n');
};

describe('verify', () => {
  it('says of a whole release what it is', async () => {
    const record = JSON.parse(bench.read('whole/release.json')) as { sha256: string; previous: string };
    expect(record.previous).toBe((JSON.parse(bench.read('first/release.json')) as { sha256: string }).sha256);
    expect(await bench.run('verify whole')).toEqual({
      code: 0,
      out: `whole is as it was released: 7 files, 3 units, by version ${VERSION}\nafter the release of digest ${record.previous}\ndigest ${record.sha256}\n`,
      err: '',
    });
    const { out } = await bench.run('verify first --json');
    expect(JSON.parse(out)).toEqual({
      ok: true,
      folder: 'first',
      sha256: record.previous,
      created: '2026-08-31T10:00:00Z',
      previous: null,
      library: VERSION,
      files: ['release.json', 'ratings.csv', 'indicators.csv', 'changes.csv', 'rejects.csv', 'anchors.json'],
    });
  });

  it('finds any changed byte anywhere, and names the file', async () => {
    cpSync(path('first'), path('bytes'), { recursive: true });
    const names = ['release.json', 'ratings.csv', 'indicators.csv', 'changes.csv', 'rejects.csv', 'anchors.json'];
    let random = 7;
    for (const name of names) {
      const bytes = readFileSync(path(`bytes/${name}`));
      // Every byte of the smaller files' ends, and a sample of the rest; in each one bit.
      const places = new Set([0, bytes.length - 1]);
      for (let count = 0; count < 25; count++) {
        random = (random * 1_103_515_245 + 12_345) % 2 ** 31;
        places.add(random % bytes.length);
      }
      for (const place of places) {
        const changed = Buffer.from(bytes);
        changed[place] ^= 1;
        writeFileSync(path(`bytes/${name}`), changed);
        const error: unknown = await verifiedRecord(path('bytes')).catch((thrown: unknown) => thrown);
        expect(error, `${name} at ${place}`).toBeInstanceOf(RatingError);
        expect((error as RatingError).faults[0].path[0], `${name} at ${place}`).toBe(path(`bytes/${name}`));
      }
      writeFileSync(path(`bytes/${name}`), Buffer.concat([bytes, Buffer.from(' ')]));
      await expect(verifiedRecord(path('bytes'))).rejects.toThrow(path(`bytes/${name}`));
      writeFileSync(path(`bytes/${name}`), bytes);
    }
    expect((await verifiedRecord(path('bytes'))).version).toBe(1);
  }, 120_000);

  it('finds a record that says the same in other words', async () => {
    cpSync(path('first'), path('spelled'), { recursive: true });
    bench.put('spelled/release.json', JSON.stringify(JSON.parse(bench.read('first/release.json'))));
    const advice = 'was changed after the release; rate again, or take the files back as they were';
    expect(await faultsOf('verify spelled')).toEqual([`brandrank: spelled/release.json: the file ${advice}`]);
  });

  it('finds what is missing and what was added, all at once', async () => {
    cpSync(path('whole'), path('odd'), { recursive: true });
    rmSync(path('odd/report.html'));
    bench.put('odd/=notes\n.txt', 'mine');
    mkdirSync(path('odd/more'));
    rmSync(path('odd/rejects.csv'));
    mkdirSync(path('odd/rejects.csv'));
    expect(await faultsOf('verify odd')).toEqual([
      'brandrank: odd/rejects.csv: is a folder; a file should stand here',
      'brandrank: odd/report.html: no such file or folder',
      'brandrank: odd/=notes\\u000a.txt: is not of the release; move it elsewhere',
      'brandrank: odd/more: is not of the release; move it elsewhere',
    ]);
  });

  it('refuses what is no release, and says how it is called', async () => {
    expect(await faultsOf('verify none')).toEqual(['brandrank: none/release.json: no such file or folder']);
    expect(await faultsOf('verify sales.csv')).toEqual([
      'brandrank: sales.csv/release.json: is a file; a folder should stand here',
    ]);
    bench.put(
      'deep/release.json',
      `{"version":1,"inputs":[],"outputs":[],"sha256":"","model":${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}}`,
    );
    expect(await faultsOf('verify deep')).toEqual(['brandrank: deep/release.json: nests too deep to be read']);
    bench.put(
      'far/release.json',
      '{"version":1,"inputs":[],"outputs":[{"name":"../whole/ratings.csv","sha256":""}],"sha256":"","model":{}}',
    );
    expect((await faultsOf('verify far'))[0]).toMatch(/^brandrank: far\/release\.json: /);
    expect((await bench.run('verify')).code).toBe(2);
    expect((await bench.run('verify whole --release x')).code).toBe(2);
  });

  it('writes nothing, so that a folder that may only be read will do', async () => {
    cpSync(path('first'), path('locked'), { recursive: true });
    chmodSync(path('locked'), 0o555);
    expect((await bench.run('verify locked --quiet')).code).toBe(0);
    chmodSync(path('locked'), 0o755);
  });
});

describe('--created', () => {
  it.each(['2026-11-22', 'today', '2026-13-01T00:00:00Z'])('is not %s', async time => {
    const { code, err } = await bench.run(`rate --model model.json --sales sales.csv --out no --created ${time}`);
    expect(code).toBe(2);
    expect(err).toContain('It is a time with its offset, such as 2026-11-22T10:00:00Z.');
  });
});

describe('reproduce', () => {
  const NOT_COMPARED = 'rejects.csv and report.html tell names and lines of files, and are not compared';
  const again = (folder: string, more = ''): string => `reproduce ${folder} --sales sales.csv ${more}`;

  it('finds every file identical, page, text as it is and frozen anchors too', async () => {
    expect(await bench.run(again('whole', '--previous first'))).toEqual({
      code: 0,
      out: 'whole is reproduced: ratings.csv, indicators.csv, changes.csv, rejects.csv, anchors.json, report.html, release.json are identical\n',
      err: '',
    });
    bench.put('odd.csv', `${SALES}2018-08-03,South,=1+1,tea,1,2\n2018-08-33,South,Bad,tea,1,2\n`);
    await bench.run('apply --model model.json --anchors first/anchors.json --sales odd.csv --out raw --raw --quiet');
    const { code, out } = await bench.run('reproduce raw --sales odd.csv --json');
    expect({ code, ...(JSON.parse(out) as object) }).toMatchObject({ code: 0, ok: true, notes: [] });
  });

  it('takes standard input for the file of the same bytes', async () => {
    const { code, out } = await bench.run('reproduce first --sales - --json', SALES);
    expect({ code, ...(JSON.parse(out) as object) }).toMatchObject({
      code: 0,
      notes: ['sales: - was called sales.csv when the release was made', NOT_COMPARED],
    });
  });

  it('needs the release before when grades were held on to, and that very one', async () => {
    const { sha256 } = JSON.parse(bench.read('first/release.json')) as { sha256: string };
    expect(await faultsOf(again('whole'))).toEqual([
      `brandrank: previous: the release held on to the one before, of digest ${sha256}; give that too`,
    ]);
    expect((await faultsOf(again('whole', '--previous whole')))[0]).toMatch(
      /^brandrank: --previous: whole is not the release before \(digest \w{64}\): the release held on to that of digest /,
    );
  });

  it('names the first unit and column of each file that differ, and tells of the other file', async () => {
    bench.put('other.csv', SALES.replace('Ada,tea,2,10', 'Ada,tea,2,11'));
    const { code, err } = await bench.run('reproduce first --sales other.csv');
    expect(code).toBe(1);
    expect(err)
      .toBe(`sales: other.csv is another file than the release was made of; the rows may be the same in another order
${NOT_COMPARED}
brandrank: first/ratings.csv: differs, first at "tea" / "Cy": score is 26.666666666666664 here and 30 in the release
brandrank: first/indicators.csv: differs, first at "tea" / "Ada": revenue is 11 here and 10 in the release
brandrank: first/anchors.json: differs, though no unit does; see how it was written
`);
  });

  it('does not compare with a release that was changed', async () => {
    cpSync(path('first'), path('edited'), { recursive: true });
    bench.put('edited/ratings.csv', bench.read('first/ratings.csv').replace('30', '31'));
    expect((await faultsOf(again('edited')))[0]).toMatch(/^brandrank: edited\/ratings\.csv: the file was changed/);
  });
});

describe('the demo release', () => {
  const TABLES = `--metrics ${G}/brand_metrics.csv --brands ${G}/brands.csv --categories ${G}/categories.csv --quiet`;

  beforeAll(async () => {
    const { code } = await bench.run(`rate --model ${G}/model.json --sales ${G}/sales.csv.gz ${TABLES} --out demo`);
    expect(code).toBe(0);
  });

  it('is reproduced from its rows in another order, to the byte', async () => {
    const [header, ...rows] = gunzipSync(readFileSync(`${G}/sales.csv.gz`))
      .toString('utf8')
      .trimEnd()
      .split('\n');
    const keyed = rows.map((row, at) => [createHash('md5').update(`${at}`).digest('hex'), row] as const);
    const shuffled = keyed.sort(([left], [right]) => (left < right ? -1 : 1)).map(([, row]) => row);
    expect(shuffled).not.toEqual(rows);
    bench.put('shuffled.csv.gz', gzipSync(`${[header, ...shuffled].join('\n')}\n`));
    const { code, out, err } = await bench.run(
      `reproduce demo --sales shuffled.csv.gz ${TABLES.replace('--quiet', '')}`,
    );
    expect({ code, out }).toEqual({
      code: 0,
      out: 'demo is reproduced: ratings.csv, indicators.csv, changes.csv, anchors.json, release.json are identical\n',
    });
    expect(err).toContain('sales: shuffled.csv.gz is another file than the release was made of');
  });

  it.skipIf(SYSTEM_NODE === undefined)(
    'is reproduced on the Node that BRANDRANK_SYSTEM_NODE names, to the byte',
    async () => {
      const words = `reproduce demo --sales ${G}/sales.csv.gz ${TABLES} --json`.split(' ');
      const { code, out } = await bench.runWords(words, '', undefined, [SYSTEM_NODE ?? '']);
      expect({ code, ...(JSON.parse(out) as object) }).toEqual({
        code: 0,
        ok: true,
        folder: 'demo',
        identical: ['ratings.csv', 'indicators.csv', 'changes.csv', 'rejects.csv', 'anchors.json', 'release.json'],
        notes: [],
      });
    },
  );
});
