import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../../src/audit/sure/cells.ts';
import { cellSums } from '../../../src/audit/sure/cellSums.ts';
import { intervals, rankReader } from '../../../src/audit/sure/intervals.ts';
import type { ReplicateChunk } from '../../../src/audit/sure/replicates.ts';
import { middleShares, sortedQuantile } from '../../../src/stats/quantile.ts';
import '../../support/arbitraries.ts';

const number = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
const list = <Value>(of: fc.Arbitrary<Value>, length: number): fc.Arbitrary<Value[]> =>
  fc.array(of, { minLength: length, maxLength: length });

describe('cellSums', () => {
  it('adds in the order of the cells, whatever goes together: the last bit is that of a plain loop', () => {
    const sizes = fc.record({ units: fc.nat(5), blocks: fc.integer({ min: 1, max: 4 }), columns: fc.nat(8), draws: fc.integer({ min: 1, max: 17 }) }); // prettier-ignore
    const drawn = sizes.chain(({ units, blocks, columns, draws }) =>
      list(fc.array(fc.nat(blocks - 1), { maxLength: 4 }), units).chain(cells => {
        const all = cells.flat();
        return fc.record({
          cells: fc.constant(cells),
          columns: list(list(number, all.length), columns),
          draws: list(list(fc.nat(6), blocks), draws),
        });
      }),
    );
    fc.assert(
      fc.property(drawn, ({ cells, columns, draws }) => {
        const starts = Uint32Array.from([0, ...cells.map((_, unit) => cells.slice(0, unit + 1).flat().length)]);
        const places = { block: Uint32Array.from(cells.flat()), starts };
        const found = cellSums(places, columns.map(column => Float64Array.from(column)), draws.map(counts => Float64Array.from(counts))); // prettier-ignore
        const expected = columns.map(column =>
          draws.map(counts =>
            Float64Array.from(cells, (_, unit) => {
              let sum = 0;
              for (let cell = starts[unit]; cell < starts[unit + 1]; cell++)
                sum += counts[places.block[cell]] * column[cell];
              return sum;
            }),
          ),
        );
        expect(found).toEqual(expected);
      }),
    );
  });
});

describe('cellsOf', () => {
  it('makes one cell of the rows that share unit and block, in their order', () => {
    const row = fc.record({ unit: fc.nat(4), block: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), rows => {
        const units = { of: Uint32Array.from(rows, ({ unit }) => unit), count: 5 };
        const blocks = { of: Uint32Array.from(rows, ({ block }) => block), count: 4 };
        const { of, block, blocksWith, present } = cellsOf(units, blocks);
        const keys = [...new Set(rows.map(({ unit, block: own }) => `${unit} ${own}`))].sort();
        expect(Array.from(of)).toEqual(rows.map(({ unit, block: own }) => keys.indexOf(`${unit} ${own}`)));
        expect(Array.from(block)).toEqual(keys.map(key => Number(key.split(' ')[1])));
        expect(Array.from(blocksWith(new Float64Array(keys.length).fill(1)))).toEqual([...new Set(blocks.of)].sort());
        const counts = Float64Array.of(0, 1, 0, 2);
        expect(Array.from(present(counts))).toEqual([0, 1, 2, 3, 4].map(unit => (rows.some(each => each.unit === unit && counts[each.block] > 0) ? 1 : 0))); // prettier-ignore
      }),
    );
  });

  it('asked for one total after the other gives each its own numbers, in any draws', () => {
    const cells = cellsOf({ of: Uint32Array.of(0, 0, 1), count: 2 }, { of: Uint32Array.of(0, 1, 1), count: 2 });
    const [first, second] = [Float64Array.of(1, 10, 100), Float64Array.of(2, 20, 200)].map(cells.total);
    const [once, twice] = [[Float64Array.of(1, 1)], [Float64Array.of(2, 0), Float64Array.of(0, 3)]];
    const third = cells.total(Float64Array.of(3, 30, 300));
    expect([first, second, third].map(total => total(once))).toEqual([1, 2, 3].map(size => [Float64Array.of(11 * size, 100 * size)])); // prettier-ignore
    expect([third, first].map(total => total(twice))).toEqual(
      [3, 1].map(size => [Float64Array.of(2 * size, 0), Float64Array.of(30 * size, 300 * size)]),
    );
  });
});

describe('intervals', () => {
  const chunked = fc.record({
    units: fc.integer({ min: 1, max: 70 }),
    sizes: fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 3 }),
    seed: fc.nat(1000),
  });

  it('are the quantiles of the sorted numbers, read from any chunks, those without a number left out', () => {
    fc.assert(
      fc.property(chunked, fc.double({ min: 0.01, max: 0.99, noNaN: true }), ({ units, sizes, seed }, level) => {
        const rankAt = (replicate: number, unit: number): number => {
          const rank = (seed + 7 * replicate + 13 * unit * replicate) % 11;
          return rank === 0 || unit === 3 ? NaN : rank / 2;
        };
        let from = 0;
        const chunks = sizes.map((size): ReplicateChunk => {
          const start = from;
          from += size;
          const ranks = Float32Array.from({ length: units * size }, (_, at) => rankAt(start + Math.floor(at / units), at % units)); // prettier-ignore
          return { from: start, to: from, units, scores: Float64Array.from(ranks), ranks, grades: new Uint8Array(ranks.length) }; // prettier-ignore
        });
        const found = intervals(units, from, level, rankReader(chunks, from, units));
        for (let unit = 0; unit < units; unit++) {
          const sorted = Array.from({ length: from }, (_, replicate) => rankAt(replicate, unit)).filter(rank => rank > 0).sort((a, b) => a - b); // prettier-ignore
          const mean = sorted.reduce((sum, rank) => sum + rank, 0) / sorted.length;
          const squares = sorted.reduce((sum, rank) => sum + (rank - mean) ** 2, 0);
          expect(found.present[unit]).toBe(sorted.length);
          expect(found.interval.low[unit]).toBe(sortedQuantile(sorted, middleShares(level)[0]));
          expect(found.interval.high[unit]).toBe(sortedQuantile(sorted, middleShares(level)[1]));
          if (sorted.length < 2) expect(found.error[unit]).toBeNaN();
          else expect(found.error[unit]).toBeCloseTo(Math.sqrt(squares / (sorted.length - 1)), 12);
        }
      }),
    );
  });
});
