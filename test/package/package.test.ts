// The packed tarball, installed in an empty project: ESM, CommonJS, types, the command, and a browser bundle.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'brandrank-package-'));
const nodes = [process.execPath, process.env['BRANDRANK_SYSTEM_NODE']].filter(path => path !== undefined);
const CHROMIUM = '/usr/bin/chromium';

const PROGRAM = `
const model = parseModel({ version: 1, name: 'size', rate: { within: [] },
  indicators: [{ id: 'size', formula: 'sum(revenue)' }], index: { id: 'all', of: [{ id: 'size' }] } });
const result = run(model, { sales: table({ date: dates(['2018-01-01', '2018-01-01', '2018-01-01']), brand: ['a', 'b', 'c'], revenue: [1, 5, 2] }) });
const answer = JSON.stringify([...result.rank]);
`;
const NAMES = 'dates, parseModel, run, table';
const DOORS = Object.keys((JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { exports: object }).exports)
  .filter(door => !door.endsWith('.json'))
  .map(door => door.replace('.', 'brandrank'));

const runIn = (command: string, args: readonly string[]): string =>
  execFileSync(command, args, { cwd: project, encoding: 'utf8' });

beforeAll(() => {
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', project], { cwd: root, encoding: 'utf8' }),
  ) as { filename: string }[];
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'empty', private: true }));
  runIn('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', join(project, filename)]);
}, 180_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('the packed tarball', () => {
  it.each(nodes)('works from ESM and CommonJS on %s, by every door', node => {
    const rest = `${PROGRAM}console.log(answer, typeof readCsv, modelSql(model, dialects[0]).length > 100);`;
    writeFileSync(
      join(project, 'esm.mjs'),
      `import { ${NAMES} } from 'brandrank';\nimport { readCsv } from 'brandrank/csv';\nimport { modelSql, dialects } from 'brandrank/sql';\n${DOORS.map(door => `import '${door}';`).join('\n')}${rest}`,
    );
    writeFileSync(
      join(project, 'cjs.cjs'),
      `const { ${NAMES} } = require('brandrank');\nconst { readCsv } = require('brandrank/csv');\nconst { modelSql, dialects } = require('brandrank/sql');\n${DOORS.map(door => `require('${door}');`).join('\n')}${rest}`,
    );
    expect(runIn(node, ['esm.mjs']).trim()).toBe('[3,1,2] function true');
    expect(runIn(node, ['cjs.cjs']).trim()).toBe('[3,1,2] function true');
  });

  it.each(nodes)('has a command that runs on %s', node => {
    expect(runIn(node, [join('node_modules', 'brandrank', 'dist', 'cli.js'), '--help'])).toContain(
      'brandrank [options] [command]',
    );
  });

  it('does not bring heavy packages along', () => {
    const installed = readdirSync(join(project, 'node_modules'));
    expect(installed).not.toContain('mathjs');
    expect(installed).not.toContain('@duckdb');
  });

  it('says which package reads Parquet files when it is not there', () => {
    writeFileSync(join(project, 'some.parquet'), 'PAR1');
    writeFileSync(
      join(project, 'parquet.mjs'),
      "import { readParquet } from 'brandrank/duckdb';\nreadParquet('some.parquet').catch(error => console.log(error.message));",
    );
    expect(runIn(process.execPath, ['parquet.mjs'])).toContain('npm install @duckdb/node-api');
  });

  it('has the schema of the model document, and its notices', () => {
    const folder = join(project, 'node_modules', 'brandrank');
    const schema = JSON.parse(readFileSync(join(folder, 'dist', 'model.schema.json'), 'utf8')) as {
      properties: object;
    };
    expect(Object.keys(schema.properties)).toContain('indicators');
    expect(readFileSync(join(folder, 'NOTICE'), 'utf8')).toContain('math.js');
  });

  it.each(['node16', 'bundler'])('has types that resolve in %s mode', mode => {
    writeFileSync(
      join(project, 'types.mts'),
      `import { parseModel, run, type Model, type Result } from 'brandrank';
import { readCsv } from 'brandrank/csv';
import { readNdjson } from 'brandrank/json';
import { readParquet } from 'brandrank/duckdb';
import { dialects, modelSql } from 'brandrank/sql';
const model: Model = parseModel({});
const result: Result = run(model, {});
const rank: Float64Array = result.rank;
export const all = [rank, readCsv, readNdjson, readParquet, modelSql(model, dialects[0])];
// @ts-expect-error: a rank is no text
export const wrong: string = result.rank;\n`,
    );
    const module = mode === 'node16' ? 'node16' : 'esnext';
    runIn(process.execPath, [
      join(root, 'node_modules/typescript/bin/tsc6'),
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      'false',
      '--target',
      'es2022',
      '--lib',
      'es2022,dom',
      '--module',
      module,
      '--moduleResolution',
      mode,
      'types.mts',
    ]);
  });

  it('is under 75 KB, minified and compressed, with everything the core needs, and asks for nothing of Node', () => {
    const code = bundle();
    expect(gzipSync(code, { level: 9 }).length).toBeLessThan(75_000);
    expect(/["'`]node:/.test(code)).toBe(false);
  });

  it('loads the core from few files, because many small ones take longer', () => {
    const dist = join(project, 'node_modules/brandrank/dist');
    const files = new Set(['index.js']);
    for (const file of files) {
      const imports = readFileSync(join(dist, file), 'utf8').matchAll(/(?:from|import) ?"\.\/([\w-]+\.js)"/g);
      for (const [, name] of imports) files.add(name);
    }
    // More than the door itself: the pattern finds what is imported.
    expect(files.size).toBeGreaterThan(1);
    expect(files.size).toBeLessThanOrEqual(6);
  });

  it('has nothing of the market questions in the core, not even the schema of their thresholds', () => {
    const entryPoints = [join(root, 'src/index.ts')];
    const { metafile } = buildSync({ entryPoints, bundle: true, metafile: true, write: false, absWorkingDir: root });
    const inputs = Object.keys(metafile.inputs);
    expect(inputs).toContain('src/model/spec.ts');
    expect(inputs.filter(path => path.startsWith('src/') && path.includes('market'))).toEqual([]);
  });

  it.skipIf(!existsSync(CHROMIUM))(`works in a browser (needs ${CHROMIUM})`, async () => {
    const browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    try {
      const page = await browser.newPage();
      await page.addScriptTag({ content: bundle() });
      expect(await page.evaluate('brandrankAnswer')).toBe('[3,1,2]');
    } finally {
      await browser.close();
    }
  });
});

/** The core and the program as one script for browsers. */
function bundle(): string {
  writeFileSync(
    join(project, 'browser.mjs'),
    `import * as brandrank from 'brandrank';\nconst { ${NAMES} } = brandrank;${PROGRAM}globalThis.brandrankAnswer = answer;\nglobalThis.brandrank = brandrank;`,
  );
  const { outputFiles } = buildSync({
    entryPoints: [join(project, 'browser.mjs')],
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    write: false,
  });
  return outputFiles[0].text;
}
