import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseModel } from '../../src/model/parseModel.ts';
import { apply, run } from '../../src/model/run.ts';
import type { Result } from '../../src/model/result.ts';
import type { Model, ModelDocument } from '../../src/model/spec.ts';
import type { Tables } from '../../src/model/sources.ts';
import {
  compare,
  comparedColumns,
  migrationAfter,
  migrationCounts,
  migrationShares,
  modelDifferences,
  pooledMigration,
  rebase,
  splitChange,
  STATUSES,
} from '../../src/release.ts';
import { plainRows } from '../../src/release/outputs.ts';
import { CAUSES } from '../../src/release/splitChange.ts';
import { NO_GRADE } from '../../src/steps/grade/index.ts';
import { textAt } from '../../src/table/text.ts';
import { expectClose } from '../support/close.ts';
import { fixtureTables } from '../support/fixtureTables.ts';
import { cells, fixture } from '../support/golden.ts';
import { modelOf, picked, rows, shuffled, unitNames } from '../support/market.ts';

const BRANDS: Partial<ModelDocument> = {
  indicators: [
    { id: 'sold', formula: 'sum(revenue)' },
    { id: 'units', formula: 'sum(units)' },
  ],
  index: {
    id: 'power',
    of: [
      { id: 'sold', weight: 60 },
      { id: 'units', weight: 40 },
    ],
  },
  grade: { method: 'cut-points', grades: ['A', 'B', 'C'], from: [70, 30] },
};

/** A month of sales: for each brand revenue and units. */
function month(model: Model, brands: Record<string, readonly [number, number]>): Result {
  const sold = Object.entries(brands).map(([brand, [revenue, units]]) => ({
    date: '2018-08-01',
    category: 'tea',
    brand,
    revenue,
    units,
  }));
  return run(model, { sales: rows(sold) });
}

const model = modelOf(BRANDS);
const before = month(model, { Ada: [100, 10], Bo: [50, 5], Cy: [0, 0], Di: [80, 5] });
const after = month(model, { Ada: [100, 10], Bo: [100, 5], Cy: [0, 0], Eve: [20, 20] });

const rowOf = (of: ReturnType<typeof compare>, name: string): number =>
  Array.from({ length: of.units.count }, (_, unit) => textAt(of.units.keys[1].column, unit)).indexOf(name);

