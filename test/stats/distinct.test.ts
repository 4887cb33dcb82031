import fc from 'fast-check';
import { expect, it } from 'vitest';
import { distinctCodes } from '../../src/stats/distinct.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { MISSING_CODE } from '../../src/table/text.ts';
import '../support/arbitraries.ts';

const row = fc.record({ code: fc.oneof(fc.nat(9), fc.constant(MISSING_CODE)), group: fc.nat(4) });

it('counts the distinct codes of each group', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 80 }), rows => {
      const codes = Uint32Array.from(rows, each => each.code);
      const of = Uint32Array.from(rows, each => each.group);
      const expected = [0, 1, 2, 3, 4].map(
        group =>
          new Set(rows.filter(each => each.group === group && each.code !== MISSING_CODE).map(each => each.code)).size,
      );
      expect([...distinctCodes(codes, 10, { of, count: 5 })]).toEqual(expected);
    }),
  );
});

it('counts the same when groups times codes are too many for bits', () => {
  // 60,000,000 groups x 10 codes is above 2^28 pairs, and the marks take ten entries.
  const groups = { of: Uint32Array.of(0, 59_999_999, 0, 0, 59_999_999, 7), count: 60_000_000 };
  const codes = Uint32Array.of(3, 9, 3, 4, MISSING_CODE, MISSING_CODE);
  const count = distinctCodes(codes, 10, groups);
  expect([count[0], count[59_999_999], count[7], count[1]]).toEqual([2, 1, 0, 0]);
  expect(count.reduce((sum, each) => sum + each, 0)).toBe(3);
});

it('counts the same where the bits are too many for the cache at once', () => {
  // 45,000 groups of 70 codes, three words of bits each: more than 2^17 words, but no more than two a row.
  const rows = Array.from({ length: 70_000 }, (_, at) => ({
    group: (at * 7919) % 45_000,
    code: at % 11 === 0 ? MISSING_CODE : (at * 31) % 70,
  }));
  const expected = Array.from({ length: 45_000 }, () => new Set<number>());
  for (const { group, code } of rows) if (code !== MISSING_CODE) expected[group].add(code);
  const groups = { of: Uint32Array.from(rows, each => each.group), count: 45_000 };
  const count = distinctCodes(
    Uint32Array.from(rows, each => each.code),
    70,
    groups,
  );
  expect([...count]).toEqual(expected.map(each => each.size));
});

it('counts nothing where there is nothing', () => {
  expect([...distinctCodes(new Uint32Array(0), 0, oneGroup(0))]).toEqual([0]);
});
