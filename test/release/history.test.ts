import { beforeAll, describe, expect, it } from 'vitest';
import type { Model } from '../../src/model/spec.ts';
import type { Result } from '../../src/model/result.ts';
import type { Tables } from '../../src/model/sources.ts';
import { run } from '../../src/model/run.ts';
import { brandIndex, history } from '../../src/release.ts';
import { textAt } from '../../src/table/text.ts';
import type { TextColumn } from '../../src/table/text.ts';
import { expectClose } from '../support/close.ts';
import { fixtureTables } from '../support/fixtureTables.ts';
import { modelOf, rows, unitNames } from '../support/market.ts';

const model = modelOf({
  indicators: [{ id: 'sold', formula: 'sum(revenue)', normalize: { method: 'goalposts', low: 0, high: 100 } }],
  grade: { method: 'cut-points', grades: ['A', 'B'], from: [50] },
});

/** Releases at the ends of months: the score of a brand is what it sold. */
function series(sold: Record<string, readonly (number | null)[]>, ends = ENDS): Result[] {
  return ends
    .filter((_, at) => Object.values(sold).some(each => at < each.length))
    .map((end, at) =>
      run(
        { ...model, period: { end, days: 28 } },
        {
          sales: rows(
            Object.entries(sold).flatMap(([brand, each]) =>
              (each[at] ?? null) === null ? [] : [{ date: end, category: 'tea', brand, revenue: each[at] }],
            ),
          ),
        },
      ),
    );
}
const ENDS = ['2018-01-31', '2018-02-28', '2018-03-31', '2018-04-30', '2018-05-31'];

const of = (
  releases: readonly Result[],
  options = {},
): Record<string, { weighted: number; growth: number; momentum: number; changes: number; flickers: number }> => {
  const made = history(releases, options);
  return Object.fromEntries(
    Array.from({ length: made.count }, (_, unit) => [
      textAt(made.keys[1].column, unit) ?? '',
      {
        weighted: made.timeWeighted[unit],
        growth: made.annualGrowth[unit],
        momentum: made.momentum[unit],
        changes: made.gradeChanges[unit],
        flickers: made.flickers[unit],
      },
    ]),
  );
};

