// The door `brandrank/duckdb`: Parquet files to tables, through the optional package @duckdb/node-api. Node only.
export { readParquet } from './duckdb/readParquet.ts';
export type { ColumnRequest } from './table/columnRequests.ts';
export type { ReadOptions, ReadResult, Reject } from './table/intake.ts';
