import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coarseOrder } from '../../src/stats/coarseOrder.ts';
import { sortedQuantile } from '../../src/stats/quantile.ts';
import { rankSummary } from '../../src/stats/rankSummary.ts';
import { runRanker } from '../../src/stats/runRanks.ts';
import { RUNS_AT_ONCE, weightedScores } from '../../src/stats/weightedScores.ts';
import { oneGroup } from '../../src/table/groups.ts';
import '../support/arbitraries.ts';

const score = fc.oneof(
  fc.double({ noDefaultInfinity: true, min: -1e6, max: 1e6 }),
  fc.constantFrom(NaN, 0, -0, Infinity, -Infinity, 5e-324, -5e-324, Number.MAX_VALUE, -Number.MAX_VALUE),
);

describe('coarseOrder', () => {
  const orderOf = (scores: Float64Array): { rows: Uint32Array; present: number } => {
    const rows = new Uint32Array(scores.length);
    return { present: coarseOrder(scores.length)(scores, rows), rows };
  };

  it('gives every row once, those without a score last', () => {
    fc.assert(
      fc.property(fc.array(score, { maxLength: 80 }), values => {
        const { rows, present } = orderOf(Float64Array.from(values));
        expect(Array.from(rows).sort((a, b) => a - b)).toEqual(values.map((_, row) => row));
        expect(Array.from(rows, row => Number.isNaN(values[row]))).toEqual(values.map((_, at) => at >= present));
      }),
    );
  });

  it('puts best first what lies more than a step apart', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 2, maxLength: 80 }),
        values => {
          const width = Math.max(...values) - Math.min(...values);
          // Steps of less than the least double are none.
          fc.pre(width === 0 || width > 1e-290);
          const sorted = Array.from(orderOf(Float64Array.from(values)).rows, row => values[row]);
          let least = sorted[0];
          for (const value of sorted) {
            expect(value).toBeLessThanOrEqual(least + width / 4e6);
            least = Math.min(least, value);
          }
        },
      ),
    );
  });

  it('leaves what shares a step in the order of rows', () => {
    expect(Array.from(orderOf(Float64Array.of(1, 2, 1, NaN, 2)).rows)).toEqual([1, 4, 0, 2, 3]);
    expect(Array.from(orderOf(Float64Array.of(3, NaN, 3)).rows)).toEqual([0, 2, 1]);
  });
});

describe('runRanker', () => {
  it('ranks alike whatever the order of the rows, and whatever it ranked before', () => {
    const scores = fc.array(fc.oneof(score, fc.integer({ min: -3, max: 3 }).map(step => 1 + step * 3e-13)), { maxLength: 80 }); // prettier-ignore
    fc.assert(
      fc.property(scores, scores, (values, before) => {
        const ranker = runRanker(oneGroup(values.length));
        ranker(Float64Array.from(values, (_, row) => before[row] ?? NaN));
        const ranks = ranker(Float64Array.from(values)).slice();
        const turned = runRanker(oneGroup(values.length))(Float64Array.from(values).reverse());
        expect(Array.from(turned).reverse()).toEqual(Array.from(ranks));
      }),
    );
  });

  it('counts who is better, where no two lie close: 20,000 scores', () => {
    // Multiples of an odd number below a power of two: every number once.
    const scores = Float64Array.from({ length: 20_000 }, (_, unit) => (unit * 40_503) % 65_536);
    const sorted = scores.slice().sort().reverse();
    expect(Array.from(runRanker(oneGroup(scores.length))(scores))).toEqual(
      Array.from(scores, each => sorted.indexOf(each) + 1),
    );
  });
});

describe('weightedScores', () => {
  it('adds in the order of the parts, an even or odd number of rows: the last bit is that of a plain loop', () => {
    const number = fc.double({ noNaN: true, min: -1e3, max: 1e3 });
    const sizes = fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 5 }));
    const drawn = sizes.chain(([units, parts]) => {
      const rows = fc.array(number, { minLength: units * parts, maxLength: units * parts });
      const weights = fc.array(number, { minLength: parts * RUNS_AT_ONCE, maxLength: parts * RUNS_AT_ONCE });
      return fc.tuple(fc.constant(units), fc.constant(parts), rows, weights);
    });
    fc.assert(
      fc.property(drawn, ([units, parts, rows, weights]) => {
        const into = Array.from({ length: RUNS_AT_ONCE }, () => new Float64Array(units));
        weightedScores(Float64Array.from(rows), Float64Array.from(weights), into);
        into.forEach((column, run) => {
          const plain = Float64Array.from({ length: units }, (_, row) => {
            let sum = 0;
            for (let part = 0; part < parts; part++)
              sum += rows[row * parts + part] * weights[part * RUNS_AT_ONCE + run];
            return sum;
          });
          expect(column).toEqual(plain);
        });
      }),
    );
  });
});

describe('rankSummary', () => {
  it('gives the mean, the quantiles and the share in the top that the sorted ranks give', () => {
    const shape = fc.tuple(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 1, max: 70 }), fc.boolean());
    const drawn = shape.chain(([units, runs, isShort]) => {
      const ranks = fc.array(fc.integer({ min: 0, max: units }), { minLength: units * runs, maxLength: units * runs, size: 'max' }); // prettier-ignore
      return fc.tuple(fc.constant({ units, runs, isShort }), ranks, fc.integer({ min: 1, max: runs }), fc.integer({ min: 1, max: 2 * units })); // prettier-ignore
    });
    fc.assert(
      fc.property(drawn, ([{ units, runs, isShort }, drawnRanks, first, top]) => {
        const ranks = isShort ? Uint16Array.from(drawnRanks) : Uint32Array.from(drawnRanks);
        const found = rankSummary({ units, runs, ranks }, { low: 0.05, high: 0.95, top, first });
        for (let unit = 0; unit < units; unit++) {
          const own = Float64Array.from({ length: first }, (_, run) => ranks[run * units + unit]).filter(rank => rank > 0).sort(); // prettier-ignore
          expect(found.ranked[unit]).toBe(own.length);
          expect(found.mean[unit]).toBe(own.length === 0 ? NaN : own.reduce((sum, rank) => sum + rank, 0) / own.length);
          expect(found.low[unit]).toBe(sortedQuantile(own, 0.05));
          expect(found.median[unit]).toBe(sortedQuantile(own, 0.5));
          expect(found.high[unit]).toBe(sortedQuantile(own, 0.95));
          expect(found.inTop[unit]).toBe(own.length === 0 ? NaN : own.filter(rank => rank <= top).length / own.length);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('runRanker beyond two million units', () => {
  it('ranks them as it ranks few', () => {
    const units = 2 ** 21 + 3;
    // A step that has no divisor in common with their number meets each place once.
    const scores = Float64Array.from({ length: units }, (_, unit) => (unit * 7919) % units);
    scores[5] = NaN;
    const ranks = runRanker(oneGroup(units))(scores);
    const lost = (5 * 7919) % units;
    expect(ranks[5]).toBe(0);
    for (const unit of [0, 1, 2, 77, 1_000_000, units - 1])
      expect(ranks[unit]).toBe(units - scores[unit] - (scores[unit] < lost ? 1 : 0));
  });
});
