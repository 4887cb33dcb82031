// The door `brandrank/json`: JSON arrays and NDJSON to tables and back. Node only.
export { jsonText, ndjsonText } from './json/jsonText.ts';
export type { JsonColumn } from './json/jsonText.ts';
export { readJson } from './json/readJson.ts';
export { readNdjson } from './json/readNdjson.ts';
export type { ColumnRequest } from './table/columnRequests.ts';
export type { ReadOptions, ReadResult, Reject } from './table/intake.ts';
export type { Bytes } from './table/textChunks.ts';
