// How good a list is by the relevance of what it shows: against ranx, by hand, and laws.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averagePrecision, meanAveragePrecision } from '../../../src/stats/ranking/averagePrecision.ts';
import type { JudgedList } from '../../../src/stats/ranking/averagePrecision.ts';
import { expectedReciprocalRank } from '../../../src/stats/ranking/expectedReciprocalRank.ts';
import { ndcgAt, ndcgBurgesAt } from '../../../src/stats/ranking/ndcgAt.ts';
import { precisionAt } from '../../../src/stats/ranking/precisionAt.ts';
import { recallAt } from '../../../src/stats/ranking/recallAt.ts';
import { meanReciprocalRank, reciprocalRank } from '../../../src/stats/ranking/reciprocalRank.ts';
import '../../support/arbitraries.ts';
import { expectClose } from '../../support/close.ts';
import { fixture } from '../../support/golden.ts';
import { heldAgainst } from '../../support/held.ts';

type Scores = Readonly<Record<string, Readonly<Record<string, number>>>>;
interface Evaluated {
  readonly mean: Readonly<Record<string, number>>;
  readonly per_query_order: readonly string[];
  readonly per_query: Readonly<Record<string, readonly number[]>>;
}
const read = (file: string): unknown => JSON.parse(readFileSync(fixture(`ranx/${file}`), 'utf8'));
const { qrels, runs } = read('input.json') as { qrels: Scores; runs: Readonly<Record<string, Scores>> };
// Made by ranx, see SOURCE.md.
const ranx = read('metrics.json') as Readonly<Record<string, Evaluated>>;

const METRICS: Readonly<Record<string, (list: JudgedList) => number>> = {
  'precision@5': ({ listed }) => precisionAt(listed, 5),
  'precision@10': ({ listed }) => precisionAt(listed, 10),
  'precision@5-l2': ({ listed }) => precisionAt(listed, 5, 2),
  'recall@5': ({ listed, judged }) => recallAt(listed, judged, 5),
  'recall@10': ({ listed, judged }) => recallAt(listed, judged, 10),
  'ndcg@1': ({ listed, judged }) => ndcgAt(listed, judged, 1),
  'ndcg@3': ({ listed, judged }) => ndcgAt(listed, judged, 3),
  'ndcg@5': ({ listed, judged }) => ndcgAt(listed, judged, 5),
  'ndcg@10': ({ listed, judged }) => ndcgAt(listed, judged, 10),
  'ndcg@20': ({ listed, judged }) => ndcgAt(listed, judged, 20),
  ndcg: ({ listed, judged }) => ndcgAt(listed, judged, Infinity),
  'ndcg_burges@5': ({ listed, judged }) => ndcgBurgesAt(listed, judged, 5),
  'ndcg_burges@10': ({ listed, judged }) => ndcgBurgesAt(listed, judged, 10),
  map: list => averagePrecision(list),
  'map@5': list => averagePrecision(list, 5),
  'map@10': list => averagePrecision(list, 10),
  'map@100': list => averagePrecision(list, 100),
  'map@10-l2': list => averagePrecision(list, 10, 2),
  mrr: ({ listed }) => reciprocalRank(listed),
  'mrr@5': ({ listed }) => reciprocalRank(listed, 5),
  'mrr-l3': ({ listed }) => reciprocalRank(listed, Infinity, 3),
};

/** What ranx calls them: our names. */
const NAMES: Readonly<Record<string, string>> = {
  precision: 'precisionAt',
  recall: 'recallAt',
  ndcg: 'ndcgAt',
  ndcg_burges: 'ndcgBurgesAt',
  map: 'averagePrecision',
  mrr: 'reciprocalRank',
};

