import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Workload } from '../harness/workload.ts';
import { bootstrapped } from './bootstrap.ts';
import { csv } from './csv.ts';
import { decisions } from './decision.ts';
import { formula } from './formula.ts';
import { imported } from './import.ts';
import { live } from './live.ts';
import { market, marketOfIowa } from './market.ts';
import { measures, measuresOfIowa } from './measures.ts';
import { order } from './order.ts';
import { mmr } from './mmr.ts';
import { monteCarlo } from './monteCarlo.ts';
import { score } from './score.ts';

const GIGABYTE = 1e9;

/** The workloads in the order of the table; `large` adds those of minutes, `data` is the folder of real data sets. */
export function workloads({ large, data }: { readonly large: boolean; readonly data: string | undefined }): Workload[] {
  const iowa = data && join(data, 'large/iowa_10m.parquet');
  return [
    score(100_000, '100k', true),
    score(1_000_000, '1M', false),
    ...decisions,
    measures(10_000_000, '10M'),
    ...(iowa && existsSync(iowa) ? [measuresOfIowa(iowa)] : []),
    live(5_000_000, '5M'),
    ...market(10_000_000, '10M'),
    ...(iowa && existsSync(iowa) ? marketOfIowa(iowa) : []),
    csv(1_000_000, '1M'),
    ...(large ? [csv(10_000_000, '10M', GIGABYTE)] : []),
    mmr(100),
    mmr(1000),
    formula,
    order('full'),
    order('top'),
    monteCarlo,
    bootstrapped,
    imported,
  ];
}
