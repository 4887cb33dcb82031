// Pages made diverse before the rules arrange them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderSpec } from '../../src/model/orderSpec.ts';
import type { OrderPolicyDocument } from '../../src/model/orderSpec.ts';
import { explainSlot } from '../../src/order/explainSlot.ts';
import { order } from '../../src/order/order.ts';
import type { Order } from '../../src/order/order.ts';
import { orderColumns } from '../../src/order/outputs.ts';
import { rankedTable } from '../../src/order/ranked.ts';
import { table } from '../../src/table/table.ts';
import { textAt } from '../../src/table/text.ts';
import '../support/arbitraries.ts';

type Unit = readonly [category: string, brand: string, score: number, band: string | null, price: number];
const UNITS: readonly Unit[] = [
  ['tea', 'Ada', 90, 'low', 1],
  ['tea', 'Bo', 85, 'low', 1],
  ['tea', 'Cy', 80, 'low', 2],
  ['tea', 'Di', 70, 'high', 9],
  ['tea', 'Ed', 40, 'mid', 5],
  ['jam', 'Ada', 30, 'low', 1],
  ['jam', 'Bo', 20, 'high', 9],
  ['jam', 'Cy', 25, 'low', 1],
];

function ordered(units: readonly Unit[], policy: OrderPolicyDocument): Order {
  const ranked = rankedTable(
    table({
      category: units.map(([category]) => category),
      brand: units.map(([, brand]) => brand),
      score: units.map(([, , score]) => score),
      band: [...units.map(([, , , band]) => band)],
      price: units.map(([, , , , price]) => price),
    }),
    { unit: ['brand'], within: ['category'] },
  );
  return order(ranked, orderSpec.parse(policy));
}

/** The brands of each page, pages by name. */
function pagesOf({ ranked, rows, starts }: Order): string[][] {
  return Array.from({ length: starts.length - 1 }, (_, page) =>
    [...rows.slice(starts[page], starts[page + 1])].map(row => textAt(ranked.keys[1].column, row) ?? ''),
  );
}

