// Answers on real data sets against tables that separate SQL (Iowa's also pandas) computed; those tables have six decimals.
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { concentrationOf } from '../../src/market/concentration.ts';
import { firstPageCost } from '../../src/market/firstPage.ts';
import { onlineShare } from '../../src/market/share.ts';
import { cells } from '../support/golden.ts';
import { marketModel, studyOfFiles } from './questions.ts';

const DATA = process.env['BRANDRANK_DATA'];
const merchant = { merchant: 'merchant_id' };
const SETS = [
  { name: 'iowa', end: '2020-12-31', months: 36, value: 'revenue', columns: merchant },
  { name: 'completejourney', end: '2017-12-31', months: 12, value: 'revenue', columns: merchant },
  { name: 'frat', end: '2010-12-31', months: 24, value: 'revenue', columns: merchant },
  { name: 'vahan', end: '2025-08-31', months: 32, value: 'units', columns: {} },
] as const;

const there = DATA !== undefined && existsSync(`${DATA}/iowa/sales.csv.gz`);

describe.skipIf(!there)('real data sets (BRANDRANK_DATA names their folder)', () => {
  it.each(SETS)(
    '$name: leaders, brands, concentration and shares are those of the answers',
    async ({ name, end, months, value, columns }) => {
      const model = marketModel(
        { months, value, share: { leastRows: 1, top: 10 }, firstPage: { slots: 1, leastRows: 1 } },
        { period: { end }, columns: { sales: columns } },
      );
      const study = await studyOfFiles(model, { sales: `${DATA}/${name}/sales.csv.gz` });
      const answers = cells(`${DATA}/${name}/answers_category.csv`);
      const column = (key: string): string[] => answers.get(key) ?? [];
      const rowOf = new Map(column('category').map((category, row) => [category, row]));
      const concentrated = concentrationOf(study).rows.filter(row => row.unit === 'brand' && row.within === 'category');
      const compared = concentrated.filter(
        ({ whole }) => Number(column('hhi_known_brands')[rowOf.get(whole) ?? -1]) > 0,
      );
      expect(compared.length).toBeGreaterThan(0);
      for (const { whole, units, hhi } of compared) {
        const row = rowOf.get(whole) ?? -1;
        expect(Math.abs(hhi - Number(column('hhi_known_brands')[row]))).toBeLessThan(1e-6);
        expect(units).toBeLessThanOrEqual(Number(column('brands')[row]));
      }
      const firsts = new Map(firstPageCost(study).rows.map(row => [row.category, row]));
      const shared = cells(`${DATA}/${name}/answers_share.csv`);
      const shares = onlineShare(study).rows.filter(row => row.unit === 'brand' && row.within === 'category');
      const shareOf = new Map(shares.map(row => [JSON.stringify([row.whole, row.name]), row]));
      let seen = 0;
      (shared.get('category') ?? []).forEach((category, at) => {
        const row = shareOf.get(JSON.stringify([category, shared.get('brand')?.[at]]));
        const expected = Number(shared.get('share')?.[at]);
        if (!row || !(expected > 0)) return;
        seen++;
        expect(Math.abs(row.share - expected)).toBeLessThan(1e-6);
        if (row.rank === 1) expect(firsts.get(category)?.cost).toBe(row.value);
      });
      expect(seen).toBeGreaterThan(20);
    },
  );
});
