// Brands by twenty indicators, columns already in memory, to scores and ranks: min-max by category, weighted mean, rank.
import { writeColumns, type Numbers } from '../harness/columns.ts';
import { random } from '../harness/random.ts';
import type { Workload } from '../harness/workload.ts';

const INDICATORS = 20;
const CATEGORIES = 2000;

/** `goals`: the larger size is shown without. */
export function score(units: number, size: string, goals: boolean): Workload {
  const peer = (name: string, command: readonly string[], goal: number) => ({
    name,
    command,
    ...(goals ? { goal } : {}),
  });
  return {
    name: 'score',
    size: `${size} x ${INDICATORS}`,
    contenders: [
      { name: 'brandrank', command: ['node', 'ours/score.ts', 'INPUT'] },
      peer('NumPy, one matrix', ['python', 'peers/score_numpy.py', 'INPUT', 'matrix'], 2.5),
      // Tuned far beyond what is usual, column by column; shown because the bound is honest only beside the best.
      { name: 'NumPy, tuned, stages kept', command: ['python', 'peers/score_numpy.py', 'INPUT', 'stages'] },
      { name: 'NumPy, tuned, fused', command: ['python', 'peers/score_numpy.py', 'INPUT', 'fused'] },
      peer('DuckDB, 2 threads, stages kept', ['python', 'peers/score_duckdb.py', 'INPUT', '2', 'stages'], 4),
      peer('DuckDB, 1 thread, stages kept', ['python', 'peers/score_duckdb.py', 'INPUT', '1', 'stages'], 4),
      { name: 'DuckDB, 2 threads, scores alone', command: ['python', 'peers/score_duckdb.py', 'INPUT', '2', 'scores'] },
      peer('arquero, stages kept', ['node', 'peers/score_arquero.ts', 'INPUT', 'MODULES', 'stages'], 10),
      { name: 'arquero, scores alone', command: ['node', 'peers/score_arquero.ts', 'INPUT', 'MODULES', 'scores'] },
    ],
    make(folder) {
      const next = random(units);
      const columns: [string, Numbers][] = [
        ['category', Uint32Array.from({ length: units }, () => next() * CATEGORIES)],
      ];
      for (let at = 0; at < INDICATORS; at++) {
        // Skewed, as sales are.
        const values = Float64Array.from({ length: units }, () => 1000 * next() * next() ** 2 - 10 * at);
        columns.push([`v${String(at).padStart(2, '0')}`, values]);
      }
      writeColumns(folder, columns);
    },
    places: { rank: { by: 'score', within: 'category' } },
  };
}
