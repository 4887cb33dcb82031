// Intervals, tails and differences against scipy, statsmodels and published tables.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '../../src/stats/benjaminiHochberg.ts';
import { differenceInDifferences } from '../../src/stats/differenceInDifferences.ts';
import type { Estimate } from '../../src/stats/differenceInDifferences.ts';
import { hypergeometricTail } from '../../src/stats/hypergeometricTail.ts';
import { logGamma } from '../../src/stats/logGamma.ts';
import { meanInterval } from '../../src/stats/meanInterval.ts';
import { nearestPeers } from '../../src/stats/nearestPeers.ts';
import { lagOneCorrelation, seriesCorrelation } from '../../src/stats/seriesCorrelation.ts';
import type { SeriesCorrelation } from '../../src/stats/seriesCorrelation.ts';
import { correlations } from '../../src/stats/correlations.ts';
import { studentBound, studentTails } from '../../src/stats/studentT.ts';
import { groupsOf, oneGroup } from '../../src/table/groups.ts';

import { expectClose } from '../support/close.ts';
import { fixture } from '../support/golden.ts';
import { random } from '../support/random.ts';

type Cell = 'treatedBefore' | 'treatedAfter' | 'peersBefore' | 'peersAfter';

const outside = JSON.parse(readFileSync(fixture('effects/effects.json'), 'utf8')) as {
  readonly student: { readonly tails: readonly number[][]; readonly bounds: readonly number[][] };
  readonly fisher: readonly number[][];
  readonly twoByTwo: { readonly cells: Readonly<Record<Cell, number[]>> } & Readonly<Record<'effect' | 'standardError', number>>;
  readonly oneMean: { readonly values: number[] } & Readonly<Record<'mean' | 'standardError' | 'low' | 'high' | 'probability', number>>;
  readonly falseDiscoveries: { readonly probabilities: number[]; readonly adjusted: number[] };
  readonly lagOne: { readonly series: number[]; readonly raw: number };
}; // prettier-ignore

const relative = (ours: readonly number[], theirs: readonly number[]): void =>
  expectClose(
    ours.map((value, at) => (theirs[at] === 0 ? value : value / theirs[at])),
    theirs.map(value => (value === 0 ? 0 : 1)),
  );

describe('Student', () => {
  it('tails match scipy.stats.t, 1e-9 of each', () => {
    const { tails } = outside.student;
    relative(
      tails.map(([freedom, value]) => studentTails(value, freedom)),
      tails.map(([, , tail]) => tail),
    );
  });

  it('bounds match scipy.stats.t.ppf, 1e-9 of each', () => {
    const { bounds } = outside.student;
    relative(
      bounds.map(([freedom, confidence]) => studentBound(confidence, freedom)),
      bounds.map(([, , bound]) => bound),
    );
  });

  it('says nothing without degrees of freedom', () => {
    expect([studentTails(1, 0), studentBound(0.95, 0), studentTails(NaN, 3), studentTails(-Infinity, 3)]).toEqual([
      NaN,
      NaN,
      NaN,
      0,
    ]);
  });
});

describe('logGamma', () => {
  it('is the logarithm of factorials', () => {
    let factorial = 1;
    for (let count = 1; count < 60; count++) {
      expect(Math.abs(logGamma(count) - Math.log(factorial))).toBeLessThan(1e-12 * Math.max(1, Math.log(factorial)));
      factorial *= count;
    }
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12);
    expect([logGamma(0), logGamma(-1)]).toEqual([Infinity, NaN]);
  });
});

describe('hypergeometricTail', () => {
  it('matches exact whole numbers, 1e-9 of each', () => {
    relative(
      outside.fisher.map(([both, first, second, all]) => hypergeometricTail({ both, first, second, all })),
      outside.fisher.map(([, , , , tail]) => tail),
    );
  });

  it('is 1 or 0 where an overlap is so far from its mean that a double does not hold its probability', () => {
    // 900 are to be expected: SciPy 1.17.1 gives the probability of 1 a logarithm of -1064.8, and the tails 1 and 0.
    const most = { first: 3000, second: 300_000, all: 1_000_000 };
    expect([1, 20].map(both => hypergeometricTail({ both, ...most }))).toEqual([1, 1]);
    expect(hypergeometricTail({ both: 500, first: 1000, second: 1000, all: 1_000_000 })).toBe(0);
  });
});

describe('differenceInDifferences', () => {
  const at = (mean: number, standardError: number): Estimate => ({ mean, standardError });

  it('gives the changes of Card and Krueger (1994), table 3: 0.59, -2.16 and 2.76, to the rounding of the printed means', () => {
    const { treated, peers, effect } = differenceInDifferences({
      treatedBefore: at(20.44, 0.51),
      treatedAfter: at(21.03, 0.52),
      peersBefore: at(23.33, 1.35),
      peersAfter: at(21.17, 0.94),
    });
    expect(treated.mean).toBeCloseTo(0.59, 10);
    expect(peers.mean).toBeCloseTo(-2.16, 10);
    // The table prints 2.76 from unrounded means; those that it prints give 2.75.
    expect(Math.abs(effect.mean - 2.76)).toBeLessThan(0.0101);
  });

  it('has the coefficient and the HC2 error of a regression by statsmodels, 1e-9', () => {
    const estimate = (values: readonly number[]): Estimate => meanInterval(Float64Array.from(values), 0.95);
    const { cells, effect, standardError } = outside.twoByTwo;
    const ours = differenceInDifferences({
      treatedBefore: estimate(cells.treatedBefore),
      treatedAfter: estimate(cells.treatedAfter),
      peersBefore: estimate(cells.peersBefore),
      peersAfter: estimate(cells.peersAfter),
    });
    relative([ours.effect.mean, ours.effect.standardError], [effect, standardError]);
  });
});

