// One ranking from several: against ranx and pyrepo-mcda, by brute force, by hand, and laws.
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bordaConsensus } from '../../../src/stats/ranking/bordaConsensus.ts';
import { copelandConsensus } from '../../../src/stats/ranking/copelandConsensus.ts';
import { kemenyConsensus } from '../../../src/stats/ranking/kemenyConsensus.ts';
import { reciprocalRankFusion } from '../../../src/stats/ranking/reciprocalRankFusion.ts';
import { rank } from '../../../src/steps/rank/index.ts';
import { oneGroup } from '../../../src/table/groups.ts';
import { reordered } from '../../support/arbitraries.ts';
import { expectClose } from '../../support/close.ts';
import { fixture, numberCells } from '../../support/golden.ts';
import { heldAgainst } from '../../support/held.ts';

type Scores = Readonly<Record<string, Readonly<Record<string, number>>>>;
const read = (file: string): unknown => JSON.parse(readFileSync(fixture(`ranx/${file}`), 'utf8'));
const { runs } = read('input.json') as { runs: Readonly<Record<string, Scores>> };
// Made by ranx of the systems 1 to 3, see SOURCE.md.
const fused = read('fusion_first3queries.json') as Readonly<
  Record<string, Readonly<Record<string, [string, number][]>>>
>;

describe.each(['cat_00', 'cat_01', 'cat_02'])('on three systems that each list some items, %s', query => {
  const results = ['sys1', 'sys2', 'sys3'].map(system => runs[system][query]);
  const rankings = (items: readonly string[]): Float64Array[] =>
    results.map(scores =>
      rank(
        items.map(item => scores[item] ?? null),
        oneGroup(items.length),
        { method: 'ordinal' },
      ),
    );

  it('bordaConsensus matches ranx bordafuse, whose last place has one point, 1e-9', () => {
    const expected = fused['min-max|bordafuse|null'][query];
    const points = bordaConsensus(rankings(expected.map(([item]) => item)));
    const scores = expected.map(([, score]) => score - 3);
    heldAgainst('consensus: bordaConsensus', 'ranx 0.3.20', points, scores);
  });

  it('reciprocalRankFusion matches ranx rrf, 1e-9', () => {
    const expected = fused['None|rrf|{"k": 60}'][query];
    const scores = expected.map(([, score]) => score);
    const ours = reciprocalRankFusion(rankings(expected.map(([item]) => item)));
    heldAgainst('consensus: reciprocalRankFusion', 'ranx 0.3.20', ours, scores);
  });
});

const golden = `${process.env.BRANDRANK_GOLDEN ?? ''}/pyrepo/compromise_and_sensitivity.json`;
describe.skipIf(!existsSync(golden)).each(['A_mabac7x10', 'B_uniform12x6'])(
  'on seven methods for %s (needs BRANDRANK_GOLDEN)',
  problem => {
    const expected = (): Readonly<Record<string, readonly string[] | readonly number[]>> =>
      (JSON.parse(readFileSync(golden, 'utf8')) as Record<string, Record<string, string[] | number[]>>)[problem];
    const consensus = (method: (rankings: Float64Array[]) => Float64Array): number[] => {
      const columns = numberCells(fixture(`pymcdm/${problem}.ranks.fixed.csv`));
      // The file has a column for each of the methods.
      const scores = method((expected().inputs as string[]).map(name => columns.get(name) as Float64Array));
      return [...rank(scores, oneGroup(scores.length), { method: 'competition' })];
    };

    it('bordaConsensus has the ranks of pyrepo-mcda copeland and dominance_directed_graph, which count points as Borda does', () => {
      expect(consensus(bordaConsensus)).toEqual(expected().copeland);
      expect(consensus(bordaConsensus)).toEqual(expected().dominance_directed_graph);
    });

    it('reciprocalRankFusion with k = 0 has the ranks of pyrepo-mcda rank_position_method', () => {
      expect(consensus(each => reciprocalRankFusion(each, 0))).toEqual(expected().rank_position_method);
    });
  },
);

