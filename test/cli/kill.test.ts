// What stands in a release folder when writers are killed, run into each other, or have no room left.
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMITTED } from '../../src/cli/commit.ts';
import { readRelease } from '../../src/cli/releaseFiles.ts';
import { verifiedRecord } from '../../src/cli/verify.ts';
import { Bench, built, MODEL, ROOT, SALES } from './cli.ts';

const bench = new Bench();
const path = (name: string): string => join(bench.folder, name);

/** Writes one of two releases, or both in turn, into a folder: the second has a page beside it, the first has not. */
const PROGRAM = `
  import { writeRelease } from ${JSON.stringify(join(ROOT, 'src/cli/releaseFiles.ts'))};
  import { parseModel } from ${JSON.stringify(join(ROOT, 'src/model/parseModel.ts'))};
  import { run } from ${JSON.stringify(join(ROOT, 'src/model/run.ts'))};
  import { dates } from ${JSON.stringify(join(ROOT, 'src/table/days.ts'))};
  import { table } from ${JSON.stringify(join(ROOT, 'src/table/table.ts'))};
  const [folder, first, step, turns] = process.argv.slice(2);
  const model = parseModel(${JSON.stringify(MODEL)});
  const brands = Array.from({ length: 40 }, (_, at) => 'brand ' + at);
  const sales = by => table({ date: dates(brands.map(() => '2018-08-01')), category: brands.map(() => 'tea'), brand: brands,
    units: brands.map((_, at) => at), revenue: brands.map((_, at) => (at * by) % 41) });
  const results = [7, 11].map(by => run(model, { sales: sales(by) }));
  for (let turn = 0; turn < Number(turns); turn++) {
    const which = (Number(first) + turn * Number(step)) % 2;
    writeRelease(folder, results[which], { rejects: [], inputs: [] }, { report: which === 1 }, { anchors: 'fitted' });
    if (turn === 0) process.stdout.write('begun');
  }`;
// With all it needs in one file: it starts in a quarter of the time.
const WRITER = built(`writer-${process.pid}.cjs`, {
  stdin: { contents: PROGRAM, resolveDir: ROOT, loader: 'ts' },
  format: 'cjs',
  external: ['@duckdb/node-api'],
});
afterAll(() => {
  rmSync(WRITER, { force: true });
  bench.remove();
});

const start = (folder: string, first: number, step: number, turns: number | 'Infinity'): ChildProcess =>
  spawn(process.execPath, [WRITER, path(folder), String(first), String(step), String(turns)]);
const finished = async (child: ChildProcess): Promise<unknown> => {
  const [code] = (await once(child, 'close')) as [unknown];
  return code;
};
const digests: string[] = [];
const ours = (folder: string): string[] => readdirSync(path(folder)).filter(name => name.startsWith('.brandrank-'));

beforeAll(async () => {
  for (const which of [0, 1]) {
    expect(await finished(start(`whole-${which}`, which, 0, 1))).toBe(0);
    digests.push((await verifiedRecord(path(`whole-${which}`))).sha256);
  }
  expect(digests[0]).not.toBe(digests[1]);
});

/** Reads a release over and over while others write it; every time it is one of the two, to the last byte. */
async function readMeanwhile(folder: string, isOver: () => boolean): Promise<Set<string>> {
  const seen = new Set<string>();
  while (!isOver()) {
    const { record, score } = await readRelease(path(folder));
    expect(digests).toContain(record.sha256);
    expect(score.length).toBe(40);
    seen.add(record.sha256);
    await pause(1);
  }
  return seen;
}

describe('a writer that is killed at 200 random moments', () => {
  it(
    'leaves the old release or the new one, to a reader then and meanwhile, and nothing piles up',
    { timeout: 600_000 },
    async () => {
      const left = { temporary: 0, committed: 0 };
      const seen = new Set<string>();
      let random = 12_345;
      for (let kill = 0; kill < 200; kill++) {
        const child = start('killed', kill, 1, 'Infinity');
        if (!child.stdout) throw new Error('no output');
        await once(child.stdout, 'data');
        random = (random * 1_103_515_245 + 12_345) % 2 ** 31;
        const delay = (random / 2 ** 31) * 40;
        let isKilled = false;
        const reading = readMeanwhile('killed', () => isKilled);
        await pause(delay);
        child.kill('SIGKILL');
        await finished(child);
        isKilled = true;
        for (const digest of await reading) seen.add(digest);
        // Every byte of every file, and no file too many.
        const { sha256 } = await verifiedRecord(path('killed'));
        expect(digests).toContain(sha256);
        seen.add(sha256);
        const names = ours('killed');
        expect(names.length, names.join()).toBeLessThanOrEqual(2);
        if (names.includes(COMMITTED)) left.committed++;
        if (names.some(name => name !== COMMITTED)) left.temporary++;
      }
      expect(seen).toEqual(new Set(digests));
      // Were it never killed while it writes, and while it moves, this would show nothing.
      expect(left.temporary).toBeGreaterThan(0);
      expect(left.committed).toBeGreaterThan(0);
      expect(await finished(start('killed', 0, 0, 1))).toBe(0);
      expect(readdirSync(path('killed')).sort()).toEqual(readdirSync(path('whole-0')).sort());
    },
  );
});

