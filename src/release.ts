// Published releases: one JSON document each, that is verified, read back, and made again.
export { releaseDocument, releaseFromDocument, verify } from './release/document.ts';
export type { DocumentColumn, ReleaseDocument } from './release/document.ts';
export type { ReleasedResult } from './release/readBack.ts';
export type { FileRecord, InputRecord, ReleaseRecord, ReleaseSources } from './release/record.ts';
export type { RowCounts } from './model/population.ts';
export { reproduce } from './release/reproduce.ts';
export type { ReproduceOptions, Reproduction } from './release/reproduce.ts';