describe('compare', () => {
  const compared = compare(before, after);
  const { units } = compared;

  it('tells who entered, left, moved and stayed', () => {
    const status = Object.fromEntries(
      ['Ada', 'Bo', 'Cy', 'Di', 'Eve'].map(name => [name, STATUSES[units.status[rowOf(compared, name)]]]),
    );
    expect(status).toEqual({ Ada: 'moved', Bo: 'moved', Cy: 'same', Di: 'left', Eve: 'entered' });
    const again = compare(before, before);
    expect([...again.units.status].map(code => STATUSES[code])).toEqual(Array(4).fill('same'));
    expect(again.warnings).toEqual([]);
  });

  it('puts down to the peers what a unit did nothing for', () => {
    // Ada sold the same, but Eve sold 20 units: Ada's units are worth 50 of 100 now, with weight 0.4.
    const ada = rowOf(compared, 'Ada');
    expect([units.scoreBefore[ada], units.scoreAfter[ada]]).toEqual([100, 80]);
    expect([units.parts?.data[ada], units.parts?.peers[ada], units.parts?.weights[ada]]).toEqual([0, -20, 0]);
  });

  it('puts down to its data what its own values did, at the mean of both orders', () => {
    // Bo's revenue from 50 to 100 under 0..100 on both sides: 30 points; its units stay at 5 of 10, then of 20: -10 from the peers.
    const bo = rowOf(compared, 'Bo');
    expect([units.parts?.data[bo], units.parts?.peers[bo], units.parts?.methods[bo]]).toEqual([30, -10, 0]);
    expect(units.scoreAfter[bo] - units.scoreBefore[bo]).toBe(20);
  });

  it('has no causes for who is in one release only', () => {
    expect(units.parts?.data[rowOf(compared, 'Eve')]).toBe(NaN);
    expect(units.parts?.data[rowOf(compared, 'Di')]).toBe(NaN);
  });

  it('counts the moves between grades, also out of the release and into it', () => {
    // Ada A to A, Bo B (50) to A (70), Cy C to C, Di left with B (68), Eve entered with B (52).
    expect(compared.migration?.overall.counts).toEqual([
      [1, 0, 0, 0],
      [1, 0, 0, 1],
      [0, 0, 1, 0],
      [0, 1, 0, 0],
    ]);
    expect(compared.migration?.groups).toHaveLength(1);
  });

  it('says how far the ranks agree', () => {
    // Ranked in both: Ada 1, Bo 3, Cy 4, then Ada 1, Bo 2, Cy 4.
    expect(compared.agreement.overall).toMatchObject({ units: 3, tauB: 1, spearman: 1 });
    expect(compared.agreement.overall.overlap).toBeLessThan(1);
  });

  it('gives columns for a file', () => {
    const [ada] = plainRows(comparedColumns(units, before, after));
    expect(ada).toEqual({
      category: 'tea',
      brand: 'Ada',
      status: 'moved',
      rank_before: 1,
      rank_after: 1,
      grade_before: 'A',
      grade_after: 'A',
      score_before: 100,
      score_after: 80,
      score_change: -20,
      data: 0,
      peers: -20,
      weights: 0,
      methods: 0,
    });
  });

  it('warns of two grades at once with what to look at', () => {
    const risen = month(model, { Ada: [100, 10], Bo: [50, 5], Cy: [100, 10], Di: [0, 0] });
    const [first, ...others] = compare(before, risen).warnings;
    expect(first).toMatchObject({ level: 'alert', kind: 'grade', where: ['tea', 'Cy'], lookAt: 'its sold: 0 to 100' });
    expect(first.reason).toBe('2 grades at once: C to A, score 0.0 to 100.0');
    expect(others.every(({ level }) => level === 'watch')).toBe(true);
  });

  it('does not put down to an indicator what it does not weigh', () => {
    // Cy rises by its units; its revenue rose most, and stands in the model but in no index.
    const unweighed = modelOf({ ...BRANDS, index: { id: 'power', of: [{ id: 'units' }] } });
    const [was, is] = [
      month(unweighed, { Ada: [100, 10], Bo: [50, 5], Cy: [0, 0] }),
      month(unweighed, { Ada: [100, 10], Bo: [50, 5], Cy: [100, 8] }),
    ];
    expect(compare(was, is).warnings.find(({ where }) => where[1] === 'Cy')?.lookAt).toBe('its units: 0 to 8');
  });

  it('warns of peers that are gone, and of a leader that is', () => {
    const two = rows([
      { date: '2018-08-01', category: 'tea', brand: 'Ada', revenue: 1, units: 1 },
      { date: '2018-08-01', category: 'tea', brand: 'Bo', revenue: 2, units: 2 },
      { date: '2018-08-01', category: 'jam', brand: 'Ada', revenue: 1, units: 1 },
    ]);
    const found = compare(run(model, { sales: two }), month(model, { Ada: [1, 1] })).warnings;
    expect(found.map(({ kind, where }) => [kind, where])).toEqual([
      ['peers', ['jam']],
      ['best', ['tea', 'Bo']],
      ['score', ['tea', 'Ada']],
    ]);
  });

  it('treats names such as __proto__, quotes and line breaks as names', () => {
    const odd = { __proto__: null, constructor: [3, 1], '"=1\n': [2, 5], '</td>': [1, 1] } as unknown as Record<
      string,
      [number, number]
    >;
    Object.defineProperty(odd, '__proto__', { value: [9, 9], enumerable: true });
    const release = month(model, odd);
    expect(release.count).toBe(4);
    expect([...compare(release, release).units.status].map(code => STATUSES[code])).toEqual(Array(4).fill('same'));
  });
});

