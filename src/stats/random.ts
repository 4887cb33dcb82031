// Numbers that look random and are the same on every machine: a seed gives them, nothing else.

/** A generator: each call gives the next whole number from 0 to 2^32 - 1. */
export type RandomBits = () => number;

/**
 * The generator xoshiro128** from a state of four whole numbers, which is copied.
 *
 * Degenerate: a state of zeros only gives zeros for ever.
 * @source Blackman and Vigna (2021), Scrambled Linear Pseudorandom Number Generators, ACM TOMS 47 (4)
 * @example xoshiro128(Uint32Array.of(1, 2, 3, 4))() // 11520
 */
export function xoshiro128(state: Uint32Array): RandomBits {
  let [first, second, third, fourth] = state;
  return () => {
    const result = Math.imul(rotated(Math.imul(second, 5), 7), 9) >>> 0;
    const shifted = second << 9;
    third ^= first;
    fourth ^= second;
    second ^= third;
    first ^= fourth;
    third ^= shifted;
    fourth = rotated(fourth, 11);
    return result;
  };
}

/**
 * A generator from a seed; a stream number gives further ones that have nothing to do with each other, such as one a replicate.
 *
 * Shape: whole numbers from 0 to 2^53 - 1 to a generator.
 * @source Steele, Lea and Flood (2014), Fast Splittable Pseudorandom Number Generators (SplitMix64, by which the state is filled)
 * @example seededBits(7)() === seededBits(7)() // true
 */
export function seededBits(seed: number, stream = 0): RandomBits {
  let state = mixed(BigInt(seed)) ^ mixed(BigInt(stream) + GOLDEN);
  const state32 = new Uint32Array(4);
  for (let at = 0; at < 4; at += 2) {
    state = BigInt.asUintN(64, state + GOLDEN);
    const bits = mixed(state);
    state32[at] = Number(bits & 0xffff_ffffn);
    state32[at + 1] = Number(bits >> 32n);
  }
  return xoshiro128(state32);
}

/**
 * The next number from 0 up to, and without, 1: a multiple of 2^-53.
 *
 * @example uniform(seededBits(7)) < 1 // true
 */
export function uniform(next: RandomBits): number {
  const high = next() >>> 5;
  return (high * 0x400_0000 + (next() >>> 6)) / 0x20_0000_0000_0000;
}

/**
 * The next whole number below a count, each as likely as the others.
 *
 * @source the rejection of what would favor small numbers: Knuth, The Art of Computer Programming, volume 2, section 3.4.1
 * @example below(seededBits(7), 1) // 0
 */
export function below(next: RandomBits, count: number): number {
  // The greatest multiple of the count within the range: what lies beyond would favor small numbers.
  const end = 0x1_0000_0000 - (0x1_0000_0000 % count);
  for (;;) {
    const drawn = next();
    if (drawn < end) return drawn % count;
  }
}

const GOLDEN = 0x9e37_79b9_7f4a_7c15n;

/** The mixing function of SplitMix64. */
function mixed(value: bigint): bigint {
  let bits = BigInt.asUintN(64, value);
  bits = BigInt.asUintN(64, (bits ^ (bits >> 30n)) * 0xbf58_476d_1ce4_e5b9n);
  bits = BigInt.asUintN(64, (bits ^ (bits >> 27n)) * 0x94d0_49bb_1331_11ebn);
  return bits ^ (bits >> 31n);
}

function rotated(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by));
}