describe('on the vote for a capital of Tennessee (a textbook example)', () => {
  // Memphis, Nashville, Chattanooga, Knoxville, by 42, 26, 15 and 17 of 100 voters.
  const rankings = (
    [
      [42, [1, 2, 3, 4]],
      [26, [4, 1, 2, 3]],
      [15, [4, 3, 1, 2]],
      [17, [4, 3, 2, 1]],
    ] as const
  ).flatMap(([voters, ranks]) => Array.from({ length: voters }, () => ranks));

  it('bordaConsensus gives 126, 194, 173 and 107 points', () => {
    expect([...bordaConsensus(rankings)]).toEqual([126, 194, 173, 107]);
  });

  it('copelandConsensus: Nashville beats all, Chattanooga two, Knoxville one', () => {
    expect([...copelandConsensus(rankings)]).toEqual([-3, 3, 1, -1]);
  });

  it('kemenyConsensus: Nashville, Chattanooga, Knoxville, Memphis, with 393 of 600 agreements', () => {
    const { ranks, disagreements, isExact } = kemenyConsensus(rankings);
    expect([[...ranks], disagreements, isExact]).toEqual([[4, 1, 2, 3], 600 - 393, true]);
    heldAgainst('consensus: kemenyConsensus', 'textbook: a capital for Tennessee', ranks, [4, 1, 2, 3]);
  });
});

describe('kemenyConsensus', () => {
  const small = rankingsOf(fc.integer({ min: 1, max: 6 }), 6);

  it('has the fewest disagreements of all orders (brute force)', () => {
    fc.assert(
      fc.property(small, rankings => {
        const { ranks, disagreements } = kemenyConsensus(rankings);
        const items = [...ranks.keys()].filter(item => !Number.isNaN(ranks[item]));
        const order = [...items].sort((a, b) => ranks[a] - ranks[b]);
        expect(contradictions(rankings, order)).toBe(disagreements);
        expect(disagreements).toBe(Math.min(...orders(items).map(each => contradictions(rankings, each))));
      }),
    );
  });

  it('has as many disagreements whatever the order of the items', () => {
    fc.assert(
      fc.property(small, rankings => {
        const turned = Uint32Array.from(rankings[0].keys()).reverse();
        const again = kemenyConsensus(rankings.map(each => reordered(each, turned)));
        expect(again.disagreements).toBe(kemenyConsensus(rankings).disagreements);
      }),
    );
  });

  it('is exact for 16 items, and close for more: no single move helps', () => {
    const noisy = (count: number): Float64Array[] =>
      [1, 2, 3, 4, 5].map(seed =>
        Float64Array.from({ length: count }, (_, item) => item + ((item * 7919 * seed + seed * 31) % 17)),
      );
    expect(kemenyConsensus(noisy(16)).isExact).toBe(true);
    const rankings = noisy(17);
    const { ranks, disagreements, isExact } = kemenyConsensus(rankings);
    expect(isExact).toBe(false);
    const order = [...ranks.keys()].sort((a, b) => ranks[a] - ranks[b]);
    for (const item of order) {
      const others = order.filter(each => each !== item);
      for (let to = 0; to <= others.length; to++)
        expect(contradictions(rankings, others.toSpliced(to, 0, item))).toBeGreaterThanOrEqual(disagreements);
    }
  });

  it('takes 2,000 items', () => {
    const rankings = [1, 2, 3].map(seed =>
      Float64Array.from({ length: 2000 }, (_, item) => (item * 7919 * seed) % 2003),
    );
    expect([...kemenyConsensus(rankings).ranks].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 2000 }, (_, at) => at + 1),
    );
  });

  it('is the order itself when the rankings agree, and Condorcet’s winner comes first', () => {
    expect([
      ...kemenyConsensus([
        [2, 1, 3],
        [2, 1, 3],
      ]).ranks,
    ]).toEqual([2, 1, 3]);
    fc.assert(
      fc.property(small, rankings => {
        const wins = copelandConsensus(rankings);
        const listed = wins.filter(each => !Number.isNaN(each)).length;
        const winner = wins.indexOf(listed - 1);
        if (listed > 1 && winner !== -1) expect(kemenyConsensus(rankings).ranks[winner]).toBe(1);
      }),
    );
  });
});

