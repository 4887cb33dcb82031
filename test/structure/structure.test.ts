import { describe, expect, it } from 'vitest';
import { sourceFiles } from '../support/sourceFiles.ts';
import { structureFaults } from '../support/structure.ts';

describe('the layout', () => {
  it('finds the source files it is to check', () => {
    expect(sourceFiles().size).toBeGreaterThan(60);
    expect([...sourceFiles().keys()]).toContain('src/table/days.ts');
  });

  it('holds in src', () => {
    expect(structureFaults(sourceFiles())).toEqual([]);
  });
});

const CLEAN: readonly (readonly [string, string])[] = [
  ['src/errors/fault.ts', 'export const fault = 1;\n'],
  ['src/table/table.ts', "import { fault } from '../errors/fault.ts';\nexport const table = fault;\n"],
  ['src/stats/sums.ts', "import type { table } from '../table/table.ts';\nexport type Sums = typeof table;\n"],
  [
    'src/csv/read.ts',
    "import { readFile } from 'node:fs';\nimport { parse } from 'fast-csv';\nexport const read = [readFile, parse];\n",
  ],
  ['src/expr/method.ts', "import * as z from 'zod';\nexport const spec = z;\n"],
  ['src/expr/mathjs.ts', "import { parse } from 'mathjs/number';\nexport const tree = parse;\n"],
  ['src/steps/missing/index.ts', "import { value } from './value.ts';\nexport const methods = [value];\n"],
  ['src/steps/missing/value.ts', 'export const value = 1;\n'],
  ['src/steps/rank/index.ts', 'export const ranks = 1;\n'],
  ['src/model/run.ts', "import { ranks } from '../steps/rank/index.ts';\nexport const run = ranks;\n"],
  ['src/index.ts', "export { run } from './model/run.ts';\n"],
  ['src/csv.ts', "export { read } from './csv/read.ts';\n"],
];

/** What the check says when one file is added to, or put over one of, a few clean ones. */
const planted = (path: string, text: string, ...more: readonly (readonly [string, string])[]): string[] =>
  structureFaults(new Map([...CLEAN, [path, text], ...more]));

