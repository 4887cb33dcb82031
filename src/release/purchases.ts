// What was bought in the periods of releases, and the scores of it.
import { didYouMean } from '../errors/didYouMean.ts';
import { RatingError, throwFaults } from '../errors/ratingError.ts';
import type { Fault } from '../errors/ratingError.ts';
import { needsOf } from '../model/needs.ts';
import { planOf } from '../model/plan.ts';
import type { Plan } from '../model/plan.ts';
import { prepareSales } from '../model/sales.ts';
import { attributeTables, columnNamed, ourNames, pickRows, quoted } from '../model/sources.ts';
import type { Tables } from '../model/sources.ts';
import type { Weighted } from '../stats/bennet.ts';
import { exactSums } from '../stats/exactSum.ts';
import { dayOf } from '../table/days.ts';
import { groupBy } from '../table/groups.ts';
import type { KeyedGroups } from '../table/groups.ts';
import type { Column } from '../table/table.ts';
import type { TextColumn } from '../table/text.ts';
import { alignUnits } from './alignUnits.ts';
import type { Comparable } from './comparable.ts';
import type { NamedColumn } from './outputs.ts';

/** Items: units, told apart further by the columns that make the segments. */
export interface Purchases {
  /** For each release what was spent on each item in its period, and the score of the item's unit. */
  readonly sides: readonly Weighted[];
  /** The segment of each item. */
  readonly segments: KeyedGroups;
  /** The key of each segment. */
  readonly keys: readonly NamedColumn[];
}

/**
 * What was bought in the period of each release.
 *
 * Shape: sales rows to items, each in one segment. Degenerate: spend that is not above 0 after returns is 0; no score: NaN.
 * @throws unknown_column or wrong_type for what the sales do not have, all at once; invalid_data without sales
 * @example purchasesOf([result], { sales }, 'revenue', []).sides[0].amount // [30, 40, 0]
 */
export function purchasesOf(
  releases: readonly Comparable[],
  tables: Tables,
  spend: string,
  by: readonly string[],
): Purchases {
  const plan = planOf(releases[releases.length - 1].model);
  throwFaults(columnFaults(plan, tables, spend, by));
  const sales = prepareSales(plan, tables);
  const keys = plan.keys.map(name => sales.column(name));
  const parts = by.map(name => sales.column(name));
  const items = groupBy([...keys, ...parts], sales.rows);
  const segmentColumns = parts.map(column => pickRows(column, items.firstRow));
  const segments = groupBy(segmentColumns, items.firstRow.length);
  const scores = itemScores(releases, keys, items);
  // Checked just now: the column holds numbers.
  const { values } = sales.column(spend) as { values: Float64Array };
  const sides = releases.map(({ period }, at): Weighted => {
    const [start, end] = [period?.start, period?.end].map(day => dayOf(day ?? ''));
    const bought = boughtBetween(values, sales.days, items, start, end);
    return { amount: bought, value: scores[at] };
  });
  return {
    sides,
    segments,
    keys: by.map((name, at) => ({ name, column: pickRows(segmentColumns[at], segments.firstRow) })),
  };
}

/** What was spent on each item between two days; net of what was given back, and never below 0. */
function boughtBetween(
  values: Float64Array,
  days: Int32Array,
  items: KeyedGroups,
  start: number,
  end: number,
): Float64Array {
  const count = items.firstRow.length;
  const rows = Uint32Array.from(days.keys()).filter(row => days[row] >= start && days[row] <= end);
  const { sum } = exactSums(
    Float64Array.from(rows, row => values[row]),
    { of: Uint32Array.from(rows, row => items.of[row]), count },
  );
  return sum.map(total => (total > 0 ? total : 0));
}

/** The score of every item in every release. */
function itemScores(releases: readonly Comparable[], keys: readonly Column[], items: KeyedGroups): Float64Array[] {
  const units = groupBy(keys, items.of.length);
  const count = items.of.length === 0 ? 0 : units.firstRow.length;
  // Keys were checked to be text.
  const named = releases[0].keys.map(({ name }, at) => ({
    name,
    column: pickRows(keys[at], units.firstRow) as TextColumn,
  }));
  const aligned = alignUnits([...releases, { keys: named, count }]);
  const place = new Int32Array(count);
  aligned.rows[releases.length].forEach((unit, at) => {
    if (unit !== -1) place[unit] = at;
  });
  return releases.map(({ score }, release) =>
    Float64Array.from(items.firstRow, row => score[aligned.rows[release][place[units.of[row]]]] ?? NaN),
  );
}

function columnFaults(plan: Plan, tables: Tables, spend: string, by: readonly string[]): Fault[] {
  const { model } = plan;
  if (!tables.sales) throw new RatingError('invalid_data', ['sales'], 'are not given; an index needs what was bought');
  const there = ourNames(model, 'sales', tables.sales);
  const find = (name: string): Column['type'] | undefined => {
    if (plan.derive.some(each => each.name === name)) return 'number';
    const own = columnNamed(model, tables, 'sales', name);
    const [from] = attributeTables(model, tables, name);
    return (own ?? (from && columnNamed(model, tables, from.table, name)))?.type;
  };
  const asked = [
    { name: 'date', type: 'date' },
    ...plan.keys.map(name => ({ name, type: 'text' })),
    ...needsOf(plan).filter(({ from, path }) => from === 'sales' && path[0] === 'sales'),
    { name: spend, type: 'number' },
    ...by.map(name => ({ name, type: 'any' })),
  ];
  return asked.flatMap(({ name, type }): Fault[] => {
    const found = find(name);
    const path = ['sales', name];
    if (found === undefined) {
      return [{ code: 'unknown_column', path, message: `no column ${quoted(name)}${didYouMean(name, there)}` }];
    }
    return type === 'any' || type === found
      ? []
      : [{ code: 'wrong_type', path, message: `holds ${found}, not ${type}` }];
  });
}
