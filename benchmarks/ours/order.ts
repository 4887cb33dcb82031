// Order in brandrank: the scores sorted, then arranged. The full list keeps two windows; the top also a maximum and a minimum.
import { arranger } from '../../src/order/arrange.ts';
import type { Arranged } from '../../src/order/arrange.ts';
import type { Limit } from '../../src/order/limits.ts';
import { firstRows, orderByNumber } from '../../src/table/order.ts';
import { codes, doubles, readColumns } from '../harness/columns.ts';
import { serve } from '../harness/serve.ts';
import { orders } from '../workloads/order.ts';

await serve(folder => {
  const input = readColumns(folder);
  // One of the two sizes that the workload names.
  const size = process.argv[3] as keyof typeof orders;
  const { slots, repeats } = orders[size];
  const score = doubles(input, 'score');
  const falling = score.map(value => -value);
  const limit = (name: string, reach: Limit['reach'], span: number, atMost: number): Limit => {
    const column = codes(input, name);
    return { rule: name, reach, span, atMost, codes: column, keys: Math.max(...new Set(column)) + 1, cost: Infinity };
  };
  const windows = [limit('brand', 'window', 10, 2), limit('merchant', 'window', 10, 3)];
  const limits = size === 'full' ? windows : [limit('band', 'first', slots, 24), ...windows];
  const minimum = { rule: 'new', first: 20, atLeast: 3, codes: codes(input, 'isNew'), key: 0 };
  const arrange = arranger({ limits, minimums: size === 'full' ? [] : [minimum] }, score);
  let sorted: Uint32Array = new Uint32Array();
  let list: Arranged | undefined;
  return {
    work() {
      for (let turn = 0; turn < repeats; turn++) {
        sorted = orderByNumber(firstRows(score.length), falling);
        list = arrange({ candidates: sorted, slots });
      }
    },
    *results() {
      if (list?.rows.length !== slots) throw new Error('the list is not full');
      yield ['sorted', Float64Array.from(sorted, row => score[row])] as const;
    },
    versions: {},
  };
});
