// What belongs together: orders, months and seasons, on real orders and on planted ones.
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/csv/readCsv.ts';
import { studyOf } from '../../src/market/study.ts';
import type { Study } from '../../src/market/study.ts';
import { basketCounts } from '../../src/market/themes/baskets.ts';
import { boughtTogether } from '../../src/market/themes/boughtTogether.ts';
import { themeCandidates, themeDocuments } from '../../src/market/themes/candidates.ts';
import { cliques } from '../../src/market/themes/cliques.ts';
import { deseasonalized, LEARNED } from '../../src/market/themes/deseasonalized.ts';
import { liftOf } from '../../src/market/themes/lift.ts';
import { moveTogether } from '../../src/market/themes/moveTogether.ts';
import { seasons } from '../../src/market/themes/seasons.ts';
import { parseStudyModel } from '../../src/model/market/parseStudyModel.ts';
import { studyRequests } from '../../src/model/market/requests.ts';
import type { Model, ModelDocument } from '../../src/model/spec.ts';
import { correlations } from '../../src/stats/correlations.ts';
import { lagOneCorrelation, seriesCorrelation } from '../../src/stats/seriesCorrelation.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { table } from '../../src/table/table.ts';
import { textColumn } from '../../src/table/text.ts';
import { answersOf } from '../sql/answersOf.ts';
import { expectClose } from '../support/close.ts';
import { cells, fixture } from '../support/golden.ts';
import { random } from '../support/random.ts';

type Settings = NonNullable<NonNullable<ModelDocument['market']>['themes']>;

function modelOf(themes: Settings): Model {
  return parseStudyModel({
    version: 1,
    name: 'themes',
    indicators: [{ id: 'revenue', formula: 'sum(revenue)' }],
    index: { id: 'power', of: [{ id: 'revenue' }] },
    market: { themes },
  });
}

const month = (at: number): number => Math.floor(Date.UTC(2018, at, 1) / 86_400_000);

/** One row an item and month, from January 2018 on. */
function monthly(settings: Settings, items: ReadonlyMap<string, readonly number[]>): Study {
  const rows = [...items].flatMap(([item, values]) => values.map((value, at) => ({ item, value, day: month(at) })));
  const length = Math.max(...[...items.values()].map(values => values.length));
  // The last day of the last month, so that months are calendar months.
  const days = Int32Array.from([...rows.map(({ day }) => day), month(length) - 1]);
  const sales = table({
    date: { type: 'date', days },
    brand: textColumn([...rows.map(() => 'b'), 'b']),
    category: textColumn([...rows.map(({ item }) => item), null]),
    revenue: Float64Array.from([...rows.map(({ value }) => value), 0]),
  });
  return studyOf(modelOf(settings), { sales }, ['category']);
}

/** One row an item of an order. */
function baskets(settings: Settings, orders: readonly (readonly string[])[]): Study {
  const rows = orders.flatMap((items, order) => items.map(item => ({ item, order: `order ${order}` })));
  const sales = table({
    date: { type: 'date', days: Int32Array.from(rows, () => month(0)) },
    order: rows.map(({ order }) => order),
    category: rows.map(({ item }) => item),
    revenue: rows.map(() => 1),
  });
  return studyOf(modelOf(settings), { sales }, ['category']);
}

