/**
 * An array with room for so many values: itself, or a longer one that begins with it and goes on with a filling.
 *
 * Shape: at least `length` values; twice as many as before when it has to grow, so that growing costs the same a value however often it is done.
 * @example withRoom(Float64Array.of(1), 2, NaN) // [1, NaN]
 */
export function withRoom(values: Float64Array, length: number, filling: number): Float64Array {
  if (length <= values.length) return values;
  const roomier = new Float64Array(Math.max(length, 2 * values.length));
  roomier.set(values);
  if (filling !== 0) roomier.fill(filling, values.length);
  return roomier;
}
