// Who may join an activity, and why the others may not.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admit } from '../../src/market/campaign/admit.ts';
import type { Quota } from '../../src/market/campaign/admit.ts';
import { admission } from '../../src/market/campaign/admission.ts';
import type { AdmissionRow } from '../../src/market/campaign/admission.ts';
import { parseStudyModel } from '../../src/model/market/parseStudyModel.ts';
import { pickRows } from '../../src/model/sources.ts';
import type { Model, ModelDocument } from '../../src/model/spec.ts';
import { dates } from '../../src/table/days.ts';
import { table } from '../../src/table/table.ts';
import { faultsOf } from '../support/faultsOf.ts';
import { tablesOf } from '../support/fixtureTables.ts';
import { fixture } from '../support/golden.ts';

const BRANDS = ['Ada', 'Bo', 'Cy', 'Di', '__proto__', '=1+1'];
const REVENUE = [500, 400, 400, 90, 300, null];
const sales = table({
  date: dates(BRANDS.map(() => '2018-08-31')),
  brand: BRANDS,
  category: ['tea', 'tea', 'tea', 'tea', 'jam', 'jam'],
  units: [10, 40, 4, 9, 10, 1],
  revenue: REVENUE,
});

const document: ModelDocument = {
  version: 1,
  name: 'festival',
  indicators: [{ id: 'revenue', formula: 'sum(revenue)' }],
  index: { id: 'power', of: [{ id: 'revenue' }] },
};

function modelOf(settings: NonNullable<NonNullable<ModelDocument['market']>['admission']>): Model {
  return parseStudyModel({ ...document, market: { admission: settings } });
}

function admitted(settings: Parameters<typeof modelOf>[0], since = {}): readonly AdmissionRow[] {
  const model = modelOf(settings);
  return admission(model, { sales }, model.market?.admission ?? expect.fail(), since).units.rows;
}

const told = (rows: readonly AdmissionRow[]): string[] => rows.map(({ unit, verdict, place }) => `${unit} ${verdict} ${place ?? '-'}`); // prettier-ignore

describe('admission', () => {
  it('takes the greatest first, as many as there is room for, and says what is missing of the others', () => {
    expect(told(admitted({ by: 'sum(revenue)', capacity: 2, waiting: 1 }))).toEqual([
      'Ada admitted 1',
      'Bo admitted 2',
      'Cy waiting 1',
      '__proto__ refused -',
      'Di refused -',
      '=1+1 not enough data -',
    ]);
  });

  it('goes by the score of the model when no formula is named, and names nobody whom the model does not rank', () => {
    const model = parseStudyModel({ ...document, eligible: 'sum(units) >= 10', market: { admission: {} } });
    const { units } = admission(model, { sales }, model.market?.admission ?? expect.fail());
    expect(told(units.rows).slice(0, 3)).toEqual(['Ada admitted 1', '__proto__ admitted 2', 'Bo admitted 3']);
    expect(units.rows.find(({ unit }) => unit === 'Cy')?.reason).toMatch(/does not rank it/);
  });

  it('tells the first rule that is not met, with both numbers and how far they are apart', () => {
    const rows = admitted({
      by: 'sum(revenue)',
      rules: [
        { id: 'place', formula: "category == 'tea'" },
        { id: 'sells', formula: 'count() >= 1 and sum(revenue) >= 100' },
      ],
    });
    const reasonOf = (name: string): string | undefined => rows.find(({ unit }) => unit === name)?.reason;
    expect(reasonOf('Di')).toBe('sells: sum(revenue) >= 100 does not hold: 90 against 100, 10 off');
    expect(reasonOf('__proto__')).toBe('place: category == "tea" does not hold');
  });

  it('calls a rule that cannot be told "not enough data"', () => {
    const rows = admitted({ by: 'count()', rules: [{ id: 'grows', formula: 'sum(revenue) / previous(sum(revenue)) > 1' }] });
    expect(new Set(rows.map(({ verdict }) => verdict))).toEqual(new Set(['not enough data']));
    expect(rows[0].reason).toMatch(/^grows: .* cannot be told, a number is missing$/);
  }); // prettier-ignore

  it('has quotas by columns of the units and by bands of a number, and one for a single combination', () => {
    const rows = admitted({
      by: 'sum(revenue)',
      bands: [{ id: 'price', formula: 'sum(revenue) / sum(units)', from: [20], names: ['low', 'high'] }],
      quotas: [
        { by: ['category', 'price'], atMost: 1 },
        { by: ['category'], only: ['jam'], atMost: 0 },
      ],
    });
    expect(told(rows).slice(0, 2)).toEqual(['Ada admitted 1', 'Bo admitted 2']);
    const reasonOf = (name: string): string | undefined => rows.find(({ unit }) => unit === name)?.reason;
    expect(reasonOf('Cy')).toBe(
      'all 1 places of category and price tea / high are taken, the last by Ada (tea) with 500, against 400',
    );
    expect(reasonOf('__proto__')).toBe('all 0 places of category jam are taken');
  });

  it('says that the key decided between equal values', () => {
    const rows = admitted({ by: 'sum(revenue)', quotas: [{ by: ['category'], atMost: 2 }] });
    expect(rows.find(({ unit }) => unit === 'Cy')?.reason).toMatch(/by Bo \(tea\) with 400, which is equal: the key decided$/);
  }); // prettier-ignore

  it('moves the waiting list up when somebody withdraws, and nobody loses a place', () => {
    const settings = { by: 'sum(revenue)', capacity: 2 };
    const held = admitted(settings).filter(({ verdict }) => verdict === 'admitted');
    const after = admitted(settings, { held: held.slice(1), withdrawn: held.slice(0, 1) });
    expect(told(after).slice(0, 2)).toEqual(['Bo admitted 1', 'Cy admitted 2']);
    expect(after.find(({ unit }) => unit === 'Ada')).toMatchObject({ verdict: 'refused', reason: 'withdrew' });
  });

  it('tells every fault of the settings at once, at its place', () => {
    expect(
      faultsOf(() =>
        modelOf({
          by: 'sum(',
          bands: [{ id: 'price', formula: "category == 'tea'", from: [3, 2] }],
          rules: [{ id: 'sells', formula: 'sum(revenue)' }],
          quotas: [{ by: [], atMost: -1 }],
        }),
      ).map(({ path }) => path.join('.')),
    ).toEqual(
      expect.arrayContaining([
        'market.admission.by',
        'market.admission.bands.0.from',
        'market.admission.quotas.0.by',
        'market.admission.quotas.0.atMost',
        'market.admission.rules.0.formula',
      ]),
    );
    expect(faultsOf(() => admitted({ quotas: [{ by: ['brnd'], atMost: 1, only: ['a', 'b'] }] })).map(({ message }) => message)).toEqual([
      'no text of the units is called "brnd"; there are "category", "brand"; did you mean "brand"?',
      'names one combination of brnd: 1 of them should stand here, not 2',
    ]);
    const [unknown] = faultsOf(() => admitted({ rules: [{ id: 'sells', formula: 'sum(revnue) > 1' }] }));
    expect(unknown).toMatchObject({ code: 'unknown_column', path: ['market', 'admission', 'rules', 0, 'formula'] });
  }); // prettier-ignore

  it('admits the same of a market of 120 units whatever the order of its rows', async () => {
    const document = JSON.parse(readFileSync(fixture('marketplace/model.json'), 'utf8')) as ModelDocument;
    const quotas = [{ by: ['owner'], atMost: 2 }];
    const model = parseStudyModel({ ...document, market: { admission: { by: 'sum(revenue)', capacity: 40, quotas } } });
    const tables = await tablesOf(model, fixture('marketplace'));
    const settings = model.market?.admission ?? expect.fail();
    const given = tables.sales ?? expect.fail();
    const backward = Uint32Array.from({ length: given.rows }, (_, row) => given.rows - 1 - row);
    const turned = new Map([...given.columns].map(([name, column]) => [name, pickRows(column, backward)]));
    const first = admission(model, tables, settings);
    expect(admission(model, { ...tables, sales: { rows: given.rows, columns: turned } }, settings)).toEqual(first);
    const owners = first.quotas.rows.filter(({ by }) => by === 'owner');
    expect(Math.max(...owners.map(row => row.admitted))).toBe(2);
    expect(first.units.rows.filter(({ verdict }) => verdict === 'admitted')).toHaveLength(40);
  });
});

