import { readFileSync } from 'node:fs';
import { RatingError } from '../errors/ratingError.ts';
import { jsonFault } from '../json/jsonFault.ts';
import { parseStudyModel } from '../model/market/parseStudyModel.ts';
import type { Model } from '../model/spec.ts';
import { STANDARD } from './options.ts';

/**
 * A JSON file as a value.
 *
 * @throws unreadable when there is no such file, or it is not UTF-8 or not JSON, with the place
 * @example readDocument('model.json') // the document
 */
export function readDocument(file: string): unknown {
  return documentOf(readBytes(file), file);
}

/**
 * The bytes of a JSON file as a value; `file` is its name in faults.
 *
 * @throws unreadable when they are not UTF-8 or not JSON, with the place
 * @example documentOf(Buffer.from('{}'), 'model.json') // the document
 */
export function documentOf(bytes: Uint8Array, file: string): unknown {
  const text = textOf(bytes, file);
  try {
    return JSON.parse(text);
  } catch {
    throw new RatingError(
      'unreadable',
      [file],
      text.trim() === '' ? 'is empty; a JSON document should stand here' : `is not JSON: ${jsonFault(text)}`,
    );
  }
}

/** A model from its file; what is wrong in its `market` part is told too, by every command. */
export function readModel(file: string): Model {
  return parseStudyModel(readDocument(file));
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file === STANDARD ? process.stdin.fd : file);
  } catch (error) {
    throw new RatingError('unreadable', [file], reasonOf(error));
  }
}

function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new RatingError(
      'unreadable',
      [file],
      'is not UTF-8; convert it to UTF-8, such as with iconv -f ... -t UTF-8',
    );
  }
}

/** What the system says of a file, in plain words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return 'no such file or folder';
    case 'EACCES':
    case 'EPERM':
      return 'may not be read or written';
    case 'EISDIR':
      return 'is a folder; a file should stand here';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'is a file; a folder should stand here';
    case 'ENOSPC':
      return 'the disk is full';
    case 'EDQUOT':
      return 'the share of the disk is used up';
    case 'EFBIG':
      return 'a file would be larger than is allowed';
    case 'EROFS':
      return 'the disk can only be read';
    default:
      return message;
  }
}