describe.each(['sys0', 'sys1'])('on the lists of %s', system => {
  const lists = ranx[system].per_query_order.map((query): JudgedList => {
    const listed = Object.entries(runs[system][query]).sort(([, a], [, b]) => b - a);
    return { listed: listed.map(([item]) => qrels[query][item] ?? NaN), judged: Object.values(qrels[query]) };
  });

  it.each(Object.keys(METRICS))('%s matches ranx for every query, 1e-9', metric => {
    heldAgainst(
      `quality: ${NAMES[metric.split(/[@-]/)[0]]}`,
      'ranx 0.3.20',
      lists.map(METRICS[metric]),
      ranx[system].per_query[metric],
    );
  });

  it('means match ranx, 1e-9', () => {
    const { mean } = ranx[system];
    const precisions = [meanAveragePrecision(lists), meanAveragePrecision(lists, 10, 2)];
    heldAgainst('quality: meanAveragePrecision', 'ranx 0.3.20', precisions, [mean.map, mean['map@10-l2']]);
    const shown = lists.map(each => each.listed);
    const ranks = [meanReciprocalRank(shown), meanReciprocalRank(shown, Infinity, 3)];
    heldAgainst('quality: meanReciprocalRank', 'ranx 0.3.20', ranks, [mean.mrr, mean['mrr-l3']]);
  });
});

describe('expectedReciprocalRank (worked by hand from the paper: no outside program)', () => {
  it('is the chance to stop at each place over the place', () => {
    // Grades 4, 2, 0, 3 of 4: stops with 15/16, 3/16, 0, 7/16.
    const expected = 15 / 16 + ((1 / 16) * (3 / 16)) / 2 + ((1 / 16) * (13 / 16) * (7 / 16)) / 4;
    expectClose([expectedReciprocalRank([4, 2, 0, 3], 10, 4)], [expected]);
    expectClose([expectedReciprocalRank([4, 2, 0, 3], 1, 4)], [15 / 16]);
  });

  it('takes what was not judged for nothing, and relevance above the scale for its greatest', () => {
    expect(expectedReciprocalRank([NaN, 1], 2, 1)).toBe(1 / 4);
    expect(expectedReciprocalRank([-3, 9], 2, 1)).toBe(1 / 4);
  });
});

const relevance = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 1, arbitrary: fc.constant(NaN) },
);
const judgedList = fc
  .record({ listed: fc.array(relevance, { maxLength: 15 }), others: fc.array(relevance, { maxLength: 5 }) })
  .map(({ listed, others }) => ({ listed, judged: [...listed, ...others] }));
const ALL: Readonly<Record<string, (list: JudgedList) => number>> = {
  ...METRICS,
  err: ({ listed }) => expectedReciprocalRank(listed, 10, 3),
};

describe.each(Object.keys(ALL))('%s', metric => {
  it('lies between 0 and 1, and is missing only where nothing is relevant', () => {
    fc.assert(
      fc.property(judgedList, list => {
        const value = ALL[metric](list);
        const relevant = list.judged.filter(each => each >= (metric.endsWith('-l2') ? 2 : 1));
        if (Number.isNaN(value)) expect(relevant).toEqual([]);
        else {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });

  it('does not fall when the list is sorted, best first', () => {
    fc.assert(
      fc.property(judgedList, ({ listed, judged }) => {
        const sorted = listed.map(each => (Number.isNaN(each) ? 0 : each)).sort((a, b) => b - a);
        const [before, after] = [ALL[metric]({ listed, judged }), ALL[metric]({ listed: sorted, judged })];
        if (!Number.isNaN(before)) expect(after).toBeGreaterThanOrEqual(before - 1e-12);
      }),
    );
  });

  it('of an empty list is 0 where something is relevant', () => {
    expect(ALL[metric]({ listed: [], judged: [3] })).toBe(0);
  });
});

it('ndcg of the best order of all that was judged is 1', () => {
  expectClose([ndcgAt([3, 2, 1, 0], [0, 1, 2, 3], 4), ndcgBurgesAt([3, 2], [0, 1, 2, 3], 2)], [1, 1]);
});

it('nothing relevant at all is missing, not 0, and is left out of a mean', () => {
  expect([recallAt([0], [0], 1), ndcgAt([0], [0], 1), averagePrecision({ listed: [0], judged: [0] })]).toEqual([
    NaN,
    NaN,
    NaN,
  ]);
  expect(
    meanAveragePrecision([
      { listed: [0], judged: [0] },
      { listed: [1], judged: [1] },
    ]),
  ).toBe(1);
  expect([meanAveragePrecision([]), meanReciprocalRank([])]).toEqual([NaN, NaN]);
});

it('no depth, no precision', () => {
  expect([precisionAt([1], 0), precisionAt([], 3)]).toEqual([NaN, 0]);
});
