// The coverage of the bootstrap's intervals that the READMEs tell is what the command gives.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { coverageLine } from '../../benchmarks/coverage.ts';
import { ROOT } from '../support/sourceFiles.ts';

it('90% intervals hold true scores in 87 to 93 percent, as the READMEs say', { timeout: 120_000 }, () => {
  const line = coverageLine(100, 200, 1);
  const [, share, asked] = /in ([\d.]+)% of (\d+) cases/.exec(line) ?? [];
  expect(Number(asked)).toBe(1200);
  expect(Number(share)).toBeGreaterThan(87);
  expect(Number(share)).toBeLessThan(93);
  expect(readFileSync(`${ROOT}benchmarks/README.md`, 'utf8').split('\n')).toContain(line);
  expect(readFileSync(`${ROOT}README.md`, 'utf8')).toContain(
    `truth in ${share}% of 1,200 cases (\`node benchmarks/coverage.ts 100 200 1\`)`,
  );
});
