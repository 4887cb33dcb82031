import type { Groups } from '../../table/groups.ts';
import { coarseCut, fineCut, wholeIn } from '../exactSum.ts';
import type { ExactSums } from '../exactSum.ts';
import { stateAt, withRoom } from './withRoom.ts';

/**
 * Sums by group to which rows are added, at any time to the last bit those that `exactSums` gives of all rows so far.
 *
 * A group whose cuts would be others by now cannot be added to: `add` names it, and it has to be emptied and added anew.
 *
 * Shape: one number a group; `scale` is that of all values, as `DecimalTally` tells it. The group 0 is left out.
 * @source the sums of exactSum.ts, whose parts add without rounding
 * @example new GrowingSums(1).add(Float64Array.of(2, 3), { of: Uint32Array.of(1, 1), count: 2 }) // []
 */
export class GrowingSums {
  readonly scale: number | undefined;
  #missing: Float64Array = new Float64Array(0);
  /** The sum of whole numbers, or of the upper parts. */
  #high: Float64Array = new Float64Array(0);
  #low: Float64Array = new Float64Array(0);
  #count: Float64Array = new Float64Array(0);
  #greatest: Float64Array = new Float64Array(0);

  constructor(scale: number | undefined) {
    this.scale = scale;
  }

  /** Adds rows; the groups that have to be emptied and added anew. */
  add(values: Float64Array, groups: Groups): number[] {
    this.#missing = withRoom(this.#missing, groups.count, 0);
    this.#high = withRoom(this.#high, groups.count, 0);
    if (this.scale === undefined) return this.#addCut(values, groups);
    const { scale } = this;
    const [high, missing] = [this.#high, this.#missing];
    for (let row = 0; row < values.length; row++) {
      const group = groups.of[row];
      const whole = wholeIn(values[row] * scale);
      if (whole === whole) high[group] += whole;
      else missing[group]++;
    }
    return [];
  }

  #addCut(values: Float64Array, { of, count: groupCount }: Groups): number[] {
    this.#low = withRoom(this.#low, groupCount, 0);
    this.#count = withRoom(this.#count, groupCount, 0);
    this.#greatest = withRoom(this.#greatest, groupCount, 0);
    const [high, low, count, greatest] = [this.#high, this.#low, this.#count, this.#greatest];
    const [countBefore, greatestBefore] = [count.slice(), greatest.slice()];
    for (let row = 0; row < values.length; row++) {
      const size = Math.abs(values[row]);
      const group = of[row];
      if (size !== size) this.#missing[group]++;
      else {
        count[group]++;
        if (size > greatest[group]) greatest[group] = size;
      }
    }
    const coarse = new Float64Array(groupCount);
    const fine = new Float64Array(groupCount);
    const outdated: number[] = [];
    for (let group = 1; group < groupCount; group++) {
      if (count[group] === countBefore[group]) continue;
      coarse[group] = coarseCut(count[group], greatest[group]);
      fine[group] = fineCut(count[group], coarse[group]);
      const before = coarseCut(countBefore[group], greatestBefore[group]);
      const isSame = coarse[group] === before && fine[group] === fineCut(countBefore[group], before);
      if (countBefore[group] > 0 && !isSame) outdated.push(group);
    }
    for (let row = 0; row < values.length; row++) {
      const value = values[row];
      const group = of[row];
      if (value !== value) continue;
      const top = coarse[group] + value - coarse[group];
      high[group] += top;
      low[group] += fine[group] + (value - top) - fine[group];
    }
    return outdated;
  }

  /** Makes groups as if no row had been added. */
  empty(groups: Iterable<number>): void {
    for (const group of groups)
      for (const state of [this.#missing, this.#high, this.#low, this.#count, this.#greatest])
        if (group < state.length) state[group] = 0;
  }

  /** The sums of some groups, in the order asked for. */
  sums(groups: Uint32Array): ExactSums {
    const sum = stateAt(this.#high, groups, 0);
    const missing = stateAt(this.#missing, groups, 0);
    if (this.scale === undefined) {
      const low = stateAt(this.#low, groups, 0);
      for (let at = 0; at < sum.length; at++) sum[at] += low[at];
    } else {
      // Adding 0 turns a sum of -0 into 0.
      const { scale } = this;
      for (let at = 0; at < sum.length; at++) sum[at] = sum[at] / scale + 0;
    }
    return { sum, missing };
  }
}
