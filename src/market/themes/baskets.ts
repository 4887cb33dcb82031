// What orders hold together, counted once for every later question.
import { rowsByGroup } from '../../table/groups.ts';
import { MISSING_CODE } from '../../table/text.ts';
import type { TextColumn } from '../../table/text.ts';
import { codesAt } from '../pick.ts';

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
  const { orders, held, ends, items } = basketsOf(order, item);
  const codes = Uint32Array.from(held.keys()).filter(code => held[code] >= leastOrders);
  const frequent = numbered(ends, items, codes, held.length);
  const { one, other, both } = codes.length <= MOST_IN_TABLE ? inTable(frequent) : byItem(frequent);
  return { orders, held, pairs: { one: codesAt(codes, one), other: codesAt(codes, other), both } };
}

/** What each order holds, each item once: the items of order n end at `ends[n]`, where those of the next begin. */
interface Baskets {
  readonly ends: Uint32Array;
  readonly items: Uint32Array;
}

/** Items are moved to their orders by counting, not sorting: one pass to count, one to move, one to leave out what is there twice. */
function basketsOf(order: TextColumn, item: TextColumn): Baskets & Pick<BasketCounts, 'orders' | 'held'> {
  const next = new Uint32Array(order.words.length + 1);
  const { length } = order.codes;
  const [orderOf, itemOf] = [order.codes, item.codes];
  for (let row = 0; row < length; row++) {
    if (orderOf[row] !== MISSING_CODE && itemOf[row] !== MISSING_CODE) next[orderOf[row] + 1]++;
  }
  for (let code = 1; code < next.length; code++) next[code] += next[code - 1];
  const items = new Uint32Array(next[next.length - 1]);
  for (let row = 0; row < length; row++) {
    if (orderOf[row] !== MISSING_CODE && itemOf[row] !== MISSING_CODE) items[next[orderOf[row]]++] = itemOf[row];
  }
  // Each order's place to write at has come to its end.
  const ends = next.subarray(0, -1);
  const held = new Float64Array(item.words.length);
  const lastIn = new Uint32Array(item.words.length).fill(MISSING_CODE);
  let [orders, to] = [0, 0];
  for (let basket = 0, at = 0; basket < ends.length; basket++) {
    const start = to;
    for (; at < ends[basket]; at++) {
      const code = items[at];
      if (lastIn[code] === basket) continue;
      lastIn[code] = basket;
      held[code]++;
      items[to++] = code;
    }
    ends[basket] = to;
    if (to > start) orders++;
  }
  return { orders, held, ends, items: items.subarray(0, to) };
}

/** Baskets of some items alone, numbered in the order of their codes. */
interface NumberedBaskets extends Baskets {
  readonly count: number;
}

/** In the place of all of them: what is left out only makes room. */
function numbered(ends: Uint32Array, items: Uint32Array, codes: Uint32Array, all: number): NumberedBaskets {
  // Where all are there, each has the number of its code.
  if (codes.length === all) return { ends, items, count: all };
  const numberOf = new Uint32Array(all).fill(MISSING_CODE);
  codes.forEach((code, number) => (numberOf[code] = number));
  let to = 0;
  for (let basket = 0, at = 0; basket < ends.length; basket++) {
    for (; at < ends[basket]; at++) {
      const number = numberOf[items[at]];
      if (number !== MISSING_CODE) items[to++] = number;
    }
    ends[basket] = to;
  }
  return { ends, items: items.subarray(0, to), count: codes.length };
}

/** Items up to which pairs are counted in a table of all: 16 MB at most. */
const MOST_IN_TABLE = 2048;

function inTable({ ends, items, count }: NumberedBaskets): BasketCounts['pairs'] {
  const counts = new Uint32Array(count * count);
  for (let basket = 0, start = 0; basket < ends.length; start = ends[basket++]) {
    for (let at = start; at < ends[basket]; at++) {
      for (let next = at + 1; next < ends[basket]; next++) {
        counts[Math.min(items[at], items[next]) * count + Math.max(items[at], items[next])]++;
      }
    }
  }
  const keys = Uint32Array.from(counts.keys()).filter(key => counts[key] > 0);
  return {
    one: keys.map(key => Math.floor(key / count)),
    other: keys.map(key => key % count),
    both: Float64Array.from(keys, key => counts[key]),
  };
}

/** Where a table would be too large: item after item, what else its orders hold. */
function byItem({ ends, items, count }: NumberedBaskets): BasketCounts['pairs'] {
  const basketOf = new Uint32Array(items.length);
  for (let basket = 0, at = 0; basket < ends.length; basket++) basketOf.fill(basket, at, (at = ends[basket]));
  const { starts, rows: places } = rowsByGroup({ of: items, count });
  const counts = new Uint32Array(count);
  const [one, other, both]: number[][] = [[], [], []];
  for (let item = 0; item < count; item++) {
    const found: number[] = [];
    for (let place = starts[item]; place < starts[item + 1]; place++) {
      const basket = basketOf[places[place]];
      for (let at = basket === 0 ? 0 : ends[basket - 1]; at < ends[basket]; at++) {
        if (items[at] > item && counts[items[at]]++ === 0) found.push(items[at]);
      }
    }
    for (const each of Uint32Array.from(found).sort()) {
      one.push(item);
      other.push(each);
      both.push(counts[each]);
      counts[each] = 0;
    }
  }
  return { one: Uint32Array.from(one), other: Uint32Array.from(other), both: Float64Array.from(both) };
}
