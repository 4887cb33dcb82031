import * as z from 'zod/mini';
import { RatingError } from '../../errors/ratingError.ts';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql } from '../../expr/aggregateMethod.ts';
import { firstWhere } from '../../stats/firstWhere.ts';
import { inOrder, peersByPart } from './peers.ts';
import type { Ordered } from './peers.ts';
import { rowScores } from './rowScores.ts';

const distance = () => z.number().check(z.gte(0));
const threshold = () => z.union([distance(), z.array(distance()).check(z.minLength(1))]);

/**
 * ELECTRE III: how credible it is that a unit is at least as good as its peers, less how credible it is that they are as good as it.
 *
 * A lead of a peer in a part counts nothing up to `q` (indifference), fully from `p` (strict preference), and speaks against the unit from
 * `p` on, until at `v` (veto) nothing else makes up for it. Each is one number for all parts, or one a part, in the part's own unit;
 * without `v` there is no veto. Concordance is the weight that agrees; credibility is concordance, cut by each part that speaks against
 * it more than that. The paper then distils two preorders, under which one newcomer may turn the places of all others, and whose
 * intersection leaves pairs without an order; an index is one number a unit under frozen anchors, so it is the net credibility, the mean
 * of credibility given less credibility received.
 *
 * Shape: p columns of n values to n values; pair by pair, so the time grows with the square of a group, and the anchors keep the parts of
 * all peers. Unit: net credibility, -1 to 1.
 * Degenerate: one unit, equal units: 0; a part missing in one of a pair is left out of the pair; all missing: missing. A unit that was
 * not among the n peers is compared with all of them, and divided by n - 1 as they are.
 * @throws invalid_argument when there are neither one threshold nor one a part
 * @source Roy (1978), ELECTRE III: un algorithme de classement; Figueira, Mousseau and Roy (2005), ELECTRE Methods
 * @example aggregate([[1, 2, 3]], [Float64Array.of(1)], oneGroup(3), { method: 'electre-iii', p: 2 }) // [-0.75, 0, 0.75]
 */
export const electreIII = aggregateMethod({
  spec: () =>
    z
      .strictObject({
        method: z.literal('electre-iii'),
        q: z._default(threshold(), 0),
        p: threshold(),
        v: z.optional(threshold()),
      })
      .check(z.refine(({ q, p }) => neverAbove(q, p), { error: 'q must not be above p', path: ['q'] }))
      .check(z.refine(({ p, v = Infinity }) => neverAbove(p, v), { error: 'p must not be above v', path: ['p'] })),
  needsPositive: false,
  isMean: false,
  neverFalls: true,
  takesCosts: true,
  fit: peersByPart,
  apply(parts, weights, groups, anchors, { q, p, v = Infinity }, directions) {
    const signs = directions.map(direction => (direction === 'cost' ? -1 : 1));
    const [indifference, preference, veto] = [eachPart('q', q), eachPart('p', p), eachPart('v', v)];
    const peers = parts.map((_, part) =>
      anchors[`part${part + 1}`].map(values => inOrder(values.map(value => signs[part] * value))),
    );
    const pairs = anchors.part1.map(({ length }) => pairsOf(length));
    return rowScores(parts, weights, groups, ({ count, group, part, value, weight }) => {
      const all = pairs[group];
      if (all.own.length === 0) return NaN;
      for (const each of [all.whole, all.own, all.other]) each.fill(0);
      const parted = Array.from(part.subarray(0, count), (own, at) => ({
        value: signs[own] * value[at],
        weight: weight[at],
        peers: peers[own][group],
        q: indifference[own],
        p: preference[own],
        v: veto[own],
      }));
      for (const each of parted) addConcordance(all, each);
      scale(all);
      for (const each of parted) if (each.v < Infinity) cut(all, each);
      return net(all) / Math.max(1, all.own.length - 1);
    });

    function eachPart(name: string, threshold: Threshold): Float64Array {
      if (typeof threshold === 'number' || threshold.length === parts.length) {
        return Float64Array.from(parts, (_, part) => at(threshold, part));
      }
      const message = `${threshold.length} thresholds for ${parts.length} parts; give one for all parts, or one a part`;
      throw new RatingError('invalid_argument', [name], message);
    }
  },
});

