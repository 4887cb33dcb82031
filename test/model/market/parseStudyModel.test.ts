// The `market` part of a model: opaque to the core, read in full by the market side.
import { describe, expect, it } from 'vitest';
import { admission, effect, marketSettings, parseStudyModel, studyOf, studyRequests } from '../../../src/market.ts';
import { modelJsonSchema } from '../../../src/model/jsonSchema.ts';
import { parseModel } from '../../../src/model/parseModel.ts';
import { requestsOf } from '../../../src/model/requests.ts';
import type { Model } from '../../../src/model/spec.ts';
import { faultsOf } from '../../support/faultsOf.ts';
import { BASE, rows } from '../../support/market.ts';

const sales = rows([{ date: '2018-08-31', category: 'tea', brand: 'Ada', revenue: 10 }]);
const FAULTY = { mnths: 6, share: { top: 0, laestRows: 2 }, admission: { by: 'sum(' } };
const FAULTS = [
  'market.share.top: must be at least 1, not 0',
  'market.share.laestRows: no such key; did you mean "leastRows"?',
  'market.mnths: no such key; did you mean "months"?',
];

const core = (market: unknown, parts: object = {}): Model => parseModel({ ...BASE, ...parts, market });
const study = (market: unknown, parts: object = {}): Model => parseStudyModel({ ...BASE, ...parts, market });
const told = (call: () => unknown): string[] => faultsOf(call).map(({ path, message }) => `${path.join('.')}: ${message}`); // prettier-ignore
const places = (call: () => unknown): string[] => faultsOf(call).map(({ path }) => path.join('.'));

describe('parseModel', () => {
  it('passes the market part on unexamined and unfilled', () => {
    expect(core(FAULTY).market).toEqual(FAULTY);
    expect(core({}).market).toEqual({});
  });

  it.each([[[]], ['months'], [3], [null]])('takes %j for no market part', market => {
    const fault = `market: an object should stand here, not ${JSON.stringify(market)}`;
    expect(told(() => core(market))).toEqual([fault]);
    expect(told(() => study(market))).toEqual([fault]);
  });
});

describe('parseStudyModel', () => {
  it('fills in the defaults of the market part, and gives what parseModel gives without one', () => {
    expect(study({ months: 6 }).market).toMatchObject({ months: 6, value: 'revenue', share: { top: 10 } });
    expect(parseStudyModel(BASE)).toEqual(parseModel(BASE));
    const { market: _market, ...rest } = study({});
    expect(rest).toEqual(parseModel(BASE));
  });

  it('tells every fault of the document and of its market part at once', () => {
    const faults = told(() => study(FAULTY, { naem: 1, eligible: 'summ(revenue) > 0' }));
    expect(faults).toEqual(expect.arrayContaining(FAULTS));
    expect(faults).toContain('naem: no such key; did you mean "name"?');
    expect(faults.filter(fault => /^(?:eligible|market\.admission\.by): /.test(fault))).toHaveLength(2);
    expect(faults).toHaveLength(FAULTS.length + 3);
  });

  it('holds formulas of the market part against the types that the document fixes', () => {
    const summed = { effect: { start: '2018-08-01', end: '2018-08-02', took: 'count() > 0', outcome: 'region' } };
    expect(places(() => study(summed, { rate: { unit: ['region'] } }))).toEqual(['market.effect.outcome']);
    expect(study(summed).market?.effect?.outcome).toBe('region');
  });

  it('reads the models that questions rate by as documents of their own, their market part too', () => {
    const { rate: _rate, ...document } = { rate: null, ...BASE, indicators: [{ id: 'sold', formula: 'metric(size)' }] };
    expect(study({ categories: { model: document } }).market?.categories.model).toEqual(document);
    const found = places(() =>
      study({
        categories: { model: { ...document, naem: 1, rate: {}, market: { mnths: 1 } } },
        blueOcean: { model: BASE },
      }),
    );
    const model = 'market.categories.model';
    expect(found.sort()).toEqual(['market.blueOcean.model', `${model}.market.mnths`, `${model}.naem`, `${model}.rate`]);
  });

  it('tells a part that nests too deep to be read', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    expect(faultsOf(() => study({ months: deep }))).toMatchObject([{ code: 'too_complex', path: ['market'] }]);
  });

  it('reads what it gave again to the same', () => {
    const model = study({ admission: { by: 'sum(revenue)' }, ladder: { stages: [{ name: 'low', rules: ['count() > 0'] }] } }); // prettier-ignore
    expect(parseStudyModel(model)).toEqual(model);
  });
});

