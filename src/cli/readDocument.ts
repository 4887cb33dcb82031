import { readFileSync } from 'node:fs';
import { RatingError } from '../errors/ratingError.ts';
import { parseModel } from '../model/parseModel.ts';
import type { Model } from '../model/spec.ts';

/**
 * A JSON file as a value.
 *
 * @throws unreadable when there is no such file or it is not JSON, with the place
 * @example readDocument('model.json') // the document
 */
export function readDocument(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new RatingError('unreadable', [file], reasonOf(error));
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new RatingError('unreadable', [file], `is not JSON: ${(error as SyntaxError).message}`);
  }
}

/** A model from its file. */
export function readModel(file: string): Model {
  return parseModel(readDocument(file));
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
    default:
      return message;
  }
}
