import { describe, expect, it } from 'vitest';
import { anchorsFromJson, anchorsToJson } from '../../src/model/anchorsJson.ts';
import { apply, fit, run } from '../../src/model/run.ts';
import { NO_GRADE } from '../../src/steps/grade/index.ts';
import { fixtureTables } from '../support/fixtureTables.ts';
import { byUnit, modelOf, resultText, rows, unitNames } from '../support/market.ts';
import type { Row } from '../support/market.ts';

const sale = (brand: string, revenue: number | null, more: Row = {}): Row => ({
  date: '2018-08-15',
  merchant: `of ${brand}`,
  brand,
  category: 'tea',
  revenue,
  ...more,
});
const MARKET = [
  sale('Ada', 10),
  sale('Bo', 20),
  sale('Cy', 40),
  sale('Cy', 3, { merchant: 'm2' }),
  sale('Dee', 5, { category: 'rum' }),
  sale('Eve', null),
];
const rich = modelOf({
  indicators: [
    { id: 'sold', formula: 'sum(revenue)', transform: 'log1p', missing: { method: 'peer-median' } },
    {
      id: 'reach',
      formula: 'distinct(merchant)',
      outliers: { method: 'clip-quantile', lower: 0, upper: 0.9 },
      normalize: { method: 'percentile-rank', to: [1, 100] },
    },
    {
      id: 'price',
      formula: 'mean(revenue)',
      direction: 'cost',
      shrink: { by: 'count()', strength: 3 },
      normalize: { method: 'z-score', mean: 50, deviation: 10 },
    },
  ],
  index: {
    id: 'p',
    of: [
      { id: 'sold', weight: 5 },
      { id: 'other', weight: 3, of: [{ id: 'reach' }, { id: 'price' }] },
    ],
  },
  grade: { method: 'quantile', grades: ['A', 'B', 'C'], shares: [0.3, 0.3] },
});
const sales = rows(MARKET);

describe('apply', () => {
  it('with anchors of the same tables is run, bit for bit', () => {
    expect(resultText(apply(rich, fit(rich, { sales }), { sales }))).toBe(resultText(run(rich, { sales })));
  });

  it.each(['films', 'groceries'])('with anchors of the same tables is run, bit for bit, on %s', async name => {
    const { model, tables } = await fixtureTables(name);
    const result = run(model, tables);
    expect(resultText(apply(model, result.anchors, tables)) === resultText(result)).toBe(true);
  });

  it('with anchors that went through JSON is the same, bit for bit', () => {
    const json = JSON.stringify(anchorsToJson(fit(rich, { sales })));
    expect(resultText(apply(rich, anchorsFromJson(JSON.parse(json)), { sales }))).toBe(
      resultText(run(rich, { sales })),
    );
    expect(JSON.stringify(anchorsToJson(anchorsFromJson(JSON.parse(json))))).toBe(json);
  });

  it.each(['films', 'groceries'])('takes anchors through JSON on %s, bit for bit', async name => {
    const { model, tables } = await fixtureTables(name);
    const result = run(model, tables);
    const anchors = anchorsFromJson(JSON.parse(JSON.stringify(anchorsToJson(result.anchors))));
    expect(resultText(apply(model, anchors, tables)) === resultText(result)).toBe(true);
  });

  it('a newcomer moves nobody, whatever is missing of it', () => {
    const anchors = fit(rich, { sales });
    const before = apply(rich, anchors, { sales });
    for (const newcomer of [sale('New', 1e6), sale('New', null), sale('New', -5)]) {
      const after = apply(rich, anchors, { sales: rows([newcomer, ...MARKET]) });
      for (const column of ['score', 'coverage'] as const) {
        const { 'tea/New': _new, ...others } = byUnit(after, after[column]);
        expect(others).toEqual(byUnit(before, before[column]));
      }
      const { 'tea/New': _grade, ...grades } = byUnit(after, after.grade?.codes ?? []);
      expect(grades).toEqual(byUnit(before, before.grade?.codes ?? []));
    }
  });

  it('scores one brand alone as among all', () => {
    const all = run(rich, { sales });
    const alone = apply(rich, all.anchors, { sales: rows(MARKET.filter(({ brand }) => brand === 'Cy')) });
    expect(alone.count).toBe(1);
    expect(alone.score[0]).toBe(byUnit(all, all.score)['tea/Cy']);
    expect(alone.grade?.codes[0]).toBe(byUnit(all, all.grade?.codes ?? [])['tea/Cy']);
    expect(alone.rank[0]).toBe(1);
  });

  it('lets a newcomer lie beyond the scale', () => {
    const model = modelOf();
    const after = apply(model, fit(model, { sales: rows([sale('Ada', 10), sale('Bo', 20)]) }), {
      sales: rows([sale('Cy', 40)]),
    });
    expect([...after.score]).toEqual([300]);
  });

  it('gives units of peers that the anchors do not know no score, and names them', () => {
    const anchors = fit(rich, { sales });
    const after = apply(rich, anchors, { sales: rows([...MARKET, sale('Zed', 9, { category: 'gin' })]) });
    expect(after.strangers.map(unit => unitNames(after)[unit])).toEqual(['gin/Zed']);
    const [stranger] = after.strangers;
    expect([after.score[stranger], after.rank[stranger], after.coverage[stranger]]).toEqual([NaN, NaN, NaN]);
    expect(after.grade?.codes[stranger]).toBe(NO_GRADE);
    const before = apply(rich, anchors, { sales });
    const { 'gin/Zed': _zed, ...others } = byUnit(after, after.score);
    expect(others).toEqual(byUnit(before, before.score));
  });

  it('hands on the anchors it was given', () => {
    const anchors = fit(rich, { sales });
    const text = JSON.stringify(anchorsToJson(anchors));
    const result = apply(rich, anchors, { sales: rows([sale('New', 5, { category: 'gin' })]) });
    expect(result.anchors).toBe(anchors);
    expect(JSON.stringify(anchorsToJson(anchors))).toBe(text);
  });

  it('takes peers whose names are hostile', () => {
    const odd = rows(
      ['__proto__', 'constructor', '["a","b"]', 'a,b'].map((category, at) => sale('Ada', at, { category })),
    );
    const model = modelOf();
    expect(
      apply(model, anchorsFromJson(JSON.parse(JSON.stringify(anchorsToJson(fit(model, { sales: odd }))))), {
        sales: odd,
      }).strangers,
    ).toEqual([]);
  });
});