describe('a market part that only the core has seen', () => {
  it('is filled in by marketSettings', () => {
    expect(marketSettings(core({ months: 6 }))).toEqual(study({ months: 6 }).market);
    expect(marketSettings(parseModel(BASE)).months).toBe(12);
  });

  it('is refused with all its faults by whatever asks a question', () => {
    const all = told(() => marketSettings(core(FAULTY)));
    expect(all).toEqual(expect.arrayContaining(FAULTS));
    expect(all).toHaveLength(FAULTS.length + 1);
    expect(told(() => studyOf(core(FAULTY), { sales }, ['brand']))).toEqual(all);
    expect(told(() => studyRequests(core(FAULTY)))).toEqual(all);
  });

  it('gives admission and effect their defaults, or its faults', () => {
    const ready = core({ admission: { by: 'sum(revenue)' } });
    const { units } = admission(ready, { sales }, partOf(ready, 'admission'));
    expect(units.rows.map(({ unit, verdict }) => [unit, verdict])).toEqual([['Ada', 'admitted']]);
    const faulty = core({ admission: { by: 'sum(', capacity: -1 }, effect: { start: 'May', took: 'sum(' } });
    expect(places(() => admission(faulty, { sales }, partOf(faulty, 'admission')))).toEqual([
      'market.admission.capacity',
      'market.admission.by',
    ]);
    expect(places(() => effect(faulty, { sales }, partOf(faulty, 'effect'))).sort()).toEqual([
      'market.effect.end',
      'market.effect.start',
      'market.effect.took',
    ]);
  });
});

describe('studyRequests', () => {
  const market = {
    demand: 'visits',
    admission: { by: 'sum(net) + metric(stars)', quotas: [{ by: ['region'], atMost: 1 }] },
  };
  const parts = { columns: { sales: { region: 'Region' } }, sales: { derive: { net: 'revenue - fee' } } };
  const names = (of: readonly { readonly name: string }[]): string[] => of.map(({ name }) => name);

  it('asks for what the rating needs, and then for what the market questions can use, by the name of the file', () => {
    const [plain, asked] = [requestsOf(core(market, parts)), studyRequests(core(market, parts))];
    for (const table of ['sales', 'metrics', 'brands', 'merchants', 'categories'] as const) {
      expect(asked[table]).toEqual(expect.arrayContaining(plain[table]));
      expect(new Set(names(asked[table])).size).toBe(asked[table].length);
    }
    expect(names(plain.sales)).not.toContain('Region');
    expect(names(asked.sales)).toEqual(expect.arrayContaining(['Region', 'units', 'channel', 'onboarded']));
    expect(names(asked.sales)).not.toContain('net');
    expect(names(asked.metrics)).toEqual(expect.arrayContaining(['visits', 'stars', 'buyers']));
    expect(names(asked.merchants)).toEqual(expect.arrayContaining(['owner', 'recruited_by', 'region']));
  });

  it('asks for nothing more without a market part', () => {
    expect(studyRequests(parseModel(BASE))).toEqual(requestsOf(parseModel(BASE)));
  });
});

it('the JSON Schema describes the market part in full', () => {
  const { properties } = modelJsonSchema() as {
    properties: { market: { properties: object; additionalProperties: boolean } };
  };
  expect(properties.market.additionalProperties).toBe(false);
  expect(Object.keys(properties.market.properties)).toEqual(
    Object.keys(
      marketSettings({
        market: { admission: {}, effect: { start: '2018-08-01', end: '2018-08-02', took: 'count() > 0' } },
      }),
    ),
  );
  expect(JSON.stringify(properties.market)).toContain('"leastCorrelation"');
});

/** A part of what the core passed on; typed as if it were read, as a program in plain JavaScript would take it. */
function partOf<Name extends 'admission' | 'effect'>(
  model: Model,
  name: Name,
): NonNullable<NonNullable<Model['market']>[Name]> {
  return model.market?.[name] ?? expect.fail();
}
