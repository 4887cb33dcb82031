// What is drawn in blocks, and summed up once for all draws, is what each draw gives by itself: a model run on its weights, a table of its rows.
import { describe, expect, it } from 'vitest';
import { bandsOf } from '../../../src/audit/sure/bands.ts';
import { bootstrap } from '../../../src/audit/sure/bootstrap.ts';
import { choiceUncertainty } from '../../../src/audit/sure/choiceUncertainty.ts';
import { openModel, uncertaintyOver } from '../../../src/audit/sure/openModel.ts';
import { drawnCounts, resampled, runReplicates } from '../../../src/audit/sure/replicates.ts';
import { randomRuns } from '../../../src/audit/sure/runs.ts';
import { planOf } from '../../../src/model/plan.ts';
import type { Result } from '../../../src/model/result.ts';
import { run } from '../../../src/model/run.ts';
import { columnNamed } from '../../../src/model/sources.ts';
import type { Tables } from '../../../src/model/sources.ts';
import type { IndexNode, Model } from '../../../src/model/spec.ts';
import { seededBits, uniform } from '../../../src/stats/random.ts';
import { quantiles } from '../../../src/stats/quantile.ts';
import { oneGroup } from '../../../src/table/groups.ts';
import { table } from '../../../src/table/table.ts';
import type { ColumnInput, DateColumn, Table } from '../../../src/table/table.ts';
import { textAt } from '../../../src/table/text.ts';
import type { TextColumn } from '../../../src/table/text.ts';
import { bitsOf } from '../../support/close.ts';
import { fixtureTables } from '../../support/fixtureTables.ts';
import { modelOf, picked, unitNames } from '../../support/market.ts';

/** More than two blocks of eight draws, the last uneven, for blocks of four too. */
const RUNS = 21;

describe('Monte Carlo over weights, 21 runs', () => {
  const next = seededBits(20180831);
  const metrics = table({
    brand: Array.from({ length: 37 }, (_, unit) => `brand ${unit}`),
    category: Array.from({ length: 37 }, (_, unit) => `group ${unit % 3}`),
    ...Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map(id => [id, Float64Array.from({ length: 37 }, () => uniform(next))])), // prettier-ignore
  });
  const model = modelOf({
    rate: { within: ['category'] },
    indicators: ['a', 'b', 'c', 'd', 'e'].map(id => ({ id, formula: `metric(${id})` })),
    index: {
      id: 'power',
      of: [
        { id: 'market', weight: 60, of: ['a', 'b', 'c'].map(id => ({ id })) },
        { id: 'quality', weight: 40, of: ['d', 'e'].map(id => ({ id })) },
      ],
    },
  });
  const choices = { weights: { method: 'dirichlet', concentration: 20 } } as const;

  /** The model with the weights of one draw, which stand in the order of its nodes. */
  const reweighed = (weights: readonly (Float64Array | undefined)[]): Model => {
    const place = new Map(planOf(model).nodes.map(({ id }, at) => [id, at]));
    const node = (each: IndexNode): IndexNode => ({
      ...each,
      ...(each.of
        ? { of: each.of.map((part, at) => ({ ...node(part), weight: weights[place.get(each.id) ?? -1]?.[at] ?? NaN })) }
        : {}),
    });
    return { ...model, index: node(model.index) };
  };

  it('give the ranks, shifts and quantiles of 21 models run one at a time, number for number', () => {
    const together = choiceUncertainty(model, { metrics }, choices, { runs: RUNS, seed: 5, top: 3 });
    const open = openModel(model, { metrics }, choices, 5);
    const alone = Array.from({ length: RUNS }, (_, at) => run(reweighed(open.weights(at)), { metrics }).rank);
    const nominal = run(model, { metrics }).rank;
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Array.from(together.shift)).toEqual(
      alone.map(ranks => mean(Array.from(ranks, (rank, unit) => Math.abs(rank - nominal[unit])))),
    );
    together.rows.forEach((unit, at) => {
      const own = alone.map(ranks => ranks[unit]);
      const quantileAt = (share: number): number => quantiles(Float64Array.from(own), oneGroup(RUNS), share)[0];
      const { ranks } = together;
      expect([ranks.mean[at], ranks.median[at], ranks.low[at], ranks.high[at], ranks.inTop[at]]).toEqual([
        mean(own),
        ...[0.5, 0.05, 0.95].map(quantileAt),
        own.filter(rank => rank <= 3).length / RUNS,
      ]);
    });
    expect(new Set(together.shift).size).toBeGreaterThan(10);
  });

  it('give what each run gives when it is drawn alone', () => {
    const open = openModel(model, { metrics }, choices, 5);
    const runs = randomRuns(open.variants, RUNS, 5);
    const { shift } = uncertaintyOver(open, runs, {});
    const alone = runs.map(each => uncertaintyOver(open, [each], {}).shift[0]);
    expect(Array.from(shift)).toEqual(alone);
  });
});

