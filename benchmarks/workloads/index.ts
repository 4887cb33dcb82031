import type { Workload } from '../harness/workload.ts';
import { score } from './score.ts';

/** The workloads in the order of the table; `data` is the folder of real data sets. */
export function workloads({ large: _large, data: _data }: { readonly large: boolean; readonly data: string | undefined }): Workload[] {
  return [score(100_000, '100k', true), score(1_000_000, '1M', false)];
}
