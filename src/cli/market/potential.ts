import { potential } from '../../market/merchants/potential.ts';
import type { Question } from './question.ts';

/** Potential merchants, and how such a list would have done. */
export const potentialQuestion: Question = {
  name: 'potential',
  about: 'which merchants may reach the next tier of sales, and how such a list would have done a horizon ago',
  keys: ['merchant', 'category'],
  tables(study) {
    const { backtest, thin, ...answer } = potential(study);
    const { horizon, top } = study.settings.potential;
    return [
      {
        name: 'potential',
        title: `Potential merchants (${top} named; ${thin} with too short a history)`,
        answer: { ...answer, rows: answer.rows.map(row => ({ ...row })) },
        printed: ['merchant', 'tier', 'sales', 'nextTierFrom', 'score', 'probability', 'verdict', 'reason'],
      },
      {
        name: 'potential_backtest',
        title: `Backtest: named ${horizon} months ago, reached the next tier since`,
        answer: { ...backtest, rows: backtest.rows.map(row => ({ ...row })) },
        printed: ['naming', 'named', 'reached', 'share', 'low', 'high'],
      },
    ];
  },
};