describe('the check of the layout', () => {
  it('lets clean files pass, also the doors, which only hand on', () => {
    expect(structureFaults(new Map(CLEAN))).toEqual([]);
  });

  it.each([
    ['a room above', 'src/table/up.ts', "import { run } from '../model/run.ts';\nexport const up = run;\n"],
    [
      'a type from a room above',
      'src/table/up.ts',
      "import type { run } from '../model/run.ts';\nexport type Up = typeof run;\n",
    ],
    ['an inline type from a room above', 'src/table/up.ts', "export type Up = typeof import('../model/run.ts').run;\n"],
    [
      'a re-export from a room above',
      'src/table/up.ts',
      "export { run } from '../model/run.ts';\nexport const up = 1;\n",
    ],
    ['an import() of a room above', 'src/table/up.ts', "export const up = () => import('../model/run.ts');\n"],
    ['a room beside', 'src/stats/beside.ts', "import { read } from '../csv/read.ts';\nexport const beside = read;\n"],
  ])('catches %s', (_what, path, text) => {
    expect(planted(path, text)).toEqual([expect.stringContaining('which is not in a room below')]);
  });

  it('catches a step that imports another step', () => {
    const text = "import { ranks } from '../rank/index.ts';\nexport const value = ranks;\n";
    expect(planted('src/steps/missing/value.ts', text)).toEqual([
      expect.stringContaining('steps never import each other'),
    ]);
  });

  it('catches a room that the layout does not have', () => {
    expect(planted('src/utils/pad.ts', 'export const pad = 1;\n')).toEqual([
      'src/utils/pad.ts: "utils" is no room of the layout',
    ]);
  });

  it('catches a room that goes in by a door', () => {
    const text = "import { run } from '../index.ts';\nexport const again = run;\n";
    expect(planted('src/model/again.ts', text)).toEqual(
      expect.arrayContaining([expect.stringContaining('src/index.ts, which is not in a room below')]),
    );
  });

  it('catches an import of a file that is not there', () => {
    const text = "import { gone } from './gone.ts';\nexport const here = gone;\n";
    expect(planted('src/table/here.ts', text)).toEqual([expect.stringContaining('there is no such file')]);
  });

  it('catches a circle of files, also one of types alone', () => {
    const a = "import type { B } from './b.ts';\nexport type A = B;\n";
    const b = "import type { C } from './c.ts';\nexport type B = C;\n";
    const c = "import type { A } from './a.ts';\nexport type C = A;\n";
    const faults = planted('src/table/a.ts', a, ['src/table/b.ts', b], ['src/table/c.ts', c]);
    expect(faults).toEqual([
      'src/table/a.ts: imports itself by way of src/table/b.ts > src/table/c.ts > src/table/a.ts',
    ]);
  });

  it('catches a barrel', () => {
    const own = "import { run } from './run.ts';\nexport { run };\n";
    expect(planted('src/model/all.ts', "export * from './run.ts';\n")).toEqual([
      expect.stringContaining('only hands on'),
    ]);
    expect(planted('src/model/all.ts', own)).toEqual([expect.stringContaining('only hands on')]);
  });

  it.each([
    ['simple-statistics', 'src/table/x.ts'],
    ['mathjs', 'src/expr/build.ts'],
    ['date-fns/parse', 'src/stats/x.ts'],
    ['fast-csv', 'src/json/x.ts'],
    ['zod', 'src/table/x.ts'],
    ['@duckdb/node-api', 'src/csv/x.ts'],
    ['lodash', 'src/table/x.ts'],
  ])('catches %s outside of its door', (name, path) => {
    const faults = planted(path, `import { x } from '${name}';\nexport const y = x;\n`);
    expect(faults).toEqual([expect.stringMatching(/its door is|a package without a door/)]);
  });

  it.each(['node:fs', 'fs', 'node:worker_threads'])('catches %s in the pure core', name => {
    const text = `import * as x from '${name}';\nexport const y = x;\n`;
    for (const room of ['errors', 'table', 'stats', 'expr', 'steps/rank', 'model', 'order', 'audit', 'sql']) {
      expect(planted(`src/${room}/x.ts`, text)).toEqual([expect.stringContaining('the core is pure')]);
    }
    expect(planted('src/index.ts', `export * from '${name}';\n`)).toEqual([
      expect.stringContaining('the core is pure'),
    ]);
  });

  it('catches a file of over 200 lines', () => {
    const line = 'export const one = 1;\n';
    expect(planted('src/table/long.ts', line.repeat(200))).toEqual([]);
    expect(planted('src/table/long.ts', line.repeat(201))).toEqual([
      'src/table/long.ts: has 201 lines; 200 is the most',
    ]);
  });

  it.each([
    ['any', 'export const x: any = 1;\n', 'uses any'],
    ['as any', 'export const x = 1 as any;\n', 'uses any'],
    ['@ts-ignore', '// @ts-ignore\nexport const x: string = 1;\n', 'turns the type checker off'],
    ['@ts-expect-error', '// @ts-expect-error\nexport const x: string = 1;\n', 'turns the type checker off'],
    ['a default export', 'export default 1;\n', 'has a default export'],
    ['a default function', 'export default function x(): void {}\n', 'has a default export'],
    ['console', "export const x = () => console.log('x');\n", 'uses console'],
  ])('catches %s', (_what, text, message) => {
    expect(planted('src/table/x.ts', text)).toEqual([`src/table/x.ts: ${message}`]);
  });

  it('takes words in texts and comments for what they are', () => {
    expect(planted('src/table/x.ts', "// any console\nexport const x = 'any console'; // default\n")).toEqual([]);
  });
});
