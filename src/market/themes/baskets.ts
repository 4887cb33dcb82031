// What orders hold together, counted once for every later question.
import { groupBy, rowsByGroup } from '../../table/groups.ts';
import type { Groups } from '../../table/groups.ts';
import { MISSING_CODE } from '../../table/text.ts';
import type { TextColumn } from '../../table/text.ts';

/** How many orders hold an item, and how many hold two. */
export interface BasketCounts {
  readonly orders: number;
  /** Of each item, by its code. */
  readonly held: Float64Array;
  /** Pairs of items of enough orders that some order holds, the lower code first, by both codes. */
  readonly pairs: { readonly one: Uint32Array; readonly other: Uint32Array; readonly both: Float64Array };
}

/**
 * Counts orders by item and by pair of items; an order counts an item once, however many rows it has.
 *
 * Pairs of items that too few orders hold are not counted: they cannot be in enough orders either.
 *
 * Shape: the order and the item of each row. Degenerate: rows without an order or item are left out; no orders: no pairs.
 * @source Agrawal, Srikant (1994), Fast Algorithms for Mining Association Rules (what is rare takes no part in a frequent set)
 * @example basketCounts(textColumn(['1', '1', '2']), textColumn(['tea', 'jam', 'tea']), 1).held // [2, 1]
 */
export function basketCounts(order: TextColumn, item: TextColumn, leastOrders: number): BasketCounts {
  const known = Uint32Array.from(order.codes.keys()).filter(
    row => order.codes[row] !== MISSING_CODE && item.codes[row] !== MISSING_CODE,
  );
  const pick = ({ words, codes }: TextColumn): TextColumn => ({ type: 'text', words, codes: Uint32Array.from(known, row => codes[row]) }); // prettier-ignore
  const [orders, items] = [pick(order), pick(item)];
  const lines = groupBy([orders, items], known.length);
  const held = new Float64Array(item.words.length);
  if (known.length > 0) for (const row of lines.firstRow) held[items.codes[row]]++;
  const isFrequent = held.map(count => (count >= leastOrders ? 1 : 0));
  const kept = lines.firstRow.filter(row => known.length > 0 && isFrequent[items.codes[row]] === 1);
  const byOrder: Groups = { of: Uint32Array.from(kept, row => orders.codes[row]), count: order.words.length };
  const { starts, rows } = rowsByGroup(byOrder);
  const frequent = Uint32Array.from(held.keys()).filter(code => isFrequent[code] === 1);
  const numberOf = new Uint32Array(held.length);
  frequent.forEach((code, number) => (numberOf[code] = number));
  const counts = pairCounts(
    starts,
    rows.map(at => numberOf[items.codes[kept[at]]]),
    frequent,
  );
  const ordersHeld = new Set(orders.codes).size;
  return { orders: ordersHeld, held, pairs: counts };
}

/** Items up to which pairs are counted in a table of all: 16 MB at most. */
const MOST_IN_TABLE = 2048;

/** Pairs within each stretch, which holds no item twice; `items` are numbered without gaps, in the order of their codes. */
function pairCounts(starts: Uint32Array, items: Uint32Array, codes: Uint32Array): BasketCounts['pairs'] {
  const width = codes.length;
  const { keys, both } = width <= MOST_IN_TABLE ? inTable(starts, items, width) : inMap(starts, items, width);
  return {
    one: Uint32Array.from(keys, key => codes[Math.floor(key / width)]),
    other: Uint32Array.from(keys, key => codes[key % width]),
    both,
  };
}

/** The numbers of pairs that some stretch holds, ascending, and how many stretches do. */
interface Counted {
  readonly keys: Float64Array;
  readonly both: Float64Array;
}

function inTable(starts: Uint32Array, items: Uint32Array, width: number): Counted {
  const counts = new Uint32Array(width * width);
  eachPair(starts, items, width, key => counts[key]++);
  const keys = Float64Array.from(counts.keys()).filter(key => counts[key] > 0);
  return { keys, both: keys.map(key => counts[key]) };
}

function inMap(starts: Uint32Array, items: Uint32Array, width: number): Counted {
  const counts = new Map<number, number>();
  eachPair(starts, items, width, key => counts.set(key, (counts.get(key) ?? 0) + 1));
  const keys = Float64Array.from(counts.keys()).sort();
  return { keys, both: keys.map(key => counts.get(key) ?? 0) };
}

function eachPair(starts: Uint32Array, items: Uint32Array, width: number, count: (key: number) => void): void {
  for (let stretch = 0; stretch + 1 < starts.length; stretch++) {
    const end = starts[stretch + 1];
    for (let at = starts[stretch]; at < end; at++) {
      for (let next = at + 1; next < end; next++) {
        count(Math.min(items[at], items[next]) * width + Math.max(items[at], items[next]));
      }
    }
  }
}
