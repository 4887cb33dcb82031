// What differs by rounding only is equal, and what is not asked for does no harm.
import { describe, expect, it } from 'vitest';
import { parseModel } from '../../src/model/parseModel.ts';
import { run } from '../../src/model/run.ts';
import { shrink } from '../../src/steps/indicators/shrink.ts';
import { normalize } from '../../src/steps/normalize/index.ts';
import { rank } from '../../src/steps/rank/index.ts';
import { dates } from '../../src/table/days.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { table } from '../../src/table/table.ts';

const noisy = [0.3, 0.1 + 0.2, 0.3];

describe('noise of rounding', () => {
  it.each(['min-max', 'percentile-rank'] as const)('is not spread over a scale by %s', method => {
    expect([...normalize(noisy, oneGroup(3), { method })]).toEqual([50, 50, 50]);
  });

  it('is not spread over a scale by z-score', () => {
    expect([...normalize(noisy, oneGroup(3), { method: 'z-score', mean: 50, deviation: 10 })]).toEqual([50, 50, 50]);
  });

  it('that shrinking leaves in equal values gives equal scores', () => {
    const shrunk = shrink([4.7, 4.7, 4.7, 4.7], [3, 11, 7, 100], oneGroup(4), { strength: 20 });
    expect([...normalize(shrunk, oneGroup(4), { method: 'min-max' })]).toEqual([50, 50, 50, 50]);
  });

  it('differences above it are spread', () => {
    expect([...normalize([1, 1 + 1e-11], oneGroup(2), { method: 'min-max' })]).toEqual([0, 100]);
  });

  it('does not break ties', () => {
    const ties = [Float64Array.of(0.3, 0.1 + 0.2)];
    expect([...rank([5, 5], oneGroup(2), { method: 'ordinal' }, ties)]).toEqual([1, 2]);
  });
});

const sales = table({ date: dates(['2018-01-31', '2018-01-31']), brand: ['a', 'b'], revenue: [1, 2] });
const modelOf = (indicator: object): unknown => ({
  version: 1,
  name: 'm',
  rate: { within: [] },
  indicators: [{ id: 'x', ...indicator }],
  index: { id: 'all', of: [{ id: 'x' }] },
});

describe('tables', () => {
  it('that the model asks nothing of do no harm', () => {
    const metrics = table({ brand: ['a', 'a'], score: [1, 2] });
    expect([...run(parseModel(modelOf({ formula: 'sum(revenue)' })), { sales, metrics }).rank]).toEqual([2, 1]);
  });

  it('give a number attribute that is a whole formula', () => {
    const brands = table({ brand: ['a', 'b'], fee: [7, 3] });
    expect([...run(parseModel(modelOf({ formula: 'fee' })), { sales, brands }).rank]).toEqual([1, 2]);
  });

  it('of metrics end the period at the last date of a row that has a key', () => {
    const metrics = table({ date: dates(['2018-01-31', '2018-05-31']), brand: ['a', null], score: [1, 2] });
    const result = run(parseModel(modelOf({ formula: 'metric(score)' })), { metrics });
    expect(result.period?.end).toBe('2018-01-31');
  });
});
