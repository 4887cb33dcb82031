import { firstPageCost } from '../../market/firstPage.ts';
import type { Question } from './question.ts';

/** What the first page of a category costs. */
export const firstPage: Question = {
  name: 'first-page',
  about: 'the sales that reach the first page of a category, their trend, the cheapest categories to enter',
  keys: ['category', 'brand', 'merchant'],
  tables: study => [
    {
      name: 'first_page',
      title: 'First-page cost, cheapest first',
      answer: firstPageCost(study),
      printed: ['rank', 'category', 'cost', 'costOfYear', 'growth', 'trend', 'sellers', 'freeSlots', 'lastOnPage'],
    },
  ],
};