describe('two writers at once', () => {
  it('write one release after the other, never a mix, for any reader', async () => {
    let isOver = false;
    const writers = Promise.all([finished(start('both', 0, 0, 60)), finished(start('both', 1, 0, 60))]);
    while (!existsSync(join(path('both'), 'release.json'))) await pause(1);
    const reading = readMeanwhile('both', () => isOver);
    expect(await writers).toEqual([0, 0]);
    isOver = true;
    expect(await reading).toEqual(new Set(digests));
    expect(digests).toContain((await verifiedRecord(path('both'))).sha256);
    expect(ours('both')).toEqual([]);
  });
});

describe('a commit whose files are not all in place', () => {
  /** The first release in place, and the second committed over it, of which some files were moved already. */
  const halfMoved = async (folder: string, moved: readonly string[]): Promise<void> => {
    await finished(start(folder, 0, 0, 1));
    await finished(start(`${folder}-new`, 1, 0, 1));
    const commit = path(`${folder}/${COMMITTED}/one`);
    mkdirSync(commit, { recursive: true });
    const files = readdirSync(path(`${folder}-new`));
    writeFileSync(join(commit, '.manifest'), JSON.stringify({ files, removed: [] }));
    for (const name of files)
      renameSync(join(path(`${folder}-new`), name), join(moved.includes(name) ? path(folder) : commit, name));
  };

  it.each([
    [[]],
    [['ratings.csv']],
    [['release.json', 'anchors.json']],
    [['ratings.csv', 'indicators.csv', 'changes.csv', 'rejects.csv', 'anchors.json', 'report.html', 'release.json']],
  ])('with %j moved, counts for readers, who move nothing, and is finished by the next writer', async moved => {
    const folder = `half-${moved.length}`;
    await halfMoved(folder, moved);
    const before = readdirSync(path(folder), { recursive: true }).sort();
    expect((await readRelease(path(folder))).record.sha256).toBe(digests[1]);
    expect((await verifiedRecord(path(folder))).sha256).toBe(digests[1]);
    expect((await bench.run(`verify ${folder}`)).out).toContain('a run was stopped before it had moved all its files');
    expect(readdirSync(path(folder), { recursive: true }).sort()).toEqual(before);
    expect(await finished(start(folder, 1, 0, 1))).toBe(0);
    expect(ours(folder)).toEqual([]);
    expect((await verifiedRecord(path(folder))).sha256).toBe(digests[1]);
  });
});

describe('a disk without room', () => {
  const RATE = 'rate --model model.json --sales sales.csv --out full/out --quiet'.split(' ');
  const sales = (brands: number): string =>
    `${SALES}${Array.from({ length: brands }, (_, at) => `2018-08-03,South,brand ${at} of many,tea,${at},${at}\n`).join('')}`;

  it('that files may not be larger on leaves the old release, and nothing else', async () => {
    bench.put('model.json', JSON.stringify(MODEL));
    bench.put('sales.csv', SALES);
    expect((await bench.runWords(RATE)).code).toBe(0);
    const before = bench.files('full/out');
    bench.put('sales.csv', sales(5000));
    // 64 blocks of 1,024 bytes.
    const limited = ['bash', '-c', 'trap "" XFSZ; ulimit -f 64; exec "$@"', 'bash', process.execPath];
    const { code, err } = await bench.runWords(RATE, '', undefined, limited);
    expect({ code, err }).toEqual({
      code: 1,
      err: 'brandrank: full/out: cannot be written: a file would be larger than is allowed\n',
    });
    expect(bench.files('full/out')).toEqual(before);
    bench.put('sales.csv', SALES);
  });

  const canMount = ((): boolean => {
    mkdirSync(path('full'), { recursive: true });
    try {
      execFileSync('/usr/bin/mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', path('full')], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  })();
  afterAll(() => {
    if (canMount) execFileSync('/usr/bin/umount', [path('full')]);
  });

  it.skipIf(!canMount)('is told, and the old release stays (needs the right to mount a small disk)', async () => {
    bench.put('model.json', JSON.stringify(MODEL));
    bench.put('sales.csv', SALES);
    expect((await bench.runWords(RATE)).code).toBe(0);
    const before = bench.files('full/out');
    bench.put('sales.csv', sales(5000));
    const { code, err } = await bench.runWords(RATE);
    expect({ code, err }).toEqual({ code: 1, err: 'brandrank: full/out: cannot be written: the disk is full\n' });
    expect(bench.files('full/out')).toEqual(before);
  });
});
