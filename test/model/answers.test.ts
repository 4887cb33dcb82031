// Questions analysts ask of open data sets, answered a second time by SQL that shares no code with this library. The data stay outside of this repository.
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/model/run.ts';
import type { ModelDocument } from '../../src/model/spec.ts';
import type { Result } from '../../src/model/result.ts';
import { tablesOf } from '../support/fixtureTables.ts';
import { cells } from '../support/golden.ts';
import { modelOf, unitNames } from '../support/market.ts';

const { BRANDRANK_DATA } = process.env;

/** Rows of an answer file as objects; those about rows without a category or brand are left out, for such rows are rejected here. */
function answers(file: string): Record<string, string>[] {
  const columns = [...cells(file)];
  const rows = columns[0][1].map((_, row) => Object.fromEntries(columns.map(([name, texts]) => [name, texts[row]])));
  return rows.filter(({ category, brand }) => category !== '' && brand !== '');
}

interface DataSet {
  readonly folder: string;
  readonly what: string;
  readonly measure: string;
  /** The column of answers_category with the total of the measure. */
  readonly total: string;
  readonly merchants: boolean;
  /** The later of the two windows, in which growth is measured, and what stands before it. */
  readonly later: { readonly end: string; readonly days: number };
  readonly before: 'previous' | 'same_last_year';
}

const SETS: readonly DataSet[] = [
  {
    folder: 'iowa',
    what: 'vendors of spirits, Ames',
    measure: 'revenue',
    total: 'revenue',
    merchants: true,
    later: { end: '2020-12-31', days: 366 },
    before: 'previous',
  },
  {
    folder: 'completejourney',
    what: 'manufacturers of groceries',
    measure: 'revenue',
    total: 'revenue',
    merchants: true,
    later: { end: '2017-12-31', days: 184 },
    before: 'previous',
  },
  {
    folder: 'frat',
    what: 'manufacturers in 77 stores',
    measure: 'revenue',
    total: 'revenue',
    merchants: true,
    later: { end: '2010-12-31', days: 365 },
    before: 'previous',
  },
  {
    folder: 'vahan',
    what: 'vehicle makers',
    measure: 'units',
    total: 'total_units',
    merchants: false,
    later: { end: '2025-07-31', days: 212 },
    before: 'same_last_year',
  },
];

/** The raw values of an indicator by unit. */
function raw(result: Result, id: string): Map<string, number> {
  const values = result.indicators.find(indicator => indicator.id === id)?.raw as Float64Array;
  return new Map(unitNames(result, ' > ').map((name, unit) => [name, values[unit]]));
}

const indicators = (formulas: Readonly<Record<string, string>>): Pick<ModelDocument, 'indicators' | 'index'> => ({
  indicators: Object.entries(formulas).map(([id, formula]) => ({ id, formula })),
  index: { id: 'p', of: Object.keys(formulas).map(id => ({ id })) },
});

