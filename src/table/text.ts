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
  /** The words that found no free slot near their own, or a word there with the same bits. */
  readonly #others = new Map<string, number>();

  code(text: string | null | undefined): number {
    if (text === null || text === undefined) return MISSING_CODE;
    const hash = hashOf(text);
    const likely = this.likely(hash);
    if (likely > 0 && this.words[likely - 1] === text) return likely - 1;
    const other = this.#others.get(text);
    if (other !== undefined) return other;
    const word = text.normalize('NFC').trim();
    if (word === '') return MISSING_CODE;
    return word === text ? this.#add(word, hash) : this.code(word);
  }

  /** The code, counted from 1, of the only word near its slot that a text of this hash can be; 0 for none. */
  likely(hash: number): number {
    const slots = this.#slots;
    const last = slots.length - 1;
    for (let looks = 0; looks < LOOKS; looks++) {
      const slot = slots[(hash + looks) & last];
      if (slot === 0 || ((slot ^ hash) & ~last) === 0) return slot & last;
    }
    return 0;
  }

  #add(word: string, hash: number): number {
    const code = this.words.push(word) - 1;
    this.#place(word, code, hash);
    // At most half of the slots are taken.
    if (2 * code > this.#slots.length) {
      this.#slots = new Int32Array(2 * this.#slots.length);
      this.#others.clear();
      this.words.forEach((each, at) => this.#place(each, at, hashOf(each)));
    }
    return code;
  }

  #place(word: string, code: number, hash: number): void {
    const slots = this.#slots;
    const last = slots.length - 1;
    for (let looks = this.likely(hash) === 0 ? 0 : LOOKS; looks < LOOKS; looks++) {
      if (slots[(hash + looks) & last] !== 0) continue;
      slots[(hash + looks) & last] = (hash & ~last) | (code + 1);
      return;
    }
    this.#others.set(word, code);
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

/**
 * What chooses a word's slot, by its low bits, into which all letters are brought down.
 *
 * Unit: a whole number of 32 bits with a sign.
 * @example hashOf('') // 0
 */
export function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, GOLDEN) + text.charCodeAt(at)) | 0;
  return Math.imul(hash ^ (hash >>> 15), GOLDEN);
}
