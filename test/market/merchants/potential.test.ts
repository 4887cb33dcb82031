import { describe, expect, it } from 'vitest';
import { headroom, merchantMonths, ownGrowth, ownTrend } from '../../../src/market/merchants/merchantMonths.ts';
import { potential } from '../../../src/market/merchants/potential.ts';
import type { Study } from '../../../src/market/study.ts';
import { textAt } from '../../../src/table/text.ts';
import { rows } from '../../support/market.ts';
import type { Row } from '../../support/market.ts';
import { expectClose } from '../../support/close.ts';
import { random } from './random.ts';
import { monthly, studyFrom } from './small.ts';

describe('what is a merchant’s own doing', () => {
  // Tea doubles in the season, coffee halves; Ada keeps her shares, Bo gains in tea what Cy loses.
  const sales = [
    ...monthly('Ada', '2024-01', [20, 40]),
    ...monthly('Ada', '2024-01', [8, 4], { category: 'coffee' }),
    ...monthly('Bo', '2024-01', [10, 40]),
    ...monthly('Cy', '2024-01', [30, 40]),
    ...monthly('Di', '2024-01', [12, 6], { category: 'coffee' }),
  ];
  const of = merchantMonths(studyFrom(sales, '2024-02-29').cellsBy(['merchant', 'category']));
  const [first, second, both] = [
    { from: 0, to: 0 },
    { from: 1, to: 1 },
    { from: 0, to: 1 },
  ];

  it('is growth beyond its categories: a season that moves all moves nobody', () => {
    expect(Array.from({ length: of.count }, (_, at) => textAt(of.names, at))).toEqual(['Ada', 'Bo', 'Cy', 'Di']);
    expectClose(ownGrowth(of, second, first), [0, 1, -1 / 3, 0]);
  });

  it('is a slope that a season does not bend', () => {
    // Bo sold 10 of 60, then 40 of 120; his share of both is 50 of 180, so that 16.67 and 33.33 were to be expected.
    expectClose(ownTrend(of, both), [0, 40 / (100 / 3) - 10 / (50 / 3), 40 / (140 / 3) - 30 / (70 / 3), 0]);
  });

  it('has headroom where it does not have the category yet', () => {
    // Di has 12 of 20 and 6 of 10 of coffee, and sells nothing else.
    expectClose([headroom(of, both)[3]], [1 - 18 / 30]);
  });

  it('has no growth without sales before', () => {
    const fresh = merchantMonths(
      studyFrom([...sales, ...monthly('New', '2024-02', [5])], '2024-02-29').cellsBy(['merchant', 'category']),
    );
    expect(ownGrowth(fresh, second, first)[4]).toBeNaN();
  });
});

describe('potential merchants', () => {
  const tiers = { method: 'fixed', from: [100, 1000] } as const;
  const SETTINGS = { window: 3, horizon: 6, tiers, top: 2, history: 3, leastMerchants: 1 };

  it('are those below the top tier with a history, and each says how far the next tier is', () => {
    const sales = [
      ...monthly('Top', '2024-01', [400, 400, 400]),
      ...monthly('Near', '2024-01', [20, 30, 40]),
      ...monthly('Far', '2024-01', [10, 10, 10]),
      ...monthly('Brief', '2024-03', [50]),
    ];
    const answer = potential(studyFrom(sales, '2024-03-31', { potential: SETTINGS }));
    expect(
      answer.rows.map(({ merchant, tier, nextTierFrom, closeness }) => [merchant, tier, nextTierFrom, closeness]),
    ).toEqual([
      ['Near', 0, 100, 0.9],
      ['Far', 0, 100, 0.3],
    ]);
    expect(answer.thin).toBe(1);
    expect(answer.rows[0].probability).toBeNull();
    expect(answer.backtest.notEnough[0].reason).toBe('needs 9 months of data, found 3: 6 are missing');
  });

  /** 200 merchants of one size, of which some rise by a tenth a month and the others stand. */
  const planted = (seed: number): Study => {
    const draw = random(seed);
    const sales = Array.from({ length: 200 }, (_, at) => {
      const isRiser = at % 5 === 0;
      const start = isRiser ? 18 : 27;
      const level = Array.from(
        { length: 24 },
        (_unused, month) => start * (isRiser ? 1.1 ** Math.max(0, month - 3) : 1),
      );
      return monthly(
        `m${at}`,
        '2023-01',
        level.map(value => Math.round(value * (0.85 + 0.3 * draw()) * 100) / 100),
      );
    }).flat();
    const potentials = {
      ...SETTINGS,
      horizon: 12,
      window: 6,
      top: 40,
      tiers: { method: 'fixed', from: [200, 2000] },
    } as const;
    return studyFrom(sales, '2024-12-31', { potential: { ...potentials, leastMerchants: 10 } });
  };

  it('that were planted to rise a year ago are found, and naming the largest finds fewer', () => {
    const { rows: tested, period, previous } = potential(planted(4)).backtest;
    const [list, largest, all] = tested;
    expect(tested.map(({ naming, named }) => [naming, named])).toEqual([['this list', 40], ['the largest', 40], ['every candidate', all.named]]); // prettier-ignore
    expect(list.share).toBeGreaterThan(0.8);
    expect(list.reached).toBeGreaterThan(largest.reached);
    expect(list.low).toBeGreaterThan(all.high);
    expect([period.end, previous?.end]).toEqual(['2024-12-31', '2023-12-31']);
  });

  it('were named by nothing that came later: other sales since change no place of the list of then', () => {
    const until = (study: Study): string =>
      JSON.stringify(potential(study).rows.map(row => ({ ...row, probability: 0, low: 0, high: 0 })));
    const past = [...monthly('a', '2023-01', [5, 9, 7, 8, 9, 12]), ...monthly('b', '2023-01', [9, 9, 9, 9, 8, 7]), ...monthly('c', '2023-01', [2, 1, 5, 3, 9, 9])]; // prettier-ignore
    const later = [...monthly('a', '2023-07', [500, 900]), ...monthly('d', '2023-07', [5000])];
    const market = { potential: { ...SETTINGS, horizon: 2 } };
    expect(until(studyFrom([...past, ...later], '2023-06-30', market))).toBe(
      until(studyFrom(past, '2023-06-30', market)),
    );
  });

  it('by the quality of a metric: of the past only where the metric has dates', () => {
    const sales = [
      ...monthly('a', '2023-01', [10, 10, 10, 10, 10, 10, 10, 10, 10]),
      ...monthly('b', '2023-01', [10, 10, 10, 10, 10, 10, 50, 50, 50]),
    ];
    const weights = { closeness: 0, trend: 0, growth: 0, headroom: 0, quality: 1 };
    const market = { potential: { ...SETTINGS, tiers: { method: 'fixed' as const, from: [100, 160] }, weights, quality: 'metric(score)', top: 1 } }; // prettier-ignore
    const reached = (date: Row): number => {
      const metrics = rows([{ merchant: 'a', score: 3, ...date }, { merchant: 'b', score: 4, ...date }]); // prettier-ignore
      const answer = potential(studyFrom(sales, '2023-09-30', market, { metrics }));
      expect(answer.rows.map(({ merchant, quality }) => [merchant, quality])).toEqual([['b', 4], ['a', 3]]); // prettier-ignore
      return answer.backtest.rows[0].reached;
    };
    // Known then, the score names b, who made it; not known then, it may not: names break the tie.
    expect(reached({ date: '2023-02-01' })).toBe(1);
    expect(reached({})).toBe(0);
  });
});
