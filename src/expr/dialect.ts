/** What engines write differently, as far as formulas go. Every argument and result is SQL of one expression, unless its type says otherwise. */
export interface Dialect {
  readonly name: string;
  /** A column's or table's name, quoted. */
  identifier(name: string): string;
  /** A text as a literal. */
  text(value: string): string;
  /** A double that reads back to the same double, and is typed so that no division is one of integers; NULL for NaN and infinity. */
  number(value: number): string;
  /** The day a number of days after 1970-01-01, as a date literal. */
  date(day: number): string;
  /** Whole days from one date to another, as a double. */
  daysBetween(later: string, earlier: string): string;
  /** The natural logarithm; NULL where there is none. */
  log(value: string): string;
  /** The natural logarithm of 1 + value, exact for small values too; NULL where there is none. */
  log1p(value: string): string;
  exp(value: string): string;
  /** NULL for a negative value. */
  sqrt(value: string): string;
  /** NULL where the result is not a finite number; the exponent is finite. */
  power(base: string, exponent: string): string;
  /** The least of values of which none is NULL. */
  least(values: readonly string[]): string;
  /** The greatest of values of which none is NULL. */
  greatest(values: readonly string[]): string;
  /** The value, and NULL instead of NaN. */
  known(value: string): string;
  /** The value, and NULL instead of NaN or an infinite number. */
  finite(value: string): string;
}
