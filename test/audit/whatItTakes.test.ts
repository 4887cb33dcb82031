import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whatItTakes } from '../../src/audit/whatItTakes.ts';
import type { LeastChange, WhatItTakes } from '../../src/audit/whatItTakes.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { apply, run } from '../../src/model/run.ts';
import type { ModelDocument } from '../../src/model/spec.ts';
import { roundToSignificant } from '../../src/stats/significant.ts';
import { dates } from '../../src/table/days.ts';
import { table } from '../../src/table/table.ts';

const parts = [
  { id: 'a', weight: 75 },
  { id: 'late', weight: 25 },
];
const document: ModelDocument = {
  version: 1,
  name: 'reach',
  rate: { within: [] },
  indicators: [
    { id: 'a', formula: 'metric(a)' },
    { id: 'late', formula: 'metric(late)', direction: 'cost' },
  ],
  index: { id: 'all', of: parts },
  grade: { method: 'cut-points', grades: ['A', 'B', 'C'], from: [80, 40] },
};
const columns = { brand: ['Ada', 'Bo', 'Cy', 'Di'], a: [0, 100, 40, 60], late: [10, 0, 4, 8] };
const metrics = table(columns);
// Scores: Ada 0, Bo 100, Cy 0.75 x 40 + 0.25 x 60 = 45, Di 0.75 x 60 + 0.25 x 20 = 50.
const result = run(parseModel(document), { metrics });
const of = ({ alone }: WhatItTakes, id: string): LeastChange => alone.find(each => each.id === id) as LeastChange;

