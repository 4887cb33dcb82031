import { ladder } from '../../market/merchants/ladder.ts';
import type { Question } from './question.ts';

/** The growth ladder. */
export const ladderQuestion: Question = {
  name: 'ladder',
  about:
    'the stage of each merchant or brand, the rule that keeps it from the next, and whether a move is more than noise',
  keys: ['merchant', 'brand'],
  tables(study) {
    const answer = ladder(study);
    return [
      {
        name: 'ladder',
        title: 'Growth ladder',
        answer: { ...answer, rows: answer.rows.map(row => ({ ...row })) },
        printed: ['name', 'stage', 'stageBefore', 'move', 'chance', 'verdict', 'unmetRule', 'found', 'wanted'],
      },
    ];
  },
};
