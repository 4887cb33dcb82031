/** Puts units best first as far as some steps tell, into `rows`; gives how many have a score: those without come after them. */
export type CoarseOrder = (scores: Float64Array, rows: Uint32Array) => number;

const DIGIT_BITS = 11;
const DIGITS = 2 ** DIGIT_BITS;
/** The last of the high digits belongs to what is missing. */
const MISSING = DIGITS * (DIGITS - 1);

/**
 * Orders n scores by four million steps of the same width between the greatest and the least, in memory that is used again.
 *
 * Two digits, not one of their length: their counts stay in the nearest cache, and beyond them few scores share a step.
 *
 * Shape: n scores to n row numbers.
 * Degenerate: equal scores, or an infinite one, leave all within one step.
 * @source Knuth, The Art of Computer Programming 3, 5.2.5 (distribution by address, least significant digit first)
 * @example coarseOrder(3)(Float64Array.of(5, NaN, 9), new Uint32Array(3)) // 2
 */
export function coarseOrder(units: number): CoarseOrder {
  const steps = new Uint32Array(units);
  const [low, high] = [new Uint32Array(DIGITS), new Uint32Array(DIGITS)];
  const byLow = new Uint32Array(units);
  return (scores, rows) => {
    writeSteps(scores, steps);
    countDigits(steps, low, high);
    const missing = high[DIGITS - 1];
    startsOf(low);
    startsOf(high);
    moveByLow(steps, low, byLow);
    moveByHigh(byLow, steps, high, rows);
    return units - missing;
  };
}

function writeSteps(scores: Float64Array, steps: Uint32Array): void {
  let [least, greatest] = [Infinity, -Infinity];
  for (let unit = 0; unit < scores.length; unit++) {
    const score = scores[unit];
    if (score < least) least = score;
    if (score > greatest) greatest = score;
  }
  const scale = (MISSING - 2) / (greatest - least);
  if (!(scale > 0 && scale < Infinity)) {
    for (let unit = 0; unit < scores.length; unit++) steps[unit] = scores[unit] === scores[unit] ? 0 : MISSING;
    return;
  }
  // A missing score becomes 0, and its step the last, without being asked for: that takes half the time.
  for (let unit = 0; unit < scores.length; unit++) steps[unit] = MISSING - (((scores[unit] - least) * scale + 1) | 0);
}

function countDigits(steps: Uint32Array, low: Uint32Array, high: Uint32Array): void {
  low.fill(0);
  high.fill(0);
  for (let unit = 0; unit < steps.length; unit++) {
    const step = steps[unit];
    low[step & (DIGITS - 1)]++;
    high[step >>> DIGIT_BITS]++;
  }
}

function startsOf(counts: Uint32Array): void {
  let sum = 0;
  for (let digit = 0; digit < counts.length; digit++) {
    const size = counts[digit];
    counts[digit] = sum;
    sum += size;
  }
}

function moveByLow(steps: Uint32Array, starts: Uint32Array, into: Uint32Array): void {
  for (let unit = 0; unit < steps.length; unit++) into[starts[steps[unit] & (DIGITS - 1)]++] = unit;
}

function moveByHigh(units: Uint32Array, steps: Uint32Array, starts: Uint32Array, into: Uint32Array): void {
  for (let at = 0; at < units.length; at++) {
    const unit = units[at];
    into[starts[steps[unit] >>> DIGIT_BITS]++] = unit;
  }
}
