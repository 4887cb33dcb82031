import type { Dialect } from '../expr/dialect.ts';

/**
 * A number rounded to 12 significant digits, as ranks and grades compare scores.
 *
 * Shape: SQL of a double, best a name, to SQL of a double. Degenerate: NULL stays NULL; beyond 1e-290 and 1e290 numbers are as they are.
 * @source roundToSignificant in stats: half goes up
 * @example significantSql(duckdb, 'v.score').includes('floor(') // true
 */
export function significantSql({ number }: Dialect, value: string): string {
  const power = `pow(${number(10)}, ${number(11)} - floor(log10(abs(${value}))))`;
  const size = `abs(${value}) BETWEEN ${number(1e-290)} AND ${number(1e290)}`;
  return `CASE WHEN ${size} THEN floor(${value} * ${power} + ${number(0.5)}) / ${power} ELSE ${value} END`;
}
