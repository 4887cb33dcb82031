import { hypergeometricTail } from '../../stats/hypergeometricTail.ts';
import type { Overlap } from '../../stats/hypergeometricTail.ts';
import { normalQuantile } from '../../stats/normalQuantile.ts';

/** How much more two items are bought together than if they had nothing to do with each other. */
export type Lift = {
  /** The share of orders that hold both. */
  readonly support: number;
  /** Of the orders with the first, the share with the second; and the other way round. */
  readonly confidence: number;
  readonly confidenceBack: number;
  readonly lift: number;
  readonly low: number;
  readonly high: number;
  readonly leverage: number;
  /** How likely so many common orders are by chance. */
  readonly probability: number;
};

/**
 * Lift of two items with its interval, and Fisher's exact test that it is above 1.
 *
 * The interval is that of the logarithm by the delta method over orders: variance (1/p₁₂ - 1/p₁ - 1/p₂ + 2·lift - 1) / n.
 *
 * Shape: counts of orders to one lift. Degenerate: no order with both: lift 0 and no interval; an item that no order holds: missing.
 * @source Brin, Motwani, Ullman, Tsur (1997), Dynamic Itemset Counting (there "interest"); leverage: Piatetsky-Shapiro (1991)
 * @example liftOf({ both: 2, first: 3, second: 4, all: 8 }, 0.95).lift // 1.3333333333333333
 */
export function liftOf(overlap: Overlap, confidence: number): Lift {
  return { ...liftWithin(overlap, confidence), probability: hypergeometricTail(overlap) };
}

/**
 * The same without the test, which takes ten times as long as the rest.
 *
 * @example liftWithin({ both: 2, first: 3, second: 4, all: 8 }, 0.95).lift // 1.3333333333333333
 */
export function liftWithin({ both, first, second, all }: Overlap, confidence: number): Omit<Lift, 'probability'> {
  const support = both / all;
  const lift = (both * all) / (first * second);
  // Rounding may leave a hair below 0 where nothing varies.
  const variance = Math.max(0, 1 / support - all / first - all / second + 2 * lift - 1) / all;
  const factor = Math.exp(normalQuantile(0.5 + confidence / 2) * Math.sqrt(variance));
  return {
    support,
    confidence: both / first,
    confidenceBack: both / second,
    lift,
    low: both === 0 ? NaN : lift / factor,
    high: both === 0 ? NaN : lift * factor,
    leverage: support - (first / all) * (second / all),
  };
}
