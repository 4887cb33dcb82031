// The quotas of an activity: which places each unit takes, by columns of the units and by bands of a number.
import type { Fault } from '../../errors/ratingError.ts';
import type { AdmissionSettings } from '../../model/market/admission.ts';
import type { Tables } from '../../model/sources.ts';
import type { Model } from '../../model/spec.ts';
import type { Units } from '../../model/units.ts';
import { groupBy } from '../../table/groups.ts';
import { textAt, textColumn } from '../../table/text.ts';
import type { TextColumn } from '../../table/text.ts';
import type { Quota } from './admit.ts';
import { textFaults, unitText } from './unitTexts.ts';

/** A quota with the name of each of its places. */
export interface NamedQuota extends Quota {
  readonly by: readonly string[];
  readonly names: readonly string[];
}

/**
 * The quotas of an activity over units; a missing text is `–`, and a quota like any other.
 *
 * Shape: `bandValues` is one column a band of the settings. Degenerate: a band's number is missing: in no band, so of no quota by it.
 * @example quotasOf(marketSettings({ market: marketSpec.parse({ admission: { quotas: [{ by: ['brand'], atMost: 1 }] } }) }).admission, model, { sales }, units, []).length // 1
 */
export function quotasOf(
  { quotas, bands }: Pick<AdmissionSettings, 'quotas' | 'bands'>,
  model: Model,
  tables: Tables,
  units: Units,
  bandValues: readonly Float64Array[],
): NamedQuota[] {
  const columnOf = (name: string): TextColumn => {
    const band = bands.findIndex(({ id }) => id === name);
    if (band === -1) return unitText(name, model, tables, units);
    return bandColumn(bands[band], bandValues[band]);
  };
  return quotas.map(({ by, only, atMost }) => {
    const columns = by.map(columnOf);
    const groups = groupBy(columns, units.count);
    const cellsOf = (row: number): string[] => columns.map(column => textAt(column, row) ?? '–');
    const all = Array.from(groups.firstRow, cellsOf);
    const isOpen = all.map((cells, group) => isInBands(by, group, columns, groups.firstRow) && isNamed(cells, only));
    return {
      by,
      names: all.map(cells => cells.join(' / ')),
      of: Int32Array.from(groups.of, group => (isOpen[group] ? group : -1)),
      atMost: new Float64Array(groups.count).fill(atMost),
    };
  });

  function isInBands(
    by: readonly string[],
    group: number,
    columns: readonly TextColumn[],
    first: Uint32Array,
  ): boolean {
    return by.every((name, at) => !bands.some(({ id }) => id === name) || textAt(columns[at], first[group]) !== null);
  }
}

function isNamed(cells: readonly string[], only: readonly string[] | undefined): boolean {
  return only === undefined || only.every((name, at) => name.normalize('NFC').trim() === cells[at]);
}

function bandColumn({ from, names }: AdmissionSettings['bands'][number], values: Float64Array): TextColumn {
  const words = names ?? [`below ${from[0]}`, ...from.map((low, at) => (at + 1 < from.length ? `${low} to ${from[at + 1]}` : `${low} and above`))]; // prettier-ignore
  return textColumn(
    Array.from(values, value => (Number.isNaN(value) ? null : words[from.filter(low => value >= low).length])),
  );
}

/**
 * What of the quotas does not fit the tables: names that are neither a band nor a text of the units, and names that `only` lacks.
 *
 * @example quotaFaults({ quotas: [], bands: [] }, model, { sales }) // []
 */
export function quotaFaults(
  { quotas, bands }: Pick<AdmissionSettings, 'quotas' | 'bands'>,
  model: Model,
  tables: Tables,
): Fault[] {
  const ids = bands.map(({ id }) => id);
  return quotas.flatMap(({ by, only }, at) => {
    const path = ['market', 'admission', 'quotas', at];
    const faults = by.flatMap((name, place) => textFaults(name, [...path, 'by', place], model, tables, ids));
    if (only === undefined || only.length === by.length) return faults;
    const message = `names one combination of ${by.join(', ')}: ${by.length} of them should stand here, not ${only.length}`;
    return [...faults, { code: 'invalid_model' as const, path: [...path, 'only'], message }];
  });
}