describe('admit', () => {
  const market = fc.integer({ min: 1, max: 30 }).chain(units =>
    fc.record({
      units: fc.constant(units),
      candidates: fc.shuffledSubarray(Array.from({ length: units }, (_, unit) => unit)),
      quotas: fc.array(
        fc.record({
          of: fc.array(fc.integer({ min: -1, max: 2 }), { minLength: units, maxLength: units }),
          atMost: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 3 }),
        }),
        { maxLength: 3 },
      ),
    }),
  );
  const typed = (quotas: readonly { readonly of: number[]; readonly atMost: number[] }[]): Quota[] =>
    quotas.map(({ of, atMost }) => ({ of: Int32Array.from(of), atMost: Float64Array.from(atMost) }));

  it('fills no quota beyond its places, and leaves out only those for whom better ones took them', () => {
    fc.assert(
      fc.property(market, ({ units, candidates, quotas }) => {
        const all = typed(quotas);
        const { place, full } = admit(Uint32Array.from(candidates), units, all, 3);
        all.forEach(({ of, atMost }) => {
          atMost.forEach((most, group) => {
            const taken = candidates.filter(unit => place[unit] > 0 && of[unit] === group).length;
            expect(taken).toBeLessThanOrEqual(most);
          });
        });
        candidates.forEach((unit, at) => {
          if (place[unit] > 0) return;
          const { of, atMost } = all[full[unit]];
          const better = candidates.slice(0, at).filter(other => place[other] > 0 && of[other] === of[unit]);
          expect(better.length).toBe(atMost[of[unit]]);
        });
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it('keeps everybody who held a place when others withdraw', () => {
    fc.assert(
      fc.property(market, ({ units, candidates, quotas }) => {
        const all = typed(quotas);
        const first = admit(Uint32Array.from(candidates), units, all, 3);
        const inside = candidates.filter(unit => first.place[unit] > 0);
        const [gone, ...held] = inside;
        const left = Uint32Array.from(candidates.filter(unit => unit !== gone));
        const { place } = admit(left, units, all, 3, new Set(held));
        for (const unit of held) expect(place[unit]).toBeGreaterThan(0);
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});
