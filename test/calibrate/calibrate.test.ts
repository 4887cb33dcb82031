import { describe, expect, it } from 'vitest';
import { fittedAt } from '../../src/calibrate/backtest.ts';
import type { BacktestProblem } from '../../src/calibrate/backtest.ts';
import { calibrate } from '../../src/calibrate/calibrate.ts';
import { calibratedDocument } from '../../src/calibrate/calibratedDocument.ts';
import { cutAt } from '../../src/calibrate/cut.ts';
import { indexScores } from '../../src/calibrate/indexScores.ts';
import { fitWeights } from '../../src/calibrate/fitWeights.ts';
import { gather } from '../../src/calibrate/gather.ts';
import { parseCalibration } from '../../src/calibrate/spec.ts';
import type { CalibrationDocument } from '../../src/calibrate/spec.ts';
import { weightSpace } from '../../src/calibrate/weightSpace.ts';
import { RatingError } from '../../src/errors/ratingError.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { planOf } from '../../src/model/plan.ts';
import { run } from '../../src/model/run.ts';
import type { Tables } from '../../src/model/sources.ts';
import { dates, dayOf } from '../../src/table/days.ts';
import { table } from '../../src/table/table.ts';
import type { Column, DateColumn, Table } from '../../src/table/table.ts';
import { bitsOf } from '../support/close.ts';
import { fixtureTables } from '../support/fixtureTables.ts';
import { picked, shuffled } from '../support/market.ts';
import { distance, objective } from './problems.ts';
import { endOf, isoEnd, PERIOD_DAYS, simulatedMarket, simulatedModel } from './simulated.ts';

const PLANTED = [0.1, 0.2, 0.7] as const;
const market = { seed: 3, brands: 40, periods: 7, planted: PLANTED, noise: 20, isShuffled: false };
const CUTS = [0, 1, 2, 3, 4, 5].map(isoEnd);
const ASKED: CalibrationDocument = {
  objective: 'spearman',
  outcome: { formula: 'sum(revenue)' },
  cuts: CUTS,
  bootstrap: { replicates: 200 },
};

function faultsOf(act: () => unknown): string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof RatingError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('planted weights', () => {
  it.each(['spearman', 'pearson', 'pairwise-logistic', 'kendall'])(
    '%s: recovered from five months of a simulated market, each within 0.06, and the gain is distinguishable from none',
    name => {
      const found = calibrate(simulatedModel, simulatedMarket(market), { ...ASKED, objective: name });
      expect(
        distance(
          found.weights.map(({ fitted }) => fitted),
          PLANTED,
        ),
      ).toBeLessThan(0.06);
      expect(found.recommendation).toBe('fitted');
      expect(found.backtest?.gains.granted.low).toBeGreaterThan(0);
      expect(found.backtest?.cuts.map(({ fittedTo }) => fittedTo)).toEqual([1, 2, 3, 4, 5]);
    },
  );

  it('order the units as a rating under the fitted document does', () => {
    const tables = simulatedMarket(market);
    const { indicators, index } = simulatedModel;
    const plain = indicators.map(({ id, formula }) => ({ id, formula }));
    const document = { version: 1, name: 'simulated', period: { days: PERIOD_DAYS }, indicators: plain, index };
    const found = calibrate(simulatedModel, tables, ASKED);
    const refitted = calibrate(parseModel(calibratedDocument(document, found)), tables, ASKED);
    expect(refitted.inSample.granted).toBe(found.inSample.fitted);
  });
});

describe('outcomes that have nothing to do with the indicators', () => {
  it.each(['pearson', 'ndcg@10'])(
    '%s: no distinguishable gain in at least 95 of 100 seeds',
    name => {
      const few = { cuts: CUTS.slice(0, 4), bootstrap: { replicates: 100 } };
      let none = 0;
      for (let seed = 1; seed <= 100; seed++) {
        const tables = simulatedMarket({ ...market, seed, brands: 24, periods: 5, isShuffled: true });
        const found = calibrate(simulatedModel, tables, { ...ASKED, ...few, objective: name, seed });
        if (!found.isDistinguishable && found.recommendation === 'granted') none++;
      }
      expect(none).toBeGreaterThanOrEqual(95);
    },
    120_000,
  );
});

