// One percent of new sales rows taken into a rating, against the rating of all rows anew.
import { writeColumns } from '../harness/columns.ts';
import type { Workload } from '../harness/workload.ts';
import { generated } from './measures.ts';

/** Of so many batches each brings one percent more rows; they are taken in turn. */
const BATCHES = 10;

/** Both rate the rows and the first batch; then ours takes the other batches in, one a round. */
export function live(rows: number, size: string): Workload {
  const batch = rows / 100;
  return {
    name: 'live',
    size: `${size} + 1%`,
    contenders: [
      { name: 'brandrank, update', command: ['node', 'ours/live.ts', 'INPUT', 'update', `${batch}`, `${BATCHES}`] },
      {
        name: 'brandrank, full run',
        command: ['node', 'ours/live.ts', 'INPUT', 'full', `${batch}`, `${BATCHES}`],
        goal: 10,
      },
    ],
    make: folder => writeColumns(folder, generated(rows + BATCHES * batch)),
  };
}
