// Finds where rows of CSV begin and end, so that fast-csv is given whole rows only and every row has its line.
// fast-csv alone tells no lines, reads an open quote to the end of the file, and reads a long row anew with every chunk.
import { RatingError, type FaultPath } from '../errors/ratingError.ts';

/** A row that is no CSV: text after a closing quote. */
export interface BrokenRow {
  readonly line: number;
  readonly text: string;
}

const MOST_CHARACTERS = 64 * 2 ** 20;
const LINE_FEED = 10;
const RETURN = 13;
const QUOTE = 34;

/** Where in a field the scanner is; the rules are fast-csv's: a quote opens a field only at its start, after blanks or none. */
type Place = 'start' | 'plain' | 'quoted' | 'quote in quotes' | 'closed' | 'broken';

/**
 * Cuts text into whole rows.
 *
 * Shape: `take` answers the whole rows so far, `end` the last one; `lineOf` the line where the nth row taken begins, asked for in order.
 * Degenerate: blank lines are rows without cells; broken rows are kept apart in `broken`.
 * @throws unreadable for a quote that stays open, and for a row over 64 MB
 * @example new RowScanner(',', []).take('a,b\n1,2\n3') // 'a,b\n1,2\n'
 */
export class RowScanner {
  readonly broken: BrokenRow[] = [];
  readonly #delimiter: number;
  readonly #plainRows: RegExp;
  readonly #where: FaultPath;
  readonly #jumps = new Map<number, number>();
  #place: Place = 'start';
  #line = 1;
  #rowLine = 1;
  #quoteLine = 1;
  #rows = 0;
  #lastRowLine = 0;
  #begun: string[] = [];
  #begunLength = 0;
  #heldReturn = '';
  #asked = 0;
  #lineAsked = 0;

  constructor(delimiter: string, where: FaultPath) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#plainRows = plainRows(delimiter);
    this.#where = where;
  }

  take(text: string): string {
    const all = this.#heldReturn + text;
    // A return at the end may be half of a line end: it waits for what follows.
    this.#heldReturn = all.endsWith('\r') ? '\r' : '';
    return this.#scan(this.#heldReturn === '' ? all : all.slice(0, -1));
  }

  end(): string {
    const rows = this.#scan(this.#heldReturn);
    if (this.#place === 'quoted') throw this.#openQuote();
    return this.#begunLength === 0 ? rows : rows + this.#scan('\n');
  }

  lineOf(): number {
    this.#lineAsked++;
    if (this.#jumps.size > 0) {
      this.#lineAsked = this.#jumps.get(this.#asked) ?? this.#lineAsked;
      this.#jumps.delete(this.#asked);
    }
    this.#asked++;
    return this.#lineAsked;
  }

  #scan(text: string): string {
    const delimiter = this.#delimiter;
    const whole: string[] = [];
    let place = this.#place;
    let from = this.#begunLength === 0 ? this.#endPlainRows(text, 0, whole) : 0;
    for (let at = from; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (place === 'plain' && unit > QUOTE && unit !== delimiter) continue;
      if (place === 'quoted') {
        if (unit === QUOTE) place = 'quote in quotes';
        else if (unit === LINE_FEED || (unit === RETURN && text.charCodeAt(at + 1) !== LINE_FEED)) this.#line++;
        continue;
      }
      if (place === 'quote in quotes') {
        place = unit === QUOTE ? 'quoted' : 'closed';
        if (place === 'quoted') continue;
      }
      if (unit === LINE_FEED || unit === RETURN) {
        // A return alone is given on as a line feed, or it might join a line feed that follows a row left out.
        const isOld = unit === RETURN && text.charCodeAt(at + 1) !== LINE_FEED;
        if (unit === RETURN && !isOld) at++;
        this.#endRow(isOld ? `${text.slice(from, at)}\n` : text.slice(from, at + 1), place === 'broken', whole);
        from = this.#endPlainRows(text, at + 1, whole);
        at = from - 1;
        place = 'start';
      } else if (place === 'broken') {
        continue;
      } else if (unit === delimiter) {
        place = 'start';
      } else if (place === 'start') {
        if (unit === QUOTE) {
          place = 'quoted';
          this.#quoteLine = this.#line;
        } else if (!isBlank(unit)) {
          place = 'plain';
        }
      } else if (place === 'closed' && !isBlank(unit)) {
        place = 'broken';
      }
    }
    this.#place = place;
    this.#keep(text.slice(from));
    return whole.join('');
  }

  /** Takes the plain rows that begin at a row's start, all at once, and tells where they end. */
  #endPlainRows(text: string, from: number, whole: string[]): number {
    this.#plainRows.lastIndex = from;
    if (!this.#plainRows.test(text)) return from;
    const to = this.#plainRows.lastIndex;
    whole.push(text.slice(from, to));
    this.#noteJump();
    for (let end = text.indexOf('\n', from); end !== -1 && end < to; end = text.indexOf('\n', end + 1)) {
      this.#rows++;
      this.#line++;
    }
    this.#rowLine = this.#line;
    this.#lastRowLine = this.#line - 1;
    return to;
  }

  #endRow(text: string, isBroken: boolean, whole: string[]): void {
    this.#line++;
    const row = this.#begunLength === 0 ? text : this.#begun.join('') + text;
    if (isBroken) {
      this.broken.push({ line: this.#rowLine, text: row });
    } else {
      whole.push(row);
      this.#noteJump();
      this.#lastRowLine = this.#rowLine;
      this.#rows++;
    }
    this.#begun = [];
    this.#begunLength = 0;
    this.#rowLine = this.#line;
  }

  #noteJump(): void {
    if (this.#rowLine !== this.#lastRowLine + 1) this.#jumps.set(this.#rows, this.#rowLine);
  }

  #keep(text: string): void {
    if (text === '') return;
    this.#begun.push(text);
    this.#begunLength += text.length;
    if (this.#begunLength <= MOST_CHARACTERS) return;
    if (this.#place === 'quoted') throw this.#openQuote();
    throw new RatingError('unreadable', this.#where, `the row that begins at line ${this.#rowLine} is over 64 MB`);
  }

  #openQuote(): RatingError {
    return new RatingError(
      'unreadable',
      this.#where,
      `line ${this.#quoteLine}: the quote that opens here is not closed`,
    );
  }
}

/** Rows of which no cell holds a quote or a line end, whether it stands in quotes or not: all rows of most files. */
function plainRows(delimiter: string): RegExp {
  const cell = `(?:"[^"\\r\\n]*"|[^"\\r\\n${delimiter}]*)`;
  const between = delimiter === '|' ? '\\|' : delimiter;
  return new RegExp(`(?:${cell}(?:${between}${cell})*\\r?\\n)+`, 'y');
}

function isBlank(unit: number): boolean {
  return unit === 32 || (unit < 128 ? unit >= 9 && unit <= 12 : /\s/.test(String.fromCharCode(unit)));
}
