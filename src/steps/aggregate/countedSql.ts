// What rowScores does, as SQL: expressions over the parts of a row that count.
import type { SqlAnchors } from '../../expr/aggregateMethod.ts';
import { presentWeightSql } from './presentWeight.ts';

/** A term of each part that counts, another one for each that does not. */
export function countedSql(
  parts: readonly string[],
  weights: readonly string[],
  term: (at: number) => string,
  none: string,
): string[] {
  return parts.map((value, at) => `CASE WHEN ${value} IS NULL OR ${weights[at]} = 0 THEN ${none} ELSE ${term(at)} END`);
}

/**
 * The weighted mean of a term over the parts that count.
 *
 * Degenerate: nothing counts: NULL.
 * @example weightedMeanSql(['v.a'], ['w.w1'], () => 'v.a').includes('nullif') // true
 */
export function weightedMeanSql(
  parts: readonly string[],
  weights: readonly string[],
  term: (at: number) => string,
): string {
  const terms = countedSql(parts, weights, at => `${weights[at]} * (${term(at)})`, '0e0');
  return `((${terms.join(' + ')}) / nullif(${presentWeightSql(parts, weights)}, 0))`;
}

/**
 * The weighted geometric mean of a term of at least 0 over the parts that count; `log` is NULL for 0.
 *
 * @example weightedProductSql(['v.a'], ['w.w1'], () => 'v.a', value => `ln(${value})`).startsWith('CASE WHEN') // true
 */
export function weightedProductSql(
  parts: readonly string[],
  weights: readonly string[],
  term: (at: number) => string,
  log: (value: string) => string,
): string {
  const isZero = countedSql(parts, weights, at => `coalesce(${term(at)} <= 0, false)`, 'false').join(' OR ');
  return `CASE WHEN ${isZero} THEN 0e0 ELSE exp(${weightedMeanSql(parts, weights, at => log(term(at)))}) END`;
}

/**
 * The same aggregate of every part, under the name with the part's number behind it.
 *
 * @example eachPart(['v.a', 'v.b'], 'least', value => `min(${value})`) // { least_1: 'min(v.a)', least_2: 'min(v.b)' }
 */
export function eachPart(parts: readonly string[], name: string, aggregate: (value: string) => string): SqlAnchors {
  return Object.fromEntries(parts.map((value, at) => [`${name}_${at + 1}`, aggregate(value)]));
}
