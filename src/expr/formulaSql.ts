// Formulas as SQL: the same meaning as evaluate, with NULL for missing.
import { RatingError } from '../errors/ratingError.ts';
import { dayOf } from '../table/days.ts';
import type { Dialect } from './dialect.ts';
import type { Call, Formula, Leaf } from './formula.ts';
import { inferTypes } from './infer.ts';
import type { ColumnTypes } from './types.ts';
import { typeOf } from './types.ts';

const LONGEST = 100_000;

/**
 * A formula as one SQL expression.
 *
 * Shape: a formula, and SQL for each of its ends, to SQL of a double or a boolean. A number's end is a DOUBLE without NaN or infinity, a column of
 * dates is a DATE, and every other end that gives a date, as the whole expression, is days since 1970-01-01, a DOUBLE.
 * Degenerate: overflow is not caught here but by `finiteSql`, once, around what the engine has computed.
 * @throws too_complex when the text grows over 100,000 characters
 * @example formulaSql(parseFormula('a / 2', 'row', []), duckdb, () => 'a') // '(a / nullif(2e0, 0e0))'
 */
export function formulaSql(
  formula: Formula,
  dialect: Dialect,
  leaf: (leaf: Leaf) => string,
  known: ColumnTypes = new Map(),
): string {
  const types = inferTypes(formula, known);
  return new Writer(dialect, leaf, types).write(formula);
}

/**
 * A computed column without what overflowed: `evaluate` ends on the same.
 *
 * Shape: SQL of a double, best a name, to SQL that is NULL where it is not finite.
 * @example finiteSql(duckdb, 'x').startsWith('nullif(') // true
 */
export function finiteSql(dialect: Dialect, column: string): string {
  return dialect.finite(column);
}

class Writer {
  readonly #dialect: Dialect;
  readonly #leaf: (leaf: Leaf) => string;
  readonly #types: ColumnTypes;

  constructor(dialect: Dialect, leaf: (leaf: Leaf) => string, types: ColumnTypes) {
    this.#dialect = dialect;
    this.#leaf = leaf;
    this.#types = types;
  }

  write(formula: Formula): string {
    return short(this.#part(formula));
  }

  #part(formula: Formula): string {
    if (formula.kind === 'literal') {
      return typeof formula.value === 'number'
        ? this.#dialect.number(formula.value)
        : this.#dialect.number(dayOf(formula.value));
    }
    if (formula.kind === 'call') return this.#call(formula);
    const sql = this.#leaf(formula);
    return this.#isDateColumn(formula) ? this.#dialect.daysBetween(sql, this.#dialect.date(0)) : sql;
  }

  #call(call: Call): string {
    const dialect = this.#dialect;
    switch (call.name) {
      case 'equal':
        return this.#comparison('=', call);
      case 'unequal':
        return this.#comparison('<>', call);
      case 'less':
        return this.#comparison('<', call);
      case 'lessOrEqual':
        return this.#comparison('<=', call);
      case 'greater':
        return this.#comparison('>', call);
      case 'greaterOrEqual':
        return this.#comparison('>=', call);
      case 'min':
        return this.#ifAllKnown(call.of, values => dialect.least(values));
      case 'max':
        return this.#ifAllKnown(call.of, values => dialect.greatest(values));
      case 'add':
      case 'subtract':
      case 'multiply':
      case 'divide':
        // Two finite numbers give no NaN; what overflowed before may.
        return call.of.some(mayOverflow) ? dialect.known(this.#arithmetic(call)) : this.#arithmetic(call);
      case 'clamp':
        return this.#ifAllKnown(call.of, ([value, low, high]) => dialect.least([dialect.greatest([value, low]), high]));
      default:
        return this.#operation(
          call,
          call.of.map(part => this.write(part)),
        );
    }
  }

  #operation(call: Call, parts: readonly string[]): string {
    const dialect = this.#dialect;
    const [first, second, third] = parts;
    switch (call.name) {
      case 'power':
        return dialect.power(first, mayOverflow(call.of[1]) ? dialect.finite(second) : second);
      case 'negate':
        return `(- ${first})`;
      case 'and':
        return `(${first} AND ${second})`;
      case 'or':
        return `(${first} OR ${second})`;
      case 'not':
        return `(NOT ${first})`;
      case 'if':
        return `CASE ${first} WHEN TRUE THEN ${second} WHEN FALSE THEN ${third} END`;
      case 'abs':
        return `abs(${first})`;
      case 'log':
        return dialect.log(first);
      case 'log1p':
        return dialect.log1p(first);
      case 'exp':
        return dialect.exp(first);
      case 'sqrt':
        return dialect.sqrt(first);
      default:
        return `coalesce(${parts.join(', ')})`;
    }
  }

  /** Arithmetic inside of arithmetic needs no guard of its own: NaN runs through to the outermost. */
  #arithmetic({ name, of }: Call): string {
    const [left, right] = of.map(part => (isArithmetic(part) ? short(this.#arithmetic(part)) : this.write(part)));
    if (name === 'divide') return `(${left} / nullif(${right}, ${this.#dialect.number(0)}))`;
    return `(${left} ${name === 'add' ? '+' : name === 'subtract' ? '-' : '*'} ${right})`;
  }

  /** Engines leave NULL out of least and greatest; here it makes the result missing. */
  #ifAllKnown(parts: readonly Formula[], combine: (values: readonly string[]) => string): string {
    const values = parts.map(part => this.write(part));
    const asked = values.filter((_, at) => parts[at].kind !== 'literal').map(value => `${value} IS NOT NULL`);
    return asked.length === 0 ? combine(values) : `CASE WHEN ${asked.join(' AND ')} THEN ${combine(values)} END`;
  }

  #comparison(sign: string, { of }: Call): string {
    const [left, right] = this.#sides(of[0], of[1]);
    return `(${left} ${sign} ${right})`;
  }

  #sides(left: Formula, right: Formula): readonly string[] {
    const isDate = (part: Formula): boolean => this.#isDateColumn(part);
    const isText = (part: Formula): boolean =>
      typeOf(part, this.#types) === 'text' || typeOf(part, this.#types) === 'any';
    const sides = [left, right];
    // Dates as they are, so that the engine can skip blocks of rows by their least and greatest date.
    if (sides.some(isDate) && sides.every(part => isDate(part) || isTextLiteral(part)))
      return sides.map(part => this.#asDate(part));
    if (sides.every(isText)) return sides.map(part => this.#asText(part));
    return sides.map(part => this.write(part));
  }

  #asDate(part: Formula): string {
    if (part.kind === 'literal') return this.#dialect.date(dayOf(String(part.value)));
    // Only literals and columns come here.
    return this.#leaf(part as Leaf);
  }

  #asText(part: Formula): string {
    if (part.kind === 'literal') return this.#dialect.text(String(part.value).normalize('NFC').trim());
    return part.kind === 'call' ? this.write(part) : this.#leaf(part);
  }

  #isDateColumn(part: Formula): boolean {
    return part.kind === 'column' && this.#types.get(part.name) === 'date';
  }
}

function short(sql: string): string {
  if (sql.length <= LONGEST) return sql;
  throw new RatingError(
    'too_complex',
    [],
    'the formula makes over 100,000 characters of SQL; move a part into a derived column',
  );
}

function isArithmetic(part: Formula): part is Call {
  return part.kind === 'call' && ['add', 'subtract', 'multiply', 'divide'].includes(part.name);
}

function mayOverflow(part: Formula): boolean {
  return part.kind === 'call';
}

function isTextLiteral(part: Formula): boolean {
  return part.kind === 'literal' && typeof part.value === 'string';
}
