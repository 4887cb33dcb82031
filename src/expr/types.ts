import type { ColumnType } from '../table/table.ts';
import type { Call, Formula, Measure, ValueType } from './formula.ts';

/** What columns hold, as far as it is known, by name. */
export type ColumnTypes = ReadonlyMap<string, ColumnType>;

/**
 * What a formula gives; `any` while that hangs on a column whose type is not known.
 *
 * Degenerate: a formula whose parts do not fit together gives what its operator would give; `checkTypes` finds the fault.
 * @example typeOf({ kind: 'column', name: 'brand' }, new Map([['brand', 'text']])) // 'text'
 */
export function typeOf(formula: Formula, columns: ColumnTypes): ValueType | 'any' {
  switch (formula.kind) {
    case 'literal':
      return typeof formula.value === 'number' ? 'number' : 'text';
    case 'column':
      return columns.get(formula.name) ?? 'any';
    case 'call':
      return typeOfCall(formula, columns);
    case 'measure':
      return typeOfMeasure(formula, columns);
    case 'shift':
      return typeOf(formula.of, columns);
    case 'per_month':
    case 'share':
    case 'rank_of':
    case 'metric':
    case 'age_days':
      return 'number';
  }
}

function typeOfCall({ name, of }: Call, columns: ColumnTypes): ValueType | 'any' {
  switch (name) {
    case 'equal':
    case 'unequal':
    case 'less':
    case 'lessOrEqual':
    case 'greater':
    case 'greaterOrEqual':
    case 'and':
    case 'or':
    case 'not':
      return 'condition';
    case 'add':
    case 'subtract':
      return typeOfSum(name, typeOf(of[0], columns), typeOf(of[1], columns));
    case 'if':
      return firstKnown(of.slice(1), columns);
    case 'min':
    case 'max':
    case 'coalesce':
      return firstKnown(of, columns);
    case 'multiply':
    case 'divide':
    case 'power':
    case 'negate':
    case 'abs':
    case 'log':
    case 'log1p':
    case 'exp':
    case 'sqrt':
    case 'clamp':
      return 'number';
  }
}

function typeOfSum(name: 'add' | 'subtract', left: ValueType | 'any', right: ValueType | 'any'): ValueType | 'any' {
  if (name === 'subtract' && right === 'date') return 'number';
  if (left === 'date' || right === 'date') return name === 'subtract' && right === 'any' ? 'any' : 'date';
  return left === 'any' || right === 'any' ? 'any' : 'number';
}

function typeOfMeasure({ name, of }: Measure, columns: ColumnTypes): ValueType | 'any' {
  switch (name) {
    case 'sum':
    case 'mean':
    case 'count':
    case 'distinct':
    case 'active_days':
      return 'number';
    case 'first_date':
    case 'last_date':
      return 'date';
    case 'min_of':
    case 'max_of':
      return of === null ? 'any' : typeOf(of, columns);
  }
}

function firstKnown(parts: readonly Formula[], columns: ColumnTypes): ValueType | 'any' {
  for (const part of parts) {
    const type = typeOf(part, columns);
    if (type !== 'any') return type;
  }
  return 'any';
}
