// A formula as plain data: what parsing gives, and what checking, evaluation and SQL read.

/** What a part of a formula gives: a number, a text, a day, or a condition that holds, does not hold, or is missing. */
export type ValueType = 'number' | 'text' | 'date' | 'condition';

/** The operators and row functions, by the name that errors use; `if` is `condition ? then : else`. */
export type FunctionName =
  | 'add' | 'subtract' | 'multiply' | 'divide' | 'power' | 'negate'
  | 'equal' | 'unequal' | 'less' | 'lessOrEqual' | 'greater' | 'greaterOrEqual'
  | 'and' | 'or' | 'not' | 'if'
  | 'abs' | 'log' | 'log1p' | 'exp' | 'sqrt' | 'min' | 'max' | 'clamp' | 'coalesce'; // prettier-ignore

/** The aggregates over sales rows. */
export type MeasureName =
  | 'sum' | 'mean' | 'count' | 'distinct' | 'min_of' | 'max_of'
  | 'first_date' | 'last_date' | 'active_days'; // prettier-ignore

/** A number or text as written. */
export interface Literal {
  readonly kind: 'literal';
  readonly value: number | string;
}

/** A column of the rows at hand: sales rows inside a measure, the units' key columns outside. */
export interface ColumnReference {
  readonly kind: 'column';
  readonly name: string;
}

/** An operator or row function over parts. */
export interface Call {
  readonly kind: 'call';
  readonly name: FunctionName;
  readonly of: readonly Formula[];
}

/** An aggregate over a unit's sales rows in the period; only rows where `where` holds, when given. */
export interface Measure {
  readonly kind: 'measure';
  readonly name: MeasureName;
  readonly of: Formula | null;
  readonly where: Formula | null;
}

/** A part measured over another period: the one just before, the same days a year earlier, or the one just after, which no formula can call. */
export interface Shift {
  readonly kind: 'shift';
  readonly by: 'previous' | 'same_last_year' | 'next';
  readonly of: Formula;
}

/** The mean of a part over each of the last `months` calendar months that end with the period's end. */
export interface PerMonth {
  readonly kind: 'per_month';
  readonly months: number;
  readonly of: Formula;
}

/** A part compared with the peers: the unit's share of their total, or its rank among them (1 is the greatest). */
export interface AmongPeers {
  readonly kind: 'share' | 'rank_of';
  readonly of: Formula;
}

/** A column of the metrics table. */
export interface MetricReference {
  readonly kind: 'metric';
  readonly name: string;
}

/** Days from a date to the period's end; of a sales row's own date when `of` is null. */
export interface AgeDays {
  readonly kind: 'age_days';
  readonly of: Formula | null;
}

/** What stands at the ends of a formula's tree: its values come from outside the formula. */
export type Leaf = ColumnReference | Measure | Shift | PerMonth | AmongPeers | MetricReference | AgeDays;

/** A formula, or a part of one. */
export type Formula = Literal | Call | Leaf;
