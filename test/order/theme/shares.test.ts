// Shares into slots, and slots into turns: against another program, by hand, and laws.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion } from '../../../src/order/theme/apportion.ts';
import type { Apportionment } from '../../../src/order/theme/apportion.ts';
import { takeTurns } from '../../../src/order/theme/takeTurns.ts';
import '../../support/arbitraries.ts';
import { fixture } from '../../support/golden.ts';

type Case = { readonly votes: readonly number[]; readonly seats: number } & Readonly<
  Record<Apportionment, readonly number[]>
>;
const { cases } = JSON.parse(readFileSync(fixture('apportionment/seats.json'), 'utf8')) as { cases: readonly Case[] };
const METHODS = ['largest-remainder', 'sainte-lague'] as const;
const unbounded = (shares: readonly number[]): number[] => shares.map(() => Infinity);

describe.each(METHODS)('%s', method => {
  it('gives the seats that the package apportionment gives, exactly', () => {
    expect(cases.length).toBe(60);
    for (const { votes, seats, [method]: expected } of cases)
      expect([...apportion(votes, seats, method, unbounded(votes))]).toEqual(expected);
  });

  it('fills every slot that can be filled, nobody beyond what it has', () => {
    const party = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.nat(12));
    fc.assert(
      fc.property(fc.array(party, { minLength: 1, maxLength: 6 }), fc.nat(40), (parties, slots) => {
        const most = parties.map(([, each]) => each);
        const counts = apportion(
          parties.map(([share]) => share),
          slots,
          method,
          most,
        );
        expect(counts.reduce((sum, each) => sum + each, 0)).toBe(
          Math.min(
            slots,
            most.reduce((sum, each) => sum + each, 0),
          ),
        );
        counts.forEach((count, at) => expect(count).toBeLessThanOrEqual(most[at]));
      }),
    );
  });

  it('does not hang on the scale of the shares', () => {
    for (const { votes, seats } of cases) {
      const scaled = votes.map(each => each * 0.1);
      expect(apportion(scaled, seats, method, unbounded(votes))).toEqual(
        apportion(votes, seats, method, unbounded(votes)),
      );
    }
  });
});

describe('apportion', () => {
  it('gives the slots that one cannot fill to the others by their shares', () => {
    expect([...apportion([60, 20, 20], 10, 'largest-remainder', [2, 9, 9])]).toEqual([2, 4, 4]);
    expect([...apportion([60, 20, 20], 10, 'sainte-lague', [2, 9, 9])]).toEqual([2, 4, 4]);
  });

  it('gives a share of nothing a slot only when the others are full', () => {
    for (const method of METHODS) expect([...apportion([1, 0], 5, method, [3, 9])]).toEqual([3, 2]);
  });

  it('stays under one slot from the due with largest remainder', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 7 }),
        fc.nat(50),
        (shares, slots) => {
          const total = shares.reduce((sum, each) => sum + each, 0);
          apportion(shares, slots, 'largest-remainder', unbounded(shares)).forEach((count, at) =>
            expect(Math.abs(count - (shares[at] * slots) / total)).toBeLessThan(1),
          );
        },
      ),
    );
  });

  it('takes nothing away when a page grows with Sainte-Laguë', () => {
    for (const { votes } of cases) {
      let before = apportion(votes, 0, 'sainte-lague', unbounded(votes));
      for (let slots = 1; slots <= 30; slots++) {
        const now = apportion(votes, slots, 'sainte-lague', unbounded(votes));
        now.forEach((count, at) => expect(count).toBeGreaterThanOrEqual(before[at]));
        before = now;
      }
    }
  });
});

describe('takeTurns', () => {
  it('gives each its count, and every beginning is within 1 - 1 / (2n - 2) slots of the shares', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { minLength: 1, maxLength: 7 }), list => {
        const counts = Uint32Array.from(list);
        const turns = takeTurns(counts);
        const several = list.filter(count => count > 0).length;
        const most = several > 1 ? 1 - 1 / (2 * several - 2) : 0;
        const had = list.map(() => 0);
        turns.forEach((who, slot) => {
          had[who]++;
          had.forEach((count, at) =>
            expect(Math.abs(count - (list[at] * (slot + 1)) / turns.length)).toBeLessThanOrEqual(most + 1e-12),
          );
        });
        expect(had).toEqual(list);
      }),
      { numRuns: 500 },
    );
  });

  it('mixes three categories by hand', () => {
    expect([...takeTurns(Uint32Array.of(3, 1, 2))]).toEqual([0, 2, 0, 1, 2, 0]);
    expect([...takeTurns(Uint32Array.of(2))]).toEqual([0, 0]);
    expect([...takeTurns(Uint32Array.of(0))]).toEqual([]);
  });
});