describe('liftOf', () => {
  it('has the measures of a hand: 2 of 8 orders hold both, 3 the one, 4 the other', () => {
    const { support, confidence, confidenceBack, lift, leverage, probability } = liftOf(
      { both: 2, first: 3, second: 4, all: 8 },
      0.95,
    );
    // Of the 56 ways to place three among eight, 24 have two and 4 have three among the four: 28 of 56.
    expectClose(
      [support, confidence, confidenceBack, lift, leverage, probability],
      [1 / 4, 2 / 3, 1 / 2, 4 / 3, 1 / 16, 1 / 2],
    );
  });

  it('holds the true lift in its 95 % interval in 95 % of simulated months of orders', () => {
    const next = random(3);
    let held = 0;
    const runs = 1500;
    for (let run = 0; run < runs; run++) {
      let [both, first, second] = [0, 0, 0];
      for (let order = 0; order < 800; order++) {
        const hasFirst = next.uniform() < 0.2;
        const hasSecond = next.uniform() < (hasFirst ? 0.3 : 0.1);
        both += hasFirst && hasSecond ? 1 : 0;
        first += hasFirst ? 1 : 0;
        second += hasSecond ? 1 : 0;
      }
      const { low, high } = liftOf({ both, first, second, all: 800 }, 0.95);
      const truth = 0.3 / (0.2 * 0.3 + 0.8 * 0.1);
      if (low <= truth && truth <= high) held++;
    }
    expect(held / runs).toBeGreaterThan(0.93);
    expect(held / runs).toBeLessThan(0.97);
  });
});

describe('real orders of a month', async () => {
  const settings = { leastOrders: 40, leastCommon: 1 };
  const model = modelOf(settings);
  const { table: sales } = await readCsv(fixture('baskets/sales.csv.gz'), { columns: studyRequests(model).sales });
  const study = studyOf(model, { sales }, ['category']);
  const together = boughtTogether(study);

  it('have the support, confidence, lift and leverage of mlxtend for every pair of 40 common orders, 1e-9', () => {
    const theirs = cells(fixture('baskets/rules.csv'));
    const column = (name: string): readonly string[] => theirs.get(name) ?? expect.fail(name);
    const ours = new Map(together.rows.map(row => [JSON.stringify([row.one, row.other]), row]));
    const rules = column('one').map((one, at) => ({ one, other: column('other')[at], at }));
    expect(rules).toHaveLength(926);
    for (const { one, other, at } of rules) {
      const row = ours.get(JSON.stringify([one, other]));
      const back = ours.get(JSON.stringify([other, one])) ?? row;
      const found = [row?.confidence ?? back?.confidenceBack, back?.support, back?.lift, back?.leverage].map(Number);
      expectClose(found, ['confidence', 'support', 'lift', 'leverage'].map(name => Number(column(name)[at])), `${one} ${other}`); // prettier-ignore
    }
    expect(together.rows.filter(({ orders }) => orders >= 40)).toHaveLength(926 / 2);
  });

  it('have the counts that SQL finds in the file', async () => {
    const [answer] = await answersOf(
      `with lines as (select distinct "order", category from read_csv('${fixture('baskets/sales.csv.gz')}', all_varchar = true)),
       frequent as (select category from lines group by 1 having count(*) >= 40),
       pairs as (select a.category as one, b.category as other, count(*) as orders from lines a join lines b
         on a."order" = b."order" and a.category < b.category
         where a.category in (from frequent) and b.category in (from frequent) group by 1, 2)
       select count(*) as pairs, sum(orders) as common, (select count(distinct "order") from lines) as orders from pairs`,
    );
    expect(together.rows).toHaveLength(Number(answer['pairs']));
    expect(together.rows.reduce((sum, { orders }) => sum + orders, 0)).toBe(Number(answer['common']));
    expect(together.rows[0].reason).toContain(`of ${String(answer['orders'])} orders`);
  });

  it('give themes of which every two items are bought together, with parts that sum to 1', () => {
    const links = { together, moving: moveTogether(study), inSeason: seasons(study) };
    const { rows } = themeCandidates(study, links);
    const linked = new Set(
      together.rows.filter(({ verdict }) => verdict === 'bought together').map(({ one, other }) => `${one}|${other}`),
    );
    const documents = themeDocuments(rows);
    expect(documents.length).toBeGreaterThan(10);
    for (const { of } of documents) {
      expectClose([of.reduce((sum, { share }) => sum + share, 0)], [1]);
      for (const one of of) {
        for (const other of of)
          if (one.within < other.within) expect(linked).toContain(`${one.within}|${other.within}`);
      }
    }
    const pasta = documents.find(({ of }) => of.some(({ within }) => within === 'PASTA SAUCE'));
    expect(pasta?.of.map(({ within }) => within)).toContain('DRY NOODLES/PASTA');
  });
});

