import { firstRows, orderByNumber } from '../table/order.ts';

/** Puts units best first as far as some steps tell, into `rows`; gives how many have a score: those without come after them. */
export type CoarseOrder = (scores: Float64Array, rows: Uint32Array) => number;

// Plain numbers: what bundles inline, and compilers then know.
const DIGIT_BITS = 11;
const DIGITS = 0x800;
/** What is left beside the high digit holds the unit, so that no step has to be looked up twice. */
const UNIT_BITS = 21;
const UNITS = 0x200000;
/** The last of the high digits belongs to what is missing. */
const MISSING = 0x3ff800;

/**
 * Orders n scores by four million steps of the same width between the greatest and the least, in memory that is used again.
 *
 * Two digits, not one of their length: their counts stay in the nearest cache, and beyond them few scores share a step.
 *
 * Shape: n scores to n row numbers.
 * Degenerate: equal scores, scores whose difference is next to nothing (1e-301), or an infinite one, leave all within one step.
 * @source Knuth, The Art of Computer Programming 3, 5.2.5 (distribution by address, least significant digit first)
 * Beyond two million units they are put in order to the last bit, by a sort.
 * @example coarseOrder(3)(Float64Array.of(5, NaN, 9), new Uint32Array(3)) // 2
 */
export function coarseOrder(units: number): CoarseOrder {
  if (units > UNITS) return fineOrder;
  const memory = {
    steps: new Uint32Array(units),
    byLow: new Uint32Array(units),
    low: new Uint32Array(DIGITS),
    high: new Uint32Array(DIGITS),
  };
  return (scores, rows) => distribute(scores, rows, memory);
}

/**
 * Puts all units best first, those without a score last; gives how many have one.
 *
 * @example fineOrder(Float64Array.of(5, NaN, 9), new Uint32Array(3)) // 2
 */
export function fineOrder(scores: Float64Array, rows: Uint32Array): number {
  const falling = scores.map(score => -score);
  rows.set(orderByNumber(firstRows(scores.length), falling));
  return scores.length - countMissing(scores);
}

function countMissing(scores: Float64Array): number {
  let missing = 0;
  for (let unit = 0; unit < scores.length; unit++) if (scores[unit] !== scores[unit]) missing++;
  return missing;
}

interface Memory {
  readonly steps: Uint32Array;
  readonly byLow: Uint32Array;
  /** How many units have each low digit, then where they start; so with the high one. */
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

/**
 * All loops in one function: small functions of their own are inlined into their caller before they are compiled well, and stay so
 * (Node 24).
 */
function distribute(scores: Float64Array, rows: Uint32Array, { steps, byLow, low, high }: Memory): number {
  let least = Infinity;
  let greatest = -Infinity;
  for (let unit = 0; unit < scores.length; unit++) {
    const score = scores[unit];
    if (score < least) least = score;
    if (score > greatest) greatest = score;
  }
  const scale = (MISSING - 2) / (greatest - least);
  if (scale > 0 && scale < Infinity) {
    // A missing score becomes 0, and its step the last, without being asked for, which would be a branch a unit.
    for (let unit = 0; unit < steps.length; unit++) steps[unit] = MISSING - (((scores[unit] - least) * scale + 1) | 0);
  } else {
    for (let unit = 0; unit < steps.length; unit++) steps[unit] = scores[unit] === scores[unit] ? 0 : MISSING;
  }
  low.fill(0);
  high.fill(0);
  for (let unit = 0; unit < steps.length; unit++) {
    const step = steps[unit];
    low[step & (DIGITS - 1)]++;
    high[step >>> DIGIT_BITS]++;
  }
  const missing = high[DIGITS - 1];
  let lowStart = 0;
  let highStart = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const [lows, highs] = [low[digit], high[digit]];
    low[digit] = lowStart;
    high[digit] = highStart;
    lowStart += lows;
    highStart += highs;
  }
  for (let unit = 0; unit < steps.length; unit++) {
    const step = steps[unit];
    byLow[low[step & (DIGITS - 1)]++] = ((step >>> DIGIT_BITS) << UNIT_BITS) | unit;
  }
  for (let at = 0; at < byLow.length; at++) {
    const both = byLow[at];
    rows[high[both >>> UNIT_BITS]++] = both & (UNITS - 1);
  }
  return steps.length - missing;
}
