import { benjaminiHochberg } from '../../stats/benjaminiHochberg.ts';
import { hypergeometricTail } from '../../stats/hypergeometricTail.ts';
import type { Overlap } from '../../stats/hypergeometricTail.ts';
import { firstRows, orderByCode, orderByNumber } from '../../table/order.ts';
import { wordPlaces } from '../../table/text.ts';
import { notEnough } from '../answer.ts';
import type { Answer } from '../answer.ts';
import { monthsPeriod } from '../months.ts';
import { codesAt } from '../pick.ts';
import type { Study } from '../study.ts';
import { basketCounts } from './baskets.ts';
import { liftWithin } from './lift.ts';
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
  const overlapOf = (pair: number): Overlap => ({ both: pairs.both[pair], first: held[pairs.one[pair]], second: held[pairs.other[pair]], all: orders }); // prettier-ignore
  const chance = new Float64Array(pairs.both.length);
  for (let pair = 0; pair < chance.length; pair++) chance[pair] = hypergeometricTail(overlapOf(pair));
  const adjusted = benjaminiHochberg(chance, (frequent * (frequent - 1)) / 2);
  // In code point order, whichever of the two the data names first.
  const places = wordPlaces(items.words);
  const [one, other] = [pairs.one, pairs.other].map(codes => codesAt(places, codes));
  const rowOf = (pair: number): TogetherRow => {
    const { confidence: forth, confidenceBack: back, ...rest } = liftWithin(overlapOf(pair), confidence);
    const isTurned = one[pair] > other[pair];
    const [first, second] = [pairs.one[pair], pairs.other[pair]].map(code => items.words[code]);
    const isShown = rest.low > leastLift && adjusted[pair] <= falseDiscoveries;
    return {
      one: isTurned ? second : first,
      other: isTurned ? first : second,
      orders: pairs.both[pair],
      support: rest.support,
      confidence: isTurned ? back : forth,
      confidenceBack: isTurned ? forth : back,
      lift: rest.lift,
      low: rest.low,
      high: rest.high,
      leverage: rest.leverage,
      probability: adjusted[pair],
      verdict: isShown ? 'bought together' : 'not shown',
      reason: `lift ${rest.lift.toFixed(2)}, at least ${rest.low.toFixed(2)}; ${pairs.both[pair]} of ${orders} orders hold both`,
    };
  };
  const common = firstRows(chance.length).filter(pair => pairs.both[pair] >= leastCommon);
  const [lower, higher] = [Math.min, Math.max].map(end => one.map((place, pair) => end(place, other[pair])));
  const listed = Array.from(orderByCode(orderByCode(common, higher), lower), rowOf);
  const falling = Float64Array.from(listed, ({ low }) => -low);
  return { ...answer, rows: Array.from(orderByNumber(firstRows(listed.length), falling), at => listed[at]), notEnough: [] }; // prettier-ignore
}