describe('boughtTogether', () => {
  const items = Array.from({ length: 40 }, (_, at) => `item ${at}`);

  it('names a planted pair, and of pure noise false pairs in at most 5 % of months', () => {
    let months = 0;
    let isPlantedFound = 0;
    for (let run = 0; run < 40; run++) {
      const next = random(run);
      const orders = Array.from({ length: 600 }, () => items.filter(() => next.uniform() < 0.1));
      const settings = { leastOrders: 20, leastCommon: 1, leastLift: 1 };
      if (boughtTogether(baskets(settings, orders)).rows.some(row => row.verdict === 'bought together')) months++;
      const planted = orders.map(order => (order.includes('item 1') && next.uniform() < 0.4 ? [...order, 'item 2'] : order));
      const found = boughtTogether(baskets(settings, planted)).rows.filter(row => row.verdict === 'bought together');
      if (found.some(({ one, other }) => one === 'item 1' && other === 'item 2')) isPlantedFound++;
    }
    // Of 40 months 5 percent are 2; six are three standard errors more.
    expect(months).toBeLessThanOrEqual(6);
    expect(isPlantedFound).toBeGreaterThan(36);
  }); // prettier-ignore

  it('counts an order once, and no pair of items that are in too few orders', () => {
    const counts = basketCounts(textColumn(['1', '1', '1', '2', '2', null]), textColumn(['a', 'a', 'b', 'a', 'c', 'b']), 1);
    expect([counts.orders, [...counts.held], [...counts.pairs.both]]).toEqual([2, [2, 1, 1], [1, 1]]);
    const nameless = basketCounts(textColumn(['2', '1', '2', '3', null]), textColumn(['b', 'b', null, null, 'b']), 1);
    expect([nameless.orders, [...nameless.held]]).toEqual([2, [2]]);
    const inOrder = basketCounts(textColumn(['1', '1', '2', null]), textColumn(['b', null, null, 'b']), 1);
    expect([inOrder.orders, [...inOrder.held]]).toEqual([1, [1]]);
    const rare = basketCounts(textColumn(['1', '1', '2', '2']), textColumn(['a', 'b', 'a', 'c']), 2);
    expect([...rare.pairs.both]).toEqual([]);
  }); // prettier-ignore

  it('says what is missing without an order column, or with too few orders', () => {
    const reasonOf = (study: Study): string | undefined => boughtTogether(study).notEnough[0]?.reason;
    expect(reasonOf(monthly({}, new Map([['a', [1]]])))).toBe('needs 1 column "order", found 0: 1 is missing');
    const few = baskets({ leastOrders: 5 }, [['a', '__proto__'], ['a']]);
    expect(reasonOf(few)).toBe('needs 2 category values in 5 orders or more, found 0: 2 are missing');
  });
});

describe('deseasonalized', () => {
  it('takes off exactly the season and the trend that were put together', () => {
    const factors = Array.from({ length: 12 }, (_, at) => 1 + 0.5 * Math.sin(at));
    const level = Math.exp(factors.reduce((sum, factor) => sum + Math.log(factor), 0) / 12);
    const { season, rest } = deseasonalized(Float64Array.from({ length: 36 }, (_, at) => 100 * 1.02 ** at * factors[at % 12])); // prettier-ignore
    expectClose(
      season,
      factors.map(factor => factor / level),
    );
    expectClose(rest, new Float64Array(36));
  });

  it('leaves correlations whose test alarms at its level, whatever season two items have', () => {
    let alarms = 0;
    const runs = 1500;
    for (let run = 0; run < runs; run++) {
      const next = random(5000 + run);
      const made = [0, 1].map(() => {
        let state = next.normal();
        return Float64Array.from({ length: 36 }, (_, at) => {
          state = 0.5 * state + 0.2 * next.normal();
          return Math.exp(3 + 0.01 * at + Math.sin((at * Math.PI) / 6) + state);
        });
      });
      const [one, other] = made.map(series => deseasonalized(series).rest);
      const [correlation] = correlations(one, other, oneGroup(36));
      const lags = [lagOneCorrelation(one), lagOneCorrelation(other)] as const;
      if (seriesCorrelation(correlation, 36, lags, LEARNED).probability < 0.05) alarms++;
    }
    expect(alarms / runs).toBeLessThan(0.067);
  });
});