const METHODS = {
  bordaConsensus,
  copelandConsensus,
  reciprocalRankFusion: (rankings: readonly ArrayLike<number>[]) => reciprocalRankFusion(rankings),
  kemenyConsensus: (rankings: readonly ArrayLike<number>[]) => kemenyConsensus(rankings).ranks.map(each => -each),
} as const;

describe.each(Object.keys(METHODS) as (keyof typeof METHODS)[])('%s', name => {
  const consensus = METHODS[name];

  it('does not depend on the order of the rankings, nor on how ranks are numbered, and gives the unlisted nothing', () => {
    fc.assert(
      fc.property(rankingsOf(fc.integer({ min: 1, max: 5 }), 8), rankings => {
        const scores = consensus(rankings);
        expectClose(consensus([...rankings].reverse()), scores);
        expectClose(consensus(rankings.map(ranking => ranking.map(each => each * 3 - 1))), scores);
        scores.forEach((score, item) =>
          expect(Number.isNaN(score)).toBe(rankings.every(ranking => Number.isNaN(ranking[item]))),
        );
      }),
    );
  });

  if (name !== 'kemenyConsensus') {
    it('does not depend on the order of the items', () => {
      fc.assert(
        fc.property(rankingsOf(fc.integer({ min: 1, max: 5 }), 8), rankings => {
          const turned = Uint32Array.from(rankings[0].keys()).reverse();
          expectClose(consensus(rankings.map(each => reordered(each, turned))), reordered(consensus(rankings), turned));
        }),
      );
    });
  }

  it('never puts an item behind one that all rankings put behind it', () => {
    fc.assert(
      fc.property(rankingsOf(fc.integer({ min: 1, max: 5 }), 7), rankings => {
        const scores = consensus(rankings);
        for (let a = 0; a < scores.length; a++) {
          for (let b = 0; b < scores.length; b++) {
            if (rankings.every(ranking => ranking[a] < ranking[b])) expect(scores[a]).toBeGreaterThan(scores[b]);
          }
        }
      }),
    );
  });

  it('takes one item, no items, and no rankings', () => {
    expect(Number.isNaN(consensus([[1]])[0])).toBe(false);
    expect([consensus([[]]).length, consensus([]).length, consensus([[NaN]])[0]]).toEqual([0, 0, NaN]);
  });

  it('puts what a ranking leaves out below what it lists', () => {
    const [first, second, third] = consensus([[2, 1, NaN]]);
    expect(second).toBeGreaterThan(first);
    expect(first).toBeGreaterThan(third || -Infinity);
  });

  it('refuses rankings of different length', () => {
    expect(() => consensus([[1, 2], [1]])).toThrow('rankings of the same items: 2 ranks, but 1');
  });
});

it('a circle of three has no winner for Copeland, and all points alike for Borda', () => {
  const circle = [
    [1, 2, 3],
    [3, 1, 2],
    [2, 3, 1],
  ];
  expect([...copelandConsensus(circle)]).toEqual([0, 0, 0]);
  expect([...bordaConsensus(circle)]).toEqual([3, 3, 3]);
  expect(kemenyConsensus(circle).disagreements).toBe(4);
});

function rankingsOf(rank: fc.Arbitrary<number>, mostItems: number): fc.Arbitrary<Float64Array[]> {
  const place = fc.oneof({ weight: 5, arbitrary: rank }, { weight: 1, arbitrary: fc.constant(NaN) });
  return fc
    .integer({ min: 0, max: mostItems })
    .chain(count => fc.array(fc.array(place, { minLength: count, maxLength: count }), { minLength: 1, maxLength: 6 }))
    .map(rankings => rankings.map(each => Float64Array.from(each)));
}

/** Pairs of an order that rankings put the other way round; what one leaves out stands below the rest. */
function contradictions(rankings: readonly ArrayLike<number>[], order: readonly number[]): number {
  const below = (rank: number): number => (Number.isNaN(rank) ? Infinity : rank);
  let count = 0;
  for (const ranking of rankings) {
    order.forEach((item, at) => {
      for (const before of order.slice(0, at)) if (below(ranking[item]) < below(ranking[before])) count++;
    });
  }
  return count;
}

function orders(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap(first => orders(items.filter(each => each !== first)).map(rest => [first, ...rest]));
}
