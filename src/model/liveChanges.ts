// What is not as it was between two populations of one model.
import { firstRows } from '../table/order.ts';
import { compareText } from '../table/text.ts';
import type { Population } from './population.ts';
import type { Units } from './units.ts';

/** Where units and peers groups stood before. */
export interface Changes {
  /** For each unit, where it stood; -1 for one that is new. */
  readonly unitBefore: Int32Array;
  /** For each peers group in which nothing changed, where it stood; -1 for the others. */
  readonly groupBefore: Int32Array;
}

/**
 * The peers groups in which every unit, raw value and eligibility is as it was.
 *
 * Shape: two populations to one place a unit and one a peers group.
 * @example changesBetween(population, population).groupBefore // [0]
 */
export function changesBetween(now: Population, before: Population): Changes {
  const unitBefore = placesBefore(now.units, before.units);
  const { peers } = now.units;
  const peersBefore = before.units.peers;
  const groupBefore = new Int32Array(peers.count).fill(-1);
  const sizes = new Int32Array(peers.count);
  const sizesBefore = new Int32Array(peersBefore.count);
  for (const group of peersBefore.of) sizesBefore[group]++;
  const isChanged = new Uint8Array(peers.count);
  const isSame = sameUnits(now, before);
  for (let unit = 0; unit < unitBefore.length; unit++) {
    const group = peers.of[unit];
    sizes[group]++;
    if (isChanged[group] === 1) continue;
    const place = unitBefore[unit];
    if (place === -1 || !isSame(unit, place)) isChanged[group] = 1;
    else groupBefore[group] = peersBefore.of[place];
  }
  groupBefore.forEach((place, group) => {
    if (isChanged[group] === 1 || sizes[group] !== sizesBefore[place]) groupBefore[group] = -1;
  });
  return { unitBefore, groupBefore };
}

function sameUnits(now: Population, before: Population): (unit: number, place: number) => boolean {
  const columns = ({ eligible, indicators }: Population): (ArrayLike<number> | null)[] => [
    eligible,
    ...indicators
      .flatMap(({ around = [], ...own }) => [own, ...around])
      .flatMap(({ raw, evidence, shrinkBy }) => [raw, evidence, shrinkBy]),
  ];
  const others = columns(before);
  const pairs = columns(now).flatMap((column, at) => (column ? [{ column, other: others[at] ?? [] }] : []));
  return (unit, place) => pairs.every(({ column, other }) => Object.is(column[unit], other[place]));
}

/** Both lists are in the order of their keys. */
function placesBefore(now: Units, before: Units): Int32Array {
  // No unit has come or gone since.
  if (now === before) return Int32Array.from(firstRows(now.count));
  const places = new Int32Array(now.count).fill(-1);
  let place = 0;
  for (let unit = 0; unit < now.count; unit++) {
    while (place < before.count && compareKeys(before, place, now, unit) < 0) place++;
    if (place < before.count && compareKeys(before, place, now, unit) === 0) places[unit] = place++;
  }
  return places;
}

function compareKeys(left: Units, at: number, right: Units, to: number): number {
  for (let position = 0; position < left.keys.length; position++) {
    const [one, other] = [left.keys[position], right.keys[position]];
    // One dictionary for both is usual, and looking a word up misses the cache.
    if (one.words === other.words && one.codes[at] === other.codes[to]) continue;
    const [word, otherWord] = [one.words[one.codes[at]], other.words[other.codes[to]]];
    if (word !== otherWord) return compareText(word, otherWord);
  }
  return 0;
}
