import { describe, expect, it } from 'vitest';
import { RatingError } from '../../src/errors/ratingError.ts';
import { checkTypes } from '../../src/expr/checkTypes.ts';
import { columnNeeds } from '../../src/expr/columnNeeds.ts';
import { parseFormula } from '../../src/expr/parse.ts';
import { typeOf } from '../../src/expr/types.ts';
import type { ColumnTypes } from '../../src/expr/types.ts';

function parseFault(text: string): string {
  try {
    parseFormula(text, 'row', []);
  } catch (error) {
    if (error instanceof RatingError) return `${error.faults[0].code}: ${error.faults[0].message}`;
  }
  return 'none';
}

describe('parts that do not fit together', () => {
  it.each([
    ["channel == 'x' and channel > 3", /compares channel \(number\) with "x" \(text\)/],
    ["'a' + 1", /"a" is text; \+ takes a number or date/],
    ["abs('a')", /"a" is text; abs takes a number/],
    ['abs(a > 1)', /a > 1 is a condition; abs takes a number, such as \(a > 1\) \? 1 : 0/],
    ['(a > 1) * 2', /is a condition/],
    ['-(a > 1)', /is a condition/],
    ["clamp(a, 'b', 1)", /is text/],
    ['a and b > 1', /a is a column; and takes a condition/],
    ['1 or b > 1', /1 is a number; or takes a condition/],
    ['not a == b', /not takes a condition in brackets/],
    ['a ? 1 : 2', /a is a column; the part before \? takes a condition/],
    ["a > 1 ? 'x' : 'y'", /"x" is text; \? : takes a number or date/],
    ['a > 1 ? b > 1 : 2', /is a condition; \? :/],
    ['a > 1 ? date : 2', /mixes numbers and dates/],
    ['min(date, 2)', /min mixes numbers and dates/],
    ["coalesce(a, 'x')", /is text; coalesce/],
    ["'a' < 'b'", /text is compared only by == and !=/],
    ["1 == 'a'", /compares 1 \(number\) with "a" \(text\)/],
    ['date > 3', /compares date \(date\) with 3 \(number\)/],
    ["date == '2018-02-30'", /"2018-02-30" is no day/],
    ["date >= 'x'", /"x" is no day/],
    ["date >= '20180228'", /is no day/],
    ["'soon' < onboarded", /"soon" is no day/],
    ['date + date', /adds two dates/],
    ['date + date + 1', /adds two dates/],
    ['3 - date', /takes the date date from the number 3/],
    ['date * 2', /date is a date; \* takes a number/],
    ['log(date)', /date is a date; log takes a number/],
    ['age_days(3)', /3 is a number; age_days takes a date/],
    ['(a > 1) == (b > 1)', /is a condition; a comparison/],
  ])('%s', (text, message) => {
    expect(parseFault(text)).toMatch(message);
    expect(parseFault(text)).toMatch(/^wrong_type: /);
  });

  it.each([
    ["sum('a')", /"a" is text; sum takes a number/],
    ['sum(date)', /date is a date; sum takes a number/],
    ['mean(a > 1)', /is a condition; mean takes a number/],
    ['sum(a, b)', /b is a column; the filter of sum takes a condition/],
    ['sum(a, 1)', /1 is a number; the filter of sum/],
    ["min_of('a')", /min_of takes a number or date/],
    ['distinct(a > 1)', /distinct takes a number or text or date/],
    ['share(first_date())', /share takes a number/],
    ['rank_of(count() > 1)', /rank_of takes a number/],
    ["previous('a')", /previous takes a number or date/],
    ['age_days(count())', /age_days takes a date/],
    ["metric(score) == 'a'", /compares metric\(score\) \(number\)/],
    ["sum(brand) + (brand == 'x' ? 1 : 0)", /compares brand \(number\) with "x"/],
  ])('of a unit: %s', (text, message) => {
    expect(() => parseFormula(text, 'unit', [])).toThrow(message);
  });

  it.each([
    'date - onboarded',
    'date + 30 > onboarded',
    'date - 7 >= onboarded',
    "date >= '2018-02-28'",
    "'2018-02-28' == date",
    "coalesce(onboarded, date) < '2018-02-28'",
    'min(date, onboarded, launched) - date',
    'a > 1 ? date : onboarded',
    "channel == 'app' or channel != brand",
    'coalesce(a, 0) + min(b, c)',
  ])('is not %s', text => {
    expect(parseFault(text)).toBe('none');
  });
});

