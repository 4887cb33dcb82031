// Selections of pyversity, item by item; fixtures/pyversity/SOURCE.md says where its float32 leaves nothing to compare.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DiversifySpec } from '../../../src/model/diversifySpec.ts';
import { diversify } from '../../../src/order/diversify/index.ts';
import { cosine, dot } from '../../../src/order/similarity/vectors.ts';
import { distance } from '../../support/close.ts';
import { fixture, numberCells } from '../../support/golden.ts';

interface Selected {
  readonly strategy: string;
  readonly diversity: number;
  readonly k: number;
  readonly kwargs: { readonly gamma?: number; readonly scale?: number; readonly metric?: string };
  readonly indices: readonly number[];
  readonly selection_scores: readonly number[];
}

const DIMENSIONS = 16;
const METHODS: Readonly<Record<string, DiversifySpec['method']>> = {
  mmr: 'mmr',
  msd: 'max-sum',
  cover: 'cover',
  dpp: 'dpp',
};
const text = (file: string): string => readFileSync(fixture(`pyversity/${file}`), 'utf8');
const vectors = Float64Array.from(text('embeddings_200x16.csv').trimEnd().split(/[,\n]/), Number);
// The file has the column.
const relevance = numberCells(fixture('pyversity/items.csv')).get('score') as Float64Array;
const lists = (JSON.parse(text('selections_200x16.json')) as Selected[]).filter(({ strategy }) => strategy in METHODS);

describe('pyversity', () => {
  it('gives the lists that are compared', () => {
    expect([relevance.length, vectors.length / DIMENSIONS, lists.length]).toEqual([200, 200, 77]);
  });

  it.each(
    lists.map(list => [`${list.strategy} ${list.diversity} ${JSON.stringify(list.kwargs)} ${list.k}`, list] as const),
  )('%s selects the same items in the same order', (_, list) => {
    const { metric, gamma, scale } = list.kwargs;
    const similarity = metric === 'dot' ? dot(vectors, DIMENSIONS) : cosine(vectors, DIMENSIONS);
    const options = { diversity: list.diversity, ...(gamma ? { gamma } : {}), ...(scale ? { scale } : {}) };
    // The options are those of the method by pyversity's own names.
    const spec = { method: METHODS[list.strategy], ...options } as DiversifySpec;
    const { rows, gain } = diversify({ relevance, similarity }, spec, list.k);
    const compared = list.strategy === 'dpp' && list.diversity > 0 ? Math.min(list.k, DIMENSIONS) : list.k;
    expect([...rows.slice(0, compared)]).toEqual(list.indices.slice(0, compared));
    const theirs = theirGains(list);
    let sum = 0;
    for (let slot = 0; slot < compared; slot++) {
      sum += Math.abs(theirs[slot]);
      const apart =
        list.strategy === 'cover'
          ? Math.abs(gain[slot] - theirs[slot]) / Math.max(1, sum)
          : distance(gain[slot], theirs[slot]);
      expect(apart, `slot ${slot}: ${gain[slot]} and ${theirs[slot]}`).toBeLessThan(1e-5);
    }
  });

  it('has only rounding to tell items apart by from the 17th on with dpp', () => {
    const long = lists.filter(({ strategy, diversity, k }) => strategy === 'dpp' && diversity > 0 && k > DIMENSIONS);
    expect(long.length).toBe(12);
    for (const list of long) {
      const [first] = list.selection_scores;
      for (const score of list.selection_scores.slice(DIMENSIONS)) expect(score / first).toBeLessThan(2e-6);
    }
  });
});

/** In our units: dpp's are of the first item's; a distance by dot product is 1 less it, theirs is 0 less it. */
function theirGains({ strategy, diversity, kwargs, selection_scores: scores }: Selected): number[] {
  if (strategy === 'dpp' && diversity > 0) return scores.map(score => score / scores[0]);
  const isShifted = strategy === 'msd' && kwargs.metric === 'dot';
  return scores.map((score, slot) => score + (isShifted ? slot * diversity : 0));
}
