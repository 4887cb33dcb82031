import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serviceTiers } from '../../../src/market/merchants/serviceTiers.ts';
import { expectClose } from '../../support/close.ts';
import { monthly, studyFrom } from './small.ts';

const sales = [40, 30, 20, 10].flatMap((value, at) => monthly('ABCD'[at], '2024-12', [value]));
const served = (study: Parameters<typeof serviceTiers>[0]): (string | null)[] =>
  serviceTiers(study).rows.map(({ tier }) => tier);

describe('service tiers', () => {
  it('give what there is to those for whom it is worth most', () => {
    const study = studyFrom(sales, '2024-12-31', {
      serviceTiers: {
        tiers: [
          { name: 'manager', value: 'sum(revenue) * 0.5', capacity: 1 },
          { name: 'partner', value: 'sum(revenue) * 0.4', capacity: 2 },
          { name: 'self', value: 'sum(revenue) * 0.1' },
        ],
      },
    });
    expect(served(study)).toEqual(['manager', 'partner', 'partner', 'self']);
    const answer = serviceTiers(study);
    expectClose([answer.value, answer.bound, answer.gap], [41, 41, 0]);
    expect(answer.isProven).toBe(true);
    expect(answer.tiers.map(({ tier, merchants, capacity }) => [tier, merchants, capacity])).toEqual([['manager', 1, 1], ['partner', 2, 2], ['self', 1, null]]); // prettier-ignore
    expect(answer.rows[3]).toMatchObject({ wouldBe: 'manager', lost: 4 });
  });

  it('beat naming the largest first where a tier gains more by another', () => {
    // A gains little from the manager, B all.
    const study = studyFrom(sales, '2024-12-31', {
      serviceTiers: {
        tiers: [
          { name: 'manager', value: 'sum(revenue) >= 40 ? 41 : sum(revenue)', capacity: 1 },
          { name: 'self', value: 'sum(revenue) >= 40 ? 40 : 1' },
        ],
      },
    });
    expect(served(study)).toEqual(['self', 'manager', 'self', 'self']);
    const { value, largestFirst } = serviceTiers(study);
    expect([value, largestFirst]).toEqual([72, 44]);
  });

  it('search where loads differ, and leave out whom no tier is worth anything for', () => {
    const study = studyFrom(sales, '2024-12-31', {
      serviceTiers: {
        tiers: [{ name: 'hours', value: 'sum(revenue) - 10', load: 'sum(revenue) >= 40 ? 3 : 2', capacity: 4 }],
      },
    });
    // 30 for three hours, or 20 and 10 for two each; D is worth nothing.
    const answer = serviceTiers(study);
    expect([answer.value, answer.bound, answer.isProven]).toEqual([30, 30, true]);
    expect(answer.rows[3]).toMatchObject({ tier: null, reason: 'no tier is worth anything for it' });
  });

  it('never load a tier with more than it carries, and are never worth less than the largest first', () => {
    const revenue = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(fc.array(revenue, { minLength: 1, maxLength: 25 }), fc.nat(30), fc.nat(12), (all, hours, slots) => {
        const rows = all.flatMap((value, at) => monthly(`m${at}`, '2024-12', [value]));
        const tiers = [
          { name: 'hours', value: 'sum(revenue) * 0.3', load: 'sum(revenue) > 250 ? 5 : 2', capacity: hours },
          { name: 'slots', value: 'sum(revenue) * 0.2', capacity: slots },
        ];
        const answer = serviceTiers(studyFrom(rows, '2024-12-31', { serviceTiers: { tiers } }));
        expect(answer.tiers[0].load).toBeLessThanOrEqual(hours);
        expect(answer.tiers[1].merchants).toBeLessThanOrEqual(slots);
        expect(answer.value).toBeGreaterThanOrEqual(answer.largestFirst * (1 - 1e-12));
        expect(answer.value).toBeLessThanOrEqual(answer.bound * (1 + 1e-12));
      }),
      { numRuns: 60, seed: 3 },
    );
  });
});