describe('no leak from the future', () => {
  const AT = 3;
  const tables = simulatedMarket(market);
  /** Every number of every row after the cut date is another. */
  const changed: Tables = { sales: otherFuture(tables.sales as Table, endOf(AT)) };

  function problemOf(given: Tables): BacktestProblem {
    const asked = parseCalibration(ASKED);
    const { cuts, cells, days, sales } = gather(simulatedModel, given, asked, objective('spearman'));
    const { nodes } = planOf(simulatedModel);
    return {
      nodes,
      cuts,
      cells,
      days: days ?? 0,
      sales,
      objective: objective('spearman'),
      space: weightSpace(nodes, asked.bounds),
      penalty: 0.01,
      across: 'groups',
    };
  }

  /** Whether what is computed for a cut date changes with the rows after it. */
  function seesTheFuture(compute: (given: Tables) => readonly Float64Array[]): boolean {
    const bytes = (given: Tables): string =>
      compute(given)
        .map(column => bitsOf(column).join())
        .join(';');
    return bytes(tables) !== bytes(changed);
  }

  it('the indicators of a cut date are the same bytes whatever comes after it', () => {
    expect(seesTheFuture(given => cutAt(simulatedModel, given, endOf(AT)).indicators)).toBe(false);
  });

  it('the weights fitted for a cut date are the same bytes whatever comes after it', () => {
    expect(seesTheFuture(given => fittedAt(problemOf(given), AT)?.shares ?? [])).toBe(false);
    const reported = (given: Tables): Float64Array[] => {
      const cut = calibrate(simulatedModel, given, ASKED).backtest?.cuts.find(each => each.cut === isoEnd(AT));
      return [Float64Array.from(cut?.weights ?? [], ({ fitted }) => fitted)];
    };
    expect(reported(tables)[0]).toHaveLength(3);
    expect(seesTheFuture(reported)).toBe(false);
  });

  it('a planted leak is caught: indicators from all rows', () => {
    expect(seesTheFuture(given => cutAt(simulatedModel, given, null).indicators)).toBe(true);
  });

  it('a planted leak is caught: weights fitted to the outcome of the cut date itself', () => {
    const leaking = (given: Tables): readonly Float64Array[] => {
      const problem = problemOf(given);
      return fitWeights({ ...problem, cells: problem.cells.filter(({ cut }) => cut <= AT) }).shares;
    };
    expect(seesTheFuture(leaking)).toBe(true);
  });

  it('an outcome that is complete one day after a cut date is not fitted to at it', () => {
    const late = calibrate(simulatedModel, tables, {
      ...ASKED,
      cuts: CUTS.slice(0, 5),
      outcome: { formula: 'sum(revenue)', days: PERIOD_DAYS + 1 },
    });
    expect(late.backtest?.cuts.map(({ cut, fittedTo }) => [cut, fittedTo])).toEqual([
      [isoEnd(2), 1],
      [isoEnd(3), 2],
      [isoEnd(4), 3],
    ]);
  });

  it('metrics without dates are refused where there are cut dates', () => {
    const model = parseModel({
      version: 1,
      name: 'm',
      period: { days: PERIOD_DAYS },
      indicators: [
        { id: 'a', formula: 'metric(a)' },
        { id: 'b', formula: 'sum(b)' },
      ],
      index: { id: 'power', of: [{ id: 'a' }, { id: 'b' }] },
    });
    const metrics = table({ brand: ['brand 0'], category: ['category 0'], a: [1] });
    expect(faultsOf(() => calibrate(model, { ...tables, metrics }, ASKED))[0]).toMatch(
      /^metrics\.date: without dates it cannot be told what was known/,
    );
  });
});

describe('the same bytes', () => {
  it('whatever the order of the rows, and with names that are hostile', () => {
    const { sales } = simulatedMarket({ ...market, brands: 12 });
    const names = [
      '__proto__',
      'a"b',
      "it's",
      '<script>',
      '=1+1',
      'line\nbreak',
      '茶',
      'x'.repeat(10_000),
      'constructor',
      '\\',
      'it, so',
      'ok',
    ];
    const hostile = renamed(sales as Table, names);
    const forward = calibrate(simulatedModel, { sales: hostile }, ASKED);
    const backward = calibrate(simulatedModel, { sales: picked(hostile, shuffled(hostile.rows, 5)) }, ASKED);
    expect(JSON.stringify(backward)).toBe(JSON.stringify(forward));
  });
});

