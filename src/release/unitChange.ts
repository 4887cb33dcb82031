// Why the score of one unit changed between two releases, down to its own indicators.
import { RatingError } from '../errors/ratingError.ts';
import { seededBits } from '../stats/random.ts';
import { shapley } from '../stats/shapley.ts';
import { isIn, sampledOrders } from '../stats/subsets.ts';
import type { TextColumn } from '../table/text.ts';
import { alignUnits } from './alignUnits.ts';
import type { Comparable } from './comparable.ts';
import { sharedMeasures } from './sharedMeasures.ts';
import { splitChange } from './splitChange.ts';

/** What one of a unit's own values gave to its change of score. */
export interface ValueChange {
  readonly id: string;
  readonly raw: readonly [number, number];
  readonly points: number;
  /** The standard error of the points; null when they are exact. */
  readonly error: number | null;
}

/** A change of score in parts that add up to it. */
export interface UnitChange {
  readonly scores: readonly [number, number];
  readonly change: number;
  readonly data: number;
  readonly peers: number;
  readonly weights: number;
  readonly methods: number;
  /** The part of the unit's own data, value by value. */
  readonly values: readonly ValueChange[];
}

/** Beyond so many values that changed, sampled orders stand in for all. */
const MOST_ENUMERATED = 12;
const PAIRS = 200;

/**
 * Splits one unit's change of score among its own data, its peers, the weights and the methods, as `splitChange` does, and the part of its data
 * among the values that changed: while data, peers and model come in any order, values come in any order within the data (Owen values). More than 12
 * values are estimated from 400 orders, each with its reverse, that a seed gives.
 *
 * Shape: two releases and the unit's row in each. Unit: points of the score; data + peers + weights + methods = change, and the values add up to data.
 * Degenerate: no score in some mixture: NaN.
 * @throws not_supported when a model fills missing values by columns that no release holds
 * @source Owen (1977), Values of Games with a Priori Unions
 * @example unitChange(result, result, 0, 0).change // 0
 */
export function unitChange(
  before: Comparable,
  after: Comparable,
  rowBefore: number,
  rowAfter: number,
  seed = 1,
): UnitChange {
  const scores = [before.score[rowBefore], after.score[rowAfter]] as const;
  const isShared = sharedMeasures(before, after);
  const own = after.indicators.flatMap(now => {
    const old = before.indicators.find(({ id }) => id === now.id);
    const isSame = (key: 'raw' | 'evidence' | 'shrinkBy'): boolean =>
      Object.is(old?.[key]?.[rowBefore], now[key]?.[rowAfter]);
    if (!old || !isShared(now.id) || (isSame('raw') && isSame('evidence') && isSame('shrinkBy'))) return [];
    return [{ id: now.id, raw: [old.raw[rowBefore], now.raw[rowAfter]] as const, old }];
  });
  const isExact = own.length <= MOST_ENUMERATED;
  const orders = isExact ? [] : sampledOrders(own.length, PAIRS, seededBits(seed));
  // Which values are new in each mixture; the last has all of them, so that it is the unit as it was released.
  const mixtures = isExact
    ? Array.from({ length: 2 ** own.length }, (_, set) => own.map((_each, value) => isIn(set, value)))
    : orders.flatMap(order => Array.from({ length: own.length + 1 }, (_, taken) => isTaken(order, taken)));
  const mixed = withMixtures(after, [rowBefore, rowAfter], own, mixtures);
  const rows = Int32Array.from(mixtures, (_, at) => after.count + at);
  const parts = splitChange(before, mixed, new Int32Array(rows.length).fill(rowBefore), rows);
  if (!parts) {
    throw new RatingError(
      'not_supported',
      ['since'],
      'a model fills missing values by columns that a release does not hold',
    );
  }
  const last = rows.length - 1;
  const shares = isExact ? exactSteps(parts.data, own.length) : meanSteps(parts.data, orders, own.length);
  return {
    scores,
    change: scores[1] - scores[0],
    data: parts.data[last],
    peers: parts.peers[last],
    weights: parts.weights[last],
    methods: parts.methods[last],
    values: own.map(({ id, raw }, value) => ({ id, raw, ...shares[value] })),
  };
}

