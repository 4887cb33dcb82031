// How long things last when some have not ended yet.
import { rowsByGroup } from '../table/groups.ts';
import type { Groups } from '../table/groups.ts';
import { firstRows, orderByNumber } from '../table/order.ts';
import { normalQuantile } from './normalQuantile.ts';

/** How an interval around a survival curve is made: Greenwood's error on the curve itself, or on its complementary log-log. */
export type SurvivalInterval = 'log-log' | 'plain';

/** A survival curve: one place a distinct duration, ascending. */
export interface SurvivalCurve {
  readonly times: Float64Array;
  readonly atRisk: Float64Array;
  readonly ended: Float64Array;
  readonly censored: Float64Array;
  /** The share that lasts longer than each time. */
  readonly survival: Float64Array;
  /** Greenwood's standard error of the survival. */
  readonly error: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** The first time at which half or fewer are left; NaN when more than half last to the end. */
  readonly median: number;
}

/**
 * Kaplan-Meier: the share of each group that lasts longer than each duration; what has not ended counts for as long as it was seen.
 *
 * Shape: n durations, and 1 for each that ended, to one curve a group. Unit: times in the unit of the durations, shares from 0 to 1.
 * Degenerate: a missing duration is left out; no durations: an empty curve; where nothing has ended yet, or nothing is left, the
 * interval of log-log is not defined and is NaN, that of plain is the survival itself.
 * @source Kaplan and Meier (1958), Nonparametric estimation from incomplete observations; Greenwood (1926); Kalbfleisch and Prentice (2002), 1.4 (log-log)
 * @example kaplanMeier(Float64Array.of(1, 2, 3), Uint8Array.of(1, 0, 1), oneGroup(3), { level: 0.95, interval: 'log-log' })[0].survival[0] // 0.6666666666666666
 */
export function kaplanMeier(
  durations: Float64Array,
  ended: Uint8Array,
  groups: Groups,
  { level, interval }: { readonly level: number; readonly interval: SurvivalInterval },
): SurvivalCurve[] {
  const { starts, rows } = rowsByGroup(groups, orderByNumber(firstRows(durations.length), durations));
  const z = normalQuantile((1 + level) / 2);
  return Array.from({ length: groups.count }, (_, group) => {
    const own = rows.subarray(starts[group], starts[group + 1]).filter(row => durations[row] === durations[row]);
    return curveOf(own, durations, ended, z, interval);
  });
}

function curveOf(
  rows: Uint32Array,
  durations: Float64Array,
  isEnded: Uint8Array,
  z: number,
  interval: SurvivalInterval,
): SurvivalCurve {
  const steps = stepsOf(rows, durations, isEnded);
  const times = steps.map(({ time }) => time);
  const survival = new Float64Array(steps.length);
  const error = new Float64Array(steps.length);
  const low = new Float64Array(steps.length);
  const high = new Float64Array(steps.length);
  let left = 1;
  let variance = 0;
  let median = NaN;
  steps.forEach(({ time, atRisk, ended }, step) => {
    left *= (atRisk - ended) / atRisk;
    if (ended > 0) variance += ended / (atRisk * (atRisk - ended));
    survival[step] = left;
    // With nobody left the sum is infinite and the share is 0: nothing more can vary.
    error[step] = left === 0 ? 0 : left * Math.sqrt(variance);
    const bounds = interval === 'plain' ? plain(left, error[step], z) : logLog(left, variance, z);
    low[step] = bounds[0];
    high[step] = bounds[1];
    // A half that was reached by multiplying may miss it by its last digit.
    if (left <= 0.5 + 1e-12 && median !== median) median = time;
  });
  return {
    times: Float64Array.from(times),
    atRisk: Float64Array.from(steps, ({ atRisk }) => atRisk),
    ended: Float64Array.from(steps, ({ ended }) => ended),
    censored: Float64Array.from(steps, ({ censored }) => censored),
    survival,
    error,
    low,
    high,
    median,
  };
}

interface Step {
  readonly time: number;
  readonly atRisk: number;
  ended: number;
  censored: number;
}

function stepsOf(rows: Uint32Array, durations: Float64Array, isEnded: Uint8Array): Step[] {
  const steps: Step[] = [];
  rows.forEach((row, at) => {
    const time = durations[row];
    let step = steps.at(-1);
    if (step?.time !== time) steps.push((step = { time, atRisk: rows.length - at, ended: 0, censored: 0 }));
    if (isEnded[row] === 1) step.ended++;
    else step.censored++;
  });
  return steps;
}

function plain(survival: number, error: number, z: number): [low: number, high: number] {
  return [Math.max(0, survival - z * error), Math.min(1, survival + z * error)];
}

function logLog(survival: number, variance: number, z: number): [low: number, high: number] {
  if (survival === 0 || survival === 1) return [NaN, NaN];
  const reach = (z * Math.sqrt(variance)) / Math.log(survival);
  return [survival ** Math.exp(-reach), survival ** Math.exp(reach)];
}