describe('outcomes from a table', () => {
  const brands = ['Ada', 'Bo', 'Cy', 'Di', 'Ed', 'Flo'];
  const model = parseModel({
    version: 1,
    name: 'experts',
    rate: { within: [] },
    indicators: [
      { id: 'reach', formula: 'metric(reach)' },
      { id: 'late', formula: 'metric(late)', direction: 'cost' },
    ],
    index: {
      id: 'power',
      of: [
        { id: 'reach', weight: 50 },
        { id: 'late', weight: 50 },
      ],
    },
  });
  const metrics = table({ brand: brands, reach: [10, 30, 90, 20, 60, 75], late: [0.1, 0.4, 0.3, 0.15, 0.5, 0.05] });

  it('an expert order by reach alone gives reach all the weight it may have', () => {
    const outcomes = table({ brand: brands, outcome: [6, 4, 1, 5, 3, 2] });
    const asked: CalibrationDocument = { objective: 'kendall', outcome: { direction: 'cost' }, penalty: 0 };
    expect(calibrate(model, { metrics, outcomes }, asked).inSample.fitted).toBeCloseTo(1, 12);
    const bounded = calibrate(
      model,
      { metrics, outcomes },
      { ...asked, objective: 'pearson', bounds: { weights: [{ of: 'reach', atMost: 0.7 }] } },
    );
    expect(bounded.weights[0].fitted).toBeCloseTo(0.7, 9);
    expect(bounded.backtest).toBeNull();
    expect(bounded).toMatchObject({
      recommendation: 'granted',
      reason: 'the fitted weights were not tested: no cut date has one before it whose outcome was known',
    });
  });

  it('choices between two units are fitted by pairwise-logistic, and by nothing else', () => {
    const outcomes = table({
      better_brand: ['Cy', 'Flo', 'Ed', 'Bo', 'Di', 'Bo'],
      worse_brand: ['Flo', 'Ed', 'Bo', 'Di', 'Ada', 'Flo'],
    });
    expect(
      calibrate(model, { metrics, outcomes }, { objective: 'pairwise-logistic' }).weights[0].fitted,
    ).toBeGreaterThan(0.5);
    expect(faultsOf(() => calibrate(model, { metrics, outcomes }, { objective: 'kendall' }))).toEqual([
      'objective: choices tell who was better, not by how much; use pairwise-logistic',
    ]);
  });

  it('a choice of a unit over itself is a fault', () => {
    const outcomes = table({ better_brand: ['Cy', 'Bo'], worse_brand: ['Flo', 'Bo'] });
    expect(faultsOf(() => calibrate(model, { metrics, outcomes }, { objective: 'pairwise-logistic' }))).toEqual([
      'outcome.worse_brand: row 2 chooses ["Bo"] over itself',
    ]);
  });

  it('units without an outcome, and outcomes of strangers, are named', () => {
    const outcomes = table({ brand: ['Ada', 'Bo', 'Nobody', 'Cy'], outcome: [1, 2, 3, null] });
    const { without, unknown } = calibrate(model, { metrics, outcomes }, { objective: 'kendall' });
    expect(without).toEqual(['["Cy"]', '["Di"]', '["Ed"]', '["Flo"]']);
    expect(unknown).toEqual(['["Nobody"]']);
  });

  it('outcomes at dates are walked through in time', () => {
    const days = CUTS.slice(0, 4);
    const sales = simulatedMarket({ ...market, brands: 4, periods: 5 });
    const outcomes = table({
      date: dates(days.flatMap(day => [day, day, day, day])),
      category: days.flatMap(() => ['category 0', 'category 0', 'category 0', 'category 0']),
      brand: days.flatMap(() => ['brand 0', 'brand 1', 'brand 2', 'brand 3']),
      outcome: days.flatMap((_, at) => [at, 1, 2, 3.5]),
    });
    const found = calibrate(
      simulatedModel,
      { ...sales, outcomes },
      { objective: 'spearman', bootstrap: { replicates: 50 } },
    );
    expect(found.cuts).toEqual(days);
    expect(found.backtest?.cuts).toHaveLength(3);
    expect(found.backtest?.means.sales).toBeNaN();
  });

  it('two outcomes for one unit, and columns that are not there, are faults', () => {
    expect(
      faultsOf(() =>
        calibrate(
          model,
          { metrics, outcomes: table({ brand: ['Ada', 'Ada'], outcome: [1, 2] }) },
          { objective: 'kendall' },
        ),
      ),
    ).toEqual(['outcome.outcome: row 2 is a second one for ["Ada"]']);
    expect(
      faultsOf(() =>
        calibrate(model, { metrics, outcomes: table({ name: ['Ada'], result: [1] }) }, { objective: 'kendall' }),
      ),
    ).toEqual([
      'outcome.brand: no such column; there are "name", "result"',
      'outcome.outcome: no such column; there are "name", "result"',
    ]);
  });
});

