import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codesOfRows } from '../../src/table/codesOfRows.ts';
import { compareText, Dictionary, hashOf, MISSING_CODE, textAt, textColumn, wordPlaces } from '../../src/table/text.ts';
import '../support/arbitraries.ts';

describe('a text column', () => {
  it('keeps each distinct word once, in order of appearance', () => {
    const { words, codes } = textColumn(['b', 'a', 'b']);
    expect(words).toEqual(['b', 'a']);
    expect([...codes]).toEqual([0, 1, 0]);
  });

  it('takes null, undefined and blank text for missing', () => {
    expect([...textColumn([null, undefined, '', ' \t\n', ' ']).codes]).toEqual(Array(5).fill(MISSING_CODE));
  });

  it('takes names that differ by blanks at the ends or by composition for one name', () => {
    expect(textColumn([' Café', 'Cafe\u0301', 'Café ']).words).toEqual(['Café']);
  });

  it('folds no case and no blanks inside', () => {
    expect(textColumn(['oem', 'OEM', 'O  EM', 'O EM']).words).toHaveLength(4);
  });

  it('gives back every hostile name as it was', () => {
    const hostile = [
      '__proto__',
      'constructor',
      '=1+1',
      '</script>',
      'a"b',
      "a'b",
      'line\nbreak',
      '😀',
      'x'.repeat(10_000),
      '\u0000',
    ];
    const column = textColumn(hostile);
    expect(hostile.map((_, row) => textAt(column, row))).toEqual(hostile);
  });

  it('gives null where text is missing', () => {
    expect(textAt(textColumn(['a', null]), 1)).toBe(null);
  });

  it('is what a dictionary makes of each text', () => {
    const dictionary = new Dictionary();
    expect(['x', ' x ', null, 'y'].map(text => dictionary.code(text))).toEqual([0, 0, MISSING_CODE, 1]);
    expect(dictionary.words).toEqual(['x', 'y']);
  });

  it('knows each of many words again, also those that were made to have one hash', () => {
    expect(new Set(manyWords.slice(0, 4096).map(hashOf)).size).toBe(1);
    const dictionary = new Dictionary();
    expect(manyWords.map(word => dictionary.code(word))).toEqual([...manyWords.keys()]);
    expect(manyWords.map(word => dictionary.code(` ${word}`))).toEqual([...manyWords.keys()]);
    expect(dictionary.words).toEqual(manyWords);
  });

  it('gives the cells of several rows the codes that they have one by one', () => {
    const word = fc.oneof(
      fc.nat({ max: manyWords.length - 1 }).map(at => manyWords[at]),
      text,
      fc.constant(' '),
    );
    fc.assert(
      fc.property(fc.array(fc.array(fc.tuple(fc.constant('beside'), word), { maxLength: 300 })), pieces => {
        const [one, all] = [new Dictionary(), new Dictionary()];
        const into = new Uint32Array(pieces.flat().length);
        let from = 0;
        for (const rows of pieces) {
          codesOfRows(all, rows, 1, into, from);
          from += rows.length;
        }
        expect([...into]).toEqual(pieces.flat().map(row => one.code(row[1])));
        expect(all.words).toEqual(one.words);
      }),
      { numRuns: 50 },
    );
    const dictionary = new Dictionary();
    const codes = new Uint32Array(2 * manyWords.length);
    for (const from of [0, manyWords.length])
      codesOfRows(
        dictionary,
        manyWords.map(each => [each]),
        0,
        codes,
        from,
      );
    expect([...codes]).toEqual([...manyWords.keys(), ...manyWords.keys()]);
  });
});

/** What four letters in a row may each be moved by without a change of the hash; the letters below stay letters so. */
const UNSEEN = [149, -10, -108, 145];

/** Counted names, and 4,096 of one hash: of twelve fours of letters each is moved or not. */
const manyWords = [
  ...Array.from({ length: 4096 }, (_, bits) =>
    Array.from({ length: 12 }, (_, at) =>
      String.fromCharCode(...UNSEEN.map(by => 0x5000 + ((bits >> at) & 1 ? by : 0))),
    ).join(''),
  ),
  ...Array.from({ length: 20_000 }, (_, each) => `brand ${each}`),
];

/** Texts of letters from all planes, with lone surrogates left out: those have no UTF-8. */
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('a', 'b', 'é', '销', '\uFFFD', '\uE000', '😀', '\u{10FFFF}'),
    fc.string({ unit: 'binary', maxLength: 1 }),
  ),
  maxLength: 6,
});

describe('compareText', () => {
  it('puts texts in the order of their UTF-8 bytes', () => {
    fc.assert(
      fc.property(text, text, (left, right) => {
        expect(Math.sign(compareText(left, right))).toBe(Buffer.compare(Buffer.from(left), Buffer.from(right)));
      }),
      { numRuns: 1000 },
    );
  });

  it('puts a text before those that go on', () => {
    expect(compareText('a', 'ab')).toBeLessThan(0);
    expect(compareText('', '')).toBe(0);
  });
});

it('wordPlaces gives each word its place in that order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(text, { maxLength: 30 }), words => {
      const sorted = [...words].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect([...wordPlaces(words)]).toEqual(words.map(word => sorted.indexOf(word)));
    }),
  );
});
