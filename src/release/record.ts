import { countChanged } from '../model/changes.ts';
import type { Result } from '../model/result.ts';
import type { RowCounts } from '../model/population.ts';
import type { Model } from '../model/spec.ts';

/** A file that went into a release, or came out of it. */
export interface FileRecord {
  readonly name: string;
  readonly sha256: string;
}

/** A file that went into a release: what was read of it. */
export interface InputRecord extends FileRecord {
  readonly table: string;
  readonly rows: { readonly read: number; readonly used: number; readonly rejected: number };
}

/** What `release.json` holds: enough to know what was rated, from what, by what. */
export interface ReleaseRecord {
  readonly version: 1;
  readonly library: string;
  readonly model: Model;
  readonly modelSha256: string;
  readonly inputs: readonly InputRecord[];
  readonly outputs: readonly FileRecord[];
  readonly period: Result['period'];
  readonly counts: {
    readonly units: number;
    readonly eligible: number;
    readonly ranked: number;
    readonly peers: number;
    /** Units without a score because the anchors do not know their peers. */
    readonly strangers: number;
    /** Values that were filled in, and values that the treatment of outliers changed. */
    readonly filled: number;
    readonly treated: number;
    readonly sales: RowCounts;
    readonly metrics: RowCounts;
  };
}

/** What the caller knows of a release: digests, which need more than the core, and the library's version. */
export type ReleaseSources = Pick<ReleaseRecord, 'library' | 'modelSha256' | 'inputs' | 'outputs'>;

/**
 * The record of a release.
 *
 * @example releaseRecord(result, { library: '0.1.0', modelSha256, inputs, outputs }).counts.units // how many units are listed
 */
export function releaseRecord(result: Result, sources: ReleaseSources): ReleaseRecord {
  const { model, period, count, eligible, rank, peers, strangers, filled, treated, rows } = result;
  return {
    version: 1,
    library: sources.library,
    model,
    modelSha256: sources.modelSha256,
    inputs: sources.inputs,
    outputs: sources.outputs,
    period,
    counts: {
      units: count,
      eligible: eligible.reduce((sum, flag) => sum + flag, 0),
      ranked: rank.reduce((sum, place) => sum + (Number.isNaN(place) ? 0 : 1), 0),
      peers: peers.count,
      strangers: strangers.length,
      filled: countChanged(filled),
      treated: countChanged(treated),
      sales: rows.sales,
      metrics: rows.metrics,
    },
  };
}
