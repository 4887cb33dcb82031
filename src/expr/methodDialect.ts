import type { Dialect } from './dialect.ts';

/** What methods need of an engine beyond formulas: aggregates over the eligible peers, and places among them. */
export interface MethodDialect extends Dialect {
  /** The type 7 quantile of a value, as an aggregate. */
  quantile(value: string, share: number): string;
  /** The median distance of values from their median, as an aggregate. */
  medianDeviation(value: string): string;
  /** The value at a place from the greatest down (1 is the greatest), as an aggregate; the place is a whole number, an aggregate too. */
  greatestAt(value: string, place: string): string;
  /** How many eligible peers have a smaller value of this column, as an expression of the row. */
  countBelow(value: string): string;
}