/** The same in SQL. */
export const electreIIISql: AggregateSql<typeof electreIII> = {
  noSql: 'it compares each unit with every other one, over all parts',
};

type Threshold = number | readonly number[];

const at = (threshold: Threshold, part: number): number =>
  typeof threshold === 'number' ? threshold : threshold[part];

/** Lists of different lengths are told apart later, when the count of parts is known. */
function neverAbove(low: Threshold, high: Threshold): boolean {
  const lengths = [low, high].map(each => (typeof each === 'number' ? 1 : each.length));
  return Array.from({ length: Math.max(...lengths) }, (_, part) => part).every(
    part => !(at(low, part) > at(high, part)),
  );
}

/** One unit beside each of its peers: the weight of the parts that both have, concordance and credibility of either over the other. */
interface Pairs {
  readonly whole: Float64Array;
  readonly own: Float64Array;
  readonly other: Float64Array;
  readonly ownCredibility: Float64Array;
  readonly otherCredibility: Float64Array;
}

function pairsOf(peers: number): Pairs {
  const column = (): Float64Array => new Float64Array(peers);
  return {
    whole: column(),
    own: column(),
    other: column(),
    ownCredibility: column(),
    otherCredibility: column(),
  };
}

/** A part of the unit, more is better, and its peers in the order of theirs. */
interface Part {
  readonly value: number;
  readonly weight: number;
  readonly peers: Ordered;
  readonly q: number;
  readonly p: number;
  readonly v: number;
}

function addConcordance({ whole, own, other }: Pairs, { value, weight, peers: { values, places }, q, p }: Part): void {
  const { length } = values;
  for (let at = 0; at < length; at++) whole[places[at]] += weight;
  const full = firstWhere(length, at => values[at] - value > q);
  const none = firstWhere(length, at => values[at] - value >= p);
  for (let at = 0; at < full; at++) own[places[at]] += weight;
  for (let at = full; at < none; at++) own[places[at]] += (weight * (p - (values[at] - value))) / (p - q);
  const otherNone = firstWhere(length, at => value - values[at] < p);
  const otherFull = firstWhere(length, at => value - values[at] <= q);
  for (let at = otherNone; at < otherFull; at++) other[places[at]] += (weight * (p - (value - values[at]))) / (p - q);
  for (let at = otherFull; at < length; at++) other[places[at]] += weight;
}

/** As shares of the weight; credibility begins as concordance. */
function scale({ whole, own, other, ownCredibility, otherCredibility }: Pairs): void {
  for (let peer = 0; peer < own.length; peer++) {
    // Without a shared part neither is more credible.
    const divisor = whole[peer] || 1;
    ownCredibility[peer] = own[peer] /= divisor;
    otherCredibility[peer] = other[peer] /= divisor;
  }
}

function cut(pairs: Pairs, { value, peers: { values, places }, p, v }: Part): void {
  const { length } = values;
  const behind = firstWhere(length, at => values[at] - value > p);
  for (let at = behind; at < length; at++) {
    lessen(pairs.ownCredibility, pairs.own, places[at], discordance(values[at] - value, p, v));
  }
  const ahead = firstWhere(length, at => value - values[at] <= p);
  for (let at = 0; at < ahead; at++) {
    lessen(pairs.otherCredibility, pairs.other, places[at], discordance(value - values[at], p, v));
  }
}

function discordance(lag: number, p: number, v: number): number {
  return lag >= v ? 1 : (lag - p) / (v - p);
}

function lessen(credibility: Float64Array, concordance: Float64Array, peer: number, against: number): void {
  if (against > concordance[peer]) credibility[peer] *= (1 - against) / (1 - concordance[peer]);
}

function net({ ownCredibility, otherCredibility }: Pairs): number {
  let sum = 0;
  for (let peer = 0; peer < ownCredibility.length; peer++) sum += ownCredibility[peer] - otherCredibility[peer];
  return sum;
}
