// A list of fixed size off the top of the ranks, with separate lines for entering and leaving it.
import * as z from 'zod/mini';
import { completeSpec } from '../../expr/columnStep.ts';
import { oneGroup } from '../../table/groups.ts';
import type { Groups } from '../../table/groups.ts';
import { toSignificant } from '../../stats/significant.ts';
import { bestFirst } from './index.ts';

const place = () => z.int().check(z.gte(1));

/** How many units a list has, and at which places they enter and leave it. */
export const listSpec = z.lazy(() =>
  z
    .strictObject({
      size: place().check(z.describe('How many units are on the list')),
      entry: z.optional(place().check(z.describe('Another enters at this place or better; the size when left out'))),
      exit: z.optional(
        place().check(z.describe('A unit on the list stays at this place or better; the size when left out')),
      ),
      across: z._default(z.enum(['peers', 'all']), 'peers'),
    })
    .check(
      z.refine(({ size, entry }) => entry === undefined || entry <= size, {
        error: 'must be at most the size: who enters must find a place',
        path: ['entry'],
      }),
      z.refine(({ size, exit }) => exit === undefined || exit >= size, {
        error: 'must be at least the size: who is within it stays',
        path: ['exit'],
      }),
    ),
);

/** A list of fixed size as written in a model. */
export type ListSpec = z.input<typeof listSpec>;

/** Who is on a list. */
export interface Listing {
  /** 1 where the row is on the list. */
  readonly listed: Uint8Array;
  /** Why a row is on the list or off it against its place alone, as a place in `LIST_HELD`. */
  readonly held: Uint8Array;
}

/** Why a row is on a list, or is not, against its place alone, in words; 0 is no reason. */
export const LIST_HELD = [null, 'stays on the list by buffer', 'kept off the list by buffer'] as const;

const [STAYS, KEPT_OFF] = [1, 2];

/**
 * The top of each group, or of all rows together: those down to the place of entry; then those that were on the list, down to the
 * place of exit; then the next best, until the list is full.
 *
 * Shape: n scores to n flags, as many as the size in each group. Unit: places are counted by score at 12 significant digits, ties by the
 * tie columns, then by row.
 * Degenerate: fewer scores than the size: all are listed; a missing score is not; no last list: the top of the size.
 * @throws invalid_argument when the spec is wrong
 * @source STOXX (2013), Index Methodology Guide, 4.4 Buffers; FTSE Russell, Ground Rules of the FTSE UK Index Series, section 8, gives the same list
 * @example listTop([9, 8, 7], oneGroup(3), { size: 2, entry: 1, exit: 3 }, [], Uint8Array.of(1, 0, 1)).listed // [1, 0, 1]
 */
export function listTop(
  scores: Float64Array | readonly number[],
  peers: Groups,
  spec: ListSpec,
  ties: readonly Float64Array[] = [],
  last?: Uint8Array,
): Listing {
  const { size, entry = size, exit = size, across } = completeSpec(listSpec, spec);
  const rounded = toSignificant(Float64Array.from(scores));
  const groups = across === 'all' ? oneGroup(rounded.length) : peers;
  const listed = new Uint8Array(rounded.length);
  const held = new Uint8Array(rounded.length);
  const { rows, starts } = bestFirst(rounded, groups, ties.map(toSignificant));
  for (let group = 0; group < groups.count; group++) {
    const ranked = rows.subarray(starts[group], starts[group + 1]).filter(row => rounded[row] === rounded[row]);
    let free = size;
    const fill = (from: number, to: number, isWanted: (row: number) => boolean): void => {
      for (let at = from; at < Math.min(to, ranked.length) && free > 0; at++) {
        if (listed[ranked[at]] === 1 || !isWanted(ranked[at])) continue;
        listed[ranked[at]] = 1;
        free--;
      }
    };
    fill(0, entry, () => true);
    fill(entry, exit, row => last?.[row] === 1);
    fill(entry, ranked.length, () => true);
    ranked.forEach((row, at) => {
      if (listed[row] !== (at < size ? 1 : 0)) held[row] = listed[row] === 1 ? STAYS : KEPT_OFF;
    });
  }
  return { listed, held };
}
