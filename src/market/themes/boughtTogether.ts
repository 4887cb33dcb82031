import { benjaminiHochberg } from '../../stats/benjaminiHochberg.ts';
import { firstRows, orderByNumber } from '../../table/order.ts';
import { wordPlaces } from '../../table/text.ts';
import { notEnough } from '../answer.ts';
import type { Answer } from '../answer.ts';
import { monthsPeriod } from '../months.ts';
import type { Study } from '../study.ts';
import { basketCounts } from './baskets.ts';
import { liftOf } from './lift.ts';
import type { Lift } from './lift.ts';

/** Two items in common orders; the probability is raised for how many pairs were looked at. */
export type TogetherRow = Lift & {
  readonly one: string;
  readonly other: string;
  /** Orders that hold both. */
  readonly orders: number;
  readonly verdict: 'bought together' | 'not shown';
  readonly reason: string;
};

/**
 * Which items are bought together more than by chance, from what orders hold.
 *
 * Of all pairs of items of enough orders those are named whose lift is above the threshold by its interval, and whose exact test stands when it is
 * raised for all pairs (Benjamini, Hochberg), also for those that no order holds. Large orders hold much of everything and raise every lift a
 * little: that is why the threshold lies above 1.
 *
 * Shape: a study to one row a pair that enough orders hold, the greatest lift by the lower end of its interval first.
 * Degenerate: no orders in the data, or no two items of enough orders: "not enough data".
 * @example boughtTogether(study).notEnough[0].reason // 'needs 1 column "order", found 0: 1 is missing'
 */
export function boughtTogether({ rows, settings }: Study): Answer<TogetherRow> {
  const { item, leastOrders, leastCommon, leastLift, confidence, falseDiscoveries } = settings.themes;
  const answer = { period: monthsPeriod(rows.months), previous: null, salesRows: rows.count };
  const lacking = ['order', item].find(name => !rows.has(name));
  if (lacking !== undefined)
    return { ...answer, rows: [], notEnough: [notEnough('what is bought together', `column "${lacking}"`, 1, 0)] };
  const items = rows.text(item);
  const { orders, held, pairs } = basketCounts(rows.text('order'), items, leastOrders);
  const frequent = held.filter(count => count >= leastOrders).length;
  if (frequent < 2) {
    const what = `${item} values in ${leastOrders} orders or more`;
    return { ...answer, rows: [], notEnough: [notEnough('what is bought together', what, 2, frequent)] };
  }
  const lifts = Array.from(pairs.both, (both, at) =>
    liftOf({ both, first: held[pairs.one[at]], second: held[pairs.other[at]], all: orders }, confidence),
  );
  const chance = Float64Array.from(lifts, ({ probability }) => probability);
  const adjusted = benjaminiHochberg(chance, (frequent * (frequent - 1)) / 2);
  // In code point order, whichever of the two the data names first.
  const places = wordPlaces(items.words);
  const listed: Listed[] = [];
  for (let at = 0; at < lifts.length; at++) {
    if (pairs.both[at] < leastCommon) continue;
    const isTurned = places[pairs.one[at]] > places[pairs.other[at]];
    const [one, other] = isTurned ? [pairs.other[at], pairs.one[at]] : [pairs.one[at], pairs.other[at]];
    listed.push({ at, one, other, isTurned });
  }
  listed.sort((a, b) => places[a.one] - places[b.one] || places[a.other] - places[b.other]);
  const order = orderByNumber(
    firstRows(listed.length),
    Float64Array.from(listed, ({ at }) => -lifts[at].low),
  );
  const rowOf = ({ at, one, other, isTurned }: Listed): TogetherRow => {
    const { probability: _probability, ...rest } = lifts[at];
    const turned = isTurned ? { confidence: rest.confidenceBack, confidenceBack: rest.confidence } : {};
    const isShown = rest.low > leastLift && adjusted[at] <= falseDiscoveries;
    const reason = `lift ${rest.lift.toFixed(2)}, at least ${rest.low.toFixed(2)}; ${pairs.both[at]} of ${orders} orders hold both`;
    const verdict = isShown ? 'bought together' : 'not shown';
    const names = { one: items.words[one], other: items.words[other] };
    return { ...names, orders: pairs.both[at], ...rest, ...turned, probability: adjusted[at], verdict, reason };
  };
  return { ...answer, rows: Array.from(order, place => rowOf(listed[place])), notEnough: [] };
}

/** A pair that enough orders hold; its items in code point order. */
interface Listed {
  readonly at: number;
  readonly one: number;
  readonly other: number;
  readonly isTurned: boolean;
}
