import { notEnough } from '../answer.ts';
import type { NotEnough } from '../answer.ts';

/**
 * The items that have sales in enough whole months, and in every one of them: a logarithm of no sales says nothing.
 *
 * Shape: names and series to positions, and what the others lack.
 * @example enoughMonths(['Ada'], [Float64Array.of(1, 0)], 24).lacks[0].found // 1
 */
export function enoughMonths(
  names: readonly string[],
  series: readonly Float64Array[],
  least: number,
): { readonly enough: readonly number[]; readonly lacks: readonly NotEnough[] } {
  const sold = series.map(months => months.reduce((count, value) => count + (value > 0 ? 1 : 0), 0));
  const isEnough = (at: number): boolean => sold[at] === series[at].length && sold[at] >= least;
  const all = Array.from(names.keys());
  return {
    enough: all.filter(isEnough),
    lacks: all
      .filter(at => !isEnough(at))
      .map(at => notEnough(names[at], 'whole months with sales', Math.max(least, series[at].length), sold[at])),
  };
}