describe('models', () => {
  const other = modelOf({
    ...BRANDS,
    index: {
      id: 'power',
      of: [
        { id: 'sold', weight: 20 },
        { id: 'units', weight: 80 },
      ],
    },
  });

  it('of a release may differ in name and end of period', () => {
    const same = modelOf({ ...BRANDS, name: 'other', period: { end: '2018-09-30', days: 31 } });
    expect(modelDifferences(model, same)).toEqual([]);
  });

  it('in another order are told apart, and give nothing to the model', () => {
    const [sold, units] = BRANDS.indicators ?? [];
    const turned = modelOf({ ...BRANDS, indicators: [units, sold] });
    expect(modelDifferences(model, turned)).toEqual([
      { path: ['indicators'], before: ['sold', 'units'], after: ['units', 'sold'] },
    ]);
    const same = { Ada: [100, 10], Bo: [100, 5], Cy: [0, 0], Eve: [20, 20] } as const;
    const compared = compare(before, month(turned, same), { acrossModels: true });
    expectClose(compared.units.parts?.weights ?? [], [0, 0, 0, NaN, NaN]);
    expectClose(compared.units.parts?.methods ?? [], [0, 0, 0, NaN, NaN]);
    expectClose(compared.units.parts?.peers ?? [], compare(before, month(model, same)).units.parts?.peers ?? []);
  });

  it('may have the lengths of calendar months, quarters or years', () => {
    const lasting = (days: number): Model => modelOf({ ...BRANDS, period: { days } });
    const differ = (one: number, other: number): boolean => modelDifferences(lasting(one), lasting(other)).length > 0;
    expect([differ(28, 31), differ(90, 92), differ(181, 184), differ(365, 366)]).toEqual([false, false, false, false]);
    expect([differ(31, 32), differ(31, 90), differ(89, 91), differ(7, 14)]).toEqual([true, true, true, true]);
  });

  it('are told apart path by path, parts by id', () => {
    expect(modelDifferences(model, other)).toEqual([
      { path: ['index', 'of', 'sold', 'weight'], before: 60, after: 20 },
      { path: ['index', 'of', 'units', 'weight'], before: 40, after: 80 },
    ]);
    expect(modelDifferences(model, modelOf({ ...BRANDS, eligible: 'count() > 1' }))).toEqual([
      { path: ['eligible'], before: undefined, after: 'count() > 1' },
    ]);
  });

  it('that differ are refused with every difference, unless asked for', () => {
    const changed = month(other, { Ada: [100, 10], Bo: [50, 5], Cy: [0, 0], Di: [80, 5] });
    expect(() => compare(before, changed)).toThrow(
      'model.index.of.sold.weight: the releases were made under other models: 60 before, 20 after; ask for a comparison across models\nmodel.index.of.units.weight: ',
    );
    const { units, differences, warnings } = compare(before, changed, { acrossModels: true });
    expect(differences).toHaveLength(2);
    expect(warnings[0]).toMatchObject({ level: 'alert', kind: 'model', size: 2 });
    // The same data: Di has 80 of 100 in sold and 50 of 100 in units; all of its change is the weights'.
    expectClose(
      units.parts?.weights ?? [],
      Array.from(units.scoreAfter, (score, unit) => score - units.scoreBefore[unit]),
    );
    expectClose(units.parts?.data ?? [], [0, 0, 0, 0]);
    expectClose(units.parts?.methods ?? [], [0, 0, 0, 0]);
  });

  it('that rate other units are refused, asked for or not', () => {
    const merchants = modelOf({ ...BRANDS, rate: { unit: ['merchant'] } });
    const sales = rows([{ date: '2018-08-01', category: 'tea', merchant: 'North', revenue: 1, units: 1 }]);
    expect(() => compare(before, run(merchants, { sales }), { acrossModels: true })).toThrow(
      'model.rate.unit: the releases were made under other models: ["brand"] before, ["merchant"] after; they do not rate the same units',
    );
  });

  it('give an indicator that only one of them has to the methods', () => {
    const wider = modelOf({
      ...BRANDS,
      indicators: [...(BRANDS.indicators ?? []), { id: 'price', formula: 'sum(revenue) / sum(units)' }],
      index: {
        id: 'power',
        of: [
          { id: 'sold', weight: 60 },
          { id: 'units', weight: 40 },
          { id: 'price', weight: 50 },
        ],
      },
    });
    const same = { Ada: [100, 10], Bo: [50, 5], Cy: [10, 1], Di: [80, 5] } as const;
    const { units } = compare(month(model, same), month(wider, same), { acrossModels: true });
    expectClose(units.parts?.data ?? [], [0, 0, 0, 0]);
    expectClose(units.parts?.peers ?? [], [0, 0, 0, 0]);
    expectClose(units.parts?.weights ?? [], [0, 0, 0, 0]);
    expectClose(
      units.parts?.methods ?? [],
      Array.from(units.scoreAfter, (score, unit) => score - units.scoreBefore[unit]),
    );
  });
});

