// Methods of multi-criteria analysis over one matrix of brands by indicators: as one group, and as 2,000 of them.
import { writeColumns, type Numbers } from '../harness/columns.ts';
import { random } from '../harness/random.ts';
import type { Workload } from '../harness/workload.ts';

const UNITS = 100_000;
const INDICATORS = 20;
const CATEGORIES = 2000;

/** Each method over all units together, then by category. */
export const decisions: readonly Workload[] = ['min-max', 'entropy', 'critic', 'topsis'].flatMap(method => [
  decision(method, 'whole'),
  decision(method, 'groups'),
]);

function decision(method: string, by: 'whole' | 'groups'): Workload {
  const isWhole = by === 'whole';
  // pymcdm takes half a minute to weigh 2,000 groups by their correlations: it is given a tenth of them.
  const times = method === 'critic' && !isWhole ? 10 : 1;
  return {
    name: method,
    size: isWhole ? '100k x 20' : '100k x 20, 2,000 groups',
    contenders: [
      { name: 'brandrank', command: ['node', 'ours/decision.ts', 'INPUT', method, by] },
      {
        name: isWhole ? 'pymcdm' : 'pymcdm, looped',
        command: ['python', 'peers/decision_pymcdm.py', 'INPUT', method, by, String(times)],
        times,
        goal: isWhole ? 1 : 20,
      },
    ],
    make(folder) {
      const next = random(UNITS);
      const columns: [string, Numbers][] = [
        ['category', Uint32Array.from({ length: UNITS }, () => next() * CATEGORIES)],
      ];
      for (let at = 0; at < INDICATORS; at++) {
        // Skewed, as sales are, and above 0, as shares of a sum must be.
        const values = Float64Array.from({ length: UNITS }, () => 1 + 1000 * next() * next() ** 2);
        columns.push([`v${String(at).padStart(2, '0')}`, values]);
      }
      writeColumns(folder, columns);
    },
  };
}
