/** Places of which only so many can be had: those of one combination of columns, or all. */
export interface Quota {
  /** The place that each unit takes: a number below the length of `atMost`; -1: none of this quota. */
  readonly of: Int32Array;
  readonly atMost: Float64Array;
}

/** Who is in, who waits, and who stood in the way. */
export interface Seats {
  /** 1, 2, ... for those who are in, in the order of admission; 0: not in. */
  readonly place: Uint32Array;
  /** 1, 2, ... for those who wait, in order; 0: does not wait. */
  readonly waiting: Uint32Array;
  /** The first quota without room when the unit's turn came; -1: there was room. */
  readonly full: Int32Array;
  /** How many of each quota's places are taken. */
  readonly taken: readonly Float64Array[];
}

/**
 * Gives out places to candidates in their order: each is in when every quota has room for it.
 *
 * A candidate is left out only for those before it: nobody who comes later takes a place that it could have had. `held` have their places already,
 * such as after others withdrew.
 *
 * Shape: candidates, the best first, and quotas over n units, to seats. Degenerate: no candidates: nobody; no quotas: everybody.
 * @example admit(Uint32Array.of(2, 0, 1), 3, [{ of: Int32Array.of(0, 0, 0), atMost: Float64Array.of(2) }], 5).place // [2, 0, 1]
 */
export function admit(
  candidates: Uint32Array,
  units: number,
  quotas: readonly Quota[],
  mostWaiting: number,
  held: ReadonlySet<number> = new Set(),
): Seats {
  const place = new Uint32Array(units);
  const waiting = new Uint32Array(units);
  const full = new Int32Array(units).fill(-1);
  const taken = quotas.map(({ atMost }) => new Float64Array(atMost.length));
  let admitted = 0;
  let waits = 0;
  const take = (unit: number): void => {
    place[unit] = ++admitted;
    quotas.forEach(({ of }, at) => {
      if (of[unit] >= 0) taken[at][of[unit]]++;
    });
  };
  for (const unit of candidates) if (held.has(unit)) take(unit);
  for (const unit of candidates) {
    if (held.has(unit)) continue;
    full[unit] = quotas.findIndex(({ of, atMost }, at) => of[unit] >= 0 && taken[at][of[unit]] >= atMost[of[unit]]);
    if (full[unit] === -1) take(unit);
    else if (waits < mostWaiting) waiting[unit] = ++waits;
  }
  return { place, waiting, full, taken };
}
