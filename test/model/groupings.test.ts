// Missing values filled from other groups than the peers, and units screened for how much of them is missing.
import { describe, expect, it } from 'vitest';
import { anchorsFromJson, anchorsToJson } from '../../src/model/anchorsJson.ts';
import { check } from '../../src/model/check.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { requestsOf } from '../../src/model/requests.ts';
import { apply, fit, run } from '../../src/model/run.ts';
import type { Model, ModelDocument } from '../../src/model/spec.ts';
import { duckdb } from '../../src/sql/duckdb.ts';
import { modelSql } from '../../src/sql/modelSql.ts';
import { dates } from '../../src/table/days.ts';
import { table } from '../../src/table/table.ts';

const modelWith = (changes: Partial<ModelDocument>): Model =>
  parseModel({
    version: 1,
    name: 'groups',
    indicators: [
      { id: 'a', formula: 'metric(a)' },
      { id: 'b', formula: 'metric(b)' },
    ],
    index: { id: 'power', of: [{ id: 'a' }, { id: 'b' }] },
    ...changes,
  });

const metrics = table({
  category: ['tea', 'tea', 'tea', 'milk', 'milk'],
  brand: ['p', 'q', 'r', 's', 't'],
  region: ['north', 'south', 'north', 'south', null],
  a: [1, 3, null, null, 20],
  b: [1, 2, 3, 4, 5],
});
const brands = table({ brand: ['p', 'q', 'r', 's', 't'], owner: ['x', 'y', 'y', 'x', 'y'] });
// Units in the order of their keys: s, t, p, q, r.
const filledBy = (missing: ModelDocument['missing'] & object): number[] => [
  ...run(modelWith({ missing }), { metrics, brands }).indicators[0].filled,
];

describe('missing values', () => {
  it('are filled from the peers when nothing else is said', () => {
    expect(filledBy({ method: 'peer-mean' })).toEqual([20, 20, 1, 3, 2]);
  });

  it('are filled from the groups that a text of the metrics table makes', () => {
    expect(filledBy({ method: 'peer-mean', by: ['region'] })).toEqual([3, 20, 1, 3, 1]);
  });

  it('are filled by groups of the metrics table also where nothing else is read from it', () => {
    const model = modelWith({
      period: { end: '2018-08-31', days: 31 },
      indicators: [
        { id: 'a', formula: 'mean(revenue)', missing: { method: 'peer-mean', by: ['region'] } },
        { id: 'b', formula: 'count()' },
      ],
    });
    const sales = table({
      date: dates(['2018-08-01', '2018-08-02', '2018-08-03']),
      category: ['tea', 'tea', 'milk'],
      brand: ['p', 'r', 's'],
      revenue: [8, null, 3],
    });
    expect([...run(model, { sales, metrics }).indicators[0].filled]).toEqual([3, 8, 8]);
  });

  it('are filled from the groups that an attribute makes', () => {
    expect(filledBy({ method: 'peer-median', by: ['owner'] })).toEqual([1, 20, 1, 3, 11.5]);
  });

  it('are filled by the global median when no column makes groups', () => {
    expect(filledBy({ method: 'peer-median', by: [] })).toEqual([3, 20, 1, 3, 3]);
  });

  it('are filled from eligible units only', () => {
    const model = modelWith({ missing: { method: 'peer-mean', by: [] }, eligible: 'metric(b) < 5' });
    expect([...run(model, { metrics }).indicators[0].filled]).toEqual([2, 20, 1, 3, 2]);
  });

  const model = modelWith({ missing: { method: 'peer-mean', by: ['region'] } });

  it('of newcomers are filled by the groups of frozen anchors, and stay missing in a group that those do not know', () => {
    const anchors = anchorsFromJson(JSON.parse(JSON.stringify(anchorsToJson(fit(model, { metrics })))));
    expect(anchors.groupings).toEqual([{ by: ['region'], keys: [['north'], ['south'], [null]] }]);
    const newcomers = table({
      category: ['tea', 'tea', 'tea'],
      brand: ['u', 'v', 'w'],
      region: ['south', 'west', null],
      a: [null, null, null].map(() => NaN),
      b: [1, 2, 3],
    });
    expect([...apply(model, anchors, { metrics: newcomers }).indicators[0].filled]).toEqual([3, NaN, 20]);
  });

  it('are not filled by anchors of a model with other groups', () => {
    const anchors = fit(modelWith({ missing: { method: 'peer-mean' } }), { metrics });
    expect(() => apply(model, anchors, { metrics })).toThrow('filled by other groups');
  });

  it('need a text column: faults name where it is asked for', () => {
    const faultsOf = (by: string[]): string[] =>
      check(modelWith({ missing: { method: 'peer-mean', by } }), { metrics }).map(
        ({ path, message }) => `${path.join('.')}: ${message}`,
      );
    expect(faultsOf(['regoin'])).toEqual([
      expect.stringMatching(/^missing\.by\.0: no column "regoin".*did you mean "region"/),
    ]);
    expect(faultsOf(['region', 'a'])).toEqual([expect.stringContaining('missing.by.1: column "a" holds numbers')]);
  });

  it('ask readers for the column', () => {
    expect(requestsOf(model).metrics).toContainEqual({ name: 'region', type: 'text', required: false, optional: true });
  });

  it('by other groups than the peers have no SQL, and say why', () => {
    expect(() => modelSql(model, duckdb)).toThrow('other groups than the peers cannot be written as SQL');
  });
});

describe('screen', () => {
  it('keeps units out that have a value of too few indicators, with a score, and says which', () => {
    const result = run(modelWith({ screen: { present: 0.6 } }), { metrics });
    expect(result.screened).toEqual([0, 4]);
    expect([...result.eligible]).toEqual([0, 1, 1, 1, 0]);
    expect([...result.rank]).toEqual([NaN, 1, 2, 1, NaN]);
  });

  it('takes a share that is just enough', () => {
    expect(run(modelWith({ screen: { present: 0.5 } }), { metrics }).screened).toEqual([]);
  });

  it('does not name units that are not eligible anyway', () => {
    expect(run(modelWith({ screen: { present: 1 }, eligible: 'metric(b) > 3' }), { metrics }).screened).toEqual([0]);
  });

  it('counts a value with too little evidence as missing', () => {
    const indicators = [
      { id: 'a', formula: 'metric(a)' },
      { id: 'b', formula: 'metric(b)', evidence: 'metric(b)', atLeast: 2 },
    ];
    expect(run(modelWith({ indicators, screen: { present: 1 } }), { metrics }).screened).toEqual([0, 2, 4]);
  });
});

it('a formula fills a missing metric with that of the period before', () => {
  const dated = table({
    date: dates(['2020-06-30', '2020-12-31', '2020-06-30', '2020-12-31']),
    brand: ['p', 'p', 'q', 'q'],
    category: ['tea', 'tea', 'tea', 'tea'],
    a: [1, null, 3, 4],
    b: [1, 2, 3, 4],
  });
  const indicators = [
    { id: 'a', formula: 'coalesce(metric(a), previous(metric(a)))' },
    { id: 'b', formula: 'metric(b)' },
  ];
  const model = modelWith({ period: { end: '2020-12-31', days: 180 }, indicators });
  expect([...run(model, { metrics: dated }).indicators[0].raw]).toEqual([1, 4]);
});
