// Scores as straight lines over one weight, and where the lines cross.

/** The score of each unit as base + slope · share. */
export interface Lines {
  readonly base: Float64Array;
  readonly slope: Float64Array;
}

/** How far a share can go down and up before something changes; 0 and 1 where nothing does. */
export interface StableRange {
  readonly low: number;
  readonly high: number;
}

const EQUAL = 1e-12;

/**
 * The range of a share in which no unit outside of a set passes a unit inside: every pair counts, not only neighbors.
 *
 * The worst of the set is a concave line of pieces, the best of the others a convex one: their distance falls to 0 once on each side, and
 * is found by walking from the far end from crossing to crossing, each of which takes one look at every unit.
 *
 * Degenerate: nobody outside: the whole range; `at` where a unit outside is already level and moves up.
 * @source Dinkelbach (1967), On Nonlinear Fractional Programming, Management Science 13 (Newton's method on a concave function of lines)
 * @example rangeOfSet({ base: Float64Array.of(0, 5), slope: Float64Array.of(10, 0) }, [0], [1], 0.8) // { low: 0.5, high: 1 }
 */
export function rangeOfSet(
  lines: Lines,
  inside: readonly number[],
  outside: readonly number[],
  at: number,
): StableRange {
  return { low: endOfSet(lines, inside, outside, at, 0), high: endOfSet(lines, inside, outside, at, 1) };
}

function endOfSet(
  { base, slope }: Lines,
  inside: readonly number[],
  outside: readonly number[],
  at: number,
  end: number,
): number {
  let share = end;
  for (;;) {
    const worst = extreme(base, slope, inside, share, -1);
    const best = extreme(base, slope, outside, share, 1);
    if (worst === undefined || best === undefined) return end;
    const gap = base[worst] - base[best] + (slope[worst] - slope[best]) * share;
    if (gap >= -EQUAL * Math.abs(base[worst] + slope[worst] * share)) return share;
    const crossing = (base[best] - base[worst]) / (slope[worst] - slope[best]);
    const isBetween = end > at ? crossing > at && crossing < share : crossing < at && crossing > share;
    if (!isBetween) return at;
    share = crossing;
  }
}

function extreme(
  base: Float64Array,
  slope: Float64Array,
  units: readonly number[],
  share: number,
  sign: number,
): number | undefined {
  let found: number | undefined;
  let most = -Infinity;
  for (const unit of units) {
    const value = sign * (base[unit] + slope[unit] * share);
    if (value > most) [most, found] = [value, unit];
  }
  return found;
}

/**
 * The range of a share in which every unit stays on its side of every border.
 *
 * Degenerate: a unit on a border is above it, and may not fall.
 * @example rangeOfBorders({ base: Float64Array.of(0), slope: Float64Array.of(100) }, [0], [50, 90], 0.6) // { low: 0.5, high: 0.9 }
 */
export function rangeOfBorders(
  { base, slope }: Lines,
  units: readonly number[],
  borders: ArrayLike<number>,
  at: number,
): StableRange {
  let [low, high] = [0, 1];
  for (const unit of units) {
    if (slope[unit] === 0) continue;
    for (let border = 0; border < borders.length; border++) {
      const above = base[unit] + slope[unit] * at - borders[border];
      const isLevel = Math.abs(above) <= EQUAL * Math.abs(borders[border]);
      const crossing = isLevel ? at : (borders[border] - base[unit]) / slope[unit];
      // What is level may rise.
      if (crossing < at || (isLevel && slope[unit] > 0)) low = Math.max(low, crossing);
      else if (crossing > at || isLevel) high = Math.min(high, crossing);
    }
  }
  return { low, high };
}

/**
 * The range of a share in which no unit passes any other: the first to cross are neighbors, so that only those are looked at.
 *
 * Shape: units best first. Degenerate: units that are level and move apart: no range at all.
 * @example rangeOfOrder({ base: Float64Array.of(0, 5), slope: Float64Array.of(10, 0) }, [0, 1], 0.8) // { low: 0.5, high: 1 }
 */
export function rangeOfOrder({ base, slope }: Lines, best: readonly number[], at: number): StableRange {
  let [low, high] = [0, 1];
  for (let place = 1; place < best.length; place++) {
    const [better, worse] = [best[place - 1], best[place]];
    const apart = slope[better] - slope[worse];
    if (Math.abs(apart) <= EQUAL * Math.max(Math.abs(slope[better]), Math.abs(slope[worse]))) continue;
    const gap = base[better] - base[worse] + apart * at;
    if (gap <= EQUAL * Math.abs(base[better] + slope[better] * at)) return { low: at, high: at };
    const crossing = (base[worse] - base[better]) / apart;
    if (crossing < at) low = Math.max(low, crossing);
    else high = Math.min(high, crossing);
  }
  return { low, high };
}
