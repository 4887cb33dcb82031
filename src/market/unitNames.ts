import type { Units } from '../model/units.ts';
import { textAt } from '../table/text.ts';

/** What a unit is called: by its peers' columns and by its own. */
export type UnitName = {
  readonly within: string;
  readonly unit: string;
};

/**
 * What units are called in an answer: their peers' columns, and their own, joined by a slash.
 *
 * Degenerate: all are peers: no name of peers.
 * @example unitNames(units, 1)(0) // { within: 'tea', unit: 'Ada' }
 */
export function unitNames({ keys }: Units, within: number): (unit: number) => UnitName {
  const named = (columns: Units['keys'], unit: number): string =>
    columns.map(column => textAt(column, unit) ?? '').join(' / ');
  return unit => ({ within: named(keys.slice(0, within), unit), unit: named(keys.slice(within), unit) });
}

/**
 * A unit's name for a sentence.
 *
 * @example unitLabel({ within: 'tea', unit: 'Ada' }) // 'Ada (tea)'
 */
export function unitLabel({ within, unit }: UnitName): string {
  return within === '' ? unit : `${unit} (${within})`;
}
