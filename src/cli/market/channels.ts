import { channelShares } from '../../market/channels.ts';
import type { Question } from './question.ts';

/** Which channels grow, and why. */
export const channels: Question = {
  name: 'channels',
  about: 'shares of channels such as wireless, their growth, and the shift of the mix',
  keys: ['category', 'department', 'brand', 'channel'],
  tables: study => [
    {
      name: 'channels',
      title: 'Channels',
      answer: channelShares(study),
      printed: ['within', 'whole', 'channel', 'value', 'share', 'change', 'mix', 'own', 'growth'],
    },
  ],
};
