import { effect as effectOf } from '../../market/campaign/effect.ts';
import type { Question } from './question.ts';

/** What an event did. */
export const effect: Question = {
  name: 'effect',
  about: 'what an event brought to those who took part, against matched peers, and what it pulled forward',
  keys: [],
  part: 'effect',
  tables({ model, tables, settings, soldBy }) {
    if (!settings.effect) return [];
    const { activity, stretches, matches, pulledForward } = effectOf(model, tables, settings.effect, soldBy);
    const forward = pulledForward === null ? '' : `; ${(100 * pulledForward).toFixed(0)} % of it was pulled forward`;
    return [
      {
        name: 'effect',
        title: `Effect of ${activity}${forward}`,
        answer: stretches,
        printed: ['stretch', 'start', 'end', 'matches', 'effect', 'low', 'high', 'uplift', 'total', 'verdict'],
      },
      {
        name: 'effect_matches',
        title: `Who was compared with whom for ${activity}`,
        answer: matches,
        printed: ['within', 'unit', 'verdict', 'peerWithin', 'peer', 'effect', 'reason'],
      },
    ];
  },
};
