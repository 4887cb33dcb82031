import { boughtTogether } from '../../market/themes/boughtTogether.ts';
import { themeCandidates, themeDocuments } from '../../market/themes/candidates.ts';
import { moveTogether } from '../../market/themes/moveTogether.ts';
import { seasons } from '../../market/themes/seasons.ts';
import type { Study } from '../../market/study.ts';
import type { Answer } from '../../market/answer.ts';
import type { ThemeLinks, ThemeRow } from '../../market/themes/candidates.ts';
import type { Question } from './question.ts';

/** What is bought together, or rises together: candidates for a theme. */
export const themes: Question = {
  name: 'themes',
  about: 'items that are bought together, move together or share a season, as themes for the order of a page',
  keys: ['category'],
  tables(study) {
    const { links, candidates } = found(study);
    return [
      {
        name: 'themes',
        title: 'Candidates for a theme',
        answer: candidates,
        printed: ['theme', 'item', 'share', 'reason'],
      },
      {
        name: 'bought_together',
        title: 'Bought together',
        answer: links.together,
        printed: ['one', 'other', 'orders', 'lift', 'low', 'high', 'probability', 'verdict'],
      },
      {
        name: 'move_together',
        title: 'Moving together, season and trend taken off',
        answer: links.moving,
        printed: ['one', 'other', 'correlation', 'effectiveMonths', 'probability', 'verdict'],
      },
      {
        name: 'seasons',
        title: 'Seasons',
        answer: links.inSeason,
        printed: ['item', 'month', 'factor', 'low', 'high', 'probability', 'verdict'],
      },
    ];
  },
  documents: study => [{ name: 'order_themes.json', value: { themes: themeDocuments(found(study).candidates.rows) } }],
};

interface Found {
  readonly links: ThemeLinks;
  readonly candidates: Answer<ThemeRow>;
}

/** Once a study, so that its tables and its document are of one search. */
function found(study: Study): Found {
  return study.once('themes', () => {
    const links = { together: boughtTogether(study), moving: moveTogether(study), inSeason: seasons(study) };
    return { links, candidates: themeCandidates(study, links) };
  });
}
