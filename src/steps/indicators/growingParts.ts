// What the measures of one period are made of, kept so that rows can be added: one part for all measures that need the same.
import type { Formula } from '../../expr/formula.ts';
import { DecimalTally } from '../../stats/growing/decimalTally.ts';
import { GrowingCounts } from '../../stats/growing/growingCounts.ts';
import { GrowingDistinct } from '../../stats/growing/growingDistinct.ts';
import { GrowingExtent } from '../../stats/growing/growingExtent.ts';
import { GrowingSums } from '../../stats/growing/growingSums.ts';
import type { Batch } from './batch.ts';
import { GrowingCodes, rowsPresent } from './growingCodes.ts';

/** A state that rows are added to. */
export interface GrowingPart {
  /** For what hangs on all rows, wherever they are: counts the batch in (`times` 1) or out again (-1). */
  count(batch: Batch, times: 1 | -1): void;
  /** Adds the rows of a batch; the groups that have to be emptied and added anew. */
  add(batch: Batch): readonly number[];
  /** Makes groups as if no row had been added. */
  empty(groups: Iterable<number>): void;
  /** Whether it can still be added to; what cannot is begun anew from all rows. */
  isSound(): boolean;
}

/** What does not hang on all rows, and is always sound. */
const PLAIN: Pick<GrowingPart, 'count' | 'isSound'> = { count: () => undefined, isSound: () => true };

/**
 * Counts the rows of each group that a filter lets pass, or those of them that have a value.
 *
 * @example countsPart(null, null).counts.counts(Uint32Array.of(1)) // [0]
 */
export function countsPart(
  of: Formula | null,
  where: Formula | null,
): GrowingPart & { readonly counts: GrowingCounts } {
  const counts = new GrowingCounts();
  return {
    ...PLAIN,
    counts,
    add(batch) {
      counts.add(batch.groups(where), of === null ? null : rowsPresent(batch.column(of)));
      return [];
    },
    empty: groups => counts.empty(groups),
  };
}

/**
 * By which scale the values of all rows are added.
 *
 * @example tallyPart({ kind: 'column', name: 'revenue' }).tally.scale() // 1
 */
export function tallyPart(of: Formula): GrowingPart & { readonly tally: DecimalTally } {
  const tally = new DecimalTally();
  return {
    ...PLAIN,
    tally,
    count: (batch, times) => tally.count(batch.values(of), times),
    add: () => [],
    empty: () => undefined,
  };
}

/**
 * Sums, by the scale that the tally tells when the first rows are added; unsound once it tells another.
 *
 * @example sumsPart({ kind: 'column', name: 'revenue' }, null, new DecimalTally()).isSound() // true
 */
export function sumsPart(
  of: Formula,
  where: Formula | null,
  tally: DecimalTally,
): GrowingPart & { readonly sums: () => GrowingSums } {
  let sums: GrowingSums | undefined;
  return {
    ...PLAIN,
    sums: () => (sums ??= new GrowingSums(tally.scale())),
    add(batch) {
      sums ??= new GrowingSums(tally.scale());
      return sums.add(batch.values(of), batch.groups(where));
    },
    empty: groups => sums?.empty(groups),
    isSound: () => sums === undefined || sums.scale === tally.scale(),
  };
}

/**
 * The least and greatest value, or day when there is no formula.
 *
 * @example extentPart(null, null).ends.extent(Uint32Array.of(1)).min // [NaN]
 */
export function extentPart(of: Formula | null, where: Formula | null): GrowingPart & { readonly ends: GrowingExtent } {
  const ends = new GrowingExtent();
  return {
    ...PLAIN,
    ends,
    add(batch) {
      ends.add(of === null ? batch.days : batch.values(of), batch.groups(where));
      return [];
    },
    empty: groups => ends.empty(groups),
  };
}

/**
 * How many distinct values there are, or days when there is no formula.
 *
 * @example distinctPart(null, null).pairs.distinct(Uint32Array.of(1)) // [0]
 */
export function distinctPart(
  of: Formula | null,
  where: Formula | null,
): GrowingPart & { readonly pairs: GrowingDistinct } {
  const pairs = new GrowingDistinct();
  const codes = new GrowingCodes();
  return {
    ...PLAIN,
    pairs,
    add(batch) {
      const column = of === null ? ({ type: 'date', days: batch.days } as const) : batch.column(of);
      pairs.add(codes.codes(column), batch.groups(where));
      return [];
    },
    empty: groups => pairs.empty(groups),
    isSound: () => !pairs.isMostlyWaste(),
  };
}
