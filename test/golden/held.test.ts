// The table of what methods are held against has every method of every step, and every function of the rankings.
import { expect, it } from 'vitest';
import * as rankings from '../../src/ranking.ts';
import { methodName } from '../../src/expr/method.ts';
import { aggregateMethods } from '../../src/steps/aggregate/index.ts';
import { gradeMethods } from '../../src/steps/grade/index.ts';
import { transforms } from '../../src/steps/indicators/index.ts';
import { jointMethods, missing } from '../../src/steps/missing/index.ts';
import { normalizers } from '../../src/steps/normalize/index.ts';
import { outliers } from '../../src/steps/outliers/index.ts';
import { rankMethods } from '../../src/steps/rank/index.ts';
import { weightMethods } from '../../src/steps/weight/index.ts';
import { heldList } from '../support/held.ts';

const STEPS = {
  missing: [...missing.methods, ...jointMethods],
  outliers: outliers.methods,
  transform: transforms.methods,
  normalize: normalizers.methods,
  weight: weightMethods,
  aggregate: aggregateMethods,
  grade: gradeMethods,
  rank: rankMethods,
} as const;
const RANKING_STEPS = ['agreement', 'quality', 'consensus'];
const rows = heldList();

it.each(Object.keys(STEPS) as (keyof typeof STEPS)[])('has every %s method: each is held against something', step => {
  const listed = rows.filter(row => row.step === step).map(row => row.method);
  expect([...new Set(listed)].sort()).toEqual(STEPS[step].map(method => methodName(method)).sort());
});

it('has every function of brandrank/ranking', () => {
  const listed = rows.filter(row => RANKING_STEPS.includes(row.step)).map(row => row.method);
  expect([...new Set(listed)].sort()).toEqual(Object.keys(rankings).sort());
});

it('says of every difference that it is at most 1e-9', () => {
  expect(rows.length).toBeGreaterThan(100);
  for (const { difference } of rows) expect(difference === 'none' || Number(difference) <= 1e-9, difference).toBe(true);
});
