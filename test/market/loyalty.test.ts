import { describe, expect, it } from 'vitest';
import { developmentOf } from '../../src/market/development.ts';
import { doubleJeopardy } from '../../src/market/doubleJeopardy.ts';
import { loyaltyOf } from '../../src/market/loyalty.ts';
import { studyOf } from '../../src/market/study.ts';
import { dates } from '../../src/table/days.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { table } from '../../src/table/table.ts';
import { marketModel } from './questions.ts';

describe('double jeopardy', () => {
  it('expects w0 / (1 - b) purchases of a brand of penetration b', () => {
    // Two brands with w (1 - b) = 1.5: 3 at half of the buyers, 2 at a quarter. The law holds, so that nothing is left over.
    const { penetration, frequency, expected, excess } = doubleJeopardy(Float64Array.of(50, 25), Float64Array.of(150, 50), Float64Array.of(100, 100), oneGroup(2)); // prettier-ignore
    expect([...penetration]).toEqual([0.5, 0.25]);
    expect([...frequency]).toEqual([3, 2]);
    expect([...expected]).toEqual([3, 2]);
    expect([...excess]).toEqual([0, 0]);
  });

  it('has no law for a brand that everybody buys, and none for one that nobody buys', () => {
    const { expected } = doubleJeopardy(
      Float64Array.of(10, 0),
      Float64Array.of(20, 0),
      Float64Array.of(10, 10),
      oneGroup(2),
    );
    expect([...expected]).toEqual([NaN, NaN]);
  });
});

/** Ten customers: all of tea; Ada by four of them five times each, Bo by six once each. */
const orders = [
  ...[0, 1, 2, 3].flatMap(customer => [1, 2, 3, 4, 5].map(order => ['Ada', customer, order] as const)),
  ...[4, 5, 6, 7, 8, 9].map(customer => ['Bo', customer, 1] as const),
];
const sales = table({
  date: dates(orders.map(() => '2024-05-31')),
  category: orders.map(() => 'tea'),
  brand: orders.map(([brand]) => brand),
  customer: orders.map(([, customer]) => `c${customer}`),
  order: orders.map(([, customer, order]) => `c${customer}-${order}`),
  channel: orders.map(([, customer]) => (customer < 2 ? 'store' : 'wireless')),
  revenue: orders.map(() => 10),
});
const study = studyOf(marketModel({ months: 1, share: { leastBuyers: 5, leastRows: 1 } }), { sales }, ['category', 'brand', 'channel']); // prettier-ignore

describe('loyalty of brands', () => {
  it('counts distinct buyers and orders of the period; too few buyers give no verdict', () => {
    const { rows, notEnough } = loyaltyOf(study);
    expect(rows.map(({ brand, buyers, categoryBuyers, frequency }) => [brand, buyers, categoryBuyers, frequency])).toEqual([['Bo', 6, 10, 1]]); // prettier-ignore
    expect(notEnough).toEqual([expect.objectContaining({ about: 'Ada in tea', needed: 5, found: 4 })]);
  });

  it('calls a brand bought more often than its penetration has it niche', () => {
    const loose = studyOf(marketModel({ months: 1, share: { leastBuyers: 1 } }), { sales }, ['category', 'brand']);
    // w0 = (4 * 5 * 0.6 + 6 * 1 * 0.4) / 10 = 1.44: Ada is expected 2.4 times, Bo 3.6 times.
    const told = loyaltyOf(loose).rows.map(({ brand, verdict, expected }) => [
      brand,
      verdict,
      Number(expected.toFixed(9)),
    ]);
    expect(told).toEqual([
      ['Ada', 'niche', 2.4],
      ['Bo', 'change of pace', 3.6],
    ]);
  });
});

describe('development indices', () => {
  it('set a part of a brand against the part of all sales', () => {
    // 10 of 26 rows are of the store, all of them Ada's, who has 20: BDI 100 * (10 / 20) / (10 / 26) = 130.
    const [store] = developmentOf(study).rows;
    expect([store.brand, store.part, Number(store.bdi.toFixed(9)), Number(store.cdi.toFixed(9))]).toEqual([
      'Ada',
      'store',
      130,
      100,
    ]);
    expect(store.verdict).toBe('brand leads');
  });
});
