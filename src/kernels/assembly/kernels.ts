// AssemblyScript: what runs in WebAssembly. `npm run kernels` compiles it into ../code.ts, and a test fails when that is stale.
// The table of the groups has the first 2 MB of the memory, a block of rows the places behind it, as ../sweep.ts says too.
const CODES: usize = 0x200000;
const VALUES: usize = 0x208000;
const RESULTS: usize = 0x210000;

/** Groups: least, and the negative of the greatest. A missing value is less than nothing. */
export function extent(end: usize): void {
  for (let value = VALUES, code = CODES; value < end; value += 16, code += 8) {
    const first = (<usize>load<u32>(code)) << 4;
    const second = (<usize>load<u32>(code, 4)) << 4;
    const values = v128.load(value);
    const negative = f64x2.neg(values);
    v128.store(first, f64x2.pmin(v128.load(first), v128.shuffle<f64>(values, negative, 0, 2)));
    v128.store(second, f64x2.pmin(v128.load(second), v128.shuffle<f64>(values, negative, 1, 3)));
  }
}

/** Groups: from, range. Results: low + (value - from) / range * width. */
export function place(end: usize, low: f64, width: f64): void {
  for (let value = VALUES, code = CODES, result = RESULTS; value < end; value += 16, code += 8, result += 16) {
    const first = v128.load((<usize>load<u32>(code)) << 4);
    const second = v128.load((<usize>load<u32>(code, 4)) << 4);
    const from = v128.shuffle<f64>(first, second, 0, 2);
    const range = v128.shuffle<f64>(first, second, 1, 3);
    const share = f64x2.div(f64x2.sub(v128.load(value), from), range);
    v128.store(result, f64x2.add(f64x2.splat(low), f64x2.mul(share, f64x2.splat(width))));
  }
}

/**
 * Groups: least, the negative of the greatest, sum, count; missing values are left out of all four. The sum is of whole
 * numbers: values times the scale, taken for what adding the rounder and taking it away again makes of them; where that is
 * further off than rounding explains, it is missing. A rounder of 0 leaves values as they are.
 */
export function tally(end: usize, scale: f64, rounder: f64): void {
  const scales = f64x2.splat(scale);
  const rounders = f64x2.splat(rounder);
  for (let value = VALUES, code = CODES; value < end; value += 16, code += 8) {
    const first = (<usize>load<u32>(code)) << 5;
    const second = (<usize>load<u32>(code, 4)) << 5;
    const values = v128.load(value);
    const negative = f64x2.neg(values);
    const product = f64x2.mul(values, scales);
    const whole = f64x2.sub(f64x2.add(product, rounders), rounders);
    const rounding = f64x2.mul(f64x2.abs(whole), f64x2.splat(4.440892098500626e-16));
    const isWhole = f64x2.le(f64x2.abs(f64x2.sub(product, whole)), rounding);
    const isThere = f64x2.eq(values, values);
    // All bits set are no number.
    const toAdd = v128.and(v128.or(whole, v128.not(isWhole)), isThere);
    const ones = v128.and(f64x2.splat(1), isThere);
    v128.store(first, f64x2.pmin(v128.load(first), v128.shuffle<f64>(values, negative, 0, 2)));
    v128.store(first, f64x2.add(v128.load(first, 16), v128.shuffle<f64>(toAdd, ones, 0, 2)), 16);
    v128.store(second, f64x2.pmin(v128.load(second), v128.shuffle<f64>(values, negative, 1, 3)));
    v128.store(second, f64x2.add(v128.load(second, 16), v128.shuffle<f64>(toAdd, ones, 1, 3)), 16);
  }
}

/** Groups: the inverse of the mean, and the sum of r ln r - (r - 1) over the values that are there, r being value / mean. */
export function disorder(end: usize): void {
  for (let value = VALUES, code = CODES; value < end; value += 16, code += 8) {
    const first = (<usize>load<u32>(code)) << 4;
    const second = (<usize>load<u32>(code, 4)) << 4;
    const values = v128.load(value);
    const ratio = f64x2.mul(values, v128.load64_lane(second, v128.load64_zero(first), 1));
    const product = v128.and(f64x2.mul(ratio, log(ratio)), f64x2.gt(ratio, f64x2.splat(0)));
    const term = v128.and(f64x2.sub(product, f64x2.sub(ratio, f64x2.splat(1))), f64x2.eq(values, values));
    store<f64>(first, load<f64>(first, 8) + f64x2.extract_lane(term, 0), 8);
    store<f64>(second, load<f64>(second, 8) + f64x2.extract_lane(term, 1), 8);
  }
}

/**
 * The natural logarithm to within an ulp, of normal numbers above 0: x = 2^k * m with m from sqrt(1/2) to sqrt(2), and ln m by a
 * minimax polynomial in s² with s = (m - 1) / (m + 1).
 *
 * Source: Ng (1986), the logarithm of FreeBSD's msun, whose published coefficients and split of ln 2 these are
 */
function log(x: v128): v128 {
  const fromRoot = i64x2.add(x, i64x2.splat(0x3ff0000000000000 - 0x3fe6a09e00000000));
  // Or-ed into the last bits of 2^52, a small whole number becomes a double.
  const shifted = v128.or(i64x2.shr_u(fromRoot, 52), f64x2.splat(4503599627370496));
  const k = f64x2.sub(shifted, f64x2.splat(4503599627370496 + 1023));
  const m = i64x2.add(v128.and(fromRoot, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3fe6a09e00000000));
  const f = f64x2.sub(m, f64x2.splat(1));
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2), f));
  const z = f64x2.mul(s, s);
  const w = f64x2.mul(z, z);
  const even = fused(
    w,
    fused(w, fused(w, f64x2.splat(0.1531383769920937332), 0.2222219843214978396), 0.3999999999940941908),
    0,
  );
  const oddTop = fused(w, fused(w, f64x2.splat(0.1479819860511658591), 0.1818357216161805012), 0.2857142874366239149);
  const odd = f64x2.mul(z, fused(w, oddTop, 0.666666666666673513));
  const halfSquare = f64x2.mul(f64x2.splat(0.5), f64x2.mul(f, f));
  const rest = f64x2.mul(s, f64x2.add(halfSquare, f64x2.add(even, odd)));
  const low = f64x2.add(rest, f64x2.mul(k, f64x2.splat(1.9082149292705877e-10)));
  return f64x2.sub(f64x2.mul(k, f64x2.splat(0.6931471803691238)), f64x2.sub(f64x2.sub(halfSquare, low), f));
}

/** One step of Horner's scheme. */
function fused(x: v128, factor: v128, constant: f64): v128 {
  return f64x2.add(f64x2.splat(constant), f64x2.mul(x, factor));
}
