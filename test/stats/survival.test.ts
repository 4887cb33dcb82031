import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kaplanMeier } from '../../src/stats/kaplanMeier.ts';
import { normalQuantile } from '../../src/stats/normalQuantile.ts';
import { rankSumTest } from '../../src/stats/rankSumTest.ts';
import { wilsonInterval } from '../../src/stats/wilsonInterval.ts';
import { groupsOf, oneGroup } from '../../src/table/groups.ts';
import { expectClose } from '../support/close.ts';
import { fixture } from '../support/golden.ts';

interface Curve {
  readonly durations: number[];
  readonly ended: number[];
  readonly level: number;
  readonly times: number[];
  readonly atRisk: number[];
  readonly endedAt: number[];
  readonly survival: number[];
  readonly error: (number | null)[];
  readonly low: (number | null)[];
  readonly high: (number | null)[];
  readonly median: number;
}

interface Outside {
  readonly leukemia: Curve;
  readonly random: Curve;
  readonly rankSum: { later: number[]; earlier: number[]; p: number }[];
  readonly normalQuantile: [share: number, value: number][];
  readonly wilson: [successes: number, trials: number, low: number, high: number][];
}

// The file was written in this form by make.py beside it.
const outside = JSON.parse(readFileSync(fixture('survival/survival.json'), 'utf8')) as Outside;
const LOG_LOG = { level: 0.95, interval: 'log-log' } as const;

describe('Kaplan-Meier', () => {
  it.each(['leukemia', 'random'] as const)(
    'matches lifelines on %s: curve, error, log-log interval, median, 1e-9',
    name => {
      const of = outside[name];
      const [curve] = kaplanMeier(
        Float64Array.from(of.durations),
        Uint8Array.from(of.ended),
        oneGroup(of.durations.length),
        { level: of.level, interval: 'log-log' },
      );
      expect([...curve.times]).toEqual(of.times);
      expect([...curve.atRisk]).toEqual(of.atRisk);
      expect([...curve.ended]).toEqual(of.endedAt);
      expectClose(curve.survival, of.survival, 'survival');
      expectClose(curve.error, of.error.map(numberOf), 'error');
      // Before the first end lifelines has an interval of 1 to 1; log-log has none there.
      const isDefined = (value: number): boolean => value > 0 && value < 1;
      const where = [...curve.survival.keys()].filter(at => isDefined(curve.survival[at]));
      expectClose(
        where.map(at => curve.low[at]),
        where.map(at => numberOf(of.low[at])),
        'low',
      );
      expectClose(
        where.map(at => curve.high[at]),
        where.map(at => numberOf(of.high[at])),
        'high',
      );
      expect(curve.median).toBe(of.median);
    },
  );

  it('gives the textbook figures of the leukemia trial: 0.857 at 6 weeks, 0.448 at 23', () => {
    const { durations, ended } = outside.leukemia;
    const [curve] = kaplanMeier(Float64Array.from(durations), Uint8Array.from(ended), oneGroup(21), LOG_LOG);
    const at = (week: number): number => curve.survival[curve.times.indexOf(week)];
    expect(at(6).toFixed(3)).toBe('0.857');
    expect(at(23).toFixed(3)).toBe('0.448');
  });

  it('without censoring is the share that is left', () => {
    const [curve] = kaplanMeier(Float64Array.of(1, 2, 2, 5), new Uint8Array(4).fill(1), oneGroup(4), LOG_LOG);
    expectClose(curve.survival, [0.75, 0.25, 0]);
    expect(curve.median).toBe(2);
  });

  it('takes groups apart, whatever the order of the rows', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.boolean(), fc.constantFrom('a', 'b')), { minLength: 1 }),
        fc.integer({ min: 0, max: 50 }),
        (drawn, turn) => {
          const turned = drawn.map((_, at) => drawn[(at + turn) % drawn.length]);
          const curves = [drawn, turned, drawn.filter(([, , group]) => group === drawn[0][2])].map(rows =>
            kaplanMeier(
              Float64Array.from(rows, ([time]) => time),
              Uint8Array.from(rows, ([, ended]) => Number(ended)),
              groupsOf(rows.map(([, , group]) => group)),
              LOG_LOG,
            ),
          );
          expect(curves[1]).toEqual(curves[0]);
          const own = drawn[0][2] === 'a' || !drawn.some(([, , group]) => group === 'a') ? 0 : curves[0].length - 1;
          expect(curves[2][0]).toEqual(curves[0][own]);
        },
      ),
      { seed: 4, numRuns: 200 },
    );
  });

  it('of no durations is empty; a missing one is left out', () => {
    const [curve] = kaplanMeier(Float64Array.of(NaN), Uint8Array.of(1), oneGroup(1), LOG_LOG);
    expect(curve.times.length).toBe(0);
    expect(curve.median).toBeNaN();
  });
});

describe('the exact rank sum test', () => {
  it.each(outside.rankSum)(
    'matches SciPy, ties as counted by hand: $later against $earlier',
    ({ later, earlier, p }) => {
      expectClose([rankSumTest(Float64Array.from(later), Float64Array.from(earlier))], [p]);
    },
  );

  it('says "at most 5 % by chance" of at most 5 % of noise', () => {
    let alarms = 0;
    let state = 9;
    const draw = (): number => (state = (state * 1_664_525 + 1_013_904_223) >>> 0) >>> 12;
    for (let trial = 0; trial < 2000; trial++) {
      const values = Float64Array.from({ length: 12 }, draw);
      if (rankSumTest(values.subarray(6), values.subarray(0, 6)) <= 0.05) alarms++;
    }
    // 5 % of 2,000 and three deviations.
    expect(alarms).toBeLessThanOrEqual(130);
    expect(alarms).toBeGreaterThan(40);
  });
});

describe('small shares', () => {
  it.each(outside.normalQuantile)('the normal quantile of %d matches SciPy, 1e-9', (share, value) => {
    expectClose([normalQuantile(share)], [value]);
  });

  it.each(outside.wilson)("Wilson's interval of %d of %d matches SciPy, 1e-9", (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials, 0.95);
    expectClose([interval.low, interval.high], [low, high]);
  });
});

function numberOf(value: number | null): number {
  return value ?? NaN;
}
