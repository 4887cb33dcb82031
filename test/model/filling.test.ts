// Missing values filled from other periods and from other indicators, inside of a model.
import { describe, expect, it } from 'vitest';
import { anchorsFromJson, anchorsToJson } from '../../src/model/anchorsJson.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { apply, fit, run } from '../../src/model/run.ts';
import type { Model, ModelDocument } from '../../src/model/spec.ts';
import { applyTogether, fillTogether, fitTogether } from '../../src/steps/missing/index.ts';
import { dates } from '../../src/table/days.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { table } from '../../src/table/table.ts';
import { bitsOf, expectClose } from '../support/close.ts';
import { fixture, numberCells } from '../support/golden.ts';

const modelWith = (changes: Partial<ModelDocument>): Model =>
  parseModel({
    version: 1,
    name: 'filling',
    period: { end: '2020-04-30', days: 30 },
    indicators: [{ id: 'price', formula: 'metric(price)' }],
    index: { id: 'power', of: [{ id: 'price' }] },
    ...changes,
  });

/** Prices of three brands at the end of five periods of 30 days; the model's own is the third. */
const DAYS = ['2020-03-01', '2020-03-31', '2020-04-30', '2020-05-30', '2020-06-29'];
const PRICES: Readonly<Record<string, readonly (number | null)[]>> = {
  p: [1, 2, 3, 4, 5],
  q: [10, 20, null, 50, 60],
  r: [100, null, null, null, 500],
};
const rows = Object.entries(PRICES).flatMap(([brand, prices]) =>
  prices.map((price, at) => ({ brand, price, day: DAYS[at] })),
);
const metrics = table({
  date: dates(rows.map(({ day }) => day)),
  brand: rows.map(({ brand }) => brand),
  category: rows.map(() => 'tea'),
  price: rows.map(({ price }) => price),
  reviews: rows.map(({ day }, at) => (day === DAYS[1] ? at : 90)),
});

const filledBy = (missing: ModelDocument['missing'] & object, changes: Partial<ModelDocument> = {}): number[] => [
  ...run(modelWith({ missing, ...changes }), { metrics }).indicators[0].filled,
];

describe('previous-period', () => {
  it('takes the latest metric of the period before, or of so many', () => {
    expect(filledBy({ method: 'previous-period' })).toEqual([3, 20, NaN]);
    expect(filledBy({ method: 'previous-period', periods: 2 })).toEqual([3, 20, 100]);
  });

  it('stays missing where periods lie before the data', () => {
    expect(filledBy({ method: 'previous-period', periods: 36 }, { period: { end: '2020-03-01', days: 30 } })).toEqual([
      1, 10, 100,
    ]);
    expect(filledBy({ method: 'previous-period' }, { period: { end: '2020-03-31', days: 31 } })).toEqual([2, 20, NaN]);
  });

  it('takes values of other periods through evidence and transform as those of its own', () => {
    const indicators = [
      { id: 'price', formula: 'metric(price)', evidence: 'metric(reviews)', atLeast: 50, transform: 'log1p' },
    ];
    // Thin evidence in the period just before, so that the one before it is the nearest.
    const filled = filledBy({ method: 'previous-period', periods: 2 }, { indicators });
    expectClose(filled, [3, 10, 100].map(Math.log1p));
  });

  it('draws values of other periods to the mean that its own period taught', () => {
    const indicators = [{ id: 'price', formula: 'metric(price)', shrink: { by: 'metric(reviews)', strength: 10 } }];
    const { filled } = run(modelWith({ missing: { method: 'previous-period', periods: 2 }, indicators }), { metrics })
      .indicators[0];
    // Only p has a price now: the mean is 3. Six reviews stood behind q's price before, 90 behind r's.
    expectClose(filled, [3, (6 * 20 + 10 * 3) / 16, (90 * 100 + 10 * 3) / 100]);
  });

  it('does not count for coverage', () => {
    expect([...run(modelWith({ missing: { method: 'previous-period' } }), { metrics }).coverage]).toEqual([1, 0, 0]);
  });

  it('fills under frozen anchors from the tables at hand', () => {
    const model = modelWith({ missing: { method: 'previous-period' } });
    const anchors = anchorsFromJson(JSON.parse(JSON.stringify(anchorsToJson(fit(model, { metrics })))));
    expect([...apply(model, anchors, { metrics }).indicators[0].filled]).toEqual([3, 20, NaN]);
  });

  it('needs periods of a stated length, and says where it was asked for', () => {
    const indicators = [{ id: 'price', formula: 'metric(price)', missing: { method: 'linear-in-time' as const } }];
    expect(() => modelWith({ period: {}, missing: { method: 'previous-period' } })).toThrow(
      'missing: previous-period needs a period of stated length; give period.days',
    );
    expect(() => modelWith({ period: {}, indicators })).toThrow('indicators.0.missing: linear-in-time needs a period');
  });
});

