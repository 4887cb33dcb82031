// Intervals of scores and ranks by drawing merchants anew: a million sales rows of 2,000 brands, 1,000 replicates.
import { writeColumns } from '../harness/columns.ts';
import { random } from '../harness/random.ts';
import type { Workload } from '../harness/workload.ts';

const ROWS = 1_000_000;
const BRANDS = 2000;
const MERCHANTS = 200;
export const REPLICATES = 1000;
/** The peer resamples the rows themselves, for a part of the replicates. */
const PART = 20;

export const bootstrapped: Workload = {
  name: 'bootstrap',
  size: '1M rows, 2,000 brands, 1,000 replicates',
  contenders: [
    { name: 'brandrank', command: ['node', 'ours/bootstrap.ts', 'INPUT'], memory: 500e6 },
    { name: 'NumPy, rows resampled', command: ['python', 'peers/bootstrap_numpy.py', 'INPUT', String(REPLICATES / PART)], times: PART, goal: 10 }, // prettier-ignore
  ],
  make(folder) {
    const next = random(ROWS);
    // Few brands sell most, and each merchant lists some brands rather than all.
    const merchant = Uint32Array.from({ length: ROWS }, () => MERCHANTS * next() ** 1.5);
    const brand = merchant.map(store => (Math.floor(BRANDS * 0.5 * next() ** 2) + 7 * store) % BRANDS);
    const units = Float64Array.from({ length: ROWS }, () => 1 + Math.floor(20 * next() ** 3));
    const revenue = units.map(count => Math.round(count * (100 + 5000 * next())) / 100);
    writeColumns(folder, [['brand', brand], ['merchant', merchant], ['units', units], ['revenue', revenue]]); // prettier-ignore
  },
};
