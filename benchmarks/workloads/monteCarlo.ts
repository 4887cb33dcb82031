// Ranks of brands under many weight vectors: mean, median and two percentiles of each brand's ranks, exactly.
import { writeColumns, type Numbers } from '../harness/columns.ts';
import { random } from '../harness/random.ts';
import type { Workload } from '../harness/workload.ts';

const UNITS = 10_000;
const INDICATORS = 20;

/** How many weight vectors there are; each sums to 1. */
export const VECTORS = 1000;

export const monteCarlo: Workload = {
  name: 'monte carlo',
  size: '10k x 20 x 1,000',
  contenders: [
    { name: 'brandrank', command: ['node', 'ours/monte_carlo.ts', 'INPUT'], memory: 300e6 },
    { name: 'NumPy, 1 thread', command: ['python', 'peers/monte_carlo_numpy.py', 'INPUT'], goal: 1.8 },
  ],
  make(folder) {
    const next = random(UNITS);
    const columns: [string, Numbers][] = [];
    for (let at = 0; at < INDICATORS; at++) {
      columns.push([
        `v${String(at).padStart(2, '0')}`,
        Float64Array.from({ length: UNITS }, () => 100 * next() * next()),
      ]);
    }
    const weights = new Float64Array(VECTORS * INDICATORS);
    for (let vector = 0; vector < VECTORS; vector++) {
      const own = Float64Array.from({ length: INDICATORS }, (_, at) => (at + 1) * (0.5 + next()));
      const sum = own.reduce((total, weight) => total + weight, 0);
      own.forEach((weight, at) => (weights[vector * INDICATORS + at] = weight / sum));
    }
    writeColumns(folder, [...columns, ['weights', weights]]);
  },
};
