import { throwFaults } from '../errors/ratingError.ts';
import type { Fault } from '../errors/ratingError.ts';
import type { Model } from '../model/spec.ts';
import { isoDay, MISSING_DAY } from '../table/days.ts';
import type { Column, ColumnType, Table } from '../table/table.ts';
import type { TextColumn } from '../table/text.ts';
import { keyAt } from './cut.ts';

/** What came out for the units of one cut date: a value each, or pairs of which the first was chosen over the second. */
export interface Outcomes {
  readonly values: ReadonlyMap<string, number>;
  readonly choices: readonly (readonly [better: string, worse: string])[] | null;
}

/**
 * Outcomes from a table: a column `outcome` beside the keys of the units (a campaign's result, the places in an expert's order), or
 * choices as `better_brand` and `worse_brand` beside the keys of their peers. A column `date` says by which cut date's ratings they are
 * to be foretold.
 *
 * Shape: a table of n rows to outcomes by day; without a column `date` the day is null.
 * Degenerate: a row with a missing outcome says nothing.
 * @throws unknown_column, wrong_type, invalid_data, duplicate
 * @example givenOutcomes(model, table({ category: ['tea'], brand: ['Ada'], outcome: [3] })).get(null).values // the value of Ada
 */
export function givenOutcomes({ rate }: Model, table: Table): ReadonlyMap<number | null, Outcomes> {
  const faults: Fault[] = [];
  const report = (column: string, message: string, code: Fault['code']): void => {
    faults.push({ code, path: ['outcome', column], message });
  };
  const columnOf = (name: string, type: ColumnType): Column | undefined => {
    const column = table.columns.get(name);
    if (column === undefined) report(name, `no such column; there are ${quotedNames(table)}`, 'unknown_column');
    else if (column.type !== type) report(name, `must hold ${type}s`, 'wrong_type');
    return column?.type === type ? column : undefined;
  };
  // Columns of another type are faults, and left out.
  const textsOf = (names: readonly string[]): TextColumn[] =>
    names.map(name => columnOf(name, 'text')).filter(column => column !== undefined) as TextColumn[];
  const hasChoices = table.columns.has(`better_${rate.unit[0]}`);
  const within = textsOf(rate.within);
  const better = textsOf(rate.unit.map(name => (hasChoices ? `better_${name}` : name)));
  const worse = hasChoices ? textsOf(rate.unit.map(name => `worse_${name}`)) : [];
  const outcome = hasChoices ? undefined : columnOf('outcome', 'number');
  const date = table.columns.has('date') ? columnOf('date', 'date') : undefined;
  throwFaults(faults);
  const byDay = new Map<number | null, { values: Map<string, number>; choices: [string, string][] | null }>();
  for (let row = 0; row < table.rows; row++) {
    const day = date?.type === 'date' ? date.days[row] : null;
    if (day === MISSING_DAY) report('date', `row ${row + 1} has no date`, 'invalid_data');
    const { values, choices } = byDay.get(day) ?? {
      values: new Map<string, number>(),
      choices: hasChoices ? [] : null,
    };
    byDay.set(day, { values, choices });
    const key = keyAt([...within, ...better], row);
    if (choices) {
      const other = keyAt([...within, ...worse], row);
      if (other === key) report(`worse_${rate.unit[0]}`, `row ${row + 1} chooses ${key} over itself`, 'invalid_data');
      choices.push([key, other]);
    } else if (values.has(key)) report('outcome', `row ${row + 1} is a second one for ${key}${on(day)}`, 'duplicate');
    else if (outcome?.type === 'number') values.set(key, outcome.values[row]);
  }
  if (table.rows === 0) report('outcome', 'has no rows', 'invalid_data');
  throwFaults(faults);
  return byDay;
}

function on(day: number | null): string {
  return day === null ? '' : ` on ${isoDay(day)}`;
}

function quotedNames(table: Table): string {
  return [...table.columns.keys()].map(name => `"${name}"`).join(', ');
}