describe('whatItTakes', () => {
  it('finds the least raw value that reaches a grade, a cost going down, by hand', () => {
    const takes = whatItTakes(result, 3, { grade: 'A' });
    expect([takes.score, takes.aim, takes.isReached]).toEqual([50, { score: 80, mustExceed: false }, false]);
    expect(of(takes, 'a').to).toBeCloseTo(100, 9);
    expect(of(takes, 'a')).toMatchObject({ from: 60, isReached: true, isBeyondPeers: false, reason: null });
    // 25 points of weight are 20 short of full: 30 more are not to be had before -4.
    expect(of(takes, 'late').to).toBeCloseTo(-4, 9);
    expect(of(takes, 'late')).toMatchObject({ isReached: true, isBeyondPeers: true });
    expect(takes.alone.map(({ id }) => id)).toEqual(['a', 'late']);
  });

  it('is capped by what peers have when asked, and then tells the best that can be reached', () => {
    const takes = whatItTakes(result, 3, { grade: 'A' }, { range: 'peers' });
    expect(of(takes, 'late')).toMatchObject({ isReached: false, isBeyondPeers: false });
    expect(of(takes, 'late').to).toBeCloseTo(0, 9);
    expect(of(takes, 'late').score).toBeCloseTo(70, 9);
  });

  it('is the very first double that reaches: the one before does not', () => {
    fc.assert(
      fc.property(fc.double({ min: 46, max: 300, noNaN: true }), score => {
        const { to } = of(whatItTakes(result, 2, { score }), 'a');
        const scoreAt = (a: number): number =>
          apply(result.model, result.anchors, { metrics: table({ brand: ['Cy'], a: [a], late: [4] }) }).score[0];
        expect(roundToSignificant(scoreAt(to))).toBeGreaterThanOrEqual(roundToSignificant(score));
        expect(roundToSignificant(scoreAt(to * (1 - 2 ** -52)))).toBeLessThan(roundToSignificant(score));
      }),
      { seed: 5, numRuns: 40 },
    );
  });

  it('finds what takes a rank from peers that stay where they are', () => {
    const takes = whatItTakes(result, 2, { rank: 2 });
    // Di has 50: an equal score shares the rank.
    expect(takes.aim).toEqual({ score: 50, mustExceed: false });
    expect(of(takes, 'a').to).toBeCloseTo(40 + 5 / 0.75, 9);
    expect(of(takes, 'late').to).toBeCloseTo(2, 9);
  });

  it('must exceed a score where a tie falls to the other', () => {
    const ordinal = run(parseModel({ ...document, rank: { method: 'ordinal' } }), { metrics });
    // Cy stands before Di by name, Di does not stand before Cy.
    expect(whatItTakes(ordinal, 2, { rank: 2 }).aim).toEqual({ score: 50, mustExceed: false });
    expect(whatItTakes(ordinal, 3, { rank: 1 }).aim).toEqual({ score: 100, mustExceed: true });
    expect(whatItTakes(ordinal, 0, { rank: 3 }).aim).toEqual({ score: 45, mustExceed: false });
    expect(whatItTakes(ordinal, 3, { rank: 2 }).isReached).toBe(true);
  });

  it('goes beyond the buffer of a grade', () => {
    const held = run(parseModel({ ...document, grade: { ...document.grade, buffer: 3 } as ModelDocument['grade'] }), {
      metrics,
    });
    expect(whatItTakes(held, 3, { grade: 'A' }).aim.score).toBe(83);
    expect(whatItTakes(held, 3, { grade: 'B' }).isReached).toBe(true);
  });

  it('says when a value goes nowhere: outliers drawn in, or no weight', () => {
    const clipped = run(parseModel({ ...document, outliers: { method: 'clip-quantile', lower: 0, upper: 1 } }), {
      metrics,
    });
    const takes = whatItTakes(clipped, 3, { score: 75 });
    expect(of(takes, 'late')).toMatchObject({ isReached: false, to: expect.closeTo(0, 9) as number });
    expect(of(takes, 'late').score).toBeCloseTo(70, 9);
    expect(of(takes, 'a').to).toBeCloseTo(280 / 3, 9);
  });

  it('changes several together, each by the same number of deviations over its effort', () => {
    const efforts = new Map([
      ['a', 1],
      ['late', 2],
    ]);
    const { together } = whatItTakes(result, 2, { grade: 'A' }, { efforts, range: 'any' });
    const [a, late] = together as LeastChange[];
    expect(a.effort).toBeCloseTo(late.effort, 9);
    const again = apply(result.model, result.anchors, {
      metrics: table({ brand: ['Cy'], a: [a.to], late: [late.to] }),
    });
    expect(again.score[0]).toBeCloseTo(80, 9);
    const deviation = Math.sqrt((50 ** 2 + 50 ** 2 + 10 ** 2 + 10 ** 2) / 3);
    expect(a.effort).toBeCloseTo((a.to - 40) / deviation, 9);
  });

  it('takes whole numbers for counts', () => {
    const counted = parseModel({
      ...document,
      indicators: [{ id: 'a', formula: 'distinct(merchant)' }, document.indicators[1]],
    });
    const sales = table({
      date: dates(Array<string>(8).fill('2018-08-01')),
      merchant: ['m1', 'm1', 'm2', 'm3', 'm4', 'm5', 'm1', 'm2'],
      brand: ['Ada', 'Bo', 'Bo', 'Bo', 'Bo', 'Bo', 'Cy', 'Di'],
      late: Array<number>(8).fill(1),
    });
    const few = run(counted, { sales, metrics });
    const takes = whatItTakes(few, 2, { score: 50 });
    // Cy has one merchant of 1 to 5, and 15 points from late: 35 of 75 more are 1.87 merchants.
    expect(of(takes, 'a')).toMatchObject({ from: 1, to: 3, isReached: true });
    // Deviations are 2 merchants and 4.43 of late. An effort short of 1 is one merchant and 18.75 + 11.09 points, of 1 two: 37.5 and 11.09.
    const [a, late] = takes.together as LeastChange[];
    expect([a.to, a.effort, a.isReached]).toEqual([3, 1, true]);
    expect(late.to).toBeCloseTo(4 - Math.sqrt(59 / 3), 9);
    expect(a.score).toBeCloseTo(15 + 37.5 + 2.5 * Math.sqrt(59 / 3), 9);
    const dear = whatItTakes(few, 2, { score: 50 }, { range: 'any', efforts: new Map([['a', 4], ['late', 1]]) }); // prettier-ignore
    // A merchant is worth an effort of 2: before that, late alone gives 11.09 for each; at 2 there are 18.75 more.
    expect(dear.together?.map(({ to }) => Number(to.toFixed(6)))).toEqual([2, Number((4 - 2 * Math.sqrt(59 / 3)).toFixed(6))]); // prettier-ignore
  });

  it('leaves a value where it is when no other gives a better score', () => {
    // Bo has the least late and the most of a; behind the goalposts there is nothing more to get.
    const posts = run(
      parseModel({ ...document, normalize: { method: 'goalposts', low: 0, high: 100 }, index: { id: 'all', of: [{ id: 'a' }] } }),
      { metrics },
    ); // prettier-ignore
    expect(of(whatItTakes(posts, 1, { score: 101 }), 'a')).toMatchObject({ from: 100, to: 100, score: 100, effort: 0, isReached: false }); // prettier-ignore
    const cost = run(
      parseModel({ ...document, normalize: { method: 'goalposts', low: 0, high: 100 }, index: { id: 'all', of: [{ id: 'late' }] } }),
      { metrics },
    ); // prettier-ignore
    expect(of(whatItTakes(cost, 1, { score: 101 }), 'late')).toMatchObject({ from: 0, to: 0, score: 100, isReached: false }); // prettier-ignore
  });

  it('takes the whole number with the best score where none reaches', () => {
    const counted = parseModel({
      ...document,
      indicators: [
        { id: 'a', formula: 'count()', normalize: { method: 'goalposts', low: 0, high: 2.5 } },
        document.indicators[1],
      ],
    });
    const sales = table({
      date: dates(Array<string>(4).fill('2018-08-01')),
      merchant: ['m1', 'm1', 'm2', 'm3'],
      brand: ['Ada', 'Bo', 'Cy', 'Di'],
      late: Array<number>(4).fill(1),
    });
    const few = run(counted, { sales, metrics });
    // The goal is passed between 2 and 3 rows: 3 have all 75 points, 2 have 60.
    const rows = of(whatItTakes(few, 2, { score: 1000 }), 'a');
    expect(rows).toMatchObject({ from: 1, to: 3, isReached: false });
    expect(rows.score).toBeCloseTo(75 + 15, 9);
  });

  it('works through other steps and any aggregate, held against apply', () => {
    const methods = ['geometric', 'topsis', 'vikor', 'copeland', 'promethee-ii', 'harmonic'] as const;
    for (const method of methods) {
      const model = parseModel({
        ...document,
        indicators: [{ id: 'a', formula: 'metric(a)', transform: 'log1p' }, document.indicators[1]],
        outliers: { method: 'winsorize', skewness: 2, kurtosis: 3.5, atMost: 1 },
        normalize: { method: 'min-max', to: [1, 100] },
        index: { id: 'all', aggregate: { method }, of: parts },
      });
      const rated = run(model, { metrics });
      const takes = whatItTakes(rated, 2, { rank: 2 });
      if (takes.isReached) continue;
      const { to, isReached } = of(takes, 'a');
      expect([method, isReached]).toEqual([method, true]);
      const scoreAt = (a: number): number =>
        apply(model, rated.anchors, { metrics: table({ brand: ['Cy'], a: [a], late: [4] }) }).score[0];
      expect(scoreAt(to)).toBeGreaterThanOrEqual(takes.aim.score - 1e-9);
      expect(scoreAt(to - 1e-6)).toBeLessThan(takes.aim.score + 1e-9);
    }
  });

  it('does not change what is missing, nor what a release cannot retrace', () => {
    const thin = run(parseModel(document), { metrics: table({ ...columns, a: [0, 100, null, 60] }) });
    expect(of(whatItTakes(thin, 2, { rank: 1 }), 'a')).toMatchObject({ reason: 'missing', to: NaN, isReached: false });
    const shrunk = run(
      parseModel({
        ...document,
        indicators: [
          { id: 'a', formula: 'metric(a)', shrink: { by: 'metric(late) + 1', strength: 3 } },
          document.indicators[1],
        ],
      }),
      { metrics },
    );
    expect(of(whatItTakes(shrunk, 2, { rank: 1 }), 'a').reason).toBe(null);
    const released = {
      ...shrunk,
      indicators: shrunk.indicators.map(({ id, direction, raw, normalized }) => ({ id, direction, raw, normalized })),
    };
    expect(of(whatItTakes(released, 2, { rank: 1 }), 'a').reason).toBe('not-in-release');
  });

  it('refuses what is not there', () => {
    const message = (goal: Parameters<typeof whatItTakes>[2], efforts?: Map<string, number>) => () =>
      whatItTakes(result, 2, goal, { range: 'any', ...(efforts && { efforts }) });
    expect(message({ grade: 'Z' })).toThrow('no grade "Z"; the model has A, B, C');
    expect(message({ rank: 5 })).toThrow('must be a whole number from 1 to 4, not 5');
    expect(message({ rank: 1.5 })).toThrow('must be a whole number');
    expect(message({ rank: 1 }, new Map([['b', 1]]))).toThrow('no indicator of the index; there are a, late');
    expect(message({ rank: 1 }, new Map([['a', 0]]))).toThrow('above 0, not 0');
    expect(() => whatItTakes(result, 9, { rank: 1 })).toThrow('there are 4, counted from 0');
  });
});
