// Arrays of one number a group, where groups come to be.

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

/**
 * The state of some groups, in the order asked for; of groups for which there is no room yet, what they begin with.
 *
 * @example stateAt(Float64Array.of(7, 8), Uint32Array.of(1, 2), 0) // [8, 0]
 */
export function stateAt(values: Float64Array, groups: Uint32Array, beginning: number): Float64Array {
  const state = new Float64Array(groups.length);
  for (let at = 0; at < groups.length; at++) {
    const group = groups[at];
    state[at] = group < values.length ? values[group] : beginning;
  }
  return state;
}