describe('diversify in a policy', () => {
  it('lets price bands take turns on every page', () => {
    const made = ordered(UNITS, { diversify: { method: 'round-robin', by: ['band'] } });
    expect(pagesOf(made)).toEqual([
      ['Ada', 'Bo', 'Cy'],
      ['Ada', 'Di', 'Ed', 'Bo', 'Cy'],
    ]);
    expect([...(made.diverseRank ?? [])]).toEqual([1, 4, 5, 2, 3, 1, 2, 3]);
    expect([...made.boostedRank]).toEqual([1, 2, 3, 4, 5, 1, 3, 2]);
  });

  it('makes the first slots diverse and leaves the others in the order of the scores', () => {
    const made = ordered(UNITS, {
      diversify: { method: 'mmr', first: 2, similarity: { method: 'simple-matching', of: ['band'] } },
    });
    // The second slot of tea, relevance from 0 to 1: Bo 0.9 / 2 - 1 / 2, Di 0.6 / 2.
    expect(pagesOf(made)[1]).toEqual(['Ada', 'Di', 'Bo', 'Cy', 'Ed']);
  });

  it('goes by numbers in deviations of the page, by vectors, and by aspects', () => {
    const by = (similarity: object): string[] =>
      pagesOf(
        ordered(UNITS, { slots: 2, diversify: { method: 'mmr', similarity } as OrderPolicyDocument['diversify'] }),
      )[1];
    expect(by({ method: 'gaussian', of: ['price'] })).toEqual(['Ada', 'Di']);
    // All prices point in one direction.
    expect(by({ method: 'cosine', of: ['price'] })).toEqual(['Ada', 'Bo']);
    const xquad = ordered(UNITS, { slots: 2, diversify: { method: 'xquad', diversity: 0.9, by: ['band'] } });
    expect(pagesOf(xquad)[1]).toEqual(['Ada', 'Di']);
  });

  it('is the order that the rules begin with: pins and limits hold on it', () => {
    const made = ordered(UNITS, {
      diversify: { method: 'round-robin', by: ['band'] },
      pin: [{ unit: 'Cy', within: 'tea', slot: 1 }],
      breakUp: [{ by: 'band', window: 2, atMost: 1 }],
    });
    expect(pagesOf(made)[1]).toEqual(['Cy', 'Di', 'Ada', 'Ed', 'Bo']);
    expect(made.compromises).toEqual([]);
  });

  it('reads boosted scores', () => {
    const made = ordered(UNITS, {
      boost: [{ when: "brand == 'Ed'", points: 100 }],
      diversify: { method: 'round-robin', by: ['band'] },
    });
    expect(pagesOf(made)[1]).toEqual(['Ed', 'Ada', 'Di', 'Bo', 'Cy']);
  });

  it('tells columns that are not there, or of the wrong type, all at once', () => {
    const policy: OrderPolicyDocument = {
      diversify: { method: 'mmr', similarity: { method: 'gaussian', of: ['prise', 'band'] } },
    };
    expect(() => ordered(UNITS, policy)).toThrow(
      /order\.diversify\.similarity\.of\.0: no column "prise"; .*did you mean "price"\?\n.*of\.1: column "band" holds text, and number should stand there/,
    );
    expect(() => ordered(UNITS, { diversify: { method: 'xquad', by: ['bend'] } })).toThrow(
      /order\.diversify\.by\.0: no column "bend"/,
    );
  });

  it('is told slot by slot, and in a column of the file', () => {
    const made = ordered(UNITS, { diversify: { method: 'round-robin', by: ['band'] } });
    // The second page is tea: Ada, Di, Ed, Bo, Cy.
    expect([3, 4].map(position => explainSlot(made, position).reason)).toEqual([
      'by its score',
      'by diversity, after round-robin moved it from place 4 to 2',
    ]);
    const column = orderColumns(made).find(({ name }) => name === 'diverse_rank')?.column;
    expect(column?.type === 'number' && [...column.values]).toEqual([1, 2, 3, 1, 2, 3, 4, 5]);
    expect(orderColumns(ordered(UNITS, {})).map(({ name }) => name)).not.toContain('diverse_rank');
  });

  it('says nothing of diversity where the policy does not ask for it', () => {
    expect(ordered(UNITS, {}).diverseRank).toBeNull();
  });

  it('lists every candidate once, whatever the order of the rows', () => {
    const unit: fc.Arbitrary<Unit> = fc.tuple(
      fc.constantFrom('tea', 'jam'),
      fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G', '__proto__'),
      fc.integer({ min: 0, max: 9 }),
      fc.constantFrom('low', 'mid', 'high', null),
      fc.constantFrom(1, 2, 5, 9),
    );
    const units = fc.uniqueArray(unit, {
      selector: ([category, brand]) => `${category} ${brand}`,
      minLength: 1,
      maxLength: 16,
    });
    const similarity = fc.constantFrom(
      { method: 'simple-matching' as const, of: ['band', 'price'] as string[] },
      { method: 'gaussian' as const, of: ['price'] as string[] },
    );
    const diversity = fc.constantFrom(0, 0.4, 1);
    const policies = fc.oneof(
      fc.record({
        method: fc.constantFrom('mmr' as const, 'max-sum' as const, 'dpp' as const, 'cover' as const),
        diversity,
        similarity,
      }),
      fc.record({ method: fc.constant('xquad' as const), diversity, by: fc.constant<string[]>(['band', 'price']) }),
      fc.record({ method: fc.constant('round-robin' as const), by: fc.constant<string[]>(['band']) }),
    );
    fc.assert(
      fc.property(units, policies, fc.constantFrom(undefined, 3), (given, method, first) => {
        // Every record is the spec of its method.
        const diversify = { ...method, ...(first ? { first } : {}) } as NonNullable<OrderPolicyDocument['diversify']>;
        const pages = pagesOf(ordered(given, { diversify }));
        const brands = ['jam', 'tea'].map(name =>
          given
            .filter(([category]) => category === name)
            .map(([, brand]) => brand)
            .sort(),
        );
        expect(pages.map(page => [...page].sort())).toEqual(brands.filter(({ length }) => length > 0));
        expect(pagesOf(ordered([...given].reverse(), { diversify }))).toEqual(pages);
      }),
    );
  });
});
