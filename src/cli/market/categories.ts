import { categoryOrder } from '../../market/categories.ts';
import type { Question } from './question.ts';

/** Which categories are worth most attention. */
export const categories: Question = {
  name: 'categories',
  about: 'categories ordered by a model: size, growth, concentration, entry barrier, new brands, demand gap',
  keys: ['category', 'brand'],
  tables: study => [
    {
      name: 'categories',
      title: 'Category order',
      answer: categoryOrder(study),
      printed: ['rank', 'category', 'score', 'size', 'growth', 'concentration', 'entryBarrier', 'newBrandShare', 'priceLevel', 'demandGap', 'brands'], // prettier-ignore
    },
  ],
};
