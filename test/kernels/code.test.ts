import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compiledKernels } from '../support/compileKernels.ts';

it('is what the assembly compiles to; else run `npm run kernels`', { timeout: 60_000 }, async () => {
  const written = readFileSync(new URL('../../src/kernels/code.ts', import.meta.url), 'utf8');
  expect(written).toBe(await compiledKernels());
});