describe('linear-in-time', () => {
  it('takes the line between the nearest periods, or the nearest one', () => {
    expect(filledBy({ method: 'linear-in-time' })).toEqual([3, 35, NaN]);
    expect(filledBy({ method: 'linear-in-time', periods: 2 })).toEqual([3, 35, 300]);
    expect(filledBy({ method: 'linear-in-time', periods: 3 }, { period: { end: '2020-03-31', days: 30 } })).toEqual([
      2, 20, 200,
    ]);
  });

  it('measures sales of the periods before and after', () => {
    const days = ['2020-03-20', '2020-03-25', '2020-04-10', '2020-05-10', '2020-05-11'];
    const sales = table({
      date: dates(days),
      brand: ['p', 'p', 'p', 'p', 'q'],
      category: days.map(() => 'tea'),
      price: [4, 6, null, 9, 1],
    });
    const indicators = [{ id: 'price', formula: 'mean(price)' }];
    const model = modelWith({ indicators, missing: { method: 'linear-in-time' } });
    const result = run(model, { sales });
    expect(result.count).toBe(1);
    expect([...result.indicators[0].filled]).toEqual([7]);
  });
});

describe('regression', () => {
  const raw = numberCells(fixture('coinr-own40/data.csv'));
  const names = ['searches', 'new_share', 'review', 'late_rate', 'interval_days'];
  const own40 = table([
    ['brand', Array.from({ length: 40 }, (_, at) => `b${String(at).padStart(2, '0')}`)],
    ['category', Array.from({ length: 40 }, (_, at) => (at < 36 ? 'tea' : 'milk'))],
    ...names.map((name): [string, Float64Array] => [name, raw.get(name) as Float64Array]),
  ]);
  const document: Partial<ModelDocument> = {
    period: {},
    indicators: names.map(id => ({ id, formula: `metric(${id})` })),
    index: { id: 'power', of: names.map(id => ({ id })) },
    missing: { method: 'regression', by: [] },
  };

  it('fills every indicator by all others, over all units', () => {
    const { indicators, count, keys } = run(modelWith(document), { metrics: own40 });
    expect(count).toBe(40);
    // Milk comes before tea.
    const rowOf = (unit: number): number => Number((keys[1].column.words[keys[1].column.codes[unit]] ?? '').slice(1));
    const columns = names.map(name => raw.get(name) as Float64Array);
    names.forEach((name, at) => {
      const expected = fillTogether(columns, at, oneGroup(40), { method: 'regression' });
      expectClose(
        indicators[at].filled,
        indicators[at].raw.map((_, unit) => expected[rowOf(unit)]),
        name,
        1e-6,
      );
    });
  });

  it('learns once, and stores what it learned with a release', () => {
    const model = modelWith(document);
    const result = run(model, { metrics: own40 });
    expect(result.anchors.joint.map(({ fills, of }) => ({ fills, of }))).toEqual([{ fills: names, of: names }]);
    const anchors = anchorsFromJson(JSON.parse(JSON.stringify(anchorsToJson(result.anchors))));
    const again = apply(model, anchors, { metrics: own40 });
    names.forEach((_, at) => expect(bitsOf(again.indicators[at].filled)).toEqual(bitsOf(result.indicators[at].filled)));
  });

  it('fills a newcomer by anchors, and learns from eligible units only', () => {
    const model = modelWith({ ...document, eligible: 'metric(searches) > 0' });
    const all = run(model, { metrics: own40 });
    const ineligible = all.eligible.filter(flag => flag === 0).length;
    expect(ineligible).toBe(3);
    const known = names.map(name => raw.get(name) as Float64Array).map(column => (at: number) => column[at]);
    const eligible = [...(raw.get('searches') as Float64Array).keys()].filter(row => known[0](row) > 0);
    const learned = fitTogether(
      known.map(at => Float64Array.from(eligible, at)),
      oneGroup(eligible.length),
      model.missing,
    );
    const newcomer = [NaN, ...known.slice(1).map(at => at(1))];
    const one = table([
      ['brand', ['new']],
      ['category', ['tea']],
      ...names.map((name, at): [string, Float64Array] => [name, Float64Array.of(newcomer[at])]),
    ]);
    const columns = newcomer.map(value => Float64Array.of(value));
    const expected = applyTogether(columns, 0, oneGroup(1), learned, model.missing);
    expectClose(apply(model, all.anchors, { metrics: one }).indicators[0].filled, expected, '', 1e-6);
  });

  it('learns apart for indicators with other options, and refuses anchors of such a model', () => {
    const indicators = names.map((id, at) => ({
      id,
      formula: `metric(${id})`,
      ...(at === 0 ? { missing: { method: 'regression' as const, ridge: 0.5 } } : {}),
    }));
    const apart = modelWith({ ...document, indicators });
    const anchors = fit(apart, { metrics: own40 });
    expect(anchors.joint.map(({ fills }) => fills)).toEqual([names.slice(0, 1), names.slice(1)]);
    expect(() => apply(modelWith(document), anchors, { metrics: own40 })).toThrow(
      'anchors.searches: are of another model',
    );
    const other = modelWith({ ...document, missing: { method: 'peer-mean' } });
    expect(() => apply(other, fit(modelWith(document), { metrics: own40 }), { metrics: own40 })).toThrow(
      /missing values are filled by (other groups|another method)/,
    );
  });
});