describe('history', () => {
  it('gives each unit its values, ranks and grades, release by release, whatever order they come in', () => {
    const releases = series({ Ada: [40, 60, 40], Bo: [null, 50, 70] });
    const made = history([releases[2], releases[0], releases[1]]);
    expect(made.ends).toEqual(['2018-01-31', '2018-02-28', '2018-03-31']);
    expect(unitNames(made)).toEqual(['tea/Ada', 'tea/Bo']);
    expect(made.values.map(column => [...column])).toEqual([
      [40, NaN],
      [60, 50],
      [40, 70],
    ]);
    expect(made.ranks.map(column => [...column])).toEqual([
      [1, NaN],
      [1, 2],
      [2, 1],
    ]);
    expect(made.grades.map(column => [...column])).toEqual([
      [1, 255],
      [0, 0],
      [1, 0],
    ]);
  });

  it('counts changes of grade, and those undone at the very next release', () => {
    const found = of(
      series({
        Up: [40, 60, 60, 60, 60],
        Down: [60, 40, 40, 60, 60],
        Once: [40, 60, 40, 40, 40],
        Twice: [40, 60, 40, 60, 60],
        Gone: [40, 60, null, 40, 60],
      }),
    );
    expect(Object.entries(found).map(([name, { changes, flickers }]) => [name, changes, flickers])).toEqual([
      ['Down', 2, 0],
      ['Gone', 2, 0],
      ['Once', 2, 1],
      ['Twice', 3, 2],
      ['Up', 1, 0],
    ]);
  });

  it('gives growth a year by hand: 40 to 60 in 120 days', () => {
    const [ada] = [of(series({ Ada: [40, 99, 1, 7, 60] }))['Ada']];
    expect(ada.growth).toBeCloseTo((60 / 40) ** (365.25 / 120) - 1, 12);
    // A doubling in exactly one year of 365 days is 2 to the 365.25/365th.
    expect(of(series({ Ada: [30, 60] }, ['2017-05-31', '2018-05-31']))['Ada'].growth).toBeCloseTo(
      2 ** (365.25 / 365) - 1,
      12,
    );
  });

  it('has no growth from nothing, from one value, and falls by all to nothing', () => {
    const found = of(series({ FromNothing: [0, 60], One: [50, null], ToNothing: [50, 0] }));
    expect([found['FromNothing'].growth, found['One'].growth, found['ToNothing'].growth]).toEqual([NaN, NaN, -1]);
  });

  it('weighs scores by the time that has passed: half after a half-life', () => {
    // 28 February to 31 March are 31 days: weights 1/2 and 1.
    const found = of(series({ Ada: [60, 30], Bo: [60, null] }, ['2018-02-28', '2018-03-31']), { halfLife: 31 });
    expect(found['Ada'].weighted).toBeCloseTo((60 / 2 + 30) / 1.5, 12);
    expect(found['Bo'].weighted).toBe(60);
  });

  it('holds the last change against the mean of those before it', () => {
    expect(of(series({ Ada: [10, 20, 40, 45] }))['Ada'].momentum).toBe(5 - 15);
    expect(of(series({ Ada: [10, 20] }))['Ada'].momentum).toBe(NaN);
    expect(of(series({ Ada: [10, 20, 30, null], Bo: [1, 1, 1, 1] }))['Ada'].momentum).toBe(NaN);
  });

  it('follows the raw values of an indicator when asked for', () => {
    const releases = series({ Ada: [200, 300] });
    expect(history(releases).values.map(([value]) => value)).toEqual([100, 100]);
    expect(history(releases, { of: 'sold' }).values.map(([value]) => value)).toEqual([200, 300]);
  });

  it('pools the moves between grades over all steps', () => {
    expect(history(series({ Ada: [60, 40, 60], Bo: [60, 60, null] })).migration?.counts).toEqual([
      [1, 1, 1],
      [1, 0, 0],
      [0, 0, 0],
    ]);
  });

  it('refuses what is no series', () => {
    const [one, two] = series({ Ada: [1, 2] });
    expect(() => history([])).toThrow('releases: are none');
    expect(() => history([one, two, one])).toThrow('releases.2: ends on 2018-01-31, as release 0 does');
    expect(() => history([{ ...one, period: null }])).toThrow('releases.0: has no period');
    expect(() => history([one], { of: 'sld' })).toThrow('of: no indicator "sld"; there are score, sold');
    expect(() => history([one], { halfLife: 0 })).toThrow('halfLife: must be a number of days above 0, not 0');
    expect(() => history([one, { ...two, model: modelOf() }])).toThrow('made under other models');
  });
});

