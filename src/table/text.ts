// Text columns: a dictionary of distinct words, compared by code point.

/** The code of a missing text. */
export const MISSING_CODE = 0xffffffff;

const FIRST_SLOTS = 256;
/** How many slots in a row are looked at: names made to fall together cost no more than a look into a map. */
const LOOKS = 8;
/** 2³² by the golden ratio: multiples of it spread counted names over all slots. */
const GOLDEN = 0x9e3779b1;

/** Text as codes into a dictionary of distinct words; a missing one is `MISSING_CODE`. */
export interface TextColumn {
  readonly type: 'text';
  readonly codes: Uint32Array;
  readonly words: readonly string[];
}

/**
 * Collects words into a dictionary, one code a distinct word; text is put in NFC and trimmed, so that equal names are one name.
 *
 * Degenerate: null, undefined and blank text are missing (`MISSING_CODE`).
 * @example new Dictionary().code(' Ada ') // 0
 */
export class Dictionary {
  readonly words: string[] = [];
  /** A slot is a code counted from 1, 0 is free, below those bits of its hash that did not choose the slot, so that few of them miss the cache. */
  #slots = new Int32Array(FIRST_SLOTS);
  /** The words that found no free slot near their own. */
  #others = new Map<string, number>();
  /** Of the rows last asked for. */
  #hashes = new Int32Array(0);

  code(text: string | null | undefined): number {
    if (text === null || text === undefined) return MISSING_CODE;
    const hash = hashOf(text);
    const known = this.#find(text, hash);
    if (known !== undefined) return known;
    const word = text.normalize('NFC').trim();
    if (word === '') return MISSING_CODE;
    return word === text ? this.#add(word, hash) : this.code(word);
  }

  /**
   * The codes of the cells at a place of several rows. Slots, then words, then letters are asked for, each for all rows, so that the waits
   * for far memory overlap; between the cells of one row, as they come, each is waited for alone.
   */
  codes(rows: readonly (readonly string[])[], place: number, into: Uint32Array, from: number): void {
    const count = rows.length;
    if (this.#hashes.length < count) this.#hashes = new Int32Array(2 * count);
    const hashes = this.#hashes;
    const slots = this.#slots;
    const last = slots.length - 1;
    const { words } = this;
    const found = into.subarray(from, from + count);
    for (let row = 0; row < count; row++) hashes[row] = hashOf(rows[row][place]);
    for (let row = 0; row < count; row++) {
      const hash = hashes[row];
      let slot = slots[hash & last];
      for (let looks = 1; looks < LOOKS && slot !== 0 && ((slot ^ hash) & ~last) !== 0; looks++)
        slot = slots[(hash + looks) & last];
      found[row] = slot & last;
    }
    for (let row = 0; row < count; row++) {
      const code = found[row];
      if (code !== 0 && words[code - 1].length !== rows[row][place].length) found[row] = 0;
    }
    for (let row = 0; row < count; row++) {
      const code = found[row] - 1;
      const text = rows[row][place];
      found[row] = code !== -1 && words[code] === text ? code : this.code(text);
    }
  }

  #find(text: string, hash: number): number | undefined {
    const slots = this.#slots;
    const last = slots.length - 1;
    for (let looks = 0; looks < LOOKS; looks++) {
      const slot = slots[(hash + looks) & last];
      if (slot === 0) return undefined;
      const code = (slot & last) - 1;
      if (((slot ^ hash) & ~last) === 0 && this.words[code] === text) return code;
    }
    return this.#others.get(text);
  }

  #add(word: string, hash: number): number {
    const code = this.words.push(word) - 1;
    // At most three in four slots are taken.
    if (4 * this.words.length > 3 * this.#slots.length) this.#grow();
    else this.#place(code, hash);
    return code;
  }

  #grow(): void {
    this.#slots = new Int32Array(2 * this.#slots.length);
    this.#others = new Map();
    this.words.forEach((word, code) => this.#place(code, hashOf(word)));
  }

  #place(code: number, hash: number): void {
    const slots = this.#slots;
    const last = slots.length - 1;
    for (let looks = 0; looks < LOOKS; looks++) {
      const at = (hash + looks) & last;
      if (slots[at] !== 0) continue;
      slots[at] = (hash & ~last) | (code + 1);
      return;
    }
    this.#others.set(this.words[code], code);
  }
}

/**
 * A text column from plain texts.
 *
 * Shape: n texts to n codes and the distinct words in order of appearance.
 * Degenerate: null and blank text are missing.
 * @example textColumn(['b', 'a', 'b', null]).words // ['b', 'a']
 */
export function textColumn(texts: Iterable<string | null | undefined>): TextColumn {
  const dictionary = new Dictionary();
  const codes = Uint32Array.from(texts, text => dictionary.code(text));
  return { type: 'text', codes, words: dictionary.words };
}

/**
 * The text of a row; null when missing.
 *
 * @example textAt(textColumn(['Ada', null]), 1) // null
 */
export function textAt(column: TextColumn, row: number): string | null {
  return column.words[column.codes[row]] ?? null;
}

/**
 * Compares two texts by code point, as UTF-8 bytes and SQL binary collations do; JavaScript's `<` compares UTF-16 units.
 *
 * Unit: negative, 0 or positive.
 * @example compareText('\u{FF21}', '\u{1F600}') < 0 // true
 */
export function compareText(left: string, right: string): number {
  const end = Math.min(left.length, right.length);
  for (let at = 0; at < end; at++) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a !== b) return aboveSurrogates(a) - aboveSurrogates(b);
  }
  return left.length - right.length;
}

/**
 * Each word's place among the words in code point order.
 *
 * Shape: n distinct words to n places, 0 is first.
 * @example wordPlaces(['b', 'a', 'c']) // [1, 0, 2]
 */
export function wordPlaces(words: readonly string[]): Uint32Array {
  const hasSurrogates = words.some(word => /[\uD800-\uDFFF]/.test(word));
  const sorted = hasSurrogates ? [...words].sort(compareText) : [...words].sort();
  const codes = new Map(words.map((word, code) => [word, code]));
  const places = new Uint32Array(words.length);
  // Every sorted word is one of `words`.
  sorted.forEach((word, place) => (places[codes.get(word) as number] = place));
  return places;
}

/** Surrogates stand for code points above every other UTF-16 unit, so they go last. */
function aboveSurrogates(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** Two units a step; low bits choose the slot, so what multiplying moves to the top is brought down again. */
function hashOf(text: string): number {
  const { length } = text;
  let hash = length;
  for (let at = 0; at + 1 < length; at += 2) {
    hash = Math.imul(hash ^ text.charCodeAt(at) ^ (text.charCodeAt(at + 1) << 16), GOLDEN);
    hash ^= hash >>> 15;
  }
  if (length % 2 === 1) hash = Math.imul(hash ^ text.charCodeAt(length - 1), GOLDEN);
  hash = Math.imul(hash ^ (hash >>> 15), GOLDEN);
  return hash ^ (hash >>> 15);
}
