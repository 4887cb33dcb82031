// What columns hold, read off how a formula uses them.
import type { ColumnType } from '../table/table.ts';
import type { Call, Formula } from './formula.ts';
import { partsOf } from './parts.ts';
import type { ColumnTypes } from './types.ts';
import { typeOf } from './types.ts';

/** Which evidence counts already: what a use demands, then a text beside ==, then that arithmetic is mostly about numbers. */
type Stage = 'demanded' | 'text' | 'number';

type Types = Map<string, ColumnType>;

/**
 * The types of a formula's columns, from those that are known and from the use of the others.
 *
 * Shape: a formula and known types to the known types and the ones inferred; a column of which nothing is demanded stays out; `date` is a date.
 * Degenerate: uses that contradict each other give the type of the firmer one; `checkTypes` then finds the fault.
 * @example inferTypes(parseFormula("channel == 'app'", 'row', []), new Map()).get('channel') // 'text'
 */
export function inferTypes(formula: Formula, known: ColumnTypes): ColumnTypes {
  const types: Types = new Map(demandedTypes(formula, known));
  for (const stage of ['text', 'number'] as const) {
    settleOnce(formula, types, stage);
    settleAll(formula, types, 'demanded');
  }
  return types;
}

/**
 * The types that a formula's uses demand of its columns, without those that are only likely.
 *
 * Shape: as `inferTypes`; a column that could be of another type stays out.
 * @example demandedTypes(parseFormula('min_of(since) - min_of(until)', 'unit', []), new Map()).has('since') // false
 */
export function demandedTypes(formula: Formula, known: ColumnTypes): ColumnTypes {
  const types: Types = new Map(known);
  if (!types.has('date')) types.set('date', 'date');
  settleAll(formula, types, 'demanded');
  return types;
}

function settleAll(formula: Formula, types: Types, stage: Stage): void {
  let before = -1;
  while (types.size !== before) {
    before = types.size;
    settleOnce(formula, types, stage);
  }
}

function settleOnce(formula: Formula, types: Types, stage: Stage): void {
  for (const part of partsOf(formula)) settleOnce(part, types, stage);
  switch (formula.kind) {
    case 'call':
      if (stage === 'demanded') demanded(formula, types);
      else likely(formula, types, stage);
      return;
    case 'measure':
      if (formula.of !== null && (formula.name === 'sum' || formula.name === 'mean'))
        settle(formula.of, 'number', types);
      if (stage === 'number' && (formula.name === 'min_of' || formula.name === 'max_of'))
        settle(formula, 'number', types);
      return;
    case 'share':
    case 'rank_of':
    case 'per_month':
      return settle(formula.of, 'number', types);
    case 'age_days':
      if (formula.of !== null) settle(formula.of, 'date', types);
      return;
    case 'literal':
    case 'column':
    case 'metric':
    case 'shift':
      return;
  }
}

function demanded({ name, of }: Call, types: Types): void {
  switch (name) {
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
      for (const part of of) settle(part, 'number', types);
      return;
    case 'add':
      if (typeOf(of[0], types) === 'date') settle(of[1], 'number', types);
      if (typeOf(of[1], types) === 'date') settle(of[0], 'number', types);
      return;
    case 'subtract':
      if (typeOf(of[0], types) === 'number') settle(of[1], 'number', types);
      if (typeOf(of[1], types) === 'date') settle(of[0], 'date', types);
      return;
    case 'less':
    case 'lessOrEqual':
    case 'greater':
    case 'greaterOrEqual':
      if (of.some(isText)) for (const part of of) settle(part, 'date', types);
      return alike(of, types);
    case 'equal':
    case 'unequal':
      return of.some(isText) ? undefined : alike(of, types);
    case 'min':
    case 'max':
    case 'coalesce':
      return alike(of, types);
    case 'if':
      return alike(of.slice(1), types);
    case 'and':
    case 'or':
    case 'not':
      return;
  }
}

function likely({ name, of }: Call, types: Types, stage: 'text' | 'number'): void {
  const isEquality = name === 'equal' || name === 'unequal';
  const isOrder = name === 'less' || name === 'lessOrEqual' || name === 'greater' || name === 'greaterOrEqual';
  if (stage === 'text' && isEquality && of.some(isText)) {
    // Only a column can hold text: whatever else is compared with one must be a date.
    for (const part of of) settle(part, part.kind === 'column' ? 'text' : 'date', types);
  }
  // What is taken from a date is a date: a number of days is more often asked for than another day.
  if (stage === 'number' && name === 'subtract' && typeOf(of[0], types) === 'date') settle(of[1], 'date', types);
  if (stage === 'number' && (name === 'add' || name === 'subtract' || isOrder)) {
    for (const part of of) settle(part, 'number', types);
  }
}

/** Parts that must be of one type: what one of them is, the others are. */
function alike(parts: readonly Formula[], types: Types): void {
  const type = parts.map(part => typeOf(part, types)).find(each => each !== 'any' && each !== 'condition');
  // Neither 'any' nor 'condition' was let through.
  if (type !== undefined) for (const part of parts) settle(part, type, types);
}

/** Hands a type down to the column that alone decides what the part gives. */
function settle(part: Formula, type: ColumnType, types: Types): void {
  if (part.kind === 'column') {
    if (!types.has(part.name)) types.set(part.name, type);
  } else if (part.kind === 'shift') settle(part.of, type, types);
  else if (part.kind === 'measure' && part.of !== null && (part.name === 'min_of' || part.name === 'max_of')) {
    settle(part.of, type, types);
  } else if (part.kind === 'call' && part.name === 'subtract') {
    // A date less a date is a number, a date less a number is a date.
    if (typeOf(part.of[0], types) === 'date') settle(part.of[1], type === 'date' ? 'number' : 'date', types);
  } else if (part.kind === 'call') {
    const isChoice = part.name === 'min' || part.name === 'max' || part.name === 'coalesce';
    const choices = isChoice ? part.of : part.name === 'if' ? part.of.slice(1) : [];
    for (const choice of choices) settle(choice, type, types);
  }
}

function isText(part: Formula): boolean {
  return part.kind === 'literal' && typeof part.value === 'string';
}
