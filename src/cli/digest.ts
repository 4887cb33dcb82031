import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { RatingError } from '../errors/ratingError.ts';
import { reasonOf } from './readDocument.ts';

/**
 * The SHA-256 of a file.
 *
 * @throws unreadable when there is no such file
 * @example (await digestOf('ratings.csv')).length // 64
 */
export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  } catch (error) {
    throw new RatingError('unreadable', [file], reasonOf(error));
  }
  return hash.digest('hex');
}
