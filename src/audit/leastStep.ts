// The nearest place on a line at which something holds.
import { roundToSignificant } from '../stats/significant.ts';

/** Where it holds first, or, where it does not, the place with the best score. */
export interface Step {
  readonly at: number;
  readonly score: number;
  readonly isReached: boolean;
}

const STEPS_A_DOUBLING = 4;
const SMALLEST = -40;
const GREATEST = 60;
const SECTIONS = 64;

/**
 * Goes from a place in one direction, at first by next to nothing, then ever farther, until a score reaches; then halves back to the
 * very first double that does.
 *
 * Shape: a start, 1 or -1, how far a step of ordinary size is, and the end of the line, to one place. Exact where scores never turn back on
 * the way; else the first of the places looked at, each a fifth farther than the one before.
 * Degenerate: nothing reaches: the best place, the nearest of equals, which may be the start; no place to go to, or no scores: the start with no score (NaN).
 * @example leastStep(0, 1, 1, Infinity, at => at.map(each => 2 * each), score => score >= 10).at // 5
 */
export function leastStep(
  start: number,
  side: 1 | -1,
  scale: number,
  end: number,
  scoresAt: (places: Float64Array) => Float64Array,
  reaches: (score: number) => boolean,
): Step {
  const places = placesFrom(start, side, scale, end);
  if (places.length === 0) return { at: start, score: NaN, isReached: false };
  const scores = scoresAt(places);
  const first = scores.findIndex(reaches);
  if (first === -1) {
    const best = scores.reduce((most, score) => (score > most || Number.isNaN(most) ? score : most), NaN);
    if (Number.isNaN(best)) return { at: start, score: NaN, isReached: false };
    const [own] = scoresAt(Float64Array.of(start));
    if (roundToSignificant(own) >= roundToSignificant(best)) return { at: start, score: own, isReached: false };
    const isBest = (score: number): boolean => roundToSignificant(score) >= roundToSignificant(best);
    return { ...leastStep(start, side, scale, end, scoresAt, isBest), isReached: false };
  }
  let [before, at, score] = [first === 0 ? start : places[first - 1], places[first], scores[first]];
  for (;;) {
    const between = Float64Array.from(
      { length: SECTIONS - 1 },
      (_, part) => before + ((at - before) * (part + 1)) / SECTIONS,
    );
    const inside = between.filter((place, part) => place !== before && place !== at && place !== between[part - 1]);
    if (inside.length === 0) return { at, score, isReached: true };
    const found = scoresAt(inside);
    const next = found.findIndex(reaches);
    if (next !== -1) [at, score] = [inside[next], found[next]];
    const last = next === -1 ? inside.length : next;
    if (last > 0) before = inside[last - 1];
  }
}

function placesFrom(start: number, side: 1 | -1, scale: number, end: number): Float64Array {
  const places: number[] = [];
  for (let step = SMALLEST * STEPS_A_DOUBLING; step <= GREATEST * STEPS_A_DOUBLING; step++) {
    const place = start + side * scale * 2 ** (step / STEPS_A_DOUBLING);
    if (side * (end - place) <= 0) break;
    if (place !== start && place !== places.at(-1) && Number.isFinite(place)) places.push(place);
  }
  if (Number.isFinite(end) && side * (end - start) > 0) places.push(end);
  return Float64Array.from(places);
}
