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
  const rows = sideBySide(order, item);
  const count = item.words.length;
  if (count <= MOST_IN_TABLE) return inTable(rows, count, leastOrders);
  const { orders, held, ...once } = eachOnce(rows, count);
  const codes = codesFrom(held, leastOrders);
  const { one, other, both } = byItem(numbered(once, codes, count), codes.length);
  return { orders, held, pairs: { one: codesAt(codes, one), other: codesAt(codes, other), both } };
}

/** The order and the item of each row, those of one order side by side; an item may be missing. */
interface Baskets {
  readonly orderOf: Uint32Array;
  readonly items: Uint32Array;
}

/** Rows are moved to their orders by counting, not sorting; they stay where they are when orders come one after the other. */
function sideBySide(order: TextColumn, item: TextColumn): Baskets {
  const [orderOf, items] = [order.codes, item.codes];
  if (isAscending(orderOf)) {
    const end = orderOf[orderOf.length - 1] === MISSING_CODE ? orderOf.indexOf(MISSING_CODE) : orderOf.length;
    return { orderOf: orderOf.subarray(0, end), items: items.subarray(0, end) };
  }
  // Rows without an order go behind the last.
  const last = order.words.length;
  const next = new Uint32Array(last + 2);
  for (let row = 0; row < orderOf.length; row++) next[Math.min(orderOf[row], last) + 1]++;
  for (let code = 1; code < next.length; code++) next[code] += next[code - 1];
  const moved = { orderOf: new Uint32Array(next[last]), items: new Uint32Array(next[last]) };
  for (let row = 0; row < orderOf.length; row++) {
    if (orderOf[row] === MISSING_CODE) continue;
    const to = next[orderOf[row]]++;
    moved.orderOf[to] = orderOf[row];
    moved.items[to] = items[row];
  }
  return moved;
}

/** Counted, not left at the first descent: that takes half as long where there is none. */
function isAscending(codes: Uint32Array): boolean {
  let descents = 0;
  for (let row = 1; row < codes.length; row++) descents += codes[row] < codes[row - 1] ? 1 : 0;
  return descents === 0;
}

/** Items up to which pairs are counted in a table of all: 16 MB at most. */
const MOST_IN_TABLE = 2048;

/** In one pass: each item of an order is held against those of it that came before. */
function inTable(rows: Baskets, count: number, leastOrders: number): BasketCounts {
  const [together, held] = [new Uint32Array(count * count), new Float64Array(count)];
  const orders = countPairs(rows, count, together, held);
  const [one, other, both]: number[][] = [[], [], []];
  const codes = codesFrom(held, leastOrders);
  for (let low = 0; low < codes.length; low++) {
    for (let high = low + 1; high < codes.length; high++) {
      // Whichever came first in an order.
      const found = together[codes[low] * count + codes[high]] + together[codes[high] * count + codes[low]];
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

/** Counts items, and pairs of them by the one that came first; gives how many orders there are. */
function countPairs({ orderOf, items }: Baskets, count: number, together: Uint32Array, held: Float64Array): number {
  const lastIn = new Uint32Array(count);
  const lines = new Uint32Array(count);
  let [orders, size, before] = [0, 0, MISSING_CODE];
  for (let row = 0; row < items.length; row++) {
    const code = items[row];
    if (code === MISSING_CODE) continue;
    if (orderOf[row] !== before) {
      before = orderOf[row];
      orders++;
      size = 0;
    }
    if (lastIn[code] === orders) continue;
    lastIn[code] = orders;
    held[code]++;
    for (let each = 0; each < size; each++) together[lines[each] + code]++;
    lines[size++] = code * count;
  }
  return orders;
}

/** The items that enough orders hold. */
function codesFrom(held: Float64Array, leastOrders: number): Uint32Array {
  return firstRows(held.length).filter(code => held[code] >= leastOrders);
}

/** The same with each item of an order once, however often it is there. */
function eachOnce({ orderOf, items }: Baskets, count: number): Baskets & Pick<BasketCounts, 'orders' | 'held'> {
  const held = new Float64Array(count);
  const lastIn = new Uint32Array(count);
  const once = { orderOf: new Uint32Array(items.length), items: new Uint32Array(items.length) };
  let [orders, to, before] = [0, 0, MISSING_CODE];
  for (let row = 0; row < items.length; row++) {
    const code = items[row];
    if (code === MISSING_CODE) continue;
    if (orderOf[row] !== before) {
      before = orderOf[row];
      orders++;
    }
    if (lastIn[code] === orders) continue;
    lastIn[code] = orders;
    held[code]++;
    once.orderOf[to] = before;
    once.items[to++] = code;
  }
  return { orders, held, orderOf: once.orderOf.subarray(0, to), items: once.items.subarray(0, to) };
}

/** Baskets of some items alone, numbered in the order of their codes; in the place of all of them, as what is left out only makes room. */
function numbered({ orderOf, items }: Baskets, codes: Uint32Array, all: number): Baskets {
  // Where all are there, each has the number of its code.
  if (codes.length === all) return { orderOf, items };
  const numberOf = new Uint32Array(all).fill(MISSING_CODE);
  codes.forEach((code, number) => (numberOf[code] = number));
  let to = 0;
  for (let row = 0; row < items.length; row++) {
    const number = numberOf[items[row]];
    if (number === MISSING_CODE) continue;
    orderOf[to] = orderOf[row];
    items[to++] = number;
  }
  return { orderOf: orderOf.subarray(0, to), items: items.subarray(0, to) };
}

/** Where a table would be too large: item after item, what else its orders hold. */
function byItem({ orderOf, items }: Baskets, count: number): BasketCounts['pairs'] {
  const { starts, rows: places } = rowsByGroup({ of: items, count });
  const counts = new Uint32Array(count);
  const [one, other, both]: number[][] = [[], [], []];
  for (let item = 0; item < count; item++) {
    const found: number[] = [];
    for (let place = starts[item]; place < starts[item + 1]; place++) {
      const order = orderOf[places[place]];
      let at = places[place];
      while (at > 0 && orderOf[at - 1] === order) at--;
      for (; orderOf[at] === order; at++) {
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