/** The names of blocks in order, and the block of each row. */
function blocksOf(model: Model, sales: Table, by: string): { names: string[]; rowBlocks: number[] } {
  const column = columnNamed(model, { sales }, 'sales', by) as TextColumn | DateColumn;
  const nameAt = (row: number): string =>
    column.type === 'date' ? String(column.days[row]).padStart(6, '0') : (textAt(column, row) ?? '');
  const ofRow = Array.from({ length: sales.rows }, (_, row) => nameAt(row));
  const names = [...new Set(ofRow)].sort();
  const place = new Map(names.map((name, at) => [name, at]));
  return { names, rowBlocks: ofRow.map(name => place.get(name) as number) };
}

/** The table in which each row stands as often as its block is drawn; a merchant that is drawn again is another merchant. */
function redrawn(model: Model, { sales, ...others }: Tables, by: string, counts: Float64Array): Tables {
  const whole = sales as Table;
  const { names, rowBlocks } = blocksOf(model, whole, by);
  const [chosen, copies]: [number[], string[]] = [[], []];
  rowBlocks.forEach((block, row) => {
    for (let copy = 0; copy < counts[block]; copy++) {
      chosen.push(row);
      copies.push(`${names[block]} ${copy}`);
    }
  });
  const again = picked(whole, Uint32Array.from(chosen));
  const renamed = by === 'merchant' ? (model.columns.sales?.merchant ?? 'merchant') : undefined;
  return {
    ...others,
    sales: table(
      [...again.columns].map(([name, column]): [string, ColumnInput] => [name, name === renamed ? copies : column]),
    ),
  };
}

