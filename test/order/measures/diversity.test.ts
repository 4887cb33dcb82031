// How diverse a list is: against pyversity and ndeval, by hand, and laws.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Aspects } from '../../../src/order/aspects.ts';
import { aspectsOf } from '../../../src/order/aspects.ts';
import { diversify } from '../../../src/order/diversify/index.ts';
import { alphaNdcgAt } from '../../../src/order/measures/alphaNdcgAt.ts';
import { aspectsCovered } from '../../../src/order/measures/aspectsCovered.ts';
import { intraListDistance } from '../../../src/order/measures/intraListDistance.ts';
import { cosine } from '../../../src/order/similarity/vectors.ts';
import { textColumn } from '../../../src/table/text.ts';
import '../../support/arbitraries.ts';
import { expectClose } from '../../support/close.ts';
import { cells, fixture } from '../../support/golden.ts';

interface Fact {
  readonly strategy: string;
  readonly diversity: number;
  readonly k: number;
  readonly indices: readonly number[];
  readonly brands_covered: number;
  readonly ilad: number;
  readonly ilmd: number;
}

interface Measured {
  readonly queries: readonly { readonly covers: readonly (readonly number[])[]; readonly order: readonly number[] }[];
  readonly alpha_ndcg: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
}

const read = (file: string): unknown => JSON.parse(readFileSync(fixture(file), 'utf8'));

describe('on the lists of pyversity', () => {
  const facts = read('pyversity/list_facts_200x16.json') as Fact[];
  const lists = read('pyversity/selections_200x16.json') as Fact[];
  const text = readFileSync(fixture('pyversity/embeddings_200x16.csv'), 'utf8');
  const similarity = cosine(text.trimEnd().split(/[,\n]/).map(Number), 16);
  // The file has the column.
  const brands = aspectsOf([textColumn(cells(fixture('pyversity/items.csv')).get('brand') as string[])], 200);
  // Facts stand in the order of the lists.
  const pairs = facts.map((fact, at) => ({ fact, rows: Uint32Array.from(lists[at].indices) }));

  it('is about the same lists', () => {
    const nameOf = ({ strategy, diversity, k }: Fact): string => `${strategy} ${diversity} ${k}`;
    expect(facts.map(nameOf)).toEqual(lists.map(nameOf));
  });

  it('the mean and the least distance match, 1e-6 as they are of float32', () => {
    const measured = pairs.map(({ rows }) => intraListDistance(rows, similarity, Infinity));
    expectClose(
      measured.map(({ mean }) => mean),
      facts.map(({ ilad }) => ilad),
      'mean',
      1e-6,
    );
    expectClose(
      measured.map(({ least }) => least),
      facts.map(({ ilmd }) => ilmd),
      'least',
      1e-6,
    );
  });

  it('the brands covered match', () => {
    expect(pairs.map(({ rows }) => aspectsCovered(rows, brands, Infinity).covered)).toEqual(
      facts.map(each => each.brands_covered),
    );
  });
});

const { queries, alpha_ndcg: byAlpha } = read('ndeval/alpha_ndcg.json') as Measured;
// Where items tie for a slot of the ideal list, ndeval takes the last name and we the first row: the rows are the items backwards.
const inputs = queries.map(({ covers, order }) => ({
  aspects: aspectsOfLists([...covers].reverse()),
  rows: Uint32Array.from(order, item => covers.length - 1 - item),
}));
const cases = Object.entries(byAlpha).flatMap(([alpha, byDepth]) =>
  Object.entries(byDepth).map(([depth, values]) => [Number(alpha), Number(depth), values] as const),
);

describe('alpha-nDCG', () => {
  it.each(cases)('with alpha %f at %i matches ndeval for every query, 1e-9', (alpha, depth, values) => {
    expectClose(
      inputs.map(({ rows, aspects }) => alphaNdcgAt(rows, aspects, depth, alpha)),
      values,
    );
  });

  it('of the list of the published example is that of its own gains', () => {
    // Clarke et al., table 1: ten documents of six nuggets; the gain vector with alpha one half is 2, 1/2, 1/4, 0, 2, 1/2, 1, 1/4, ...
    const covers = [[1, 3], [1], [1], [], [0, 5], [0], [2], [0], [], []];
    const rows = Uint32Array.from(covers.keys());
    const gains = [2, 1 / 2, 1 / 4, 0, 2, 1 / 2, 1, 1 / 4, 0, 0];
    const ideal = [2, 2, 1, 1 / 2, 1 / 2, 1 / 4, 1 / 4, 0, 0, 0];
    const sum = (values: readonly number[]): number =>
      values.reduce((total, each, place) => total + each / Math.log2(place + 2), 0);
    expect(alphaNdcgAt(rows, aspectsOfLists(covers), 10)).toBeCloseTo(sum(gains) / sum(ideal), 12);
  });

  it('is NaN where nothing covers anything, and 0 for an empty list', () => {
    expect(alphaNdcgAt(Uint32Array.of(0), aspectsOf([textColumn([null])], 1), 5)).toBeNaN();
    expect(alphaNdcgAt(new Uint32Array(0), aspectsOf([textColumn(['a'])], 1), 5)).toBe(0);
  });

  it('of one column is 1 for its round robin with alpha 1', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 12 }), words => {
        const groups = { of: Uint32Array.from(words, word => word.charCodeAt(0) - 97), count: 3 };
        const { rows } = diversify(
          { relevance: new Float64Array(words.length).fill(1), groups },
          { method: 'round-robin' },
          12,
        );
        expect(alphaNdcgAt(rows, aspectsOf([textColumn(words)], words.length), 12, 1)).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe('intra-list distance', () => {
  it('is missing for fewer than two rows', () => {
    expect(intraListDistance(Uint32Array.of(0), cosine([1, 0], 2), 5)).toEqual({ mean: NaN, least: NaN });
  });
});

function aspectsOfLists(covers: readonly (readonly number[])[]): Aspects {
  const starts = new Uint32Array(covers.length + 1);
  covers.forEach((list, row) => (starts[row + 1] = starts[row] + list.length));
  return { count: 6, starts, ids: Uint32Array.from(covers.flat()) };
}
