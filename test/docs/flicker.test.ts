// The figures on flickering grades in the README and in benchmarks/README.md are what the command prints.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { flickerLines } from '../../benchmarks/flicker.ts';
import { ROOT } from '../support/sourceFiles.ts';

const linesOf = (file: string): Set<string> => new Set(readFileSync(ROOT + file, 'utf8').split('\n'));
const data = process.env['BRANDRANK_DATA'];

describe('what flickers', () => {
  it('in the groceries stands in both READMEs', { timeout: 120_000 }, async () => {
    const lines = await flickerLines(undefined);
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines) expect(linesOf('benchmarks/README.md'), line).toContain(line);
    for (const line of lines.slice(1, 7)) expect(linesOf('README.md'), line).toContain(line);
  });

  it.skipIf(data === undefined)(
    'in calendar months stands in benchmarks/README.md (needs BRANDRANK_DATA)',
    { timeout: 120_000 },
    async () => {
      for (const line of await flickerLines(data)) expect(linesOf('benchmarks/README.md'), line).toContain(line);
    },
  );
});
