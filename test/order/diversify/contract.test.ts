// The laws of src/order/diversify/index.ts, held against every method it lists.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RatingError } from '../../../src/errors/ratingError.ts';
import { methodName } from '../../../src/expr/method.ts';
import { diversifySpec } from '../../../src/model/diversifySpec.ts';
import type { DiversifySpec } from '../../../src/model/diversifySpec.ts';
import { aspectsOf } from '../../../src/order/aspects.ts';
import type { Candidates } from '../../../src/order/diversify/diversifier.ts';
import { diversifiers, diversify } from '../../../src/order/diversify/index.ts';
import { cosine } from '../../../src/order/similarity/vectors.ts';
import { groupsOf } from '../../../src/table/groups.ts';
import { textColumn } from '../../../src/table/text.ts';
import '../../support/arbitraries.ts';
import { bitsOf } from '../../support/close.ts';

interface Item {
  readonly relevance: number;
  readonly vector: readonly [number, number, number];
  readonly band: string | null;
}

const item: fc.Arbitrary<Item> = fc.record({
  relevance: fc.oneof(fc.constantFrom(0, 0.5, 1, NaN), fc.double({ min: 0, max: 1, noNaN: true })),
  vector: fc.tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -2, max: 2 }), fc.double({ min: -3, max: 3 })),
  band: fc.constantFrom('low', 'mid', 'high', '__proto__', null),
});

function candidatesOf(items: readonly Item[]): Candidates & { readonly vectors: Float64Array } {
  const vectors = Float64Array.from(items.flatMap(({ vector }) => vector));
  const bands = items.map(({ band }) => band);
  return {
    relevance: Float64Array.from(items, each => each.relevance),
    similarity: cosine(vectors, 3),
    aspects: aspectsOf([textColumn(bands)], items.length),
    groups: groupsOf(bands),
    vectors,
  };
}

const names = diversifiers.map(method => methodName(method));

it('every method of the spec is listed, and no other', () => {
  expect(diversifySpec._zod.innerType.def.options.map(spec => methodName({ spec: () => spec }))).toEqual(names);
});

describe.each(names)('diversify: %s', method => {
  // The names are those of the methods.
  const specs = (diversity: number): DiversifySpec =>
    (method === 'round-robin' ? { method } : { method, diversity }) as DiversifySpec;
  const holds = (law: (items: readonly Item[], slots: number, spec: DiversifySpec) => void): void => {
    const diversity = fc.constantFrom(0, 0.3, 0.5, 0.9, 1);
    fc.assert(
      fc.property(fc.array(item, { maxLength: 24 }), fc.nat(26), diversity, (items, slots, share) =>
        law(items, slots, specs(share)),
      ),
    );
  };

  it('lists no row twice, invents none, and fills every slot there is a row for', () => {
    holds((items, slots, spec) => {
      const { rows, gain } = diversify(candidatesOf(items), spec, slots);
      expect(rows.length).toBe(Math.min(slots, items.length));
      expect(gain.length).toBe(rows.length);
      expect(new Set(rows).size).toBe(rows.length);
      for (const row of rows) expect(row).toBeLessThan(items.length);
    });
  });

  // The others weigh what the first row covers, or how unlike it is to others, against its relevance.
  if (['mmr', 'max-sum', 'round-robin'].includes(method))
    it('begins with the most relevant row', () => {
      holds((items, slots, spec) => {
        const { rows } = diversify(candidatesOf(items), spec, slots);
        const present = items.map(({ relevance }) => relevance).filter(each => !Number.isNaN(each));
        const best = Math.max(...present).toPrecision(12);
        const first = items.findIndex(({ relevance }) => relevance.toPrecision(12) === best);
        if (rows.length > 0 && first >= 0) expect(rows[0]).toBe(first);
      });
    });

  it('lists rows without relevance last, by row, with no gain', () => {
    holds((items, slots, spec) => {
      const { rows, gain } = diversify(candidatesOf(items), spec, slots);
      const missing = items.flatMap(({ relevance }, row) => (Number.isNaN(relevance) ? [row] : []));
      const present = Math.min(rows.length, items.length - missing.length);
      expect([...rows.slice(present)]).toEqual(missing.slice(0, rows.length - present));
      expect([...gain].map(Number.isNaN)).toEqual([...rows].map((_, slot) => slot >= present));
    });
  });

  it('gives the beginning of a longer list when there are fewer slots', () => {
    holds((items, slots, spec) => {
      const whole = diversify(candidatesOf(items), spec, items.length).rows;
      expect([...diversify(candidatesOf(items), spec, slots).rows]).toEqual([...whole.slice(0, slots)]);
    });
  });

  it('gives the same bytes again and does not write to its input', () => {
    holds((items, slots, spec) => {
      const candidates = candidatesOf(items);
      const before = candidatesOf(items);
      const once = diversify(candidates, spec, slots);
      const again = diversify(candidates, spec, slots);
      expect([...again.rows]).toEqual([...once.rows]);
      expect(bitsOf(again.gain)).toEqual(bitsOf(once.gain));
      expect(bitsOf(candidates.relevance)).toEqual(bitsOf(before.relevance));
      expect(bitsOf(candidates.vectors)).toEqual(bitsOf(before.vectors));
      expect(candidates.aspects).toEqual(before.aspects);
      expect(candidates.groups).toEqual(before.groups);
    });
  });

  it('keeps the order of the rows when all are equal', () => {
    const equal: Item = { relevance: 0.5, vector: [1, 2, 3], band: 'low' };
    const { rows } = diversify(candidatesOf(Array<Item>(9).fill(equal)), specs(0.5), 7);
    expect([...rows]).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('is the order of relevance with no diversity, and with one group', () => {
    const items = [3, 9, NaN, 1, 7, 9].map((tenths): Item => ({
      relevance: tenths / 10,
      vector: [1, 0, 0],
      band: 'low',
    }));
    if (method !== 'round-robin')
      expect([...diversify(candidatesOf(items), specs(0), 6).rows]).toEqual([1, 5, 4, 0, 3, 2]);
    expect([...diversify(candidatesOf(items), specs(0.5), 6).rows]).toEqual([1, 5, 4, 0, 3, 2]);
  });

  it('takes one row, none, and no slots', () => {
    const one: Item = { relevance: 0.5, vector: [1, 2, 3], band: null };
    expect([...diversify(candidatesOf([one]), specs(0.5), 3).rows]).toEqual([0]);
    expect([...diversify(candidatesOf([]), specs(0.5), 3).rows]).toEqual([]);
    expect([...diversify(candidatesOf([one]), specs(0.5), 0).rows]).toEqual([]);
  });

  it('takes relevance that agrees to 12 digits for equal', () => {
    const items = [0.3, 0.1 + 0.2].map((relevance): Item => ({ relevance, vector: [1, 0, 0], band: 'low' }));
    expect([...diversify(candidatesOf(items), specs(0.5), 2).rows]).toEqual([0, 1]);
  });

  it('refuses slots that are no whole number, and a call without what it tells rows apart by', () => {
    const candidates = candidatesOf([{ relevance: 0.5, vector: [1, 2, 3], band: 'low' }]);
    for (const slots of [-1, 1.5, NaN]) expect(() => diversify(candidates, specs(0.5), slots)).toThrow(RatingError);
    expect(() => diversify({ relevance: candidates.relevance }, specs(0.5), 1)).toThrow(
      /is not given; .* tells rows apart by it/,
    );
    expect(() => diversify({ ...candidates, relevance: Float64Array.of(1, 0) }, specs(0.5), 1)).toThrow(
      /has 1 rows, relevance has 2/,
    );
  });
});