describe('what the whole gives', () => {
  const faults = (text: string, want: 'number' | 'condition', known: ColumnTypes = new Map()): string[] =>
    checkTypes(parseFormula(text, 'row', []), want, known, ['eligible']).map(
      fault => `${fault.code} ${fault.path.join('.')} ${fault.message}`,
    );

  it('must be a number for an indicator; a date passes for days', () => {
    expect(faults('a > 1', 'number')).toEqual([
      'wrong_type eligible is a condition; as a number it is (a > 1) ? 1 : 0',
    ]);
    expect(faults("'x'", 'number')).toEqual(['wrong_type eligible "x" is text; a number should stand here']);
    expect(faults('brand', 'number', new Map([['brand', 'text']]))).toEqual([
      'wrong_type eligible brand is text; a number should stand here',
    ]);
    expect(faults('date', 'number')).toEqual([]);
    expect(faults('a', 'number')).toEqual([]);
  });

  it('must be a condition for a filter', () => {
    expect(faults('a > 1', 'condition')).toEqual([]);
    expect(faults('a + 1', 'condition')).toEqual([
      'wrong_type eligible a + 1 is a number; a condition such as sum(units) >= 30 should stand here',
    ]);
    expect(faults('a', 'condition')).toHaveLength(1);
    expect(faults('date', 'condition')).toHaveLength(1);
  });

  it('is checked against what columns really hold', () => {
    expect(faults('a + 1', 'number', new Map([['a', 'text']]))).toEqual([
      'wrong_type eligible a is text; + takes a number or date',
    ]);
    expect(faults('a * 2', 'number', new Map([['a', 'date']]))).toEqual([
      'wrong_type eligible a is a date; * takes a number',
    ]);
    expect(faults("a == 'x'", 'condition', new Map([['a', 'number']]))).toHaveLength(1);
    expect(faults("a == 'x'", 'condition', new Map([['a', 'date']]))).toEqual([
      expect.stringContaining('"x" is no day'),
    ]);
    expect(faults("a == '2018-01-01'", 'condition', new Map([['a', 'date']]))).toEqual([]);
    expect(faults('a == b', 'condition', new Map([['a', 'text'], ['b', 'number']]))).toHaveLength(1); // prettier-ignore
    expect(faults('a < b', 'condition', new Map([['a', 'text'], ['b', 'text']]))).toHaveLength(1); // prettier-ignore
    expect(faults('a - b', 'number', new Map([['a', 'date'], ['b', 'date']]))).toEqual([]); // prettier-ignore
  });
});

describe('the columns a formula needs', () => {
  const needs = (text: string, context: 'row' | 'unit', known: ColumnTypes = new Map()): string[] =>
    columnNeeds(parseFormula(text, context, []), context, known).map(
      ({ from, name, type }) => `${from} ${name} ${type}`,
    );

  it('are told apart by source, each once', () => {
    expect(
      needs(
        "sum(units, channel == 'app') / sum(units) + metric(score) * metric(score) + (brand == 'x' ? 1 : 0)",
        'unit',
      ),
    ).toEqual([
      'sales units number',
      'sales channel text',
      'metrics score number',
      'key brand text', // prettier-ignore
    ]);
    expect(needs('distinct(brand) + (brand != "x" ? 1 : 0)', 'unit')).toEqual(['sales brand text', 'key brand text']);
    expect(needs('previous(sum(a))', 'unit')).toEqual(['sales a number']);
    expect(needs('2 + 3', 'row')).toEqual([]);
  });

  it.each([
    ['a + 1', ['sales a number']],
    ['a - b', ['sales a number', 'sales b number']],
    ['a < b', ['sales a number', 'sales b number']],
    ['a > 3', ['sales a number']],
    ["a == 'x'", ['sales a text']],
    ["a > '2018-01-01'", ['sales a date']],
    ["a == '2018-01-01' and a < '2019-01-01'", ['sales a date']],
    ["a == b and b == 'x'", ['sales a text', 'sales b text']],
    ['a == b and b > 1', ['sales a number', 'sales b number']],
    ['date - onboarded', ['sales date date', 'sales onboarded date']],
    ['(date - a) * 2', ['sales date date', 'sales a date']],
    ['date - a > b', ['sales date date', 'sales a date', 'sales b number']],
    ["date - a > '2018-01-01'", ['sales date date', 'sales a number']],
    ['onboarded - date', ['sales onboarded date', 'sales date date']],
    ['age_days(onboarded)', ['sales onboarded date']],
    ['date == brand', ['sales date date', 'sales brand date']],
    ['coalesce(a, b) > 1', ['sales a number', 'sales b number']],
    ['a + 30 > b and age_days(a) > 1', ['sales a date', 'sales b date']],
    ['date + 30 > a', ['sales date date', 'sales a date']],
    ['a + b > c', ['sales a number', 'sales b number', 'sales c number']],
    ['coalesce(a, 1) + b', ['sales a number', 'sales b number']],
    ['a == b', ['sales a any', 'sales b any']],
    ["min(a, b) == '2018-01-01'", ['sales a date', 'sales b date']],
  ])('and what they hold, from use: %s', (text, expected) => {
    expect(needs(text, 'row')).toEqual(expected);
  });

  it('take what is known into account', () => {
    expect(needs("a == '2018-01-01'", 'row', new Map([['a', 'date']]))).toEqual(['sales a date']);
    expect(needs('a == b', 'row', new Map([['b', 'text']]))).toEqual(['sales a text', 'sales b text']);
  });
});

describe('the type of a formula', () => {
  it.each([
    ['sum(a)', 'number'],
    ['first_date()', 'date'],
    ['last_date() + 30', 'date'],
    ['last_date() - first_date()', 'number'],
    ['previous(first_date())', 'date'],
    ['min_of(onboarded)', 'date'],
    ['max_of(a)', 'any'],
    ['brand', 'text'],
    ["brand == 'x'", 'condition'],
    ['count() > 1 ? first_date() : last_date()', 'date'],
    ['share(sum(a))', 'number'],
    ['metric(a)', 'number'],
    ['age_days(first_date())', 'number'],
  ])('%s is %s', (text, type) => {
    expect(typeOf(parseFormula(text, 'unit', []), new Map([['brand', 'text'], ['onboarded', 'date']]))).toBe(type); // prettier-ignore
  });
});