describe('seasons', () => {
  it('finds the month in which a planted item sells twice as much, and few in noise', () => {
    let found = 0;
    let alarms = 0;
    for (let run = 0; run < 60; run++) {
      const next = random(run);
      const series = (peak: number): number[] => Array.from({ length: 48 }, (_, at) => (at % 12 === 6 ? peak : 1) * Math.exp(4 + 0.15 * next.normal())); // prettier-ignore
      const { rows } = seasons(monthly({}, new Map([['ice', series(2)], ['nails', series(1)]]))); // prettier-ignore
      if (rows[0].verdict === 'season' && rows[0].month === 7) found++;
      if (rows[1].verdict === 'season') alarms++;
    }
    expect(found).toBe(60);
    expect(alarms).toBeLessThanOrEqual(9);
  });

  it('says nothing of an item that did not sell in every month', () => {
    const gap = Array.from({ length: 30 }, (_, at) => (at === 3 ? 0 : 5));
    const { rows, notEnough } = seasons(monthly({}, new Map([['a', gap]])));
    expect(rows).toEqual([]);
    expect(notEnough[0].reason).toBe('needs 30 whole months with sales, found 29: 1 is missing');
  });
});

describe('moveTogether', () => {
  const noise = (seed: number, shared: number): Study => {
    const next = random(seed);
    const moves = Array.from({ length: 48 }, () => next.normal());
    return monthly(
      {},
      new Map(
        Array.from({ length: 12 }, (_, item) => {
          const part = item < 2 ? shared : 0;
          return [`item ${item}`, moves.map((move, at) => Math.exp(4 + Math.sin((at * Math.PI) / 6) + 0.2 * (part * move + (1 - part) * next.normal())))] as const;
        }),
      ),
    ); // prettier-ignore
  };

  it('names two items that share what moves them, and hands them on as a theme', () => {
    const study = noise(4, 0.8);
    const moving = moveTogether(study);
    const named = moving.rows.filter(({ verdict }) => verdict === 'moves together');
    expect(named.map(({ one, other }) => [one, other])).toEqual([['item 0', 'item 1']]);
    const { rows } = themeCandidates(study, { together: boughtTogether(study), moving, inSeason: seasons(study) });
    expect(rows.filter(({ kind }) => kind === 'moves together').map(({ item }) => item)).toEqual(['item 0', 'item 1']);
  });

  it('names pairs in at most 5 % of markets of pure noise', () => {
    const alarms = Array.from({ length: 60 }, (_, run) => moveTogether(noise(100 + run, 0))).filter(({ rows }) =>
      rows.some(({ verdict }) => verdict === 'moves together'),
    );
    // Of 60 markets 5 percent are 3; eight are three standard errors more.
    expect(alarms.length).toBeLessThanOrEqual(8);
  });
});

describe('cliques', () => {
  it('takes in only what is linked with all, up to its size, and each item once', () => {
    const link = (one: string, other: string, strength: number) => ({ one, other, strength, reason: '' });
    const links = [link('a', 'b', 9), link('b', 'c', 8), link('a', 'c', 7), link('c', 'd', 6), link('d', 'e', 5)];
    expect(cliques(links, 6).map(({ items }) => items)).toEqual([['a', 'b', 'c'], ['d', 'e']]);
    expect(cliques(links, 2).map(({ items }) => items)).toEqual([['a', 'b'], ['c', 'd']]);
  }); // prettier-ignore
});
