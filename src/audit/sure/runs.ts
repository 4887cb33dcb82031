// Which choices each run of a Monte Carlo makes.
import { saltelliSample } from '../../stats/sobolIndices.ts';
import { seededBits, uniform } from '../../stats/random.ts';
import { CHOSEN_STEPS } from './variants.ts';
import type { Variants } from './variants.ts';

/** One run: the place of its method among the alternatives of each step, and the number of its set of weights. */
export interface ChosenRun {
  readonly methods: readonly number[];
  readonly weights: number;
}

/** What can be chosen otherwise: a step with alternatives, or the weights. */
export type Choice = (typeof CHOSEN_STEPS)[number] | 'weights';

/**
 * The choices that are open: steps with more than one alternative, and the weights where they are drawn.
 *
 * @example openChoices({ counts: [1, 1, 2, 1] }, true) // ['normalize', 'weights']
 */
export function openChoices({ counts }: Pick<Variants, 'counts'>, hasWeights: boolean): Choice[] {
  return [...CHOSEN_STEPS.filter((_, at) => counts[at] > 1), ...(hasWeights ? (['weights'] as const) : [])];
}

/**
 * Runs that choose at random, each alternative as likely as the others; every run has weights of its own.
 *
 * @example randomRuns({ counts: [1, 1, 2, 1] }, 3, 7).length // 3
 */
export function randomRuns({ counts }: Pick<Variants, 'counts'>, runs: number, seed: number): ChosenRun[] {
  const next = seededBits(seed);
  return Array.from({ length: runs }, (_, run) => ({
    methods: counts.map(count => Math.floor(uniform(next) * count)),
    weights: run,
  }));
}

/**
 * Runs in Saltelli's design over the open choices: base · (choices + 2) of them; weights are one choice, among so many sets.
 *
 * @source Saltelli et al. (2010), Computer Physics Communications 181; a number from 0 to 1 stands for one alternative as in COINr
 * @example saltelliRuns({ counts: [1, 1, 2, 1] }, { base: 4, sets: 100, seed: 7 }).length // 16
 */
export function saltelliRuns(
  variants: Pick<Variants, 'counts'>,
  { base, sets, seed }: { readonly base: number; readonly sets: number; readonly seed: number },
): ChosenRun[] {
  const choices = openChoices(variants, sets > 0);
  return saltelliSample(seededBits(seed), base, choices.length).map(row => {
    const drawn = (choice: Choice, count: number): number => {
      const at = choices.indexOf(choice);
      return at === -1 ? 0 : Math.floor(row[at] * count);
    };
    return {
      methods: CHOSEN_STEPS.map((step, at) => drawn(step, variants.counts[at])),
      weights: drawn('weights', sets),
    };
  });
}
