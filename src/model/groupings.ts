// Units grouped by columns of their own rather than by their peers; what fills missing values may be learned so.
import { groupBy } from '../table/groups.ts';
import type { Groups } from '../table/groups.ts';
import type { TextColumn } from '../table/text.ts';
import { textAt } from '../table/text.ts';
import type { Plan } from './plan.ts';
import { attributeTables, columnNamed } from './sources.ts';
import type { TableName, Tables } from './sources.ts';

/** The units in groups, with the key of each group. */
export interface Grouping {
  readonly groups: Groups;
  /** A unit without a word has the key null; such units are a group. */
  readonly keys: readonly (readonly (string | null)[])[];
}

/** Groupings by the columns that make them, as JSON. */
export type Groupings = ReadonlyMap<string, Grouping>;

/** The columns by which some step of the model groups units, each list once. */
export function groupingsOf({ indicators }: Pick<Plan, 'indicators'>): readonly (readonly string[])[] {
  const lists = new Map(
    indicators.flatMap(({ fillBy }) => (fillBy === null ? [] : [[groupingKey(fillBy), fillBy] as const])),
  );
  return [...lists.values()];
}

/** What stands for a list of columns in a map. */
export function groupingKey(by: readonly string[]): string {
  return JSON.stringify(by);
}

/**
 * Groups units by columns, in order of their keys.
 *
 * Degenerate: no columns: all units are one group.
 * @example groupUnits([textColumn(['b', 'a', 'b'])], 3).keys // [['a'], ['b']]
 */
export function groupUnits(columns: readonly TextColumn[], units: number): Grouping {
  const groups = groupBy(columns, units);
  return { groups, keys: Array.from(groups.firstRow, unit => columns.map(column => textAt(column, unit))) };
}

/**
 * Units in the groups of a grouping that was learned from others; units of groups it does not know are in one more.
 *
 * @example alignGrouping(groupUnits([textColumn(['a'])], 1), groupUnits([textColumn(['b', 'a'])], 2)).of // [1, 0]
 */
export function alignGrouping({ keys }: Pick<Grouping, 'keys'>, units: Grouping): Groups {
  const known = new Map(keys.map((key, group) => [JSON.stringify(key), group]));
  const groupOf = units.keys.map(key => known.get(JSON.stringify(key)) ?? keys.length);
  return { of: units.groups.of.map(group => groupOf[group]), count: keys.length + 1 };
}

/**
 * Where a column to group units by may stand: their key, an attribute table that one of their keys joins, or the metrics table.
 *
 * Shape: a name to every place that has it; one is right.
 * @example groupingPlaces(plan, { metrics }, 'brand') // ['key']
 */
export function groupingPlaces({ model, keys }: Plan, tables: Tables, name: string): readonly (TableName | 'key')[] {
  if (keys.includes(name)) return ['key'];
  const attributes = attributeTables(model, tables, name).filter(({ key }) => keys.includes(key));
  const metrics = columnNamed(model, tables, 'metrics', name);
  return [...attributes.map(({ table }) => table), ...(metrics ? (['metrics'] as const) : [])];
}
