// The README's examples run as they stand: TypeScript blocks as programs, command lines through the built command.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parseStudyModel } from '../../src/model/market/parseStudyModel.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'brandrank-readme-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(match => match[1]);
}

/** `value; // => expected` becomes an entry of an exported list. */
function asProgram(block: string): string {
  const code = block
    .replace(
      /from 'brandrank(?:\/(\w+))?'/g,
      (_, door?: string) => `from '${pathToFileURL(join(root, 'src', `${door ?? 'index'}.ts`)).href}'`,
    )
    .replace(/^(.*); \/\/ => (.*)$/gm, 'claims.push([$1, $2]);');
  return `export const claims: [unknown, unknown][] = [];\n${code}`;
}

const plain = (value: unknown): unknown => (ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value);

describe('the README', () => {
  it.each(blocks('ts').map((block, at) => [at + 1, block] as const))(
    'TypeScript block %i gives what it says',
    async (at, block) => {
      const file = join(folder, `block${at}.ts`);
      writeFileSync(file, asProgram(block));
      const { claims } = (await import(pathToFileURL(file).href)) as { claims: [unknown, unknown][] };
      expect(claims.length).toBeGreaterThan(0);
      for (const [value, expected] of claims) expect(plain(value)).toEqual(expected);
    },
  );

  it.each(blocks('json').map((block, at) => [at + 1, block] as const))(
    'model document %i has no faults',
    (_, block) => {
      expect(parseStudyModel(JSON.parse(block)).version).toBe(1);
    },
  );

  it('command lines run, in their order', () => {
    const work = join(folder, 'work');
    mkdirSync(work);
    symlinkSync(join(root, 'fixtures'), join(work, 'fixtures'));
    const lines = blocks('sh')
      .join('')
      .split('\n')
      .filter(line => line.startsWith('brandrank '));
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) {
      const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(match => match[1] ?? match[2]);
      const output = execFileSync(process.execPath, [join(root, 'dist/cli.js'), ...words.slice(1)], {
        cwd: work,
        encoding: 'utf8',
      });
      expect(output, line).not.toBe('');
    }
  });

  it('shows the output that the demo prints', () => {
    const release = join(folder, 'demo');
    const G = join(root, 'fixtures/groceries');
    const output = execFileSync(
      process.execPath,
      [
        join(root, 'dist/cli.js'),
        'rate',
        '--model',
        `${G}/model.json`,
        '--sales',
        `${G}/sales.csv.gz`,
        '--metrics',
        `${G}/brand_metrics.csv`,
        '--out',
        release,
      ],
      { encoding: 'utf8' },
    );
    const printed = new Set(output.split('\n'));
    for (const line of blocks('text')[0].trimEnd().split('\n')) expect(printed, line).toContain(line);
  });
});
