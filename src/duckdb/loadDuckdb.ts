import type * as Duckdb from '@duckdb/node-api';
import { RatingError, type FaultPath } from '../errors/ratingError.ts';

/** The package, once loaded. */
export type DuckdbApi = typeof Duckdb;

/**
 * Loads DuckDB, which is installed by those who want it.
 *
 * @throws not_supported, saying what to install
 * @example (await loadDuckdb([])).DuckDBInstance.name // 'DuckDBInstance'
 */
export async function loadDuckdb(
  where: FaultPath,
  load: () => Promise<DuckdbApi> = () => import('@duckdb/node-api'),
): Promise<DuckdbApi> {
  try {
    return await load();
  } catch {
    throw new RatingError(
      'not_supported',
      where,
      'reading .parquet needs the package @duckdb/node-api; install it with npm install @duckdb/node-api',
    );
  }
}
