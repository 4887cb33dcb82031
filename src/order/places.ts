// The rows of a page in their base order, by place.
import { TAKEN } from './lanes.ts';
import type { Minimum } from './limits.ts';

const NONE = -1;

/** Rows, and behind them others that are only placed on purpose, each once; a copy. */
export function withMore(rows: Uint32Array, more: Iterable<number>): Uint32Array {
  const added = new Set(more);
  if (added.size > 0) for (const row of rows) added.delete(row);
  const order = new Uint32Array(rows.length + added.size);
  order.set(rows);
  order.set([...added], rows.length);
  return order;
}

/** The single rows that minimums name. */
export function rowsOf(minimums: readonly Minimum[] = []): number[] {
  return minimums.filter(({ codes }) => codes === null).map(({ key }) => key);
}

/** Where rows stand in a base order; those that do not are left out. */
export function placesOf(order: Uint32Array, rows: Uint32Array): number[] {
  const known = new Map(Array.from(order, (row, place) => [row, place]));
  return Array.from(rows, row => known.get(row) ?? NONE).filter(place => place !== NONE);
}

/** How many slots stand before each slot that are free to fill. */
export function openBefore(fixed: Uint8Array): Int32Array {
  const open = new Int32Array(fixed.length + 1);
  for (let slot = 0; slot < fixed.length; slot++) open[slot + 1] = open[slot] + 1 - fixed[slot];
  return open;
}

/** Marks rows that have their slot as taken. */
export function mark(order: Uint32Array, rows: ReadonlySet<number>): void {
  for (let place = 0; place < order.length; place++) if (rows.has(order[place])) order[place] = TAKEN;
}
