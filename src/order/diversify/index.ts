// Orders that are good and diverse. Laws: no row twice, none invented; rows without relevance go last; ties go by row; fewer slots get the
// beginning of the list of more slots.
import { RatingError } from '../../errors/ratingError.ts';
import { completeSpec } from '../../expr/columnStep.ts';
import { methodName, methodOf } from '../../expr/method.ts';
import { diversifySpec } from '../../model/diversifySpec.ts';
import type { DiversifySpec } from '../../model/diversifySpec.ts';
import { toSignificant } from '../../stats/significant.ts';
import { firstRows, orderByNumber } from '../../table/order.ts';
import { cover } from './cover.ts';
import type { Candidates, Differences, Diversifier, Selection } from './diversifier.ts';
import { dpp } from './dpp.ts';
import { maxSum } from './maxSum.ts';
import { mmr } from './mmr.ts';
import { roundRobin } from './roundRobin.ts';
import { xquad } from './xquad.ts';

/** The methods that make an order diverse. */
export const diversifiers = [mmr, maxSum, dpp, cover, xquad, roundRobin] as const satisfies readonly Diversifier[];

/**
 * Selects rows that are good and differ from each other, in the order in which they are to be shown.
 *
 * Shape: n rows to at most so many slots, with each row's gain, by how much it raised what the method maximizes.
 * Unit: relevance as it is; the gain's is the method's.
 * Degenerate: fewer rows than slots: all rows; none: none; a missing relevance is listed last, by row, with gain NaN; with
 * `diversity` 0 the order of relevance, at 12 significant digits, ties by row, with relevance as gain.
 * @throws invalid_argument when the spec is wrong, slots is no whole number, or what the method tells rows apart by is not given
 * @example diversify({ relevance: Float64Array.of(9, 8, 7), groups: groupsOf(['a', 'a', 'b']) }, { method: 'round-robin' }, 2).rows // [0, 2]
 */
export function diversify(candidates: Candidates, spec: DiversifySpec, slots: number): Selection {
  const options = completeSpec(diversifySpec, spec);
  const method = methodOf<Diversifier>(diversifiers, options);
  const { relevance } = candidates;
  if (!Number.isInteger(slots) || slots < 0)
    throw new RatingError('invalid_argument', ['slots'], `is ${slots}; it is a whole number, 0 or more`);
  const differences = differencesFor(method, candidates);
  const { best, missing } = byRelevance(relevance);
  const chosen = Math.min(slots, best.length);
  const isPlain = chosen === 0 || ('diversity' in options && options.diversity === 0);
  const selected = isPlain
    ? plain(best, relevance, chosen)
    : method.select(best, relevance, differences, chosen, options);
  const rows = new Uint32Array(Math.min(slots, relevance.length));
  const gain = new Float64Array(rows.length).fill(NaN);
  rows.set(selected.rows);
  rows.set(missing.subarray(0, rows.length - chosen), chosen);
  gain.set(selected.gain);
  return { rows, gain };
}

function differencesFor(method: Diversifier, candidates: Candidates): Differences[keyof Differences] {
  const { needs } = method;
  const given = candidates[needs];
  const rows = candidates.relevance.length;
  if (!given)
    throw new RatingError('invalid_argument', [needs], `is not given; ${methodName(method)} tells rows apart by it`);
  const length = 'of' in given ? given.of.length : 'starts' in given ? given.starts.length - 1 : given.rows;
  if (length !== rows) throw new RatingError('invalid_argument', [needs], `has ${length} rows, relevance has ${rows}`);
  return given;
}

/** Rows with a finite relevance, the best first, and the others. */
function byRelevance(relevance: Float64Array): { readonly best: Uint32Array; readonly missing: Uint32Array } {
  const falling = toSignificant(relevance);
  let present = 0;
  for (let row = 0; row < relevance.length; row++) {
    const isThere = Number.isFinite(relevance[row]);
    falling[row] = isThere ? -falling[row] : NaN;
    if (isThere) present++;
  }
  const rows = orderByNumber(firstRows(relevance.length), falling);
  return { best: rows.subarray(0, present), missing: rows.subarray(present) };
}

function plain(best: Uint32Array, relevance: Float64Array, slots: number): Selection {
  const rows = best.slice(0, slots);
  return { rows, gain: Float64Array.from(rows, row => relevance[row]) };
}
