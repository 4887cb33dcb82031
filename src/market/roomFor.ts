/**
 * Room for a number or a code of each row of a study.
 *
 * Shared memory where there is some: each 64 MB taken of any other makes the garbage collector go over all that it holds, and the names of
 * millions of orders take it longer than adding up their rows takes us.
 * Unit: bytes, all 0.
 * @example roomFor(16).byteLength // 16
 */
export function roomFor(bytes: number): ArrayBufferLike {
  // Browsers have it on pages alone that share nothing with others.
  return typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes);
}
