// The door `brandrank/csv`: CSV files to tables and back. Node only.
export { csvText } from './csv/csvText.ts';
export type { CsvColumn } from './csv/csvText.ts';
export { readCsv } from './csv/readCsv.ts';
export type { ColumnRequest } from './table/columnRequests.ts';
export type { ReadOptions, ReadResult, Reject } from './table/intake.ts';
export type { Bytes } from './table/textChunks.ts';
