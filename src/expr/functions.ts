// What can be called in a formula, and with how many arguments.
import type { FunctionName, MeasureName } from './formula.ts';

/** Whose columns a bare name is: those of a sales row, or the key columns of a unit. */
export type Context = 'row' | 'unit';

/** How many arguments a function takes. */
export interface Arity {
  readonly least: number;
  readonly most: number;
}

/**
 * The row functions by the name they are called with.
 *
 * @example rowFunctions.get('clamp') // { least: 3, most: 3 }
 */
export const rowFunctions: ReadonlyMap<string, Arity> = new Map<FunctionName, Arity>([
  ['abs', { least: 1, most: 1 }],
  ['log', { least: 1, most: 1 }],
  ['log1p', { least: 1, most: 1 }],
  ['exp', { least: 1, most: 1 }],
  ['sqrt', { least: 1, most: 1 }],
  ['min', { least: 2, most: Infinity }],
  ['max', { least: 2, most: Infinity }],
  ['clamp', { least: 3, most: 3 }],
  ['coalesce', { least: 2, most: Infinity }],
]);

/**
 * The measures by the name they are called with; the last argument may be a filter.
 *
 * @example measures.get('sum') // { least: 1, most: 2 }
 */
export const measures: ReadonlyMap<string, Arity> = new Map<MeasureName, Arity>([
  ['sum', { least: 1, most: 2 }],
  ['mean', { least: 1, most: 2 }],
  ['count', { least: 0, most: 2 }],
  ['distinct', { least: 1, most: 2 }],
  ['min_of', { least: 1, most: 2 }],
  ['max_of', { least: 1, most: 2 }],
  ['first_date', { least: 0, most: 1 }],
  ['last_date', { least: 0, most: 1 }],
  ['active_days', { least: 0, most: 1 }],
]);

/**
 * What else a unit's formula can call; `column` and `age_days` are for rows too.
 *
 * @example unitFunctions.get('per_month') // { least: 2, most: 2 }
 */
export const unitFunctions: ReadonlyMap<string, Arity> = new Map([
  ['previous', { least: 1, most: 1 }],
  ['same_last_year', { least: 1, most: 1 }],
  ['per_month', { least: 2, most: 2 }],
  ['share', { least: 1, most: 1 }],
  ['rank_of', { least: 1, most: 1 }],
  ['metric', { least: 1, most: 1 }],
]);

/**
 * The operators by the word mathjs has for them.
 *
 * @example operators.get('pow') // 'power'
 */
export const operators: ReadonlyMap<string, FunctionName> = new Map([
  ['add', 'add'],
  ['subtract', 'subtract'],
  ['multiply', 'multiply'],
  ['divide', 'divide'],
  ['pow', 'power'],
  ['unaryMinus', 'negate'],
  ['equal', 'equal'],
  ['unequal', 'unequal'],
  ['smaller', 'less'],
  ['smallerEq', 'lessOrEqual'],
  ['larger', 'greater'],
  ['largerEq', 'greaterOrEqual'],
  ['and', 'and'],
  ['or', 'or'],
  ['not', 'not'],
]);

/**
 * Every name that a formula of this context can call, for advice on a misspelled one.
 *
 * @example callable('row').includes('sum') // false
 */
export function callable(context: Context): readonly string[] {
  const anywhere = [...rowFunctions.keys(), 'column', 'age_days'];
  return context === 'row' ? anywhere : [...anywhere, ...measures.keys(), ...unitFunctions.keys()];
}
