import { benchmarks } from '../../market/merchants/benchmarks.ts';
import type { Question } from './question.ts';

/** Benchmark merchants, and a table of what each does better, indicator by indicator. */
export const benchmarksQuestion: Question = {
  name: 'benchmarks',
  about: 'who leads each category and department, and what it does better than the middle',
  keys: ['merchant', 'category', 'department'],
  tables(study) {
    const answer = benchmarks(study);
    const named = answer.rows.filter(({ verdict }) => verdict === 'benchmark');
    return [
      {
        name: 'benchmarks',
        title: 'Benchmark merchants',
        answer: { ...answer, rows: answer.rows.map(({ parts: _parts, ...row }) => row) },
        printed: ['within', 'name', 'rank', 'merchant', 'score', 'months', 'verdict', 'reason'],
      },
      {
        name: 'benchmark_indicators',
        title: 'What benchmarks do better',
        answer: {
          ...answer,
          rows: named.flatMap(({ within, name, merchant, parts }) =>
            parts.map(part => ({ within, name, merchant, ...part })),
          ),
          notEnough: [],
        },
        printed: ['within', 'name', 'merchant', 'indicator', 'value', 'median', 'isBetter'],
      },
    ];
  },
};
