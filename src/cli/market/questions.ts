// The questions that the commands answer, in the order in which they are told; each is a file of its own.
import { admission } from './admission.ts';
import { adaptationQuestion } from './adaptation.ts';
import { benchmarksQuestion } from './benchmarks.ts';
import { blueOcean } from './blueOcean.ts';
import { categories } from './categories.ts';
import { channels } from './channels.ts';
import { effect } from './effect.ts';
import { firstPage } from './firstPage.ts';
import { ladderQuestion } from './ladder.ts';
import { potentialQuestion } from './potential.ts';
import { priceBands } from './priceBands.ts';
import type { Question } from './question.ts';
import { serviceTiersQuestion } from './serviceTiers.ts';
import { share } from './share.ts';
import { themes } from './themes.ts';

/** What `brandrank market` answers. */
export const MARKET_QUESTIONS: readonly Question[] = [
  share,
  categories,
  blueOcean,
  firstPage,
  priceBands,
  channels,
  themes,
  admission,
  effect,
];

/** What `brandrank merchants` answers. */
export const MERCHANT_QUESTIONS: readonly Question[] = [
  benchmarksQuestion,
  adaptationQuestion,
  potentialQuestion,
  ladderQuestion,
  serviceTiersQuestion,
];