describe('anchors', () => {
  const anchors = fit(rich, { sales });

  it('of another model are refused', () => {
    expect(() => apply(modelOf(), anchors, { sales })).toThrow(
      'anchors: are of another model: they know sold, reach, price, other, p; this model has sold, power',
    );
  });

  it('of another index over the same ids are refused', () => {
    const [first, ...nodes] = anchors.nodes;
    expect(() =>
      apply(rich, { ...anchors, nodes: [{ ...first, weights: first.weights.slice(1) }, ...nodes] }, { sales }),
    ).toThrow('anchors.other: are of another model: the index has other parts');
  });

  it('of other grades are refused', () => {
    const fewer = {
      ...rich,
      grade: { method: 'cut-points', grades: ['A', 'B'], from: [50], buffer: 0, across: 'peers' },
    } as const;
    expect(() =>
      apply({ ...fewer, grade: { ...fewer.grade, grades: ['A', 'B'], from: [50] } }, anchors, { sales }),
    ).toThrow('anchors.grade: know 3 grades; this model has 2');
  });

  it.each([
    ['nothing', null, 'an object should stand here, not null'],
    ['another version', { ...anchorsToJson(anchors), version: 2 }, 'version: must be 1, not 2'],
    [
      'a text for a number',
      JSON.parse(JSON.stringify(anchorsToJson(anchors)).replace(/"median":\[[^\]]*\]/, '"median":["x","y"]')),
      'indicators.0.missing.median.0: a number should stand here',
    ],
    ['too few entries', { ...anchorsToJson(anchors), peers: [['tea']] }, 'there are 1 peers groups'],
    ['an unknown key', { ...anchorsToJson(anchors), extra: 1 }, 'extra: no such key'],
  ])('from %s are refused', (_what, json, message) => {
    expect(() => anchorsFromJson(json)).toThrow(message);
  });

  it('have one entry a peers group', () => {
    expect(anchors.peers).toEqual([['rum'], ['tea']]);
    expect(anchors.indicators[0].normalize).toMatchObject({ min: { length: 2 }, max: { length: 2 } });
    expect(anchors.nodes.at(-1)?.weights.map(weights => [...weights])).toEqual([
      [5 / 8, 5 / 8],
      [3 / 8, 3 / 8],
    ]);
  });
});

describe('the buffer', () => {
  it('holds the grades of the last release', () => {
    const model = modelOf({ grade: { method: 'cut-points', grades: ['A', 'B'], from: [50], buffer: 10 } });
    const close = rows([sale('Ada', 0), sale('Bo', 45), sale('Cy', 55), sale('Dee', 100)]);
    const first = run(model, { sales: close });
    const codes = new Uint8Array(first.count);
    const grades = (last?: number): number[] => {
      const before =
        last === undefined ? undefined : { ...first, grade: { names: ['A', 'B'], codes: codes.fill(last) } };
      return [...(run(model, { sales: close }, before).grade?.codes ?? [])];
    };
    expect(grades()).toEqual([1, 1, 0, 0]);
    expect(grades(0)).toEqual([1, 0, 0, 0]);
    expect(grades(1)).toEqual([1, 1, 1, 0]);
    expect(grades(NO_GRADE)).toEqual([1, 1, 0, 0]);
  });
});