describe.each(['merchant', 'date'])('a bootstrap by %s, 21 replicates of real groceries', by => {
  it('gives exactly the scores, ranks, grades and intervals of the rows drawn and rated anew', async () => {
    const { model: given, tables } = await fixtureTables('groceries');
    // Measures in whole numbers: sums of them are exact, so that no order of additions can show.
    const model = {
      ...modelOf({
        rate: given.rate,
        indicators: [
          { id: 'units', formula: 'sum(units)' },
          { id: 'rows', formula: 'count()' },
          { id: 'stores', formula: 'distinct(merchant)' },
          { id: 'most', formula: 'max_of(units)' },
          { id: 'since', formula: 'age_days(first_date())' },
          { id: 'mean', formula: 'mean(units)' },
          { id: 'growth', formula: 'sum(units) / previous(sum(units))', evidence: 'count()', atLeast: 3 },
          { id: 'part', formula: 'share(sum(units))' },
        ],
        missing: { method: 'peer-median' },
        index: { id: 'power', of: ['units', 'rows', 'stores', 'most', 'since', 'mean', 'growth', 'part'].map(id => ({ id })) }, // prettier-ignore
        grade: { method: 'quantile', grades: ['A', 'B', 'C'], shares: [0.2, 0.4] },
        eligible: 'count() >= 5',
      }),
      columns: given.columns,
      period: { end: '2017-12-24', days: 91 },
    };
    const draw = { by, seed: 7 };
    const whole = resampled(model, tables, by);
    const { names } = blocksOf(model, tables.sales as Table, by);
    expect(whole.blocks).toBe(names.length);
    const found = bootstrap(model, tables, { ...draw, replicates: RUNS });
    const chunk = runReplicates(whole, draw, { from: 0, to: RUNS });
    const units = found.units.count;
    const ours = unitNames({ count: units, keys: found.units.keys.map(column => ({ name: '', column })) });
    const place = new Map(ours.map((name, unit) => [name, unit]));
    const scores = Array.from({ length: units }, () => new Float64Array(RUNS).fill(NaN));
    for (let replicate = 0; replicate < RUNS; replicate++) {
      const again: Result = run(model, redrawn(model, tables, by, drawnCounts(draw, replicate, whole.blocks)));
      const [score, rank] = [new Float64Array(units).fill(NaN), new Float64Array(units).fill(NaN)];
      const grade = new Map<number, number>();
      unitNames(again).forEach((name, row) => {
        const unit = place.get(name) as number;
        score[unit] = again.score[row];
        rank[unit] = again.rank[row];
        scores[unit][replicate] = again.score[row];
        grade.set(unit, again.grade?.codes[row] ?? -1);
      });
      const from = replicate * units;
      expect(bitsOf(chunk.scores.subarray(from, from + units)), `scores of ${replicate}`).toEqual(bitsOf(score));
      expect(Array.from(chunk.ranks.subarray(from, from + units))).toEqual(Array.from(rank));
      for (const [unit, code] of grade) expect(chunk.grades[from + unit]).toBe(code);
    }
    const end = (share: number): Float64Array =>
      Float64Array.from(scores, own => quantiles(own, oneGroup(RUNS), share)[0]);
    expect(bitsOf(found.scoreInterval.low)).toEqual(bitsOf(end(0.05)));
    expect(bitsOf(found.scoreInterval.high)).toEqual(bitsOf(end(0.95)));
    expect(found.scoreInterval.low.filter((low, unit) => low < found.scoreInterval.high[unit]).length).toBeGreaterThan(100); // prettier-ignore
  }, 120_000);
});

describe('bands by hand', () => {
  // Three replicates, so that the 90% quantile stands 0.8 of the way from the second greatest to the greatest.
  const bands = (scores: readonly number[], replicates: readonly (readonly number[])[]): number[] =>
    Array.from(
      bandsOf(
        {
          replicates: 3,
          scores: Float64Array.from(replicates.flat()),
          score: Float64Array.from(scores),
          rank: Float64Array.from(scores, score => 1 + scores.filter(other => other > score).length),
        },
        [...scores.keys()],
        0.9,
      ),
    );
  const still = [10, 10, 10];
  const around = (score: number, step: number): number[] => [score - step, score, score + step];

  it('a unit is in the band of the best while its gap is at most the bound times its error', () => {
    // Differences 10 - score + (1, 0, -1): error 1, studentized 1, 0, -1, of which the 90% quantile is 0.8.
    expect(bands([10, 9.25], [still, around(9.25, 1)])).toEqual([1, 1]);
    expect(bands([10, 9.15], [still, around(9.15, 1)])).toEqual([1, 2]);
  });

  it('the bound is that of the greatest over all units below the best, so that more units widen it', () => {
    // The third unit moves the other way: the greatest studentized differences are 1, 0, 1, of which the 90% quantile is 1.
    const other = around(2, -2);
    expect(bands([10, 9.15, 2], [still, around(9.15, 1), other])).toEqual([1, 1, 2]);
    expect(bands([10, 8.95, 2], [still, around(8.95, 1), other])).toEqual([1, 2, 3]);
  });

  it('a band ends where its best is, and the next begins with the first that is worse', () => {
    // From the second unit on: differences 0.5 + 0 in every replicate are beyond chance.
    expect(bands([10, 5, 4.5], [still, around(5, 1), around(4.5, 1)])).toEqual([1, 2, 3]);
    // Moving against each other, their difference has error 2 and its gap 0.5 is within 0.8 times it.
    expect(bands([10, 5, 4.5], [still, around(5, 1), around(4.5, -1)])).toEqual([1, 2, 2]);
  });
});
