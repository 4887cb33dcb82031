// What a release says of itself: what was rated, from what, by what, and the digests that show a change.
import { RatingError } from '../errors/ratingError.ts';
import type { Fault } from '../errors/ratingError.ts';
import { countChanged } from '../model/changes.ts';
import type { Result } from '../model/result.ts';
import type { RowCounts } from '../model/population.ts';
import type { Model } from '../model/spec.ts';
import { dayOf, MISSING_DAY } from '../table/days.ts';
import { canonicalJson } from './canonicalJson.ts';
import { sha256 } from './sha256.ts';

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

/** What `release.json` holds: enough to know what was rated, from what, by what, and to make it again. */
export interface ReleaseRecord {
  readonly version: 1;
  readonly library: string;
  /** When it was released, as the caller says; the library reads no clock. */
  readonly created?: string;
  /** The digest of the release before, whose grades and list were held on to. */
  readonly previous?: string;
  /** Learned from these tables, or taken from an earlier release. */
  readonly anchors: 'fitted' | 'frozen';
  /** Text was written as it is, also where a spreadsheet would run it. */
  readonly raw?: true;
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
  /** The digest of all the rest of the record, and so of the whole release. */
  readonly sha256: string;
}

/** What the caller knows of a release. */
export type ReleaseSources = Pick<ReleaseRecord, 'library' | 'anchors' | 'inputs' | 'outputs'> & {
  readonly created?: string | undefined;
  readonly previous?: string | undefined;
  readonly raw?: boolean | undefined;
};

/**
 * The record of a release, sealed with the digest of all it says.
 *
 * Unit: `created` is an ISO 8601 time with its offset, such as 2026-11-22T10:00:00Z.
 * @throws invalid_argument when `created` is no such time
 * @example releaseRecord(result, { library: '0.1.0', anchors: 'fitted', inputs, outputs }).counts.units // how many units are listed
 */
export function releaseRecord(result: Result, sources: ReleaseSources): ReleaseRecord {
  const { model, period, count, eligible, rank, peers, strangers, filled, treated, rows } = result;
  const { library, created, previous, anchors, raw, inputs, outputs } = sources;
  if (created !== undefined) checkTime(created);
  const record: Omit<ReleaseRecord, 'sha256'> = {
    version: 1,
    library,
    ...(created === undefined ? {} : { created }),
    ...(previous === undefined ? {} : { previous }),
    anchors,
    ...(raw ? { raw } : {}),
    model,
    modelSha256: digestOfJson(model),
    inputs,
    outputs,
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
  return { ...record, sha256: digestOfJson(record) };
}

/**
 * The SHA-256 of a JSON value, however its keys are ordered.
 *
 * @source RFC 8785 (2020), JSON Canonicalization Scheme
 * @example digestOfJson({ a: 1, b: 2 }) === digestOfJson({ b: 2, a: 1 }) // true
 */
export function digestOfJson(value: unknown): string {
  return sha256(canonicalJson(value));
}

/**
 * The text of `release.json`.
 *
 * @example recordText(releaseRecord(result, { library: '0.1.0', anchors: 'fitted', inputs, outputs })).endsWith('"\n}\n') // true
 */
export function recordText(record: ReleaseRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** The advice that every fault of a changed release ends with. */
export const CHANGED = 'was changed after the release; rate again, or take the files back as they were';

/**
 * Reads the record of a release, and what of it was changed after it was sealed.
 *
 * Shape: any JSON value, with the path that faults are told under, to the record and its faults.
 * @throws unreadable when the value is no record at all; too_complex when it nests too deep
 * @example readRecord(releaseRecord(result, { library: '0.1.0', anchors: 'fitted', inputs, outputs }), ['release.json']).faults // []
 */
export function readRecord(json: unknown, path: Fault['path']): { record: ReleaseRecord; faults: readonly Fault[] } {
  if (!isRecord(json)) throw new RatingError('unreadable', path, 'is not the record of a release');
  const { sha256: seal, ...said } = json;
  const changed = (what: string): Fault => ({ code: 'invalid_data', path, message: `${what} ${CHANGED}` });
  try {
    if (digestOfJson(said.model) !== said.modelSha256) return { record: json, faults: [changed('the model')] };
    return { record: json, faults: digestOfJson(said) === seal ? [] : [changed('the record')] };
  } catch (error) {
    if (error instanceof RangeError) throw new RatingError('too_complex', path, 'nests too deep to be read');
    throw error;
  }
}

/** Whether a value has the parts of a record that reading a release begins with; its seal says whether they are as they were. */
function isRecord(json: unknown): json is ReleaseRecord {
  if (typeof json !== 'object' || json === null) return false;
  const { version, outputs, inputs, model, sha256 } = json as Partial<Record<keyof ReleaseRecord, unknown>>;
  const isFile = (file: unknown): boolean =>
    typeof file === 'object' && file !== null && 'name' in file && typeof file.name === 'string' && 'sha256' in file;
  const areFiles = (files: unknown): boolean => Array.isArray(files) && files.every(isFile);
  return (
    version === 1 && areFiles(outputs) && areFiles(inputs) && typeof model === 'object' && typeof sha256 === 'string'
  );
}

function checkTime(created: string): void {
  if (isTime(created)) return;
  const message = `must be a time with its offset, such as 2026-11-22T10:00:00Z, not ${JSON.stringify(created.slice(0, 60))}`;
  throw new RatingError('invalid_argument', ['created'], message);
}

const TIME = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/**
 * Whether a text is a time that names one moment: a day, a time of day, and the offset from UTC.
 *
 * @source RFC 3339 (2002), Date and Time on the Internet
 * @example isTime('2026-11-22T10:00:00Z') // true
 */
export function isTime(text: string): boolean {
  return TIME.test(text) && dayOf(text.slice(0, 10)) !== MISSING_DAY;
}
