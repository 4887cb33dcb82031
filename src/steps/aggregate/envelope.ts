// Data envelopment: the units that limit all others, and the most that a unit reaches under weights that put none of them above 1. Hardly
// any of them limits a given unit, so each program begins with those of its kind, and takes up whoever its weights put above 1.
import { maximize } from '../../stats/linearProgram.ts';
import type { Optimum } from '../../stats/linearProgram.ts';

/** Units by parts of at least 0, row by row, with what it takes to find those of a kind. */
export interface Units {
  readonly rows: readonly Float64Array[];
  readonly lengths: Float64Array;
}

/**
 * Units made ready to be searched.
 *
 * @example unitsOf([Float64Array.of(3, 4)]).lengths // [5]
 */
export function unitsOf(rows: readonly Float64Array[]): Units {
  return { rows, lengths: Float64Array.from(rows, row => Math.hypot(...row)) };
}

/** Above this, a unit is over 1. */
const OVER = 1 + 1e-12;
/** So many of its kind for each part: fewer take more rounds, more take longer ones. */
const OF_ITS_KIND = 2;

/**
 * The units without which others would reach more, by their places: the corners of what they span together.
 *
 * Shape: n units of p parts to places, ascending; n programs of p unknowns, each with some passes over all units.
 * Degenerate: of equal units one; units without anything: none.
 * @source Cherchye et al. (2007), An Introduction to "Benefit of the Doubt" Composite Indicators; Dulá and Thrall (2001), on extreme units first
 * @example limitingPlaces(unitsOf([Float64Array.of(1, 0), Float64Array.of(0, 1), Float64Array.of(0.4, 0.4)])) // [0, 1]
 */
export function limitingPlaces(units: Units): Uint32Array {
  const { rows } = units;
  const best = bestPlaces(rows);
  const found = new Set(best);
  rows.forEach((unit, place) => {
    if (found.has(place)) return;
    const among = [...best, ...nearest(unit, units, found)];
    for (;;) {
      const { value, at } = within(unit, rows, among);
      if (value <= OVER) return;
      const over = mostOver(rows, at);
      if (over === -1 || among.includes(over)) return;
      among.push(over);
      found.add(over);
      if (over === place) return;
    }
  });
  return Uint32Array.from(found).sort();
}

/**
 * The most that a unit reaches under weights that put none of the limiting units above 1.
 *
 * Shape: a unit of p parts and the units that limit it to one number; the same whoever else is asked for. Unit: share of the best, above 1
 * for one beyond them all.
 * Degenerate: a unit without anything: 0.
 * @example reach(Float64Array.of(0.4, 0.4), unitsOf([Float64Array.of(1, 0), Float64Array.of(0, 1)])) // 0.8
 */
export function reach(unit: Float64Array, limits: Units): number {
  const { rows } = limits;
  const kind = nearest(unit, limits, rows.keys());
  // A limiting unit is at its own limit, but many weights put it there: it would take up one unit after another without getting anywhere.
  if (kind.length > 0 && rows[kind[0]].every((value, part) => value === unit[part])) return 1;
  const among = [...bestPlaces(rows), ...kind];
  for (;;) {
    const { value, at } = within(unit, rows, among);
    const over = mostOver(rows, at);
    if (over === -1 || among.includes(over)) return value;
    among.push(over);
  }
}

function within(unit: Float64Array, rows: readonly Float64Array[], among: readonly number[]): Optimum {
  return maximize(
    unit,
    among.map(place => rows[place]),
    new Float64Array(among.length).fill(1),
  );
}

/** A best unit of every part that anybody has, so that no part goes without a limit. */
function bestPlaces(rows: readonly Float64Array[]): number[] {
  const best = new Set<number>();
  for (let part = 0; part < (rows[0]?.length ?? 0); part++) {
    let found = -1;
    let most = 0;
    rows.forEach((row, place) => {
      if (row[part] <= most) return;
      most = row[part];
      found = place;
    });
    if (found !== -1) best.add(found);
  }
  return [...best];
}

/** The places of the units with the most like shares of the parts, best first. */
function nearest(unit: Float64Array, { rows, lengths }: Units, places: Iterable<number>): number[] {
  const room = OF_ITS_KIND * unit.length;
  const found: number[] = [];
  const likeness = new Float64Array(room + 1);
  for (const place of places) {
    const row = rows[place];
    let product = 0;
    for (let part = 0; part < row.length; part++) product += row[part] * unit[part];
    const like = product / lengths[place];
    if (found.length === room && like <= likeness[room - 1]) continue;
    let at = found.length;
    while (at > 0 && likeness[at - 1] < like) {
      likeness[at] = likeness[at - 1];
      at--;
    }
    likeness[at] = like;
    found.splice(at, 0, place);
    if (found.length > room) found.pop();
  }
  return found;
}

function mostOver(rows: readonly Float64Array[], weights: Float64Array): number {
  let most = OVER;
  let found = -1;
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place];
    let score = 0;
    for (let part = 0; part < weights.length; part++) score += weights[part] * row[part];
    if (score > most) {
      most = score;
      found = place;
    }
  }
  return found;
}