describe('what cannot be', () => {
  const tables = simulatedMarket({ ...market, brands: 5 });

  it.each<[string, Partial<CalibrationDocument>, string[]]>([
    [
      'an objective that is none',
      { objective: 'ndgc@10' },
      [
        'objective: must be ndcg@ and a depth such as ndcg@10, kendall, spearman, pearson, squared-error or pairwise-logistic',
      ],
    ],
    [
      'bounds of parts that are not there',
      { bounds: { weights: [{ of: 'aa', atLeast: 0.1 }], relations: [{ of: 'a', atLeast: 2, times: 'z' }] } },
      ['bounds.weights.0.of: no part "aa" in the index', 'bounds.relations.0.times: no part "z" in the index'],
    ],
    [
      'least weights above 1',
      {
        bounds: {
          weights: [
            { of: 'a', atLeast: 0.7 },
            { of: 'b', atLeast: 0.5 },
          ],
        },
      },
      ['bounds.weights: the least weights in "power" sum to 1.2; they can be 1 at most'],
    ],
    [
      'greatest weights below 1',
      { bounds: { weights: ['a', 'b', 'c'].map(of => ({ of, atMost: 0.3 })) } },
      ['bounds.weights: the greatest weights in "power" sum to 0.9; they must reach 1'],
    ],
    [
      'relations that go around',
      {
        bounds: {
          relations: [
            { of: 'a', atLeast: 2, times: 'b' },
            { of: 'b', atLeast: 2, times: 'a' },
          ],
          weights: [{ of: 'c', atMost: 0.5 }],
        },
      },
      ['bounds.relations: no weights in "power" keep all its bounds and relations; widen one'],
    ],
    [
      'a cut date whose outcome is not complete',
      { cuts: [isoEnd(2), isoEnd(6)] },
      ['cuts.2018-07-15: its outcome, 28 days, would end on 2018-08-12; the sales end on 2018-07-15'],
    ],
    [
      'a cut date before all sales',
      { cuts: ['2017-01-01'] },
      ['cuts.2017-01-01: lies before the first date of the sales, 2018-01-04'],
    ],
    ['an outcome of a column that is not there', { outcome: { formula: 'sum(revnue)' } }, []],
    [
      'no outcome at all',
      { outcome: {} },
      ['outcome: give a formula over sales such as sum(revenue), or a table of outcomes'],
    ],
    [
      'an outcome that is the same for all',
      { outcome: { formula: 'count() * 0' } },
      ['outcome: no two peers have outcomes that differ'],
    ],
    [
      'draws of groups where there is one',
      { bootstrap: { by: 'groups' } },
      ['bootstrap.by: there is one peers group only, and draws need two or more; draw by units'],
    ],
  ])('%s', (_, part, expected) => {
    const faults = faultsOf(() => calibrate(simulatedModel, tables, { ...ASKED, ...part }));
    if (expected.length > 0) expect(faults).toEqual(expected);
    else expect(faults[0]).toMatch(/^outcome\.formula: no column "revnue".*did you mean "revenue"/);
  });
});

describe('on the groceries', () => {
  it('scores under the granted weights are those of a rating, 1e-9, with missing values and weights made of the data', async () => {
    const { model, tables } = await fixtureTables('groceries');
    const { nodes } = planOf(model);
    const cut = cutAt(model, tables, dayOf('2017-12-24'));
    const space = weightSpace(nodes, parseCalibration({ objective: 'kendall' }).bounds);
    const scores = indexScores(nodes, cut.indicators, cut.groups, space.granted);
    const result = run(model, tables);
    const rated = [...result.score].filter((_, unit) => result.eligible[unit] === 1);
    expect(scores).toHaveLength(393);
    scores.forEach((score, row) => expect(Math.abs(score - rated[row])).toBeLessThan(1e-9));
    expect([...cut.granted]).toEqual(rated);
  });

  it('fits weights that order brands by the revenue of the next four weeks better than the granted ones', async () => {
    const { model, tables } = await fixtureTables('groceries');
    const found = calibrate(model, tables, {
      objective: 'ndcg@10',
      outcome: { formula: 'sum(revenue)', days: 28 },
      cuts: 3,
      bootstrap: { replicates: 500 },
    });
    expect(found.cuts).toEqual(['2017-10-01', '2017-10-29', '2017-11-26']);
    expect(found.weights.find(({ part }) => part === 'market')?.change).toBeGreaterThan(0.1);
    expect(found.backtest?.means.fitted).toBeGreaterThan(found.backtest?.means.granted ?? 1);
    expect(found.weights.map(({ part }) => part)).not.toContain('discount');
  });
});

function otherFuture({ rows, columns }: Table, day: number): Table {
  const { days } = columns.get('date') as DateColumn;
  const other = (column: Column): Column =>
    column.type === 'number'
      ? {
          ...column,
          values: column.values.map((value, row) =>
            days[row] > day ? 1e6 - 37 * ((row * 7919) % 101) * value : value,
          ),
        }
      : column;
  return { rows, columns: new Map([...columns].map(([name, column]) => [name, other(column)])) };
}

function renamed({ rows, columns }: Table, names: readonly string[]): Table {
  const brand = columns.get('brand');
  if (brand?.type !== 'text') throw new Error('brands are text');
  return { rows, columns: new Map(columns).set('brand', { ...brand, words: brand.words.map((_, at) => names[at]) }) };
}
