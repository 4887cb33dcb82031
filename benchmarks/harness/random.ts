/**
 * Numbers from 0 to 1 from a seed: the same on every machine.
 *
 * @source Steele, Vigna (2021), Computationally easy, spectrally good multipliers: a 32-bit congruential generator, its upper half mixed
 */
export function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 0x915f77f5) + 12_345) | 0;
    const mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
