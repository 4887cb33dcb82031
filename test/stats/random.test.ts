import { describe, expect, it } from 'vitest';
import { below, seededBits, uniform, xoshiro128 } from '../../src/stats/random.ts';

const take = (count: number, next: () => number): number[] => Array.from({ length: count }, next);

describe('xoshiro128', () => {
  it('gives the published sequence of the state 1, 2, 3, 4 (the test vector of the Rust crate rand_xoshiro)', () => {
    expect(take(10, xoshiro128(Uint32Array.of(1, 2, 3, 4)))).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });
});

describe('seededBits', () => {
  it('gives the same numbers for the same seed and stream, others for others', () => {
    const first = (seed: number, stream?: number): string => take(4, seededBits(seed, stream)).join();
    expect(first(7)).toBe(first(7, 0));
    const all = [0, 1, 2, 2 ** 53 - 1].flatMap(seed => [0, 1, 2, 1000].map(stream => first(seed, stream)));
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('uniform and below', () => {
  it('are spread evenly: every tenth has its share within five deviations', () => {
    const next = seededBits(20180831);
    const draws = 100_000;
    for (const draw of [() => Math.floor(10 * uniform(next)), () => below(next, 10)]) {
      const counts = new Array<number>(10).fill(0);
      for (let at = 0; at < draws; at++) counts[draw()]++;
      for (const count of counts) expect(Math.abs(count - draws / 10)).toBeLessThan(5 * Math.sqrt(draws * 0.09));
    }
  });

  it('stay below their end', () => {
    const highest = (): number => 0xffff_ffff;
    expect(uniform(highest)).toBeLessThan(1);
    expect(uniform(() => 0)).toBe(0);
    const numbers = take(1000, seededBits(1));
    let at = 0;
    expect(take(500, () => below(() => numbers[at++], 3)).every(each => each >= 0 && each < 3)).toBe(true);
  });
});
