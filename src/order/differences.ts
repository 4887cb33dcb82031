// What the units of pages differ in, as a policy names it: columns made into similarities, aspects and groups.
import type { DiversePage } from '../model/diversifySpec.ts';
import { groupBy } from '../table/groups.ts';
import type { Groups } from '../table/groups.ts';
import type { Column } from '../table/table.ts';
import { aspectsOf } from './aspects.ts';
import type { Aspects } from './aspects.ts';
import type { Differences } from './diversify/diversifier.ts';
import { gaussian } from './similarity/gaussian.ts';
import { simpleMatching } from './similarity/simpleMatching.ts';
import type { Similarity } from './similarity/similarity.ts';
import { cosine, dot } from './similarity/vectors.ts';

/**
 * The differences among some rows of a page, the rows counted anew from 0 in the order given.
 *
 * Shape: a policy's columns of n rows, made ready once, to a function from m rows to what tells these m apart. Distances are in deviations of
 * the page, as peers are compared with each other only.
 * @example differencesAmong({ method: 'xquad', diversity: 0.5, by: ['band'] }, [textColumn(['low', 'high', 'low'])], oneGroup(3))(Uint32Array.of(2, 0)).aspects.count // 1
 */
export function differencesAmong(
  page: DiversePage,
  columns: readonly Column[],
  pages: Groups,
): (rows: Uint32Array) => Partial<Differences> {
  const rows = pages.of.length;
  if ('similarity' in page) {
    const similarity = similarityOf(page.similarity.method, columns, pages);
    return own => ({
      similarity: { rows: own.length, between: (row, other) => similarity.between(own[row], own[other]) },
    });
  }
  if (page.method === 'xquad') {
    const aspects = aspectsOf(columns, rows);
    return own => ({ aspects: aspectsAmong(aspects, own) });
  }
  const groups = groupBy(columns, rows);
  return own => ({ groups: groupsAmong(groups, own) });
}

function similarityOf(
  method: 'cosine' | 'dot' | 'gaussian' | 'simple-matching',
  columns: readonly Column[],
  pages: Groups,
): Similarity {
  const rows = pages.of.length;
  if (method === 'simple-matching') return simpleMatching(columns, rows);
  // Checked before: the columns of these methods hold numbers.
  const numbers = columns.flatMap(column => (column.type === 'number' ? [column.values] : []));
  if (method === 'gaussian') return gaussian(numbers, pages);
  const vectors = new Float64Array(rows * numbers.length);
  numbers.forEach((values, at) => values.forEach((value, row) => (vectors[row * numbers.length + at] = value)));
  return method === 'dot' ? dot(vectors, numbers.length) : cosine(vectors, numbers.length);
}

function aspectsAmong({ starts, ids }: Aspects, own: Uint32Array): Aspects {
  const known = new Map<number, number>();
  const ownStarts = new Uint32Array(own.length + 1);
  const ownIds: number[] = [];
  own.forEach((row, at) => {
    for (let place = starts[row]; place < starts[row + 1]; place++) ownIds.push(idIn(known, ids[place]));
    ownStarts[at + 1] = ownIds.length;
  });
  return { count: known.size, starts: ownStarts, ids: Uint32Array.from(ownIds) };
}

function groupsAmong({ of }: Groups, own: Uint32Array): Groups {
  const known = new Map<number, number>();
  const groups = own.map(row => idIn(known, of[row]));
  return { of: groups, count: known.size };
}

/** Ids in the order in which they are met, so that a page takes no room for those it has not. */
function idIn(known: Map<number, number>, id: number): number {
  const found = known.get(id) ?? known.size;
  known.set(id, found);
  return found;
}
