// Pages arranged by rules: a full list of 100,000, and the first 48 slots of 5,000 candidates as a service orders them per request.
import { writeColumns } from '../harness/columns.ts';
import { random } from '../harness/random.ts';
import type { Workload } from '../harness/workload.ts';

/** What is asked for in each size, by its name; one round does the work so many times. */
export const orders = {
  full: { candidates: 100_000, slots: 100_000, repeats: 1, mostSorts: 4 },
  top: { candidates: 5000, slots: 48, repeats: 100, mostSorts: 3 },
} as const;

/** The baseline sorts the scores and nothing else. */
export function order(name: keyof typeof orders): Workload {
  const { candidates, slots, mostSorts } = orders[name];
  return {
    name: 'order',
    size: `${slots} of ${candidates}`,
    contenders: [
      { name: 'brandrank', command: ['node', 'ours/order.ts', 'INPUT', name] },
      {
        name: 'sorting the scores alone',
        command: ['node', 'peers/order_sort.ts', 'INPUT', name],
        goal: 1 / mostSorts,
      },
    ],
    make(folder) {
      const next = random(candidates);
      const codes = (keys: number): Uint32Array =>
        // Skewed, as brands and merchants are.
        Uint32Array.from({ length: candidates }, () => keys * next() ** 2);
      writeColumns(folder, [
        ['score', Float64Array.from({ length: candidates }, () => 100 * next())],
        ['brand', codes(candidates / 20)],
        ['merchant', codes(candidates / 50)],
        ['band', codes(4)],
        ['isNew', Uint32Array.from({ length: candidates }, () => (next() < 0.05 ? 0 : 0xffffffff))],
      ]);
    },
  };
}
