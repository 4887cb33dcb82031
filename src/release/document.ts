// A release as one JSON document, for services that keep it in a database or hand it on.
import { RatingError, throwFaults } from '../errors/ratingError.ts';
import type { Fault } from '../errors/ratingError.ts';
import { anchorsFromJson, anchorsToJson } from '../model/anchorsJson.ts';
import type { AnchorsJson } from '../model/anchorsJson.ts';
import { parseModel } from '../model/parseModel.ts';
import type { Result } from '../model/result.ts';
import type { Model } from '../model/spec.ts';
import { numbers, table } from '../table/table.ts';
import type { Table } from '../table/table.ts';
import { textColumn } from '../table/text.ts';
import { changeColumns } from './changes.ts';
import { indicatorColumns, plainRows, ratingColumns } from './outputs.ts';
import type { NamedColumn } from './outputs.ts';
import { readBack, releaseRequests } from './readBack.ts';
import type { ReleasedResult, ReleaseRequests } from './readBack.ts';
import { CHANGED, digestOfJson, readRecord, releaseRecord } from './record.ts';
import type { ReleaseRecord, ReleaseSources } from './record.ts';

/** One column of a document; a list, because names come from data. Missing is null. */
export interface DocumentColumn {
  readonly name: string;
  readonly values: readonly (string | number | null)[];
}

/** A release as one JSON value: its record, and what the files of a release folder hold. */
export interface ReleaseDocument {
  readonly record: ReleaseRecord;
  readonly ratings: readonly DocumentColumn[];
  readonly indicators: readonly DocumentColumn[];
  readonly changes: readonly DocumentColumn[];
  readonly rejects: Result['rejects'];
  readonly anchors: AnchorsJson;
}

/** The parts of a document, each with a digest of its own in the record. */
const PARTS = ['ratings', 'indicators', 'changes', 'rejects', 'anchors'] as const;

/**
 * A release as one JSON document, which `releaseFromDocument` reads back.
 *
 * Shape: a result to plain JSON; the record's outputs are the parts, digested however a database orders their keys.
 * Degenerate: inputs may be left empty when the caller keeps no files.
 * @throws invalid_argument when `created` is no time with its offset
 * @example releaseDocument(result, { library: '0.1.0', anchors: 'fitted', inputs: [] }).record.outputs.length // 5
 */
export function releaseDocument(result: Result, sources: Omit<ReleaseSources, 'outputs' | 'raw'>): ReleaseDocument {
  const parts = {
    ratings: documentColumns(ratingColumns(result)),
    indicators: documentColumns(indicatorColumns(result)),
    changes: documentColumns(changeColumns(result)),
    rejects: result.rejects,
    anchors: anchorsToJson(result.anchors),
  };
  const outputs = PARTS.map(name => ({ name, sha256: digestOfJson(parts[name]) }));
  return { record: releaseRecord(result, { ...sources, outputs }), ...parts };
}

/**
 * What of a release document was changed after it was made: any value anywhere, a part that is missing, or one too many.
 *
 * Shape: any JSON value to faults with their paths; none when it is as it was.
 * @throws unreadable when the value is no release document
 * @example verify(releaseDocument(result, { library: '0.1.0', anchors: 'fitted', inputs: [] })) // []
 */
export function verify(document: unknown): Fault[] {
  if (typeof document !== 'object' || document === null || !('record' in document))
    throw new RatingError('unreadable', [], 'is not a release document: it has no record');
  const { record, faults } = readRecord(document.record, ['record']);
  const parts = new Map(Object.entries(document));
  parts.delete('record');
  const told: Fault[] = [...faults];
  const fault = (name: string, message: string): number => told.push({ code: 'invalid_data', path: [name], message });
  for (const { name, sha256 } of record.outputs) {
    if (!parts.has(name)) fault(name, 'is missing; a release document is kept whole');
    else if (digestOfJson(parts.get(name)) !== sha256) fault(name, `the part ${CHANGED}`);
    parts.delete(name);
  }
  for (const name of parts.keys()) fault(name, 'is not of the release; take it out');
  return told;
}

/**
 * A release from its document: for explanations, comparisons, and as the last release of the next.
 *
 * @throws unreadable when the value is no release document; invalid_data for whatever was changed in it, all at once
 * @example releaseFromDocument(releaseDocument(result, { library: '0.1.0', anchors: 'fitted', inputs: [] })).count // the number of rated units
 */
export function releaseFromDocument(document: unknown): ReleasedResult {
  throwFaults(verify(document));
  // Verified: its parts are those that were written.
  const { record, ratings, indicators, changes, anchors } = document as ReleaseDocument;
  const model: Model = parseModel(record.model);
  const requests = releaseRequests(model);
  return readBack(model, anchorsFromJson(anchors), {
    ratings: tableOf(ratings, requests.ratings, 'ratings'),
    indicators: tableOf(indicators, requests.indicators, 'indicators'),
    changes: tableOf(changes, requests.changes, 'changes'),
  });
}

function documentColumns(columns: readonly NamedColumn[]): DocumentColumn[] {
  return columns.map(each => ({ name: each.name, values: plainRows([each]).map(row => jsonValue(row[each.name])) }));
}

/** As JSON writes it, so that a document is the same before and after it was text. */
function jsonValue(value: string | number | null): string | number | null {
  if (typeof value !== 'number') return value;
  return Number.isFinite(value) ? value + 0 : null;
}

function tableOf(
  columns: readonly DocumentColumn[],
  wanted: ReleaseRequests['ratings'],
  part: 'ratings' | 'indicators' | 'changes',
): Table {
  return table(
    wanted.map(({ name, type }) => {
      const column = columns.find(each => each.name === name);
      // A model and its parts belong together: this is a document that was put together from two.
      if (!column)
        throw new RatingError('invalid_data', [part], `has no column "${name}", which the model of the release has`);
      // Written by type: numbers, or texts.
      const values = column.values as readonly (number | null)[] & readonly (string | null)[];
      return [name, type === 'number' ? numbers(values) : textColumn(values)] as const;
    }),
  );
}
