import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ownedName } from '../../src/cli/stale.ts';
import { writeWhole } from '../../src/cli/writeWhole.ts';
import { Bench, ROOT } from './cli.ts';

const bench = new Bench();
afterAll(() => bench.remove());

const path = (name: string): string => join(bench.folder, name);

describe('writeWhole', () => {
  it('shows no file before all are written', () => {
    const seen: string[][] = [];
    const names = (): string[] => readdirSync(path('seen')).filter(name => !name.startsWith('.'));
    writeWhole(path('seen'), put => {
      put({ name: 'a', text: ['1'] });
      seen.push(names());
      put({ name: 'b', text: ['2'] });
      seen.push(names());
    });
    expect(seen).toEqual([[], []]);
    expect(bench.files('seen')).toEqual({ a: '1', b: '2' });
  });

  it('leaves what was there untouched when writing fails midway, and nothing of its own', () => {
    bench.put('failing/a', 'old');
    function* broken(): Generator<string> {
      yield 'half';
      throw new Error('no more');
    }
    expect(() =>
      writeWhole(path('failing'), put => [put({ name: 'a', text: ['new'] }), put({ name: 'b', text: broken() })]),
    ).toThrow('no more');
    expect(bench.files('failing')).toEqual({ a: 'old' });
  });

  it('removes what a killed run left there over an hour ago, and nothing younger or other', () => {
    for (const name of ['.brandrank-old', '.brandrank-new', '.other-old', '.brandrank-busy'])
      bench.put(`stale/${name}/ratings.csv`, 'half');
    const long = new Date(Date.now() - 2 * 60 * 60 * 1000);
    for (const name of ['.brandrank-old', '.other-old']) {
      utimesSync(path(`stale/${name}/ratings.csv`), long, long);
      utimesSync(path(`stale/${name}`), long, long);
    }
    // Begun long ago, but still written to.
    utimesSync(path('stale/.brandrank-busy'), long, long);
    writeWhole(path('stale'), put => put({ name: 'a', text: ['1'] }));
    expect(readdirSync(path('stale')).sort()).toEqual(['.brandrank-busy', '.brandrank-new', '.other-old', 'a']);
  });

  it('removes at once what a process left that is no more, and nothing of one that runs', async () => {
    const gone = spawn(process.execPath, ['-e', '0']);
    await once(gone, 'close');
    const named = (pid: number | undefined): string => ownedName().replace(String(process.pid), String(pid));
    for (const pid of [gone.pid, process.ppid]) bench.put(`owned/${named(pid)}x/id/ratings.csv`, 'half');
    writeWhole(path('owned'), put => put({ name: 'a', text: ['1'] }));
    expect(readdirSync(path('owned')).sort()).toEqual([`${named(process.ppid)}x`, 'a']);
  });

  it('leaves whole files only, wherever it is killed', async () => {
    mkdirSync(path('killed'));
    const size = 400_000;
    // Writes two files of one letter, then of the next, again and again.
    const program = `
      import { writeWhole } from ${JSON.stringify(join(ROOT, 'src/cli/writeWhole.ts'))};
      for (let turn = 0; ; turn++) {
        const letter = 'abcdefgh'[turn % 8];
        const text = Array.from({ length: 100 }, () => letter.repeat(${size / 100}));
        writeWhole(${JSON.stringify(path('killed'))}, put => [put({ name: 'one', text }), put({ name: 'two', text })]);
        if (turn === 0) process.stdout.write('begun');
      }`;
    bench.put('loop.mts', program);
    let left = 0;
    // Most kills fall into a write; where none of the first did, more are tried.
    for (let kill = 0; kill < 8 || (left === 0 && kill < 40); kill++) {
      const child = spawn(process.execPath, [path('loop.mts')]);
      await once(child.stdout, 'data');
      await new Promise(resolve => setTimeout(resolve, 7 + ((13 * kill) % 101)));
      child.kill('SIGKILL');
      await once(child, 'close');
      for (const name of ['one', 'two'])
        expect(readFileSync(path(`killed/${name}`), 'utf8'), name).toMatch(new RegExp(`^([a-h])\\1{${size - 1}}$`));
      left += readdirSync(path('killed')).filter(name => name.startsWith('.brandrank-')).length;
    }
    // Were it never killed while it writes, this would show nothing.
    expect(left).toBeGreaterThan(0);
  });
});

describe('a run that is killed', () => {
  it('while it rates leaves the release that was there', async () => {
    const films = join(ROOT, 'fixtures/films');
    const args = `rate --model ${films}/model.json --sales ${films}/sales.csv --out out --quiet`;
    expect((await bench.run(args)).code).toBe(0);
    const before = bench.files('out');
    for (const delay of [100, 300, 450, 600]) {
      const running = bench.run(args, '', delay);
      const { code } = await running;
      expect([0, null]).toContain(code);
      const after = Object.fromEntries(Object.keys(before).map(name => [name, bench.read(`out/${name}`)]));
      expect(after).toEqual(before);
    }
    expect(existsSync(path('out/release.json'))).toBe(true);
  });
});