describe('on the groceries', () => {
  let model: Model;
  let tables: Tables;
  let november: Result;
  let december: Result;
  const at = (end: string, under = model, of = tables): Result => run({ ...under, period: { end, days: 91 } }, of);
  beforeAll(async () => {
    ({ model, tables } = await fixtureTables('groceries'));
    [november, december] = [at('2017-11-26'), at('2017-12-24')];
  });

  const largestGap = ({ units }: ReturnType<typeof compare>): { gap: number; split: number } => {
    let gap = 0;
    let split = 0;
    for (let unit = 0; unit < units.count; unit++) {
      const change = units.scoreAfter[unit] - units.scoreBefore[unit];
      if (Number.isNaN(change) || !units.parts) continue;
      const { data, peers, weights, methods } = units.parts;
      gap = Math.max(gap, Math.abs(data[unit] + peers[unit] + weights[unit] + methods[unit] - change));
      split++;
    }
    return { gap, split };
  };

  it('parts add up to the change of every score, within 1e-9', () => {
    const compared = compare(november, december);
    const { gap, split } = largestGap(compared);
    expect(split).toBeGreaterThan(1000);
    expect(gap).toBeLessThan(1e-9);
  });

  it('parts add up across models too, with other weights, methods and indicators', () => {
    const document = JSON.parse(readFileSync(fixture('groceries/model.json'), 'utf8')) as ModelDocument;
    const other = parseModel({
      ...document,
      indicators: document.indicators
        .filter(({ id }) => id !== 'promotion')
        .map(each => (each.id === 'stores' ? { ...each, normalize: { method: 'min-max' } } : each)),
      outliers: { method: 'winsorize' },
      index: {
        id: 'power',
        of: [
          { id: 'market', weight: 10, weights: { method: 'entropy' }, of: [{ id: 'revenue' }, { id: 'share' }] },
          {
            id: 'others',
            weight: 90,
            of: ['revenue_growth', 'unit_growth', 'stores', 'weeks', 'penetration', 'repeat', 'discount'].map(id => ({
              id,
            })),
          },
        ],
      },
    });
    const compared = compare(november, at('2017-12-24', other), { acrossModels: true });
    const { gap, split } = largestGap(compared);
    expect(split).toBeGreaterThan(1000);
    expect(gap).toBeLessThan(1e-9);
    const back = compare(at('2017-12-24', other), november, { acrossModels: true });
    for (const part of CAUSES) {
      expectClose(back.units.parts?.[part] ?? [], compared.units.parts?.[part].map(value => -value) ?? [], part);
    }
  });

  it('nobody has a part from peers between releases that share anchors', () => {
    const later = apply({ ...model, period: { end: '2017-12-24', days: 91 } }, november.anchors, tables);
    const { units } = compare(november, later);
    expect(units.parts?.peers.every(part => part === 0 || Number.isNaN(part))).toBe(true);
    expectClose(rebase(december, november).score, later.score);
    expectClose(rebase(december, november).rank, later.rank);
    expect(rebase(december, november).grade).toEqual(later.grade);
    expect(rebase(december, december).score).toEqual(december.score);
  });

  it('nothing hangs on the order of the rows', () => {
    const sales = tables.sales && picked(tables.sales, shuffled(tables.sales.rows, 7));
    const again = compare(november, at('2017-12-24', model, { ...tables, ...(sales ? { sales } : {}) }));
    const first = compare(november, december);
    expect(again.units.parts).toEqual(first.units.parts);
    expect(again.warnings).toEqual(first.warnings);
    expect(again.drift).toEqual(first.drift);
    expect(unitNames(again.units)).toEqual(unitNames(first.units));
  });

  it('no distribution drifted from one month to the next, and an indicator that is halved does', () => {
    expect(compare(november, december).drift.map(({ level }) => level)).toEqual(Array(11).fill('none'));
    const halved = {
      ...december,
      indicators: december.indicators.map(each =>
        each.id === 'weeks' ? { ...each, raw: each.raw.map(value => value / 2) } : each,
      ),
    };
    const { drift, warnings } = compare(november, halved);
    expect(drift.filter(({ level }) => level === 'alert').map(({ id }) => id)).toEqual(['weeks']);
    expect(warnings[0]).toMatchObject({
      kind: 'drift',
      where: ['weeks'],
      lookAt: 'its source and unit: the median was 13.00 and is 6.500',
    });
    const lost = {
      ...december,
      indicators: december.indicators.map(each =>
        each.id === 'weeks' ? { ...each, raw: each.raw.map(() => NaN) } : each,
      ),
    };
    expect(compare(november, lost).warnings[0].lookAt).toBe('its source: 0.0% of the units lacked it, 100.0% do now');
    // Without values there is no test to tell of.
    expect(compare(november, lost).warnings[0].reason).toMatch(/^its distribution moved: stability index [\d.]+$/);
  });
});