describe('the brand index', () => {
  const sales = rows([
    { date: '2018-01-31', category: 'tea', brand: 'Ada', region: 'north', revenue: 40, cost: 1 },
    { date: '2018-01-31', category: 'tea', brand: 'Bo', region: 'south', revenue: 80, cost: 3 },
    { date: '2018-02-28', category: 'tea', brand: 'Ada', region: 'north', revenue: 50, cost: 3 },
    { date: '2018-02-28', category: 'tea', brand: 'Bo', region: 'south', revenue: 80, cost: 1 },
  ]);
  const releases = ['2018-01-31', '2018-02-28'].map(end => run({ ...model, period: { end, days: 28 } }, { sales }));

  it('is the mean score of what was bought, weighted by spend; the first release is 100', () => {
    const { points } = brandIndex(releases, { sales }, { spend: 'cost' });
    // January (40·1 + 80·3) / 4 = 70; February (50·3 + 80·1) / 4 = 57.5.
    expect(points.map(({ score: [score] }) => score)).toEqual([70, 57.5]);
    expectClose(
      points.map(({ index: [index] }) => index),
      [100, (100 * 57.5) / 70],
    );
    // Spend times score: 280 and 230.
    expectClose(
      points.map(({ power: [power] }) => power),
      [100, (100 * 230) / 280],
    );
    expect(points.map(({ spend: [spend], covered: [covered] }) => [spend, covered])).toEqual([
      [4, 1],
      [4, 1],
    ]);
  });

  it('changes by mix and by score, which add up', () => {
    const { points } = brandIndex(releases, { sales }, { spend: 'cost' });
    // Ada's share rises from 1/4 to 3/4: 1/2 of (mean score 45 less 80) is -17.5; its score rises by 10 at a mean share of 1/2: 5.
    expectClose([points[1].mix[0], points[1].scores[0]], [(100 * -17.5) / 70, (100 * 5) / 70]);
    expectClose([points[1].mix[0] + points[1].scores[0]], [points[1].index[0] - points[0].index[0]]);
    expect(points[0].mix[0]).toBe(NaN);
  });

  it('is parted by any column of the sales', () => {
    const { segments, points } = brandIndex(releases, { sales }, { spend: 'cost', by: ['region'] });
    expect([0, 1].map(segment => textAt(segments.keys[0].column as TextColumn, segment))).toEqual(['north', 'south']);
    expect(points.map(({ score }) => [...score])).toEqual([
      [40, 80],
      [50, 80],
    ]);
    expect([...points[1].mix]).toEqual([0, 0]);
  });

  it('leaves out what was given back, and tells how much has no score', () => {
    const more = rows([
      { date: '2018-01-31', category: 'tea', brand: 'Ada', revenue: 40, cost: 1 },
      { date: '2018-01-31', category: 'tea', brand: 'Bo', revenue: 80, cost: 3 },
      { date: '2018-01-31', category: 'tea', brand: 'Bo', revenue: 0, cost: -5 },
      { date: '2018-01-31', category: 'jam', brand: 'Ada', revenue: 0, cost: 3 },
    ]);
    const [{ spend, covered, score }] = brandIndex([releases[0]], { sales: more }, { spend: 'cost' }).points;
    expect([spend[0], covered[0], score[0]]).toEqual([4, 0.25, 40]);
  });

  it('refuses columns that are not there or hold no numbers, all at once', () => {
    expect(() => brandIndex(releases, { sales }, { spend: 'csot', by: ['reigon'] })).toThrow(
      'sales.csot: no column "csot"; did you mean "cost"?\nsales.reigon: no column "reigon"; did you mean "region"?',
    );
    expect(() => brandIndex(releases, { sales }, { spend: 'brand' })).toThrow('sales.brand: holds text, not number');
    expect(() => brandIndex(releases, {}, { spend: 'cost' })).toThrow('sales: are not given');
  });
});

describe('the index of the groceries', () => {
  let model: Model;
  let tables: Tables;
  beforeAll(async () => {
    ({ model, tables } = await fixtureTables('groceries'));
  });

  it('adds up by category and department, and its spend is that of the sales rows', () => {
    const releases = ['2017-10-01', '2017-11-12', '2017-12-24'].map(end =>
      run({ ...model, period: { end, days: 42 } }, tables),
    );
    const whole = brandIndex(releases, tables, { spend: 'revenue' });
    const parted = brandIndex(releases, tables, { spend: 'revenue', by: ['category'] });
    expect(parted.segments.count).toBe(40);
    whole.points.forEach((point, at) => {
      expectClose([parted.points[at].spend.reduce((sum, each) => sum + each, 0)], [point.spend[0]]);
      expectClose(
        [
          parted.points[at].spend.reduce((sum, each, segment) => sum + each * parted.points[at].score[segment], 0) /
            point.spend[0],
        ],
        [point.score[0]],
      );
      if (at > 0) expectClose([point.mix[0] + point.scores[0]], [point.index[0] - whole.points[at - 1].index[0]]);
    });
    for (let segment = 0; segment < 40; segment++) {
      const [before, after] = parted.points;
      expectClose([after.mix[segment] + after.scores[segment]], [after.index[segment] - before.index[segment]]);
    }
    const { period } = releases[2];
    const { columns } = tables.sales ?? { columns: new Map() };
    const [days, revenue] = [columns.get('week_ending'), columns.get('revenue')] as unknown as [
      { days: Int32Array },
      { values: Float64Array },
    ];
    const start = Date.parse(period?.start ?? '') / 86_400_000;
    const end = Date.parse(period?.end ?? '') / 86_400_000;
    const total = revenue.values.reduce(
      (sum, value, row) => (days.days[row] >= start && days.days[row] <= end ? sum + value : sum),
      0,
    );
    expectClose([whole.points[2].spend[0]], [total]);
  });
});
