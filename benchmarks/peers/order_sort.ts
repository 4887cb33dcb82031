// The least that any order takes: the scores sorted as numbers, by the engine's own sort, which gives no rows back.
import { doubles, readColumns } from '../harness/columns.ts';
import { serve } from '../harness/serve.ts';
import { orders } from '../workloads/order.ts';

await serve(folder => {
  const score = doubles(readColumns(folder), 'score');
  // One of the two sizes that the workload names.
  const { repeats } = orders[process.argv[3] as keyof typeof orders];
  let sorted: Float64Array = new Float64Array();
  return {
    work() {
      for (let turn = 0; turn < repeats; turn++) sorted = Float64Array.from(score).sort();
    },
    *results() {
      yield ['sorted', sorted.toReversed()] as const;
    },
    versions: {},
  };
});
