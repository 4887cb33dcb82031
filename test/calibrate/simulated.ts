// A simulated market: every four weeks one row a brand, with columns a, b, c that the model turns into indicators, and revenue that is next
// period's score under planted weights, or has nothing to do with them.
import type { Tables } from '../../src/model/sources.ts';
import type { Model } from '../../src/model/spec.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { below, seededBits, uniform } from '../../src/stats/random.ts';
import { dayOf, isoDay } from '../../src/table/days.ts';
import { table } from '../../src/table/table.ts';

export const PERIOD_DAYS = 28;
const FIRST = dayOf('2018-01-28');

/** The last day of a period, counted from 0. */
export function endOf(period: number): number {
  return FIRST + period * PERIOD_DAYS;
}

export function isoEnd(period: number): string {
  return isoDay(endOf(period)) as string;
}

/** Whether revenue is what the planted weights foretell, with some noise, or the same shuffled among the brands of each period. */
export interface Market {
  readonly seed: number;
  readonly brands: number;
  readonly periods: number;
  readonly categories?: number;
  readonly planted: readonly [number, number, number];
  readonly noise: number;
  readonly isShuffled: boolean;
}

export const GRANTED: readonly number[] = [40, 30, 30];

export const simulatedModel: Model = parseModel({
  version: 1,
  name: 'simulated',
  period: { days: PERIOD_DAYS },
  indicators: ['a', 'b', 'c'].map(id => ({ id, formula: `sum(${id})` })),
  index: { id: 'power', of: ['a', 'b', 'c'].map((id, at) => ({ id, weight: GRANTED[at] })) },
});

export function simulatedMarket({ seed, brands, periods, categories = 1, planted, noise, isShuffled }: Market): Tables {
  const bits = seededBits(seed, 1);
  const columns: Record<string, (string | number | null)[]> = {
    brand: [],
    category: [],
    merchant: [],
    a: [],
    b: [],
    c: [],
    revenue: [],
  };
  const days: number[] = [];
  let foretold = Array.from({ length: brands }, () => 100 * uniform(bits));
  for (let period = 0; period < periods; period++) {
    const revenue = isShuffled ? shuffled(foretold, bits) : foretold;
    const next: number[] = [];
    for (let brand = 0; brand < brands; brand++) {
      const values = planted.map(() => 100 * uniform(bits));
      // The first brand sells on the last day, so that no period ends early.
      days.push(endOf(period) - (brand === 0 ? 0 : below(bits, PERIOD_DAYS)));
      columns['brand'].push(`brand ${brand}`);
      columns['category'].push(`category ${brand % categories}`);
      columns['merchant'].push('store');
      ['a', 'b', 'c'].forEach((name, at) => columns[name].push(values[at]));
      columns['revenue'].push(revenue[brand]);
      const score = values.reduce((sum, value, at) => sum + planted[at] * value, 0);
      next.push(Math.max(0, score + noise * (uniform(bits) - 0.5)));
    }
    foretold = next;
  }
  return {
    sales: table({ ...(columns as Record<string, number[]>), date: { type: 'date', days: Int32Array.from(days) } }),
  };
}

function shuffled(values: readonly number[], bits: () => number): number[] {
  const mixed = [...values];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = below(bits, at + 1);
    [mixed[at], mixed[other]] = [mixed[other], mixed[at]];
  }
  return mixed;
}
