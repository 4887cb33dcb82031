// A page made diverse: maximal marginal relevance over vectors, as embeddings of units are.
import { writeColumns } from '../harness/columns.ts';
import { random } from '../harness/random.ts';
import type { Workload } from '../harness/workload.ts';

const ROWS = 10_000;
/** As in ours/mmr.ts and peers/mmr_pyversity.py. */
const DIMENSIONS = 16;

/** The list of the `k` first slots; the goal is to be no slower than NumPy. */
export function mmr(k: number): Workload {
  return {
    name: 'mmr',
    size: `10k x ${DIMENSIONS}, k ${k}`,
    contenders: [
      { name: 'brandrank', command: ['node', 'ours/mmr.ts', 'INPUT', String(k)] },
      { name: 'pyversity', command: ['python', 'peers/mmr_pyversity.py', 'INPUT', String(k)], goal: 1 },
    ],
    make(folder) {
      const next = random(ROWS);
      const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      // Single precision, which is what pyversity computes in.
      writeColumns(folder, [
        ['relevance', Float64Array.from({ length: ROWS }, () => Math.fround(next()))],
        ['vectors', Float64Array.from({ length: ROWS * DIMENSIONS }, () => Math.fround(normal()))],
      ]);
    },
  };
}
