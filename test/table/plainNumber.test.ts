import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dashedDigits } from '../../src/table/dashedDigits.ts';
import { plainNumber } from '../../src/table/plainNumber.ts';

const digits = (most: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: most });

describe('plainNumber', () => {
  it('is the double that the language itself reads, to the last bit, however many digits there are', () => {
    const decimal = fc
      .tuple(fc.constantFrom('', '-', '+'), digits(19), fc.constantFrom('', '.'), digits(19))
      .filter(([, before, , after]) => before !== '' || after !== '');
    fc.assert(
      fc.property(decimal, ([sign, before, point, after]) => {
        const text = `${sign}${before}${point}${after}`;
        expect(plainNumber(text)).toBe(Number(text));
        expect(plainNumber(text.replace('.', ','), true)).toBe(Number(text));
      }),
      { numRuns: 2_000, seed: 1 },
    );
  });

  it.each(['.', ',', '1.2.3', '1,5', '1 2', '٣', '0x10', "'1"])('refuses %j', text => {
    expect(plainNumber(text)).toEqual(expect.any(String));
  });

  it('takes one mark or the other', () => {
    expect(plainNumber('1.5', true)).toEqual(expect.any(String));
    expect(plainNumber(',5', true)).toBe(0.5);
    expect(plainNumber('5,', true)).toBe(5);
  });

  it('takes nothing and blanks as missing, and keeps the sign of zero', () => {
    expect(plainNumber('')).toBe(NaN);
    expect(plainNumber(' \t')).toBe(NaN);
    expect(plainNumber('-0')).toBe(-0);
    expect(plainNumber('0.00')).toBe(0);
  });
});

describe('dashedDigits', () => {
  it('tells apart what has the form of a day', () => {
    expect(dashedDigits('0001-02-03')).toBe(10203);
    expect(dashedDigits('9999-99-99')).toBe(99_999_999);
  });

  it.each([
    '',
    '2018-9-01',
    '2018-09-1',
    '2018/09/01',
    '20180901',
    '2018-09-0a',
    '2018-09-٣٣',
    '2018-09-01 ',
    ' 2018-9-01',
  ])('leaves %j to the reader of dates', text => {
    expect(dashedDigits(text)).toBe(null);
  });
});
