// The scale that places from 0 to 1 are brought to.
import * as z from 'zod/mini';
import type { MethodDialect } from '../../expr/methodDialect.ts';

/** The ends of a scale, the lower first. */
export const scaleEnds = () =>
  z
    .tuple([z.number(), z.number()])
    .check(z.refine(([low, high]) => low < high, { error: 'the first end of a scale must be below the second' }));

/**
 * Places on a scale: 0 at its lower end, 1 at its upper one.
 *
 * @example ontoScale(Float64Array.of(0, 0.5, 2), [1, 3]) // [1, 2, 5]
 */
export function ontoScale(places: Float64Array, [low, high]: readonly [number, number]): Float64Array {
  const scaled = new Float64Array(places.length);
  for (let row = 0; row < places.length; row++) scaled[row] = low + places[row] * (high - low);
  return scaled;
}

/**
 * `ontoScale` as an expression.
 *
 * @example ontoScaleSql('v.x', [1, 3], duckdb) // '1e0 + (v.x) * 2e0'
 */
export function ontoScaleSql(place: string, [low, high]: readonly [number, number], dialect: MethodDialect): string {
  return `${dialect.number(low)} + (${place}) * ${dialect.number(high - low)}`;
}

/**
 * What places leave of 1.
 *
 * @example restOf(Float64Array.of(0.25, NaN)) // [0.75, NaN]
 */
export function restOf(places: Float64Array): Float64Array {
  const rest = new Float64Array(places.length);
  for (let row = 0; row < places.length; row++) rest[row] = 1 - places[row];
  return rest;
}
