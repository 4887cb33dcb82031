import { blueOcean as blueOceanOf } from '../../market/blueOcean.ts';
import type { Question } from './question.ts';

const PRINTED = ['verdict', 'score', 'demandGrowth', 'salesGrowth', 'chance', 'size', 'entryBarrier', 'newBrandShare', 'brands']; // prettier-ignore

/** Where demand outgrows what is sold. */
export const blueOcean: Question = {
  name: 'blue-ocean',
  about: 'categories, and their price bands, where demand outgrows sales',
  keys: ['category', 'brand', 'price_band'],
  tables: study => [
    {
      name: 'blue_ocean',
      title: 'Blue ocean by category',
      answer: blueOceanOf(study, 'category'),
      printed: ['rank', 'category', ...PRINTED],
    },
    {
      name: 'blue_ocean_bands',
      title: 'Blue ocean by category and price band',
      answer: blueOceanOf(study, 'price_band'),
      printed: ['rank', 'category', 'priceBand', ...PRINTED],
    },
  ],
};
