// Memory for a code or a number a row. Shared memory where there is some: each 64 MB taken of any other makes the garbage collector go over
// all that it holds, and the names of millions of orders take it longer than adding up their rows takes us.

/**
 * Room for codes, all 0.
 *
 * @example codeRoom(2) // [0, 0]
 */
export function codeRoom(count: number): Uint32Array {
  return new Uint32Array(memory(4 * count));
}

/**
 * Room for numbers, all 0.
 *
 * @example numberRoom(2) // [0, 0]
 */
export function numberRoom(count: number): Float64Array {
  return new Float64Array(memory(8 * count));
}

/** Browsers have shared memory on isolated pages alone. */
function memory(bytes: number): ArrayBufferLike {
  return typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes);
}
