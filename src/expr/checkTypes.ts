// Whether the parts of a formula fit together.
import type { Fault, FaultPath } from '../errors/ratingError.ts';
import { dayOf, MISSING_DAY } from '../table/days.ts';
import type { Call, Formula, Measure, ValueType } from './formula.ts';
import { inferTypes } from './infer.ts';
import { partsOf } from './parts.ts';
import { formulaText } from './show.ts';
import type { ColumnTypes } from './types.ts';
import { typeOf } from './types.ts';

/**
 * The faults of a formula that is to give a number, or a condition: of its whole and of its parts.
 *
 * Shape: a formula, and the types of the columns that are known, to its faults from left to right. A date passes for a number: days since 1970-01-01.
 * Degenerate: columns that are not known are taken for what their use demands; a formula that fits has no faults.
 * @example checkTypes({ kind: 'literal', value: 2 }, 'condition', new Map(), ['eligible'])[0].code // 'wrong_type'
 */
export function checkTypes(
  formula: Formula,
  want: 'number' | 'condition',
  known: ColumnTypes,
  path: FaultPath,
): Fault[] {
  const faults = checkParts(formula, known, path);
  if (faults.length > 0) return faults;
  const type = typeOf(formula, inferTypes(formula, known));
  const wrong = (message: string): Fault[] => [{ code: 'wrong_type', path, message }];
  if (want === 'condition') {
    return type === 'condition'
      ? []
      : wrong(`${named(formula, type)}; a condition such as sum(units) >= 30 should stand here`);
  }
  if (type === 'condition') return wrong(`is a condition; as a number it is ${brief(formula, true)} ? 1 : 0`);
  return type === 'text' ? wrong(`${named(formula, type)}; a number should stand here`) : [];
}

/**
 * The faults inside of a formula, whatever it is to give.
 *
 * Shape: as `checkTypes`.
 * Degenerate: a single column, number or text has no parts that could not fit.
 * @example checkParts({ kind: 'column', name: 'units' }, new Map(), []) // []
 */
export function checkParts(formula: Formula, known: ColumnTypes, path: FaultPath): Fault[] {
  const types = inferTypes(formula, known);
  const faults: Fault[] = [];
  visit(formula, types, message => faults.push({ code: 'wrong_type', path, message }));
  return faults;
}

type Report = (message: string) => void;

function visit(formula: Formula, types: ColumnTypes, report: Report): void {
  for (const part of partsOf(formula)) visit(part, types, report);
  switch (formula.kind) {
    case 'call':
      return visitCall(formula, types, report);
    case 'measure':
      return visitMeasure(formula, types, report);
    case 'shift':
      return demand(formula.of, ['number', 'date'], formula.by, types, report);
    case 'per_month':
    case 'share':
    case 'rank_of':
      return demand(formula.of, ['number'], formula.kind, types, report);
    case 'age_days':
      return formula.of === null ? undefined : demand(formula.of, ['date'], 'age_days', types, report);
    case 'literal':
    case 'column':
    case 'metric':
      return;
  }
}

function visitMeasure({ name, of, where }: Measure, types: ColumnTypes, report: Report): void {
  const taken: Partial<Record<Measure['name'], readonly ValueType[]>> = {
    sum: ['number'],
    mean: ['number'],
    min_of: ['number', 'date'],
    max_of: ['number', 'date'],
  };
  if (of !== null) demand(of, taken[name] ?? ['number', 'text', 'date'], name, types, report);
  if (where !== null) demand(where, ['condition'], `the filter of ${name}`, types, report);
}

function visitCall(call: Call, types: ColumnTypes, report: Report): void {
  const { name, of } = call;
  switch (name) {
    case 'add':
    case 'subtract':
      return visitSum(call, types, report);
    case 'equal':
    case 'unequal':
    case 'less':
    case 'lessOrEqual':
    case 'greater':
    case 'greaterOrEqual':
      return visitComparison(call, types, report);
    case 'and':
    case 'or':
    case 'not':
      for (const part of of) demand(part, ['condition'], name, types, report);
      return;
    case 'if':
      demand(of[0], ['condition'], 'the part before ?', types, report);
      return visitAlike('? :', of.slice(1), types, report);
    case 'min':
    case 'max':
    case 'coalesce':
      return visitAlike(name, of, types, report);
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
      for (const part of of) demand(part, ['number'], inWords(name), types, report);
  }
}

function visitSum({ name, of }: Call, types: ColumnTypes, report: Report): void {
  for (const part of of) demand(part, ['number', 'date'], inWords(name), types, report);
  const [left, right] = of.map(part => typeOf(part, types));
  if (name === 'add' && left === 'date' && right === 'date') {
    report(
      `adds two dates, ${brief(of[0])} and ${brief(of[1])}; a date takes a number of days, and a date less a date is a number of days`,
    );
  }
  if (name === 'subtract' && left === 'number' && right === 'date') {
    report(`takes the date ${brief(of[1])} from the number ${brief(of[0])}; a date less a date is a number of days`);
  }
}

function visitAlike(name: string, parts: readonly Formula[], types: ColumnTypes, report: Report): void {
  for (const part of parts) demand(part, ['number', 'date'], name, types, report);
  const found = new Set(parts.map(part => typeOf(part, types)));
  if (found.has('number') && found.has('date'))
    report(`${name} mixes numbers and dates: ${parts.map(part => brief(part)).join(', ')}`);
}

function visitComparison({ name, of }: Call, types: ColumnTypes, report: Report): void {
  for (const part of of) demand(part, ['number', 'text', 'date'], 'a comparison', types, report);
  const [left, right] = of.map(part => typeOf(part, types));
  const text = of.find(part => part.kind === 'literal' && typeof part.value === 'string');
  if ((left === 'date') !== (right === 'date') && (left === 'text' || right === 'text') && text?.kind === 'literal') {
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(String(text.value)) && dayOf(String(text.value)) !== MISSING_DAY;
    if (!isDay) report(`${brief(text)} is no day; a date is compared with a text such as '2018-02-28'`);
    return;
  }
  if (left === 'any' || right === 'any' || left === 'condition' || right === 'condition') return;
  if (left !== right)
    return report(
      `compares ${brief(of[0])} (${left}) with ${brief(of[1])} (${right}); both sides should be of one type`,
    );
  if (left !== 'text' || name === 'equal' || name === 'unequal') return;
  report(`puts texts in order, ${brief(of[0])} and ${brief(of[1])}; text is compared only by == and !=`);
}

function demand(part: Formula, wanted: readonly ValueType[], by: string, types: ColumnTypes, report: Report): void {
  const type = typeOf(part, types);
  // No column holds conditions, so a column that nothing is known of cannot be one.
  if (type === 'any' ? wanted[0] !== 'condition' : wanted.includes(type)) return;
  const should = `${by} takes a ${wanted.join(' or ')}`;
  if (type === 'condition') report(`${brief(part)} is a condition; ${should}, such as ${brief(part, true)} ? 1 : 0`);
  else if (by === 'not') report(`${named(part, type)}; not takes a condition in brackets: not (x == y)`);
  else report(`${named(part, type)}; ${should}`);
}

function named(part: Formula, type: ValueType | 'any'): string {
  return `${brief(part)} is ${type === 'any' ? 'a column' : type === 'text' ? 'text' : `a ${type}`}`;
}

function brief(part: Formula, brackets = false): string {
  const text = formulaText(part);
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return brackets && part.kind === 'call' ? `(${short})` : short;
}

const WORDS: Partial<Record<Call['name'], string>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  power: '^',
  negate: '-',
};

function inWords(name: Call['name']): string {
  return WORDS[name] ?? name;
}
