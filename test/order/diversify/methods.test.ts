// Each method against its definition, worked out plainly: every slot by comparing all rows that are left.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aspectsOf } from '../../../src/order/aspects.ts';
import { diversify } from '../../../src/order/diversify/index.ts';
import { simpleMatching } from '../../../src/order/similarity/simpleMatching.ts';
import type { Similarity } from '../../../src/order/similarity/similarity.ts';
import { cosine, dot } from '../../../src/order/similarity/vectors.ts';
import { groupsOf } from '../../../src/table/groups.ts';
import { textColumn } from '../../../src/table/text.ts';
import '../../support/arbitraries.ts';

/** The greedy selection of a definition: what a row is worth beside those selected; the first is the most relevant, or the worthiest. */
function greedy(
  relevance: Float64Array,
  slots: number,
  isFirstBest: boolean,
  worth: (row: number, chosen: number[]) => number,
): number[] {
  const chosen: number[] = [];
  const rounded = (value: number): number => Number(value.toPrecision(12));
  while (chosen.length < Math.min(slots, relevance.length)) {
    const left = Array.from(relevance.keys()).filter(row => !chosen.includes(row));
    const values = left.map(row => rounded(chosen.length === 0 && isFirstBest ? relevance[row] : worth(row, chosen)));
    chosen.push(left[values.indexOf(Math.max(...values))]);
  }
  return chosen;
}

const DIMENSIONS = 4;
const inputs = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 999 }).map(each => each / 999),
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 4, maxLength: 4 }),
    ),
    { minLength: 1, maxLength: 30 },
  )
  .map(items => ({
    relevance: Float64Array.from(items, ([relevance]) => relevance),
    similarity: cosine(
      items.flatMap(([, vector]) => vector),
      DIMENSIONS,
    ),
  }));
const shares = fc.constantFrom(0.1, 0.5, 0.8, 1);

const positive = (similarity: Similarity, row: number, other: number): number =>
  Math.max(0, similarity.between(row, other));

