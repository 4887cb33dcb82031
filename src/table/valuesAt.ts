/**
 * Some values of a column, in the order asked for.
 *
 * Shape: n values and m places to m values. A plain loop: `Float64Array.from` with a function takes ten times as long.
 * Degenerate: a place beyond the end: missing.
 * @example valuesAt(Float64Array.of(5, 6, 7), Uint32Array.of(2, 0)) // [7, 5]
 */
export function valuesAt(values: Float64Array, places: Uint32Array | Int32Array): Float64Array {
  const picked = new Float64Array(places.length);
  for (let at = 0; at < places.length; at++) picked[at] = values[places[at]];
  return picked;
}
