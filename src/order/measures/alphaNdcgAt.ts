import type { Aspects } from '../aspects.ts';
import { BoundQueue } from '../diversify/boundQueue.ts';

/**
 * Alpha-nDCG at a depth: discounted gain where an aspect that was shown before gains less each time, over the same for the order that takes
 * the greatest gain slot by slot.
 *
 * Shape: the rows listed, best place first, and the aspects of all rows, listed or not, to one number. Unit: 0 to 1, hardly ever just above;
 * `alpha` is the share by which an aspect gains less each time: 0 counts every repeat in full, 1 not at all.
 * Ties for a slot of the ideal order go by row, and which row is taken may change what follows it.
 * Degenerate: nothing covers anything, or a depth of 0: NaN; an empty list: 0.
 * @source Clarke et al. (2008), Novelty and diversity in information retrieval evaluation; discount and greedy ideal as TREC's ndeval
 * @example alphaNdcgAt(Uint32Array.of(0, 1), aspectsOf([textColumn(['a', 'a', 'b'])], 3), 2) // (1 + 0.5 / Math.log2(3)) / (1 + 1 / Math.log2(3))
 */
export function alphaNdcgAt(rows: Uint32Array, aspects: Aspects, depth: number, alpha = 0.5): number {
  return discounted(rows, aspects, depth, alpha) / discounted(idealRows(aspects, depth, alpha), aspects, depth, alpha);
}

function discounted(rows: Uint32Array, aspects: Aspects, depth: number, alpha: number): number {
  const worth = new Float64Array(aspects.count).fill(1);
  let sum = 0;
  for (let place = 0; place < Math.min(depth, rows.length); place++) {
    sum += gainOf(rows[place], aspects, worth) / Math.log2(place + 2);
    show(rows[place], aspects, worth, alpha);
  }
  return sum;
}

/** Greedy; a gain only falls, so that an old one bounds a new one. */
function idealRows(aspects: Aspects, depth: number, alpha: number): Uint32Array {
  const all = Uint32Array.from({ length: aspects.starts.length - 1 }, (_, row) => row);
  const worth = new Float64Array(aspects.count).fill(1);
  const queue = new BoundQueue(
    all,
    Float64Array.from(all, row => gainOf(row, aspects, worth)),
  );
  const rows = new Uint32Array(Math.min(depth, all.length));
  for (let place = 0; place < rows.length;) {
    // There are at least as many rows as places.
    const row = queue.first as number;
    const gain = gainOf(row, aspects, worth);
    if (gain < queue.bound) {
      queue.lower(gain);
      continue;
    }
    rows[place++] = row;
    queue.take();
    show(row, aspects, worth, alpha);
  }
  return rows;
}

function gainOf(row: number, { starts, ids }: Aspects, worth: Float64Array): number {
  let sum = 0;
  for (let at = starts[row]; at < starts[row + 1]; at++) sum += worth[ids[at]];
  return sum;
}

function show(row: number, { starts, ids }: Aspects, worth: Float64Array, alpha: number): void {
  for (let at = starts[row]; at < starts[row + 1]; at++) worth[ids[at]] *= 1 - alpha;
}
