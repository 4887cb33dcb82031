// The metrics table: for each unit the row that counts, the latest on or before a day when rows have dates.
import { RatingError } from '../errors/ratingError.ts';
import { isoDay, MISSING_DAY } from '../table/days.ts';
import type { Column } from '../table/table.ts';
import type { TextColumn } from '../table/text.ts';
import { textAt } from '../table/text.ts';
import type { Plan } from './plan.ts';
import type { RejectedRow } from './sales.ts';
import { attributeTables, columnNamed, joined, pickRows, quoted } from './sources.ts';
import type { Tables } from './sources.ts';

/** The metrics of units, found by key. */
export interface Metrics {
  readonly rows: number;
  /** A metric of every unit at the end of a period. */
  readonly at: (name: string, keys: readonly TextColumn[], periodEnd: number) => Column;
  /** The rows that stand for a unit at the end of a period, one a unit. */
  readonly rowsAt: (periodEnd: number) => Uint32Array;
  readonly key: (name: string) => TextColumn;
  readonly days: Int32Array | undefined;
  readonly rejects: readonly RejectedRow[];
}

/**
 * Finds the metrics of units.
 *
 * Shape: the metrics table of n rows to at most one row a unit and day.
 * Degenerate: a unit without a row: missing; a row without a key, or without a date where there is a date column: rejected.
 * @throws duplicate when a unit has two rows for one day, naming them
 * @example prepareMetrics(plan, { metrics }).rowsAt(17774).length // how many units have a row
 */
export function prepareMetrics(plan: Plan, tables: Tables): Metrics {
  const { model } = plan;
  const column = (name: string): Column | undefined => {
    const own = columnNamed(model, tables, 'metrics', name);
    if (own) return own;
    const [from] = attributeTables(model, tables, name).filter(
      ({ key }) => columnNamed(model, tables, 'metrics', key)?.type === 'text',
    );
    if (!from) return undefined;
    const keys = columnNamed(model, tables, 'metrics', from.key) as TextColumn;
    // Found just now under this name and key.
    const tableKeys = columnNamed(model, tables, from.table, from.key) as TextColumn;
    return joined(keys, tableKeys, columnNamed(model, tables, from.table, name) as Column, from.table, from.key);
  };
  const named = plan.keys.map(name => ({ name, column: column(name) as TextColumn | undefined }));
  const keyed = named.filter(({ column: found }) => found !== undefined) as { name: string; column: TextColumn }[];
  const dated = columnNamed(model, tables, 'metrics', 'date');
  const days = dated?.type === 'date' ? dated.days : undefined;
  const rows = tables.metrics?.rows ?? 0;
  const { history, rejects } = rowsByKey(keyed, days, rows);
  const latest = (key: string, periodEnd: number): number => {
    const of = history.get(key) ?? [];
    if (days === undefined) return of[0] ?? -1;
    let found = -1;
    for (const row of of) if (days[row] <= periodEnd && (found === -1 || days[row] > days[found])) found = row;
    return found;
  };
  return {
    rows,
    days: days && usedDays(days, history),
    rejects,
    key: name => column(name) as TextColumn,
    at(name, keys, periodEnd) {
      const own = plan.keys
        .map((key, position) => ({ key, column: keys[position] }))
        .filter(({ key }) => keyed.some(each => each.name === key));
      const count = keys[0]?.codes.length ?? 0;
      const found = Int32Array.from({ length: count }, (_, unit) =>
        latest(
          keyText(
            own.map(each => each.column),
            unit,
          ) ?? '',
          periodEnd,
        ),
      );
      // Checked before: the metrics table has the column.
      return pickRows(columnNamed(model, tables, 'metrics', name) as Column, found);
    },
    rowsAt: periodEnd =>
      Uint32Array.from([...history.keys()].map(key => latest(key, periodEnd)).filter(row => row !== -1)).sort(),
  };
}

/** The days of rows that stand for a unit: a row without a key sets no period's end. */
function usedDays(days: Int32Array, history: ReadonlyMap<string, readonly number[]>): Int32Array {
  return Int32Array.from([...history.values()].flat(), row => days[row]);
}

function rowsByKey(
  keyed: readonly { readonly name: string; readonly column: TextColumn }[],
  days: Int32Array | undefined,
  rows: number,
): { history: Map<string, number[]>; rejects: RejectedRow[] } {
  const history = new Map<string, number[]>();
  const rejects: RejectedRow[] = [];
  for (let row = 0; row < rows; row++) {
    const lacking =
      keyed.find(({ column }) => textAt(column, row) === null)?.name ??
      (days?.[row] === MISSING_DAY ? 'date' : undefined);
    if (lacking !== undefined) {
      rejects.push({ table: 'metrics', row: row + 1, column: lacking, reason: `no ${lacking}` });
      continue;
    }
    // No key is missing.
    const key = keyText(
      keyed.map(each => each.column),
      row,
    ) as string;
    const others = history.get(key);
    if (!others) history.set(key, [row]);
    else {
      const twin = others.find(other => days === undefined || days[other] === days[row]);
      if (twin !== undefined)
        throw twice(
          keyed.map(({ column }) => textAt(column, row) ?? ''),
          twin,
          row,
          days?.[row],
        );
      others.push(row);
    }
  }
  return { history, rejects };
}

function twice(words: readonly string[], first: number, second: number, day: number | undefined): RatingError {
  const when = day === undefined ? '' : ` on ${isoDay(day)}`;
  const unit = words.map(quoted).join(', ');
  return new RatingError(
    'duplicate',
    ['metrics'],
    `rows ${first + 1} and ${second + 1} are both for ${unit}${when}; one row a unit${day === undefined ? '' : ' and day'}`,
  );
}

/** A key as one text; JSON keeps hostile words apart. */
function keyText(columns: readonly TextColumn[], row: number): string | undefined {
  return columns.length === 1
    ? (textAt(columns[0], row) ?? undefined)
    : JSON.stringify(columns.map(column => textAt(column, row)));
}
