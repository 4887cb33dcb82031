// What orders hold together, counted once for every later question.
import { rowsByGroup } from '../../table/groups.ts';
import { firstRows } from '../../table/order.ts';
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
  const baskets = basketsOf(order, item);
  const count = item.words.length;
  if (count <= MOST_IN_TABLE) return inTable(baskets, count, leastOrders);
  const { ends, items, orders, held } = eachOnce(baskets, count);
  const codes = codesFrom(held, leastOrders);
  const { one, other, both } = byItem(numbered(ends, items, codes, count));
  return { orders, held, pairs: { one: codesAt(codes, one), other: codesAt(codes, other), both } };
}

/** What each order holds: the items of order n end at `ends[n]`, where those of the next begin. */
interface Baskets {
  readonly ends: Uint32Array;
  readonly items: Uint32Array;
}

/** Items are moved to their orders by counting, not sorting; they stay where they are when orders come one after the other. */
function basketsOf(order: TextColumn, item: TextColumn): Baskets {
  const starts = new Uint32Array(order.words.length + 1);
  const { length } = order.codes;
  const [orderOf, itemOf] = [order.codes, item.codes];
  let descents = 0;
  for (let row = 0, before = 0; row < length; row++) {
    if (orderOf[row] === MISSING_CODE || itemOf[row] === MISSING_CODE) continue;
    if (orderOf[row] < before) descents++;
    before = orderOf[row];
    starts[before + 1]++;
  }
  for (let code = 1; code < starts.length; code++) starts[code] += starts[code - 1];
  const there = starts[starts.length - 1];
  if (descents === 0 && there === length) return { ends: starts.subarray(1), items: itemOf };
  const items = new Uint32Array(there);
  for (let row = 0; row < length; row++) {
    if (orderOf[row] !== MISSING_CODE && itemOf[row] !== MISSING_CODE) items[starts[orderOf[row]]++] = itemOf[row];
  }
  // Each order's place to write at has come to its end.
  return { ends: starts.subarray(0, -1), items };
}

/** Items up to which pairs are counted in a table of all: 16 MB at most. */
const MOST_IN_TABLE = 2048;

/** In one pass: each item of an order is held against those of it that came before. */
function inTable({ ends, items }: Baskets, count: number, leastOrders: number): BasketCounts {
  const together = new Uint32Array(count * count);
  const held = new Float64Array(count);
  const lastIn = new Uint32Array(count).fill(MISSING_CODE);
  const own = new Uint32Array(count);
  let orders = 0;
  for (let basket = 0, at = 0; basket < ends.length; basket++) {
    const end = ends[basket];
    if (end === at) continue;
    orders++;
    let size = 0;
    for (; at < end; at++) {
      const code = items[at];
      if (lastIn[code] === basket) continue;
      lastIn[code] = basket;
      held[code]++;
      for (let each = 0; each < size; each++) {
        together[Math.min(own[each], code) * count + Math.max(own[each], code)]++;
      }
      own[size++] = code;
    }
  }
  const [one, other, both]: number[][] = [[], [], []];
  const codes = codesFrom(held, leastOrders);
  for (let low = 0; low < codes.length; low++) {
    for (let high = low + 1; high < codes.length; high++) {
      const found = together[codes[low] * count + codes[high]];
      if (found === 0) continue;
      one.push(codes[low]);
      other.push(codes[high]);
      both.push(found);
    }
  }
  return {
    orders,
    held,
    pairs: { one: Uint32Array.from(one), other: Uint32Array.from(other), both: Float64Array.from(both) },
  };
}

/** The items that enough orders hold. */
function codesFrom(held: Float64Array, leastOrders: number): Uint32Array {
  return firstRows(held.length).filter(code => held[code] >= leastOrders);
}

/** The same with each item of an order once, however often it is there. */
function eachOnce({ ends, items }: Baskets, count: number): Baskets & Pick<BasketCounts, 'orders' | 'held'> {
  const held = new Float64Array(count);
  const lastIn = new Uint32Array(count).fill(MISSING_CODE);
  const once = new Uint32Array(items.length);
  const onceEnds = new Uint32Array(ends.length);
  let [orders, to] = [0, 0];
  for (let basket = 0, at = 0; basket < ends.length; basket++) {
    const start = to;
    for (; at < ends[basket]; at++) {
      const code = items[at];
      if (lastIn[code] === basket) continue;
      lastIn[code] = basket;
      held[code]++;
      once[to++] = code;
    }
    onceEnds[basket] = to;
    if (to > start) orders++;
  }
  return { orders, held, ends: onceEnds, items: once.subarray(0, to) };
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