describe('mmr', () => {
  it('skips work and still selects what comparing all rows selects', () => {
    fc.assert(
      fc.property(inputs, shares, fc.integer({ min: 1, max: 30 }), ({ relevance, similarity }, diversity, slots) => {
        const expected = greedy(relevance, slots, true, (row, chosen) => {
          const closest = Math.max(...chosen.map(other => positive(similarity, row, other)));
          return (1 - diversity) * relevance[row] - diversity * closest;
        });
        expect([...diversify({ relevance, similarity }, { method: 'mmr', diversity }, slots).rows]).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('selects what comparing all rows selects among hundreds, of any sign and with many ties', () => {
    const items = fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.nat(11), fc.nat(11)), {
      minLength: 100,
      maxLength: 200,
    });
    fc.assert(
      fc.property(items, shares, (rows, diversity) => {
        const relevance = Float64Array.from(rows, ([tenths]) => tenths / 10);
        const columns = [1, 2].map(at => textColumn(rows.map(row => String(row[at]))));
        const similarity = simpleMatching(columns, rows.length);
        const expected = greedy(relevance, 30, true, (row, chosen) => {
          const closest = Math.max(...chosen.map(other => similarity.between(row, other)));
          return (1 - diversity) * relevance[row] - diversity * closest;
        });
        expect([...diversify({ relevance, similarity }, { method: 'mmr', diversity }, 30).rows]).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('fills every slot where products overflow, even to what is no number', () => {
    const similarity = dot([1e200, 1e200, 1e200, 1e200, 1e200, -1e200, 1, 1], 2);
    expect(similarity.between(0, 1)).toBe(Infinity);
    expect(similarity.between(0, 2)).toBeNaN();
    const relevance = Float64Array.of(4, 3, 2, 1);
    const { rows } = diversify({ relevance, similarity }, { method: 'mmr' }, 4);
    // No number counts as unlike; an endless likeness is the least worth.
    expect([...rows]).toEqual([0, 2, 3, 1]);
  });

  it('passes over a row like the first for one that is less relevant', () => {
    // Worths of the second slot, half each: 0.9 - 1, 0.5 - 0.
    const similarity = cosine([1, 0, 1, 0, 0, 1], 2);
    const { rows, gain } = diversify({ relevance: Float64Array.of(1, 0.9, 0.5), similarity }, { method: 'mmr' }, 3);
    expect([...rows]).toEqual([0, 2, 1]);
    expect([...gain].map(each => Number(each.toFixed(12)))).toEqual([0.5, 0.25, -0.05]);
  });
});

describe('max-sum', () => {
  it('selects what comparing all rows selects', () => {
    fc.assert(
      fc.property(inputs, shares, ({ relevance, similarity }, diversity) => {
        const expected = greedy(relevance, 12, true, (row, chosen) => {
          const distances = chosen.map(other => 1 - similarity.between(row, other));
          return (1 - diversity) * relevance[row] + diversity * distances.reduce((sum, each) => sum + each, 0);
        });
        expect([...diversify({ relevance, similarity }, { method: 'max-sum', diversity }, 12).rows]).toEqual(expected);
      }),
    );
  });
});

describe('cover', () => {
  it.each([0.2, 0.5, 1])('skips work and still selects what comparing all rows selects, gamma %f', gamma => {
    fc.assert(
      fc.property(inputs, shares, ({ relevance, similarity }, diversity) => {
        const all = [...relevance.keys()];
        const total = (chosen: readonly number[]): number =>
          all.reduce(
            (sum, each) => sum + chosen.reduce((given, row) => given + positive(similarity, row, each), 0) ** gamma,
            0,
          );
        const worth = (row: number, chosen: number[]): number =>
          (1 - diversity) * relevance[row] + diversity * (total([...chosen, row]) - total(chosen));
        const { rows } = diversify({ relevance, similarity }, { method: 'cover', diversity, gamma }, 8);
        // Sums taken in another order decide ties, so worths are compared, not rows.
        for (const [slot, row] of rows.entries()) {
          const chosen = [...rows.slice(0, slot)];
          const best = Math.max(...all.filter(each => !chosen.includes(each)).map(each => worth(each, chosen)));
          expect(worth(row, chosen)).toBeGreaterThan(best - 1e-9 * Math.max(1, best));
        }
      }),
    );
  });
});

describe('dpp', () => {
  it('selects the row that adds most to the determinant, while any adds something', () => {
    fc.assert(
      fc.property(inputs, shares, ({ relevance, similarity }, diversity) => {
        const mean = relevance.reduce((sum, each) => sum + each, 0) / relevance.length;
        const unit = Math.sqrt(relevance.reduce((sum, each) => sum + (each - mean) ** 2, 0) / relevance.length);
        const quality = relevance.map(each => (unit > 1e-9 ? Math.exp(((1 - diversity) * (each - mean)) / unit) : 1));
        const kernel = (row: number, other: number): number =>
          quality[row] * quality[other] * (row === other ? 1 : similarity.between(row, other));
        const volume = (chosen: readonly number[]): number =>
          determinant(chosen.map(row => chosen.map(other => kernel(row, other))));
        const { rows } = diversify({ relevance, similarity }, { method: 'dpp', diversity }, DIMENSIONS);
        for (const [slot, row] of rows.entries()) {
          const chosen = [...rows.slice(0, slot)];
          const left = [...relevance.keys()].filter(each => !chosen.includes(each));
          const best = Math.max(...left.map(each => volume([...chosen, each])));
          if (best < 1e-6 * Math.max(...quality) ** (2 * slot + 2)) return;
          expect(volume([...chosen, row])).toBeGreaterThan(best * (1 - 1e-6));
        }
      }),
    );
  });

  it('begins a list anew when the rows that are left say nothing new', () => {
    const similarity = cosine([1, 0, 1, 0, 0, 1, 0, 1, 1, 0], 2);
    const { rows } = diversify({ relevance: Float64Array.of(9, 8, 7, 6, 5), similarity }, { method: 'dpp' }, 5);
    expect([...rows]).toEqual([0, 2, 1, 3, 4]);
  });

  it('does not overflow where one relevance is far beyond the others', () => {
    const relevance = new Float64Array(200_000);
    relevance[7] = 1;
    const similarity = simpleMatching(
      [textColumn(Array.from(relevance, (_, row) => String(row % 5)))],
      relevance.length,
    );
    const { rows, gain } = diversify({ relevance, similarity }, { method: 'dpp', diversity: 0.01, scale: 9 }, 3);
    expect([...rows]).toEqual([7, 0, 1]);
    expect([...gain].every(Number.isFinite)).toBe(true);
  });
});

describe('xquad', () => {
  it('selects what comparing all rows selects', () => {
    const rowsOfBands = fc.array(
      fc.tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom('a', 'b', 'c', null),
        fc.constantFrom('x', 'y', null),
      ),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(rowsOfBands, shares, (items, diversity) => {
        const relevance = Float64Array.from(items, ([each]) => each);
        const columns = [textColumn(items.map(([, band]) => band)), textColumn(items.map(([, , kind]) => kind))];
        const covers = (row: number, aspect: string): boolean => items[row][1] === aspect || items[row][2] === aspect;
        const all = ['a', 'b', 'c', 'x', 'y'].filter(aspect => items.some((_, row) => covers(row, aspect)));
        const expected = greedy(relevance, 30, false, (row, chosen) => {
          let open = 0;
          for (const aspect of all.filter(each => covers(row, each))) {
            open += chosen
              .filter(each => covers(each, aspect))
              .reduce((product, each) => product * (1 - relevance[each]), 1);
          }
          const given = all.length > 0 ? (relevance[row] * open) / all.length : 0;
          return (1 - diversity) * relevance[row] + diversity * given;
        });
        const candidates = { relevance, aspects: aspectsOf(columns, items.length) };
        expect([...diversify(candidates, { method: 'xquad', diversity }, 30).rows]).toEqual(expected);
      }),
    );
  });

  it('refuses a relevance that is no probability', () => {
    const candidates = { relevance: Float64Array.of(0.5, 70), aspects: aspectsOf([], 2) };
    expect(() => diversify(candidates, { method: 'xquad' }, 1)).toThrow(
      'relevance.1: is 70; xquad takes relevance for a probability, 0 to 1',
    );
  });
});

describe('round-robin', () => {
  it('lets the groups take turns, the group of the best first, until each is out of rows', () => {
    const groups = groupsOf(['a', 'a', 'a', 'b', 'c', 'c']);
    const relevance = Float64Array.of(9, 8, 7, 5, 6, 1);
    expect([...diversify({ relevance, groups }, { method: 'round-robin' }, 6).rows]).toEqual([0, 4, 3, 1, 5, 2]);
  });
});

function determinant(matrix: readonly (readonly number[])[]): number {
  const rows = matrix.map(row => [...row]);
  let product = 1;
  for (let at = 0; at < rows.length; at++) {
    const pivot = rows
      .slice(at)
      .reduce((best, row, below) => (Math.abs(row[at]) > Math.abs(rows[best][at]) ? at + below : best), at);
    if (pivot !== at) [rows[at], rows[pivot], product] = [rows[pivot], rows[at], -product];
    product *= rows[at][at];
    if (rows[at][at] === 0) return 0;
    for (let below = at + 1; below < rows.length; below++) {
      const factor = rows[below][at] / rows[at][at];
      for (let column = at; column < rows.length; column++) rows[below][column] -= factor * rows[at][column];
    }
  }
  return product;
}
