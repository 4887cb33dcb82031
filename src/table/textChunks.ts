// Bytes of a file to pieces of text: gzip undone, byte order mark taken off, anything but UTF-8 refused.
import { RatingError, type FaultPath } from '../errors/ratingError.ts';

/** Bytes as they arrive. */
export type Bytes = AsyncIterable<Uint8Array | string>;

/** Where the bytes are from, how to unpack gzip, and whom to tell how many were read. */
export interface TextSource {
  readonly where: FaultPath;
  readonly gunzip: (bytes: Bytes) => Bytes;
  readonly onProgress?: ((bytesRead: number) => void) | undefined;
}

/**
 * The text of a file in pieces, never cut inside a character.
 *
 * Shape: bytes, plain or gzip (told by its magic bytes), to strings. Unit: progress counts the bytes before unpacking.
 * Degenerate: no bytes: no pieces.
 * @throws unreadable for bytes that are not UTF-8 (with the line), UTF-16, broken gzip, and what the file system says
 * @example (await textChunks(Readable.from(['a,b']), { where: [], gunzip: bytes => bytes }).next()).value // 'a,b'
 */
export async function* textChunks(bytes: Bytes, { where, gunzip, onProgress }: TextSource): AsyncGenerator<string> {
  const opened: AsyncIterator<unknown>[] = [];
  try {
    const raw = await sniff(counted(bytes, onProgress), 2, opened);
    const isGzip = startsWith(raw.head, 0x1f, 0x8b);
    const isNamedGzip = typeof where[0] === 'string' && where[0].endsWith('.gz');
    const isMisnamed = isNamedGzip && !isGzip && raw.head.length > 0;
    if (isMisnamed) throw new RatingError('unreadable', where, 'the name ends in .gz, but this is not a gzip file');
    const plain = isGzip ? await sniff(gunzip(raw.all), 2, opened) : raw;
    const isUtf16 = startsWith(plain.head, 0xff, 0xfe) || startsWith(plain.head, 0xfe, 0xff);
    if (isUtf16)
      throw new RatingError(
        'unreadable',
        where,
        'is UTF-16; convert it to UTF-8, such as with iconv -f UTF-16 -t UTF-8',
      );
    yield* decoded(plain.all, where);
  } catch (error) {
    throw error instanceof RatingError ? error : new RatingError('unreadable', where, systemReason(error as NodeError));
  } finally {
    for (const iterator of opened.reverse()) await iterator.return?.();
  }
}

type NodeError = Error & { readonly code?: string };

async function* counted(bytes: Bytes, onProgress: TextSource['onProgress']): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let read = 0;
  for await (const chunk of bytes) {
    const part = typeof chunk === 'string' ? encoder.encode(chunk) : chunk;
    read += part.length;
    onProgress?.(read);
    yield part;
  }
}

/** The first bytes, and all bytes including them. */
interface Sniffed {
  readonly head: readonly number[];
  readonly all: AsyncGenerator<Uint8Array>;
}

async function sniff(bytes: Bytes, enough: number, opened: AsyncIterator<unknown>[]): Promise<Sniffed> {
  // What is sniffed has passed `counted` or a gunzip: there are only bytes, no strings.
  const rest = bytes[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  opened.push(rest);
  const begun: Uint8Array[] = [];
  const head: number[] = [];
  while (head.length < enough) {
    const next = await rest.next();
    if (next.done) break;
    begun.push(next.value);
    head.push(...next.value.subarray(0, enough - head.length));
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* begun;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  }
  return { head, all: all() };
}

function startsWith(head: readonly number[], first: number, second: number): boolean {
  return head[0] === first && head[1] === second;
}

async function* decoded(bytes: AsyncIterable<Uint8Array>, where: FaultPath): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let lines = 0;
  let before = new Uint8Array(0);
  for await (const chunk of bytes) {
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch {
      throw notUtf8(lines + linesBeforeFault(before, chunk), where);
    }
    if (text !== '') yield text;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
    before = chunk.slice(-3);
  }
  try {
    decoder.decode();
  } catch {
    throw notUtf8(lines, where);
  }
}

/** How many lines of a chunk are over before the first byte that is wrong; `before` may hold the start of its first character. */
function linesBeforeFault(before: Uint8Array, chunk: Uint8Array): number {
  const lastStart = before.findLastIndex(byte => byte >= 0xc0 || byte < 0x80);
  const begun = lastStart >= 0 && before[lastStart] >= 0xc0 ? before.subarray(lastStart) : new Uint8Array(0);
  const bytes = new Uint8Array(begun.length + chunk.length);
  bytes.set(begun);
  bytes.set(chunk, begun.length);
  let lines = 0;
  for (let start = 0, end = bytes.indexOf(10); end !== -1; start = end + 1, end = bytes.indexOf(10, start), lines++) {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, end));
    } catch {
      return lines;
    }
  }
  return lines;
}

function notUtf8(linesBefore: number, where: FaultPath): RatingError {
  return new RatingError(
    'unreadable',
    where,
    `line ${linesBefore + 1} is not UTF-8; convert the file to UTF-8, such as with iconv -f ... -t UTF-8`,
  );
}

function systemReason({ code, message }: NodeError): string {
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EISDIR') return 'is a directory, not a file';
  if (code === 'EACCES') return 'may not be read';
  if (code?.startsWith('Z_')) return `is broken gzip: ${message}`;
  return message;
}
