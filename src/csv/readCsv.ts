// CSV in: fast-csv finds the cells, the requested columns keep them. The one door to fast-csv.
import { parse } from 'fast-csv';
import { RatingError, type FaultPath } from '../errors/ratingError.ts';
import { columnName, columnsGiven } from '../table/columnRequests.ts';
import { RowIntake, type ReadOptions, type ReadResult } from '../table/intake.ts';
import { detectDelimiter, type Delimiter } from './delimiter.ts';
import { APOSTROPHE, withoutApostrophe } from './neutral.ts';
import { openText } from '../files/openText.ts';
import type { Bytes } from '../table/textChunks.ts';
import { RowScanner } from './rowScanner.ts';

/** How much text fast-csv is given at once: so few rows are still in the cache when their cells are put into columns. */
const PIECE = 4096;

/**
 * Reads a CSV file into typed columns, row by row; a row that cannot be used is answered as a reject.
 *
 * Shape: a path or a stream (UTF-8, plain or gzip, header line first) to a table of the requested columns; without a request all columns, as text.
 * Unit: an apostrophe before `= + - @`, as `csvText` writes it, is taken off.
 * Degenerate: a header alone: no rows; a blank line is no row.
 * @throws unreadable (no such file, not UTF-8, broken gzip, open quote, no header), unknown_column, duplicate, invalid_data for too many rejects
 * @example (await readCsv(Readable.from(['brand,units\nAda,2\n']), { columns: [{ name: 'units', type: 'number' }] })).table.rows // 1
 */
export async function readCsv(source: string | Bytes, options: ReadOptions = {}): Promise<ReadResult> {
  const where = typeof source === 'string' ? [source] : [];
  let sheet: Sheet | null = null;
  let begun = '';
  for await (const text of openText(source, options.onProgress)) {
    if (sheet) {
      await sheet.write(text);
      continue;
    }
    begun += text;
    const delimiter = options.delimiter ?? detectDelimiter(begun, false);
    if (delimiter === null) continue;
    sheet = new Sheet(delimiter, options, where);
    await sheet.write(begun);
  }
  if (!sheet) {
    sheet = new Sheet(options.delimiter ?? detectDelimiter(begun, true) ?? ',', options, where);
    await sheet.write(begun);
  }
  return sheet.finish();
}

/** One file being read: text to whole rows, rows to cells, cells to columns. */
class Sheet {
  readonly #scanner: RowScanner;
  readonly #parser: ReturnType<typeof parse<string[], string[]>>;
  readonly #options: ReadOptions;
  readonly #where: FaultPath;
  readonly #delimiter: Delimiter;
  #intake: RowIntake | null = null;
  #mayBeNeutral = false;
  /** The rows of a piece, with the line of each. */
  #lines: number[] = [];
  #rows: (readonly string[])[] = [];
  #positions: readonly number[] = [];
  #names: readonly string[] = [];

  constructor(delimiter: Delimiter, options: ReadOptions, where: FaultPath) {
    this.#delimiter = delimiter;
    this.#options = options;
    this.#where = where;
    this.#scanner = new RowScanner(delimiter, where);
    this.#parser = parse<string[], string[]>({ headers: false, delimiter });
    // Each write hears of its own fault; without a listener it would end the process as well.
    this.#parser.on('error', () => undefined);
    // A transform that keeps no row: nothing passes through the stream's reading side.
    this.#parser.transform((row: string[]) => this.#take(row));
    this.#parser.resume();
  }

  async write(text: string): Promise<void> {
    for (let from = 0; from < text.length; from += PIECE) {
      const rows = this.#scanner.take(text.slice(from, from + PIECE));
      if (rows !== '') await this.#parse(rows);
    }
  }

  async finish(): Promise<ReadResult> {
    const rows = this.#scanner.end();
    if (rows !== '') await this.#parse(rows);
    if (!this.#intake) throw this.#headerFault('is empty; a CSV file begins with a header line');
    for (const { line, text } of this.#scanner.broken)
      this.#intake.reject(line, '', text.trimEnd(), 'text after a closing quote');
    return this.#intake.finish(this.#where, this.#names);
  }

  async #parse(rows: string): Promise<void> {
    this.#mayBeNeutral = rows.includes(APOSTROPHE);
    await new Promise<void>((resolve, reject) =>
      this.#parser.write(rows, error => (error ? reject(error) : resolve())),
    );
    this.#intake?.addAll(this.#lines, this.#rows, this.#positions);
    // New lists: to put new texts into old ones costs the garbage collector's notes.
    this.#lines = [];
    this.#rows = [];
  }

  #take(row: readonly string[]): null {
    const line = this.#scanner.lineOf();
    if (row.length === 0) return null;
    if (!this.#intake) {
      this.#begin(row, line);
    } else if (row.length !== this.#names.length) {
      this.#intake.reject(
        line,
        '',
        row.join(this.#delimiter),
        `has ${row.length} cells, the header has ${this.#names.length}`,
      );
    } else {
      this.#lines.push(line);
      this.#rows.push(this.#mayBeNeutral ? row.map(withoutApostrophe) : row);
    }
    return null;
  }

  #begin(row: readonly string[], line: number): void {
    const names = row.map(cell => columnName(withoutApostrophe(cell)));
    const [broken] = this.#scanner.broken;
    if (broken && broken.line < line)
      throw this.#headerFault(`line ${broken.line}: text after a closing quote in the header`);
    const places = new Map<string, number>();
    names.forEach((name, at) => {
      if (name !== '' && places.has(name))
        throw new RatingError('duplicate', this.#where, `two columns are named "${name}"`);
      places.set(name, at);
    });
    const requested =
      this.#options.columns ?? names.filter(name => name !== '').map(name => ({ name, type: 'text' as const }));
    this.#intake = new RowIntake(columnsGiven(requested, names, this.#where), this.#options);
    this.#positions = this.#intake.columns.map(({ name }) => places.get(name) ?? places.get(columnName(name)) ?? 0);
    this.#names = names;
  }

  #headerFault(message: string): RatingError {
    return new RatingError('unreadable', this.#where, message);
  }
}