describe('meanInterval', () => {
  it('matches a regression on a constant by statsmodels, 1e-9', () => {
    const { values, ...theirs } = outside.oneMean;
    const ours = meanInterval(Float64Array.from([...values, NaN]), 0.9);
    const names = ['mean', 'standardError', 'low', 'high', 'probability'] as const;
    relative(
      names.map(name => ours[name]),
      names.map(name => theirs[name]),
    );
  });

  it('has no interval for one value, and none of any width for equal ones', () => {
    expect(meanInterval(Float64Array.of(3), 0.95)).toMatchObject({ count: 1, mean: 3, low: NaN, probability: NaN });
    expect(meanInterval(Float64Array.of(3, 3), 0.95)).toMatchObject({ low: 3, high: 3, probability: 0 });
    expect(meanInterval(Float64Array.of(0, 0), 0.95).probability).toBe(1);
  });
});

describe('benjaminiHochberg', () => {
  it('matches statsmodels multipletests fdr_bh, 1e-9', () => {
    const { probabilities, adjusted } = outside.falseDiscoveries;
    expectClose(benjaminiHochberg(Float64Array.from(probabilities), probabilities.length), adjusted);
  });

  it('counts the tests that are left out', () => {
    expectClose(benjaminiHochberg(Float64Array.of(0.01, NaN), 50), [0.5, NaN]);
  });
});

describe('seriesCorrelation', () => {
  it('starts from the autocorrelation of statsmodels, corrected for short series', () => {
    const { series, raw } = outside.lagOne;
    expectClose([lagOneCorrelation(Float64Array.from(series))], [Math.min(0.99, raw + (1 + 4 * raw) / series.length)]);
  });

  it('calls two series alike by chance at most at its level, which a plain test does not when they resemble their past', () => {
    const next = random(5);
    let ours = 0;
    let plain = 0;
    const runs = 2000;
    for (let run = 0; run < runs; run++) {
      const [one, other] = [ownPast(next, 48, 0.7), ownPast(next, 48, 0.7)];
      const { correlation, probability } = tested(one, other, 0);
      if (probability < 0.05) ours++;
      if (studentTails(correlation * Math.sqrt(46 / (1 - correlation ** 2)), 46) < 0.05) plain++;
    }
    // Three standard errors of 2,000 draws at 5 percent are 1.5 points.
    expect(ours / runs).toBeLessThan(0.065);
    expect(plain / runs).toBeGreaterThan(0.15);
  });

  it('finds series that share half of what moves them', () => {
    const next = random(6);
    let found = 0;
    for (let run = 0; run < 200; run++) {
      const shared = ownPast(next, 48, 0.5);
      const [one, other] = [ownPast(next, 48, 0.5), ownPast(next, 48, 0.5)].map(own =>
        own.map((value, at) => value * 0.7 + shared[at]),
      );
      if (tested(one, other, 0).probability < 0.05) found++;
    }
    expect(found).toBeGreaterThan(170);
  });
});

describe('nearestPeers', () => {
  it('gives nobody a peer of another group, beyond the caliper, or one that another has', () => {
    const next = random(7);
    const feature = Float64Array.from({ length: 60 }, () => next.normal());
    const groups = groupsOf(Array.from({ length: 60 }, (_, unit) => (unit % 3 === 0 ? 'a' : 'b')));
    const units = Uint32Array.from({ length: 20 }, (_, unit) => unit);
    const pool = Uint32Array.from({ length: 40 }, (_, unit) => unit + 20);
    const found = nearestPeers([feature], groups, units, pool, { peers: 2, caliper: 0.5 });
    const all = found.flat();
    expect(all.length).toBeGreaterThan(15);
    expect(new Set(all).size).toBe(all.length);
    found.forEach((peers, unit) => {
      for (const peer of peers) {
        expect(groups.of[peer]).toBe(groups.of[unit]);
        expect(Math.abs(feature[peer] - feature[unit])).toBeLessThan(0.6);
      }
    });
  });

  it('has none for a unit without a feature', () => {
    const feature = Float64Array.of(NaN, 1, 1);
    const options = { peers: 1, caliper: 9 };
    expect(nearestPeers([feature], oneGroup(3), Uint32Array.of(0, 1), Uint32Array.of(2), options)).toEqual([[], [2]]);
  });
});

/** A series that resembles its own past. */
function ownPast(next: ReturnType<typeof random>, length: number, likeness: number): Float64Array {
  let value = next.normal() / Math.sqrt(1 - likeness * likeness);
  return Float64Array.from({ length }, () => (value = likeness * value + next.normal()));
}

/** The correlation of two whole series, tested. */
function tested(one: Float64Array, other: Float64Array, learned: number): SeriesCorrelation {
  const [correlation] = correlations(one, other, oneGroup(one.length));
  return seriesCorrelation(correlation, one.length, [lagOneCorrelation(one), lagOneCorrelation(other)], learned);
}
