// Exact arithmetic on doubles: each is a whole number of 2^-1074.

/** A finite double as a whole number of 2^-1074. */
export function wholeOf(value: number): bigint {
  const bits = new BigUint64Array(new Float64Array([value]).buffer)[0];
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const size = exponent === 0 ? fraction : (fraction | (1n << 52n)) << BigInt(exponent - 1);
  return bits >> 63n === 1n ? -size : size;
}

/** A ratio of whole numbers as a double, right to about 60 bits before it is rounded. */
export function ratio(top: bigint, bottom: bigint): number {
  if (top < 0n) return -ratio(-top, bottom);
  if (top === 0n) return 0;
  const shift = Math.max(0, 70 - (top.toString(2).length - bottom.toString(2).length));
  const scaled = (top << BigInt(shift)) / bottom;
  const drop = Math.max(0, scaled.toString(2).length - 64);
  // 64 bits turn into the nearest double; the powers of two are exact while the result is a normal number.
  return timesPowerOfTwo(Number(scaled >> BigInt(drop)), drop - shift);
}

/** The exact sum of finite doubles: the double nearest to it, and how far another number is from it. */
export function exactSum(values: readonly number[]): {
  readonly nearest: number;
  readonly distanceTo: (other: number) => number;
} {
  const sum = values.reduce((total, value) => total + wholeOf(value), 0n);
  const asNumber = (whole: bigint): number => ratio(whole, 1n << 1074n);
  return {
    nearest: asNumber(sum),
    distanceTo: other => (Number.isFinite(other) ? Math.abs(asNumber(sum - wholeOf(other))) : Infinity),
  };
}

/** Mean and sample variance of finite doubles, worked out in whole numbers and rounded once. */
export function exactMoments(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const wholes = values.map(wholeOf);
  const count = BigInt(values.length);
  const sum = wholes.reduce((total, whole) => total + whole, 0n);
  const squares = wholes.reduce((total, whole) => total + (count * whole - sum) ** 2n, 0n);
  // The variance is squares / (n² (n - 1)); its root is taken in whole numbers.
  const bottom = count * count * (count - 1n);
  const shift = 200n;
  const root = values.length < 2 ? 0n : squareRoot((squares << shift) / bottom);
  return { mean: ratio(sum, count << 1074n), deviation: ratio(root, 1n << (1074n + shift / 2n)) };
}

function squareRoot(value: bigint): bigint {
  if (value === 0n) return 0n;
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

function timesPowerOfTwo(value: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
}
