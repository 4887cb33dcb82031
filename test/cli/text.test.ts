import { describe, expect, it } from 'vitest';
import { formatOf } from '../../src/cli/options.ts';
import { aligned, counted, figure, reachable, shown, signed } from '../../src/cli/text.ts';

describe('shown', () => {
  it('makes steering signs visible, and leaves joined emoji whole', () => {
    expect(shown('a\u001b[2Jb\r\n\u202e\u2028\u{e0001}', 100)).toBe(
      'a\\u001b[2Jb\\u000d\\u000a\\u202e\\u2028\\u{e0001}',
    );
    expect(shown('👨‍👩‍👧')).toBe('👨‍👩‍👧');
  });

  it('cuts by the columns of a terminal, never inside a sign', () => {
    expect(shown('abcdef', 6)).toBe('abcdef');
    expect(shown('abcdefg', 6)).toBe('abcde…');
    expect(shown('茶茶茶', 6)).toBe('茶茶茶');
    expect(shown('茶茶茶茶', 6)).toBe('茶茶…');
    expect(shown('👨‍👩‍👧👨‍👩‍👧', 3)).toBe('👨‍👩‍👧…');
    expect(shown('x'.repeat(1e6), 5)).toBe('xxxx…');
  });
});

describe('reachable', () => {
  it('rounds on, away from where a value is, to digits that show the difference', () => {
    expect(reachable(16.6666, 10)).toBe('16.67');
    expect(reachable(0.06217, 0.06)).toBe('0.06217');
    expect(reachable(0.062171, 0.06)).toBe('0.06218');
    expect(reachable(3.3333, 5)).toBe('3.33');
    expect(reachable(1_024_219_378.2, 758_694_920)).toBe('1,024,219,379');
    expect(reachable(59, 58)).toBe('59');
    expect(reachable(0, 5)).toBe('0');
    expect(reachable(-1.1234, 0.4)).toBe('-1.13');
  });
});

describe('aligned', () => {
  it('counts a Chinese sign and an emoji as two columns', () => {
    expect(
      aligned(
        [
          ['茶', '1'],
          ['abc', '22'],
          ['👨‍👩‍👧', '333'],
        ],
        [1],
      ),
    ).toEqual(['茶     1', 'abc   22', '👨‍👩‍👧   333']);
  });
});

describe('counted', () => {
  it('knows one from many, and which words have no plural', () => {
    expect([
      counted(1, 'row'),
      counted(0, 'row'),
      counted(1234, 'category'),
      counted(2, 'survey'),
      counted(2, 'batch'),
      counted(2, '品牌'),
    ]).toEqual(['1 row', '0 rows', '1,234 categories', '2 surveys', '2 batches', '2 品牌']);
  });
});

describe('figure and signed', () => {
  it('show as many digits as a reader needs', () => {
    expect([-0, 1234.5, 12.345, 1.23456, 5, 0.00012345, 1e20, NaN].map(figure)).toEqual([
      '0',
      '1,234.5',
      '12.35',
      '1.235',
      '5',
      '0.0001234',
      '1.000e+20',
      '–',
    ]);
    expect([2.5, -2.5, 0, NaN].map(signed)).toEqual(['+2.5', '−2.5', '+0', '–']);
  });
});

describe('formatOf', () => {
  it('goes by the ending', () => {
    expect(
      ['a.csv', 'A.CSV.GZ', 'b.json.gz', 'c.ndjson', 'd.parquet', 'd.parquet.gz', 'e.txt', 'csv', 'a.csv.bz2'].map(
        formatOf,
      ),
    ).toEqual(['csv', 'csv', 'json', 'ndjson', 'parquet', undefined, undefined, undefined, undefined]);
  });
});
