import { serviceTiers } from '../../market/merchants/serviceTiers.ts';
import { figure } from '../text.ts';
import type { Question } from './question.ts';

/** Service tiers. */
export const serviceTiersQuestion: Question = {
  name: 'service-tiers',
  about: 'who is served by a key-account manager, by a partner, or serves itself, so that most value is served',
  keys: ['merchant'],
  tables(study) {
    const { tiers, value, gap, isProven, largestFirst, bound: _bound, ...answer } = serviceTiers(study);
    const proof = isProven ? 'proven best' : `at most ${(gap * 100).toPrecision(2)} % below the best`;
    return [
      {
        name: 'service_tiers',
        title: `Service tiers (value ${figure(value)}, ${proof}; the largest first: ${figure(largestFirst)})`,
        answer: { ...answer, rows: tiers.map(tier => ({ ...tier })) },
        printed: ['tier', 'merchants', 'load', 'capacity', 'value'],
      },
      {
        name: 'served_merchants',
        title: 'Who is served how',
        answer: { ...answer, rows: answer.rows.map(row => ({ ...row })) },
        printed: ['merchant', 'tier', 'value', 'load', 'wouldBe', 'lost', 'reason'],
      },
    ];
  },
};
