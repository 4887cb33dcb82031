import { SCALES, wholeIn } from '../exactSum.ts';

/** Sizes are added as two parts of 26 bits, so that 2^27 of them add without rounding. */
const PART = 2 ** 26;

/**
 * By which scale `exactSums` would add the values counted so far; values can be taken away again.
 *
 * Degenerate: no values: the first scale.
 * @example new DecimalTally().scale() // 1
 */
export class DecimalTally {
  /** For each scale, how many values are no multiples of it, or too great to be added as such. */
  readonly #unfit = new Float64Array(SCALES.length);
  readonly #high = new Float64Array(SCALES.length);
  readonly #low = new Float64Array(SCALES.length);

  /** Counts values in (`times` 1) or out again (-1). */
  count(values: Float64Array, times: 1 | -1): void {
    SCALES.forEach((scale, at) => {
      const { unfit, high, low } = tallied(values, scale);
      this.#unfit[at] += times * unfit;
      this.#high[at] += times * high;
      this.#low[at] += times * low;
    });
  }

  /** The scale; undefined when the values are not added as decimals. */
  scale(): number | undefined {
    return SCALES.find(
      (_, at) => this.#unfit[at] === 0 && this.#high[at] * PART + this.#low[at] <= Number.MAX_SAFE_INTEGER,
    );
  }
}

function tallied(
  values: Float64Array,
  scale: number,
): { readonly unfit: number; readonly high: number; readonly low: number } {
  let unfit = 0;
  let high = 0;
  let low = 0;
  for (let row = 0; row < values.length; row++) {
    const product = values[row] * scale;
    const size = Math.abs(wholeIn(product));
    if (size <= Number.MAX_SAFE_INTEGER) {
      const upper = Math.floor(size / PART);
      high += upper;
      low += size - upper * PART;
    } else if (product === product) unfit++;
  }
  return { unfit, high, low };
}
