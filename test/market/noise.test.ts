// Verdicts on simulated markets: a planted blue ocean and a planted lack of brands are found, and mere noise sets off no more alarms than stated.
import { describe, expect, it } from 'vitest';
import { randomSource } from '../../fixtures/marketplace/random.ts';
import { priceBandAnswer } from '../../src/market/bands.ts';
import { blueOcean } from '../../src/market/blueOcean.ts';
import { studyOf } from '../../src/market/study.ts';
import type { Study } from '../../src/market/study.ts';
import { dates } from '../../src/table/days.ts';
import { table } from '../../src/table/table.ts';
import { marketModel } from './questions.ts';

const CATEGORIES = 10;
const MONTHS = 24;
const BANDS = ['low', 'mid', 'high'];
const model = marketModel({ blueOcean: { alpha: 0.1, leastScore: 0 }, priceBands: { alpha: 0.1 } }, { period: { end: '2024-12-31' } }); // prettier-ignore

/** Two years of ten categories, each with six brands in three bands: what is planted grows in the second year, all else is noise and season. */
function simulated(seed: number, planted: 'nothing' | 'blue' | 'red' | 'band'): Study {
  const random = randomSource(seed, 3);
  const noise = (): number => Math.exp(0.25 * random.bell());
  const sales = { date: [] as string[], category: [] as string[], brand: [] as string[], price_band: [] as string[], revenue: [] as number[], units: [] as number[] }; // prettier-ignore
  const metrics = { date: [] as string[], category: [] as string[], searches: [] as number[] };
  for (let month = 0; month < MONTHS; month++) {
    const day = `${2023 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
    const isLater = month >= 12;
    for (let category = 0; category < CATEGORIES; category++) {
      const season = 1 + ((month + category) % 12) / 6;
      const isPlanted = category === 4 && isLater;
      metrics.date.push(day);
      metrics.category.push(`c${category}`);
      const searched = isPlanted && planted === 'blue' ? 2 : isPlanted && planted === 'red' ? 0.5 : 1;
      metrics.searches.push(1000 * season * searched * noise());
      for (let brand = 0; brand < 6; brand++) {
        const band = BANDS[brand % 3];
        const grown = isPlanted && planted === 'band' && band === 'high' ? 2.5 : 1;
        sales.date.push(day, day);
        sales.category.push(`c${category}`, `c${category}`);
        sales.brand.push(`b${brand}`, `b${brand}`);
        sales.price_band.push(band, band);
        const value = 100 * (brand + 1) * season * grown;
        sales.revenue.push(value * noise(), value * noise());
        sales.units.push(1, 1);
      }
    }
  }
  return studyOf(
    model,
    {
      sales: table({ ...sales, date: dates(sales.date) }),
      metrics: table({ ...metrics, date: dates(metrics.date) }),
    },
    ['category', 'brand', 'price_band'],
  );
}

const RUNS = 150;
/** Of 150 markets at most 10 %: a rate of exactly that gives more than 27 once in a thousand. */
const MOST_ALARMS = 27;
const runs = (planted: Parameters<typeof simulated>[1], count: number): Study[] =>
  Array.from({ length: count }, (_, seed) => simulated(seed + 1, planted));

describe('verdicts on simulated markets', () => {
  it('find the planted blue ocean, and no other, nearly always', () => {
    const found = runs('blue', 20).map(study => blueOcean(study, 'category').rows.filter(row => row.verdict === 'blue ocean').map(row => row.category)); // prettier-ignore
    expect(found.filter(names => names.includes('c4')).length).toBeGreaterThanOrEqual(19);
    expect(found.filter(names => names.length > 1).length).toBeLessThanOrEqual(6);
  });

  it('find the planted red ocean', () => {
    const found = runs('red', 20).map(study => blueOcean(study, 'category').rows.find(row => row.verdict === 'red ocean')?.category); // prettier-ignore
    expect(found.filter(name => name === 'c4').length).toBeGreaterThanOrEqual(18);
  });

  it('find the band that grew and whose brands did not', () => {
    const found = runs('band', 20).map(study => priceBandAnswer(study).rows.filter(row => row.verdict === 'brands missing').map(row => `${row.category}/${row.band}`)); // prettier-ignore
    expect(found.filter(names => names.includes('c4/high')).length).toBeGreaterThanOrEqual(19);
  });

  it('are given on mere noise in no more markets than alpha says, of all categories and bands together', () => {
    const studies = runs('nothing', RUNS);
    const oceans = studies.filter(study => blueOcean(study, 'category').rows.some(row => row.verdict !== 'no sign'));
    const bands = studies.filter(study => priceBandAnswer(study).rows.some(row => row.verdict === 'brands missing'));
    expect(oceans.length).toBeLessThanOrEqual(MOST_ALARMS);
    expect(bands.length).toBeLessThanOrEqual(MOST_ALARMS);
    // An alarm that never sounds would pass too: at this level some do.
    expect(oceans.length + bands.length).toBeGreaterThan(0);
  });

  it('say what is missing where there are too few months or rows', () => {
    const study = simulated(1, 'nothing');
    const short = studyOf(marketModel({ months: 13 }, { period: { end: '2024-12-31' } }), study.tables, [
      'category',
      'brand',
    ]);
    expect(blueOcean(short, 'category').rows).toEqual([]);
    expect(blueOcean(short, 'category').notEnough[0]?.reason).toBe(
      'needs 26 full months of sales, found 24: 2 are missing',
    );
    const strict = studyOf(marketModel({ blueOcean: { leastRows: 500 } }, { period: { end: '2024-12-31' } }), study.tables, ['category', 'brand']); // prettier-ignore
    expect(blueOcean(strict, 'category').notEnough.length).toBeGreaterThan(0);
  });
});