describe('a split', () => {
  it('is not given where missing values are filled by columns that no release holds', () => {
    const filled = modelOf({ ...BRANDS, missing: { method: 'peer-median', by: ['owner'] } });
    const tables = {
      sales: rows([{ date: '2018-08-01', category: 'tea', brand: 'Ada', revenue: 1, units: 1 }]),
      brands: rows([{ brand: 'Ada', owner: 'North' }]),
    };
    const result = run(filled, tables);
    expect(compare(result, result).units.parts).toBeNull();
    expect(() => rebase(result, result)).toThrow(
      'model.missing.by: fills missing values by owner, which no release holds',
    );
  });

  it('uses the evidence and the shrinking of the model', () => {
    const shrunk = modelOf({
      ...BRANDS,
      indicators: [
        {
          id: 'sold',
          formula: 'sum(revenue)',
          evidence: 'sum(units)',
          atLeast: 5,
          missing: { method: 'value', value: 0 },
        },
        { id: 'units', formula: 'sum(units)', shrink: { by: 'sum(revenue)', strength: 10 } },
      ],
    });
    const [one, two] = [
      month(shrunk, { Ada: [9, 6], Bo: [7, 4], Cy: [3, 9] }),
      month(shrunk, { Ada: [9, 4], Bo: [8, 7], Cy: [3, 9] }),
    ];
    const row = Int32Array.of(0, 1, 2);
    const parts = splitChange(one, two, row, row);
    const sum = row.reduce<number[]>(
      (all, unit) => [...all, (parts?.data[unit] ?? NaN) + (parts?.peers[unit] ?? NaN)],
      [],
    );
    expectClose(
      sum,
      Array.from(two.score, (score, unit) => score - one.score[unit]),
    );
  });
});

describe('migration', () => {
  interface Outside {
    readonly tiers: string[];
    readonly counts_with_exit: number[][];
    readonly prob_with_exit: number[][];
    readonly prob_survivors: number[][];
    readonly 'P^2': number[][];
    readonly 'P^5': number[][];
    readonly 'P_absorbing^3': number[][];
    readonly shorrocks_trace_index: number;
    readonly up_share: number;
    readonly down_share: number;
    readonly stay_share: number;
  }
  const outside = JSON.parse(readFileSync(fixture('releases/migration.json'), 'utf8')) as Outside;
  const crosstab = JSON.parse(readFileSync(fixture('releases/crosstab.json'), 'utf8')) as { steps: number[][][] };
  const history = cells(fixture('releases/migration_history.csv'));
  const names = [...new Set(history.get('unit'))];
  const periods = [...new Set(history.get('period'))];
  const codes = periods.map(() => new Uint8Array(names.length).fill(NO_GRADE));
  history.get('unit')?.forEach((unit, row) => {
    const period = periods.indexOf(history.get('period')?.[row] ?? '');
    codes[period][names.indexOf(unit)] = outside.tiers.indexOf(history.get('tier')?.[row] ?? '');
  });
  const steps = codes.slice(1).map((now, at) => migrationCounts(outside.tiers, codes[at], now)[0]);
  const pooled = pooledMigration(steps);
  const shares = migrationShares(pooled);

  it('counts as the crosstab of pandas, step by step', () => {
    expect(steps.map(({ counts }) => counts)).toEqual(crosstab.steps);
  });

  it('pools the steps as the cohort method, and gives the shares of pandas, 1e-9', () => {
    expect(pooled.counts.slice(0, 4)).toEqual(outside.counts_with_exit);
    expectClose(shares.withExit.slice(0, 4).flat(), outside.prob_with_exit.flat());
    expectClose(shares.survivors.flat(), outside.prob_survivors.flat());
    expectClose(
      [shares.mobility, shares.up, shares.down, shares.stay],
      [outside.shorrocks_trace_index, outside.up_share, outside.down_share, outside.stay_share],
    );
  });

  it('over several releases is a power of the matrix, 1e-9', () => {
    expectClose(migrationAfter(shares.survivors, 2).flat(), outside['P^2'].flat());
    expectClose(migrationAfter(shares.survivors, 5).flat(), outside['P^5'].flat());
    expectClose(migrationAfter(shares.withExit, 3).flat(), outside['P_absorbing^3'].flat());
    expect(
      migrationAfter(
        [
          [0.5, 0.5],
          [0, 1],
        ],
        0,
      ),
    ).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('does not mix other grades', () => {
    expect(() =>
      pooledMigration([
        {
          grades: ['A'],
          counts: [
            [1, 0],
            [0, 0],
          ],
        },
        {
          grades: ['B'],
          counts: [
            [1, 0],
            [0, 0],
          ],
        },
      ]),
    ).toThrow('grades: are B; the first has A');
  });
});
