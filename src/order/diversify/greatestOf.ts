// The greatest worth where worths that agree to 12 digits tie.
import { roundToSignificant } from '../../stats/significant.ts';

/** Far above the rounding to 12 digits, so that what is less by this share is less after rounding too. */
const CLEARLY = 1e-11;

/**
 * What is less than this is less than the given worth after rounding to 12 digits too, so that it need not be rounded.
 *
 * Degenerate: 0 and -Infinity are themselves.
 * @example clearlyBelow(1) // 1 - 1e-11
 */
export function clearlyBelow(worth: number): number {
  return worth - Math.abs(worth) * CLEARLY;
}

/**
 * The place of the row of the greatest worth among the first so many; worths that agree to 12 digits tie, and the lesser row is taken.
 *
 * Degenerate: one row: place 0, whatever its worth.
 * @example greatestOf(Uint32Array.of(2, 0, 1), Float64Array.of(0.3, 9, 0.1 + 0.2), 2) // 1
 */
export function greatestOf(rows: Uint32Array, worth: Float64Array, count: number): number {
  let place = 0;
  let most = roundToSignificant(worth[rows[0]]);
  for (let at = 1; at < count; at++) {
    if (worth[rows[at]] < clearlyBelow(most)) continue;
    const rounded = roundToSignificant(worth[rows[at]]);
    if (rounded < most || (rounded === most && rows[at] > rows[place])) continue;
    place = at;
    most = rounded;
  }
  return place;
}
