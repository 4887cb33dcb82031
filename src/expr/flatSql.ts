import { FLAT } from '../stats/spread.ts';
import type { Dialect } from './dialect.ts';

/**
 * Whether the least and the greatest of some values are equal but for rounding, as `isFlat` says; NULL where there are none.
 *
 * @example flatSql('a', 'b', duckdb).startsWith('b - a <= ') // true
 */
export function flatSql(min: string, max: string, dialect: Dialect): string {
  return `${max} - ${min} <= ${dialect.number(FLAT)} * greatest(abs(${min}), abs(${max}))`;
}
