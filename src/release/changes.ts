// The values that steps made as a file beside the ratings, and back.
import type { ChangedValues, Changes } from '../model/changes.ts';
import { planOf } from '../model/plan.ts';
import type { Result } from '../model/result.ts';
import type { Model } from '../model/spec.ts';
import type { Table } from '../table/table.ts';
import { textAt, textColumn } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import type { NamedColumn } from './outputs.ts';

const STEPS = ['filled', 'treated'] as const;

/**
 * The columns of `changes.csv`: the key of the unit, the indicator, which step changed its value, and the value before and after.
 *
 * Shape: one row a changed value; by step, then by indicator, then by key. Degenerate: nothing was changed: no rows.
 * @example changeColumns(result).map(each => each.name) // ['category', 'brand', 'indicator', 'step', 'before', 'after']
 */
export function changeColumns(result: Pick<Result, 'model' | 'keys' | 'filled' | 'treated'>): NamedColumn[] {
  const changed = STEPS.flatMap(step => result[step].map(each => ({ ...each, step })));
  const units = changed.flatMap(each => [...each.units]);
  const ownNames = namesFor(result.keys.map(({ name }) => name));
  const words = (wordOf: (each: (typeof changed)[number]) => string): TextColumn =>
    textColumn(changed.flatMap(each => Array<string>(each.units.length).fill(wordOf(each))));
  const values = (valuesOf: (each: ChangedValues) => Float64Array): NamedColumn['column'] => ({
    type: 'number',
    values: Float64Array.from(changed.flatMap(each => [...valuesOf(each)])),
  });
  return [
    ...result.keys.map(({ name, column }) => ({
      name,
      column: { ...column, codes: Uint32Array.from(units, unit => column.codes[unit]) },
    })),
    { name: ownNames.indicator, column: words(each => each.id) },
    { name: ownNames.step, column: words(each => each.step) },
    { name: ownNames.before, column: values(each => each.before) },
    { name: ownNames.after, column: values(each => each.after) },
  ];
}

/**
 * The columns of `changes.csv` of a model, for a reader.
 *
 * @example changeRequests(model).at(-1).name // 'after'
 */
export function changeRequests(model: Model): { readonly name: string; readonly type: 'text' | 'number' }[] {
  const { keys } = planOf(model);
  const { indicator, step, before, after } = namesFor(keys);
  return [
    ...[...keys, indicator, step].map(name => ({ name, type: 'text' as const })),
    ...[before, after].map(name => ({ name, type: 'number' as const })),
  ];
}

/**
 * The changes of a release, for units in another order.
 *
 * Degenerate: a row about a unit that is not listed is left out.
 * @example changesFrom(model, changes, result.keys).filled // []
 */
export function changesFrom(
  model: Model,
  changes: Table,
  keys: readonly { readonly name: string; readonly column: TextColumn }[],
): Changes {
  const own = namesFor(keys.map(({ name }) => name));
  // Asked of the reader with these names and types.
  const text = (name: string): TextColumn => changes.columns.get(name) as TextColumn;
  const number = (name: string): Float64Array => (changes.columns.get(name) as { values: Float64Array }).values;
  const keyAt = (columns: readonly TextColumn[], row: number): string =>
    JSON.stringify(columns.map(column => textAt(column, row)));
  const columns = keys.map(({ column }) => column);
  const unitOf = new Map<string, number>();
  for (let unit = 0; unit < (columns[0]?.codes.length ?? 0); unit++) unitOf.set(keyAt(columns, unit), unit);
  const theirs = keys.map(({ name }) => text(name));
  const of = new Map<string, { unit: number; row: number }[]>();
  for (let row = 0; row < changes.rows; row++) {
    const unit = unitOf.get(keyAt(theirs, row));
    const place = `${textAt(text(own.step), row)} ${textAt(text(own.indicator), row)}`;
    const found = of.get(place) ?? [];
    if (unit !== undefined) found.push({ unit, row });
    of.set(place, found);
  }
  const changesOf = (step: (typeof STEPS)[number]): ChangedValues[] =>
    model.indicators.flatMap(({ id }) => {
      const found = (of.get(`${step} ${id}`) ?? []).sort((left, right) => left.unit - right.unit);
      if (found.length === 0) return [];
      const pick = (values: Float64Array): Float64Array => Float64Array.from(found, ({ row }) => values[row]);
      return [
        {
          id,
          units: Uint32Array.from(found, ({ unit }) => unit),
          before: pick(number(own.before)),
          after: pick(number(own.after)),
        },
      ];
    });
  return { filled: changesOf('filled'), treated: changesOf('treated') };
}

/** Our names of columns, told apart from keys of the same name. */
function namesFor(keys: readonly string[]): Record<'indicator' | 'step' | 'before' | 'after', string> {
  const free = (name: string): string => (keys.includes(name) ? free(`${name}_`) : name);
  return { indicator: free('indicator'), step: free('step'), before: free('before'), after: free('after') };
}
