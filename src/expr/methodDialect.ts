import type { Dialect } from './dialect.ts';

/** What methods need of an engine beyond formulas: aggregates over the eligible peers, and places among them. */
export interface MethodDialect extends Dialect {
  /** The type 7 quantile of a value, as an aggregate. */
  quantile(value: string, share: number): string;
  /** How many eligible peers have a smaller value of this column, as an expression of the row. */
  countBelow(value: string): string;
}
