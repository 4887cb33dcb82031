// A release made again from its tables: the same numbers, or where they first differ.
import { RatingError } from '../errors/ratingError.ts';
import type { Fault } from '../errors/ratingError.ts';
import { anchorsFromJson } from '../model/anchorsJson.ts';
import type { ModelAnchors } from '../model/anchors.ts';
import { holdsAnything } from '../model/lastRelease.ts';
import type { LastRelease } from '../model/lastRelease.ts';
import { parseModel } from '../model/parseModel.ts';
import { apply, run } from '../model/run.ts';
import type { Result } from '../model/result.ts';
import type { Tables } from '../model/sources.ts';
import type { Model } from '../model/spec.ts';
import { differenceText, firstDifference } from './differences.ts';
import { releaseDocument, releaseFromDocument } from './document.ts';
import type { ReleaseDocument } from './document.ts';
import { indicatorColumns, ratingColumns } from './outputs.ts';
import type { Listed } from './outputs.ts';
import type { ReleaseRecord } from './record.ts';

/** What a release was made with, beside its tables. */
export interface ReproduceOptions {
  /** The version of the library that makes it again, told when it is another than that of the release. */
  readonly library: string;
  /** The release before, when this one held on to its grades or its list. */
  readonly last?: LastRelease;
}

/** What came of making a release again. */
export interface Reproduction {
  readonly identical: boolean;
  readonly faults: readonly Fault[];
  /** What may be the reason, or is good to know: another version of the library. */
  readonly notes: readonly string[];
}

/**
 * Makes a release again from its document and its tables, and compares the parts: ratings, indicators, anchors.
 *
 * Shape: a document and tables to one fault a part that differs, with the first unit and column in which it does.
 * @throws invalid_data for a document that was changed; invalid_argument when it held on to a release that is not given; what `run` throws
 * @example reproduce(releaseDocument(result, { library: '0.1.0', anchors: 'fitted', inputs: [] }), { sales }, { library: '0.1.0' }).identical // true
 */
export function reproduce(document: unknown, tables: Tables, { library, last }: ReproduceOptions): Reproduction {
  const released = releaseFromDocument(document);
  // Read back without a fault, so it is one.
  const { record, anchors } = document as ReleaseDocument;
  const result = rateAgain(record, anchorsFromJson(anchors), tables, last);
  const again = releaseDocument(result, record);
  const faults = placeFaults(again.record.outputs, record.outputs, result, released);
  return { identical: faults.length === 0, faults, notes: versionNotes(record, library) };
}

/**
 * Rates as a release says that it was rated: with its model, its anchors where they were frozen, and the release before.
 *
 * @throws invalid_argument when it held on to a release that is not given; what `run` throws
 * @example rateAgain(releaseRecord(result, { library: '0.1.0', anchors: 'fitted', inputs, outputs }), anchors, { sales }, undefined).count // 3
 */
export function rateAgain(
  record: Pick<ReleaseRecord, 'model' | 'anchors' | 'previous'>,
  anchors: ModelAnchors,
  tables: Tables,
  last: LastRelease | undefined,
): Result {
  const model: Model = parseModel(record.model);
  if (record.previous !== undefined && last === undefined && holdsAnything(model)) {
    const message = `the release held on to the one before, of digest ${record.previous}; give that too`;
    throw new RatingError('invalid_argument', ['previous'], message);
  }
  return record.anchors === 'frozen' ? apply(model, anchors, tables, last) : run(model, tables, last);
}

/**
 * The outputs whose digests differ, each with the first place where what it holds does.
 *
 * Shape: the digests and numbers of both to one fault an output; an output that only one of them has is a fault too.
 * @example placeFaults([], [], result, result) // []
 */
export function placeFaults(
  here: ReleaseRecord['outputs'],
  there: ReleaseRecord['outputs'],
  result: Listed,
  released: Listed,
): Fault[] {
  const keys = result.keys.length;
  return there
    .filter(({ name, sha256 }) => here.find(each => each.name === name)?.sha256 !== sha256)
    .map(({ name }): Fault => {
      const columns = name.startsWith('ratings')
        ? ratingColumns
        : name.startsWith('indicators')
          ? indicatorColumns
          : null;
      const place = columns && firstDifference(columns(result), columns(released), keys);
      const what = place ? `differs, ${differenceText(place)}` : 'differs, though no unit does; see how it was written';
      return { code: 'invalid_data', path: [name], message: what };
    });
}

/** What is good to know when another version of the library made the release. */
export function versionNotes(record: Pick<ReleaseRecord, 'library'>, library: string): string[] {
  return record.library === library
    ? []
    : [`the release was made by version ${record.library}; this is version ${library}`];
}