function isTaken(order: Uint32Array, taken: number): boolean[] {
  const first = new Set(order.subarray(0, taken));
  return Array.from(order, (_, value) => first.has(value));
}

function exactSteps(data: Float64Array, values: number): Pick<ValueChange, 'points' | 'error'>[] {
  if (values === 0) return [];
  return shapley(values, set => data.subarray(set, set + 1)).map(([points]) => ({ points, error: null }));
}

/** The mean over pairs of an order and its reverse, which vary less than single orders do. */
function meanSteps(
  data: Float64Array,
  orders: readonly Uint32Array[],
  values: number,
): Pick<ValueChange, 'points' | 'error'>[] {
  const pairs = Array.from({ length: values }, () => new Float64Array(orders.length / 2));
  orders.forEach((order, at) => {
    const start = at * (values + 1);
    order.forEach((value, step) => {
      pairs[value][at >>> 1] += (data[start + step + 1] - data[start + step]) / 2;
    });
  });
  return pairs.map(of => {
    const points = of.reduce((sum, each) => sum + each, 0) / of.length;
    const squares = of.reduce((sum, each) => sum + (each - points) ** 2, 0);
    return { points, error: Math.sqrt(squares / (of.length - 1) / of.length) };
  });
}

/** The later release with the unit once more for every mixture of its values; only the last is compared with its peers, in its place. */
function withMixtures(
  after: Comparable,
  [rowBefore, rowAfter]: readonly [number, number],
  own: readonly { readonly id: string; readonly old: Comparable['indicators'][number] }[],
  mixtures: readonly (readonly boolean[])[],
): Comparable {
  const rows = [...Array(after.count).keys(), ...mixtures.map(() => rowAfter)];
  const column = (values: Float64Array): Float64Array => Float64Array.from(rows, row => values[row]);
  const text = ({ words, codes }: TextColumn): TextColumn => ({
    type: 'text',
    words,
    codes: Uint32Array.from(rows, row => codes[row]),
  });
  const eligible = Uint8Array.from(rows, (row, at) => (at < after.count && at !== rowAfter ? after.eligible[row] : 0));
  eligible[eligible.length - 1] = after.eligible[rowAfter];
  return {
    ...after,
    count: rows.length,
    keys: after.keys.map(({ name, column: of }) => ({ name, column: text(of) })),
    peers: { ...after.peers, of: Uint32Array.from(rows, row => after.peers.of[row]) },
    eligible,
    score: column(after.score),
    rank: column(after.rank),
    indicators: after.indicators.map(({ id, raw, evidence, shrinkBy, normalized }) => {
      const value = own.findIndex(each => each.id === id);
      const mix = (now: Float64Array, old: Float64Array | null | undefined): Float64Array => {
        const values = column(now);
        if (value !== -1 && old)
          mixtures.forEach((isNew, at) => {
            if (!isNew[value]) values[after.count + at] = old[rowBefore];
          });
        return values;
      };
      const old = own[value]?.old;
      return {
        id,
        raw: mix(raw, old?.raw),
        evidence: evidence && mix(evidence, old?.evidence),
        shrinkBy: shrinkBy && mix(shrinkBy, old?.shrinkBy),
        normalized: column(normalized),
      };
    }),
  };
}

/**
 * The row of a release's unit in an earlier one, by key; null when it was not listed.
 *
 * @example rowBefore(result, result, 1) // 1
 */
export function rowBefore(before: Comparable, after: Comparable, row: number): number | null {
  const [earlier, later] = alignUnits([before, after]).rows;
  const found = earlier[later.indexOf(row)];
  return found === -1 ? null : found;
}
