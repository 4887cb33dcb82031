import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import fc from 'fast-check';
import type * as Kernels from '../../src/kernels/sweep.ts';
import type * as ExactSumFile from '../../src/stats/exactSum.ts';
import type * as ExtentFile from '../../src/stats/extent.ts';
import type * as PlacedFile from '../../src/stats/placed.ts';
import type * as EntropyFile from '../../src/steps/weight/entropy.ts';
import type { Groups } from '../../src/table/groups.ts';

type Steps = typeof Kernels & typeof ExtentFile & typeof ExactSumFile & typeof PlacedFile & typeof EntropyFile;

/** What rests on kernels, loaded anew, as a page that forbids WebAssembly loads it when `isForbidden`. */
async function load(isForbidden: boolean): Promise<Steps> {
  vi.resetModules();
  if (isForbidden) vi.stubGlobal('WebAssembly', undefined);
  const [extent, exactSum, placed, entropy, kernels] = await Promise.all([
    import('../../src/stats/extent.ts'),
    import('../../src/stats/exactSum.ts'),
    import('../../src/stats/placed.ts'),
    import('../../src/steps/weight/entropy.ts'),
    import('../../src/kernels/sweep.ts'),
  ]);
  const steps = { ...extent, ...exactSum, ...placed, ...entropy, ...kernels };
  // The first call decides, for good.
  steps.extent(new Float64Array(1000), { of: new Uint32Array(1000), count: 1 });
  vi.unstubAllGlobals();
  return steps;
}

let fast: Steps;
let plain: Steps;
beforeEach(async () => {
  fast = await load(false);
  plain = await load(true);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** Lengths around the ends of blocks, hostile numbers, some groups without rows. */
const rows = fc
  .record({
    length: fc.constantFrom(256, 257, 4095, 4096, 4097, 8193, 12_000),
    count: fc.integer({ min: 1, max: 300 }),
    seed: fc.integer({ min: 1, max: 2 ** 30 }),
    special: fc.array(fc.constantFrom(NaN, 0, -0, Infinity, -Infinity, 5e-324, 1.7e308, -3), { maxLength: 8 }),
  })
  .map(({ length, count, seed, special }) => {
    let state = seed;
    const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
    const values = Float64Array.from({ length }, () =>
      next() < 0.2 && special.length > 0 ? special[Math.floor(next() * special.length)] : Math.exp(8 * next()) - 2,
    );
    return { values, groups: { of: Uint32Array.from({ length }, () => Math.floor(next() * count)), count } };
  });

function entropyOf({ entropy }: Steps, values: Float64Array, groups: Groups): Float64Array {
  return entropy.fit([values], groups, [1], { method: 'entropy' }, ['benefit'])[0];
}

/** The bits, so that -0 is not 0; all missing values are alike. */
function bits(values: Float64Array): BigUint64Array {
  return new BigUint64Array(values.map(value => value).buffer);
}

describe('kernels', () => {
  it('are taken where WebAssembly is, and not where it is forbidden', () => {
    const groups = { of: new Uint32Array(1000) };
    expect(fast.sweep('extent', new Float64Array(1000), groups, new Float64Array(2))).toBe(true);
    expect(plain.sweep('extent', new Float64Array(1000), groups, new Float64Array(2))).toBe(false);
  });

  it('give least and greatest of groups to the last bit of a plain loop', () => {
    fc.assert(
      fc.property(rows, ({ values, groups }) => {
        const [ours, theirs] = [fast.extent(values, groups), plain.extent(values, groups)];
        expect(bits(ours.min)).toEqual(bits(theirs.min));
        expect(bits(ours.max)).toEqual(bits(theirs.max));
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('read days as they read numbers', () => {
    const days = Int32Array.from({ length: 5000 }, (_, row) => ((row * 7919) % 4001) - 2000);
    const groups = { of: Uint32Array.from(days, (_, row) => row % 3), count: 3 };
    expect(fast.extent(days, groups)).toEqual(plain.extent(days, groups));
  });

  it('place values on a scale to the last bit of a plain loop', () => {
    fc.assert(
      fc.property(rows, ({ values, groups }) => {
        const from = Float64Array.from({ length: groups.count }, (_, group) => group / 3 - 4);
        const range = Float64Array.from({ length: groups.count }, (_, group) =>
          group % 5 === 4 ? Infinity : group + 0.7,
        );
        const [ours, theirs] = [fast, plain].map(each => each.placed(values, groups, from, range, -3, 103));
        expect(ours).toEqual(theirs);
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  it.each([
    ['cents', (value: number) => Math.round(100 * value) / 100],
    [
      'whole numbers beyond what all can be added up to without rounding',
      (value: number) => Math.round(value * 2 ** 40),
    ],
    ['whole numbers near that limit, of both signs', (value: number) => Math.round((value - 900) * 2 ** 27)],
    ['any numbers', (value: number) => value],
  ])('add %s to the last bit of a plain loop, and count what is missing', (_, made) => {
    fc.assert(
      fc.property(rows, ({ values, groups }) => {
        const column = values.map(made);
        const [ours, theirs] = [fast.exactSums(column, groups), plain.exactSums(column, groups)];
        expect(bits(ours.sum)).toEqual(bits(theirs.sum));
        expect(ours.missing).toEqual(theirs.missing);
        expect(ours.ends).toEqual(theirs.ends);
      }),
      { seed: 4, numRuns: 40 },
    );
  });

  it('weigh by entropy as a plain loop does, but for the last digits of logarithms', () => {
    fc.assert(
      fc.property(rows, ({ values, groups }) => {
        const [ours, theirs] = [fast, plain].map(each => entropyOf(each, values, groups));
        for (let group = 0; group < groups.count; group++)
          expect(Math.abs(ours[group] - theirs[group])).toBeLessThanOrEqual(1e-14 * Math.abs(theirs[group]));
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it('weigh almost equal values as exactly: ten digits of the share of a spread of one in ten million', () => {
    const values = Float64Array.from({ length: 1000 }, (_, row) => 1 + ((row * 37) % 1000) * 1e-10);
    const groups = { of: new Uint32Array(1000), count: 1 };
    const [ours, theirs] = [fast, plain].map(each => entropyOf(each, values, groups));
    expect(ours[0]).toBeGreaterThan(0);
    expect(Math.abs(ours[0] / theirs[0] - 1)).toBeLessThan(1e-10);
  });

  it('leave tables that are too long for them to plain loops', () => {
    const groups = { of: Uint32Array.from({ length: 1000 }, (_, row) => row), count: 200_000 };
    const values = Float64Array.from({ length: 1000 }, (_, row) => row);
    expect(fast.sweep('extent', values, groups, new Float64Array(400_000))).toBe(false);
    expect(fast.extent(values, groups).max[999]).toBe(999);
  });
});
