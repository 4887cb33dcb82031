import { concentrationOf } from '../../market/concentration.ts';
import { developmentOf } from '../../market/development.ts';
import { loyaltyOf } from '../../market/loyalty.ts';
import { onlineShare } from '../../market/share.ts';
import type { Question } from './question.ts';

/** Who has how much of each category. */
export const share: Question = {
  name: 'share',
  about: 'shares by category and department and what moved them; concentration, development, loyalty',
  keys: ['category', 'department', 'brand', 'owner', 'merchant', 'channel', 'price_band'],
  tables: study => [
    {
      name: 'share',
      title: 'Online share',
      answer: onlineShare(study),
      printed: ['within', 'whole', 'unit', 'name', 'rank', 'share', 'change', 'mix', 'own', 'growth'],
    },
    {
      name: 'concentration',
      title: 'Concentration',
      answer: concentrationOf(study),
      printed: ['within', 'whole', 'unit', 'units', 'leader', 'leaderShare', 'hhi', 'cr4', 'cr8', 'gini', 'verdict'],
    },
    {
      name: 'development',
      title: 'Brand and category development',
      answer: developmentOf(study),
      printed: ['category', 'brand', 'part', 'value', 'bdi', 'cdi', 'verdict'],
    },
    {
      name: 'loyalty',
      title: 'Penetration against loyalty (double jeopardy)',
      answer: loyaltyOf(study),
      printed: ['category', 'brand', 'buyers', 'penetration', 'frequency', 'expected', 'excess', 'verdict'],
    },
  ],
};
