import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { textChunks, type Bytes } from '../table/textChunks.ts';

/**
 * The text of a file or a stream, plain or gzip, in pieces.
 *
 * Shape: a path, or bytes as they arrive, to strings.
 * @throws unreadable when there is no such file, or it is not UTF-8
 * @example (await openText(Readable.from(['a,b'])).next()).value // 'a,b'
 */
export function openText(source: string | Bytes, onProgress?: (bytesRead: number) => void): AsyncGenerator<string> {
  const isPath = typeof source === 'string';
  return textChunks(isPath ? createReadStream(source) : source, { where: isPath ? [source] : [], gunzip, onProgress });
}

function gunzip(bytes: Bytes): Bytes {
  return pipeline(Readable.from(bytes), createGunzip(), () => undefined);
}
