import { addedUp } from '../stats/sums.ts';
import type { Groups } from '../table/groups.ts';

/** Whether each brand's buyers are as loyal as its size has it. */
export interface DoubleJeopardy {
  /** The share of the category's buyers that buys the brand, 0 to 1. */
  readonly penetration: Float64Array;
  /** Purchases of the brand by each of its buyers. */
  readonly frequency: Float64Array;
  /** What the law says of a brand of this penetration. */
  readonly expected: Float64Array;
  /** Frequency over expected, less 1. */
  readonly excess: Float64Array;
}

/**
 * The double-jeopardy law: small brands have fewer buyers, who also buy them a little less often. w (1 - b) is the same for all brands
 * of a category, so that a brand of penetration b is expected to be bought w0 / (1 - b) times; w0 is the buyers-weighted mean.
 *
 * Shape: buyers and purchases of each brand, the buyers of its category, and categories as groups, to one number a brand each.
 * Degenerate: a brand without buyers: missing; everybody buys it (b = 1): the expected frequency is missing.
 * @source Ehrenberg, Goodhardt and Barwise (1990), Double Jeopardy Revisited, Journal of Marketing 54(3)
 * @example doubleJeopardy(Float64Array.of(50, 20), Float64Array.of(160, 40), Float64Array.of(100, 100), oneGroup(2)).penetration // [0.5, 0.2]
 */
export function doubleJeopardy(
  buyers: Float64Array,
  purchases: Float64Array,
  categoryBuyers: Float64Array,
  categories: Groups,
): DoubleJeopardy {
  const penetration = buyers.map((count, brand) => (count > 0 ? count / categoryBuyers[brand] : NaN));
  const frequency = purchases.map((count, brand) => (buyers[brand] > 0 ? count / buyers[brand] : NaN));
  const constants = frequency.map((each, brand) => each * (1 - penetration[brand]) * buyers[brand]);
  const weights = buyers.map((count, brand) => (constants[brand] === constants[brand] ? count : 0));
  const [sums, all] = [addedUp(constants, categories), addedUp(weights, categories)];
  const expected = penetration.map((share, brand) => {
    const group = categories.of[brand];
    return share < 1 && all[group] > 0 ? sums[group] / all[group] / (1 - share) : NaN;
  });
  return { penetration, frequency, expected, excess: frequency.map((each, brand) => each / expected[brand] - 1) };
}
