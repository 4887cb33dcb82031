// Three row formulas over columns: a product and a difference, a condition, a logarithm.
import { writeColumns } from '../harness/columns.ts';
import { random } from '../harness/random.ts';
import type { Workload } from '../harness/workload.ts';

const ROWS = 1_000_000;

/** The formulas by the name of the result. */
export const formulas = {
  value: 'price * units - 0.5 * discount',
  kind: 'units > 10 ? price : 0.9 * price',
  size: 'log(price * units) / log(10)',
} as const;

/** mathjs evaluates a tenth of the rows. */
export const formula: Workload = {
  name: 'formula',
  size: '1M rows x 3',
  contenders: [
    { name: 'brandrank', command: ['node', 'ours/formula.ts', 'INPUT'] },
    { name: 'hand-written loop', command: ['node', 'peers/formula_loop.ts', 'INPUT'], goal: 1 / 3 },
    { name: 'mathjs, compiled', command: ['node', 'peers/formula_mathjs.ts', 'INPUT'], times: 10 },
  ],
  make(folder) {
    const next = random(ROWS);
    const column = (make: () => number): Float64Array => Float64Array.from({ length: ROWS }, make);
    const price = column(() => 1 + Math.floor(10_000 * next()) / 100);
    const units = column(() => 1 + Math.floor(20 * next()));
    const discount = column(() => Math.floor(500 * next()) / 100);
    writeColumns(folder, Object.entries({ price, units, discount }));
  },
};
