import { priceBandAnswer } from '../../market/bands.ts';
import { bandMigration } from '../../market/migration.ts';
import type { Question } from './question.ts';

/** What sells at which price. */
export const priceBands: Question = {
  name: 'price-bands',
  about: 'sales and brands of each price band, bands that lack brands, sales that moved between bands',
  keys: ['category', 'brand', 'price_band'],
  tables: study => [
    {
      name: 'price_bands',
      title: 'Price bands',
      answer: priceBandAnswer(study),
      printed: ['category', 'band', 'from', 'to', 'value', 'share', 'growth', 'brands', 'brandsBefore', 'topBrand', 'topBrandShare', 'verdict'], // prettier-ignore
    },
    {
      name: 'band_migration',
      title: 'Migration between price bands',
      answer: bandMigration(study),
      printed: ['category', 'from', 'to', 'value', 'share'],
    },
  ],
};
