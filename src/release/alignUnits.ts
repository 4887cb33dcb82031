import { groupBy } from '../table/groups.ts';
import { Dictionary, textAt } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import type { Comparable } from './comparable.ts';

/** The units of several releases as one list, in the order of their keys. */
export interface AlignedUnits {
  readonly count: number;
  readonly keys: readonly { readonly name: string; readonly column: TextColumn }[];
  /** For each release the row of every unit in it; -1 where it does not list the unit. */
  readonly rows: readonly Int32Array[];
}

/**
 * Finds the units of several releases in each other, by key.
 *
 * Shape: releases with the same key columns to every unit that one of them lists, and its row in each.
 * Degenerate: no releases: no units.
 * @example alignUnits([result, result]).rows[1] // [0, 1, 2]
 */
export function alignUnits(releases: readonly Pick<Comparable, 'keys' | 'count'>[]): AlignedUnits {
  const names = releases[0]?.keys.map(({ name }) => name) ?? [];
  const stacked = names.map((_, at) => stackedText(releases.map(({ keys }) => keys[at].column)));
  const total = releases.reduce((sum, { count }) => sum + count, 0);
  const { of, firstRow } = groupBy(stacked, total);
  const count = total === 0 ? 0 : firstRow.length;
  let start = 0;
  const rows = releases.map(release => {
    const found = new Int32Array(count).fill(-1);
    for (let row = 0; row < release.count; row++) found[of[start + row]] = row;
    start += release.count;
    return found;
  });
  const keys = names.map((name, at) => {
    const { words, codes } = stacked[at];
    return { name, column: { type: 'text' as const, words, codes: Uint32Array.from(firstRow, row => codes[row]) } };
  });
  return { count, keys, rows };
}

/** The texts of several columns, one after the other, in one dictionary. */
function stackedText(columns: readonly TextColumn[]): TextColumn {
  const dictionary = new Dictionary();
  const codes = new Uint32Array(columns.reduce((sum, column) => sum + column.codes.length, 0));
  let start = 0;
  for (const column of columns) {
    const ours = column.words.map(word => dictionary.code(word));
    for (let row = 0; row < column.codes.length; row++)
      codes[start + row] = ours[column.codes[row]] ?? column.codes[row];
    start += column.codes.length;
  }
  return { type: 'text', codes, words: dictionary.words };
}

/** One column of a release for aligned units; missing where the release does not list the unit. */
export function valuesAt(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, row => values[row] ?? NaN);
}

/** A unit's key as one text for people, its parts from the peers down. */
export function unitKey(keys: AlignedUnits['keys'], unit: number): string[] {
  return keys.map(({ column }) => textAt(column, unit) ?? '');
}