describe.skipIf(BRANDRANK_DATA === undefined).each(SETS)(
  'answers of the $folder set, $what (needs BRANDRANK_DATA)',
  set => {
    const folder = `${BRANDRANK_DATA}/${set.folder}`;
    const sum = `sum(${set.measure})`;
    const columns = { sales: set.merchants ? { merchant: 'merchant_id' } : {} };
    const rate = async (parts: Partial<ModelDocument>): Promise<Result> => {
      expect(existsSync(folder)).toBe(true);
      const model = modelOf({ columns, period: {}, ...parts });
      const { sales } = await tablesOf(model, folder);
      return run(model, sales ? { sales } : {});
    };

    it('categories: totals, units, brands, merchants', async () => {
      const counted = {
        total: sum,
        units: 'sum(units)',
        brands: 'distinct(brand)',
        ...(set.merchants ? { merchants: 'distinct(merchant)' } : {}),
      };
      const result = await rate({ rate: { unit: ['category'], within: [] }, ...indicators(counted) });
      const rows = answers(`${folder}/answers_category.csv`);
      expect(result.count).toBe(rows.length);
      for (const row of rows) {
        // The answers print money in cents.
        expect(Math.abs((raw(result, 'total').get(row.category) as number) - Number(row[set.total]))).toBeLessThan(
          0.005001,
        );
        expect(raw(result, 'brands').get(row.category)).toBe(Number(row.brands));
        if (row.units !== undefined) expect(raw(result, 'units').get(row.category)).toBe(Number(row.units));
        if (set.merchants) expect(raw(result, 'merchants').get(row.category)).toBe(Number(row.merchants));
      }
      const ranks = new Map(unitNames(result).map((name, unit) => [name, result.indicators[0].raw[unit]]));
      const byTotal = rows.map(row => ranks.get(row.category) as number);
      expect(byTotal).toEqual([...byTotal].sort((a, b) => b - a));
    });

    it('the leader of each category and the concentration', async () => {
      const result = await rate(indicators({ total: sum, share: `share(${sum})` }));
      const whole = await rate({ rate: { unit: ['category'], within: [] }, ...indicators({ total: sum }) });
      const totals = raw(whole, 'total');
      const shares = [...raw(result, 'share')].map(([name, share]) => ({
        category: name.split(' > ')[0],
        name,
        share,
      }));
      for (const row of answers(`${folder}/answers_category.csv`)) {
        // A category that sold for 0 has no leader.
        if (row.leading_brand === '') {
          expect(totals.get(row.category)).toBe(0);
          continue;
        }
        const own = [...raw(result, 'total')]
          .filter(([name]) => name.startsWith(`${row.category} > `))
          .sort((a, b) => b[1] - a[1]);
        expect(own[0][0]).toBe(`${row.category} > ${row.leading_brand}`);
        expect(own[0][1] / (totals.get(row.category) as number)).toBeCloseTo(Number(row.leading_share), 5.9);
        const squares = shares
          .filter(each => each.name.startsWith(`${row.category} > `))
          .map(each => (Number.isNaN(each.share) ? 0 : each.share ** 2));
        expect(squares.reduce((hhi, square) => hhi + square, 0)).toBeCloseTo(Number(row.hhi_known_brands), 5.9);
      }
    });

    it('the ten largest shares of each category', async () => {
      const result = await rate(indicators({ total: sum }));
      const whole = await rate({ rate: { unit: ['category'], within: [] }, ...indicators({ total: sum }) });
      for (const row of answers(`${folder}/answers_share.csv`)) {
        const own = raw(result, 'total').get(`${row.category} > ${row.brand}`) as number;
        expect(Math.abs(own - Number(row.revenue ?? row.total_units))).toBeLessThan(0.005001);
        const share = own / (raw(whole, 'total').get(row.category) as number);
        if (row.share === '') expect(share).toBeNaN();
        else expect(share).toBeCloseTo(Number(row.share), 5.9);
      }
    });

    it('growth between two windows', async () => {
      const before = `${set.before}(${sum})`;
      const result = await rate({
        period: set.later,
        ...indicators({ later: sum, earlier: before, growth: `${sum} / ${before} - 1` }),
      });
      const [later, earlier, growth] = ['later', 'earlier', 'growth'].map(id => raw(result, id));
      const rows = answers(`${folder}/answers_growth.csv`);
      let compared = 0;
      for (const row of rows) {
        const name = `${row.category} > ${row.brand}`;
        // A brand that left has no sale in the later window, and is not listed.
        if (row.later === '') {
          expect(later.get(name) ?? 0).toBe(0);
          continue;
        }
        compared++;
        expect(Math.abs((later.get(name) as number) - Number(row.later))).toBeLessThan(0.005001);
        expect(Math.abs((earlier.get(name) as number) - Number(row.earlier))).toBeLessThan(0.005001);
        if (row.growth === '') expect(Number(row.earlier)).toBe(0);
        else expect(growth.get(name)).toBeCloseTo(Number(row.growth), set.folder === 'iowa' ? 1.9 : 5.9);
      }
      expect(compared).toBeGreaterThan(rows.length / 2);
    });
  },
);
