import { describe, expect, it } from 'vitest';
import { RatingError } from '../../src/errors/ratingError.ts';
import type { Fault } from '../../src/errors/ratingError.ts';
import type { Context } from '../../src/expr/functions.ts';
import { parseFormula } from '../../src/expr/parse.ts';
import { formulaText } from '../../src/expr/show.ts';

function faultsOf(text: string, context: Context = 'row'): readonly Fault[] {
  try {
    parseFormula(text, context, ['of']);
  } catch (error) {
    if (error instanceof RatingError) return error.faults;
    throw error;
  }
  return [];
}

const column = (name: string): object => ({ kind: 'column', name });
const number = (value: number): object => ({ kind: 'literal', value });
const call = (name: string, ...of: object[]): object => ({ kind: 'call', name, of });

describe('what a formula becomes', () => {
  it.each([
    ['1 + 2 * x', call('add', number(1), call('multiply', number(2), column('x')))],
    ['-x ^ 2', call('negate', call('power', column('x'), number(2)))],
    ['2 ^ -1', call('power', number(2), call('negate', number(1)))],
    ['2 ^ 3 ^ x', call('power', number(2), call('power', number(3), column('x')))],
    ['+x', column('x')],
    ['a - b - c', call('subtract', call('subtract', column('a'), column('b')), column('c'))],
    ['a / b * c', call('multiply', call('divide', column('a'), column('b')), column('c'))],
    [
      'x < 1 or x > 2 and not (x == 3)',
      call(
        'or',
        call('less', column('x'), number(1)),
        call('and', call('greater', column('x'), number(2)), call('not', call('equal', column('x'), number(3)))),
      ),
    ],
    [
      'x != 1 ? 2 : x <= 3 ? 4 : 5',
      call(
        'if',
        call('unequal', column('x'), number(1)),
        number(2),
        call('if', call('lessOrEqual', column('x'), number(3)), number(4), number(5)),
      ),
    ],
    ['x >= .5e1', call('greaterOrEqual', column('x'), number(5))],
    ['a?.3:.7 + (b > 1 ? 2 : 3)', null],
    ['clamp(abs(x), 0, log1p(y))', call('clamp', call('abs', column('x')), number(0), call('log1p', column('y')))],
    ['min(a, b, c) + max(a, 2) + coalesce(a, 0) + log(a) + exp(a) + sqrt(a)', null],
    ['column("gross sales (€)") / 2', call('divide', column('gross sales (€)'), number(2))],
    ["channel == 'it\\'s'", call('equal', column('channel'), { kind: 'literal', value: "it's" })],
    ['channel == "wire\\u006cess"', call('equal', column('channel'), { kind: 'literal', value: 'wireless' })],
    ['age_days()', { kind: 'age_days', of: null }],
    ['age_days(onboarded)', { kind: 'age_days', of: column('onboarded') }],
    ['(\n  a +\r\n\tb\n)\n', call('add', column('a'), column('b'))],
    [' \n a\u3000+ b', call('add', column('a'), column('b'))],
    ['sum', column('sum')],
    ['pi + e', call('add', column('pi'), column('e'))],
  ])('%s', (text, expected) => {
    if (expected === null) expect(faultsOf(text, 'row').filter(fault => fault.code !== 'wrong_type')).toEqual([]);
    else expect(parseFormula(text, 'row', [])).toEqual(expected);
  });

  const units = column('units');
  const condition = call('equal', column('channel'), { kind: 'literal', value: 'app' });
  const measure = (name: string, of: object | null, where: object | null = null): object => ({
    kind: 'measure',
    name,
    of,
    where,
  });
  it.each([
    ['sum(units)', measure('sum', units)],
    ["mean(units, channel == 'app')", measure('mean', units, condition)],
    ['count()', measure('count', null)],
    ['count(units)', measure('count', units)],
    ["count(units, channel == 'app')", measure('count', units, condition)],
    ["count(channel == 'app')", measure('count', null, condition)],
    [
      "count(channel == 'app', units > 1)",
      measure('count', null, call('and', condition, call('greater', units, number(1)))),
    ],
    [
      'min_of(units) + max_of(units) - distinct(channel)',
      call(
        'subtract',
        call('add', measure('min_of', units), measure('max_of', units)),
        measure('distinct', column('channel')),
      ),
    ],
    ['first_date()', measure('first_date', null)],
    ["last_date(channel == 'app')", measure('last_date', null, condition)],
    ["active_days(channel == 'app')", measure('active_days', null, condition)],
    ['previous(count())', { kind: 'shift', by: 'previous', of: measure('count', null) }],
    ['same_last_year(count())', { kind: 'shift', by: 'same_last_year', of: measure('count', null) }],
    ['per_month(count(), 12)', { kind: 'per_month', months: 12, of: measure('count', null) }],
    ['share(count())', { kind: 'share', of: measure('count', null) }],
    ['rank_of(metric(score))', { kind: 'rank_of', of: { kind: 'metric', name: 'score' } }],
    ["metric('review score')", { kind: 'metric', name: 'review score' }],
    ['age_days(first_date())', { kind: 'age_days', of: measure('first_date', null) }],
    ["brand != 'OEM'", call('unequal', column('brand'), { kind: 'literal', value: 'OEM' })],
    [
      'sum(units * 0.5 ^ (age_days() / 30))',
      measure(
        'sum',
        call('multiply', units, call('power', number(0.5), call('divide', { kind: 'age_days', of: null }, number(30)))),
      ),
    ],
  ])('of a unit: %s', (text, expected) => {
    expect(parseFormula(text, 'unit', [])).toEqual(expected);
  });

  it.each([
    '销售额',
    'выручка',
    'बिक्री',
    'ยอดขาย',
    'مبيعات',
    'فروش\u200cماه',
    'größe',
    'Ventes_é',
    '𝒳𠀀',
    'x2',
    '$a',
    '売上_2024',
    'e\u0301',
  ])('takes the name %s as it is', name => {
    expect(parseFormula(`${name} + 1`, 'row', [])).toEqual(call('add', column(name), number(1)));
    expect(parseFormula(`sum(${name})`, 'unit', [])).toEqual(measure('sum', column(name)));
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'])(
    'takes %s for a plain name, never for a property',
    name => {
      expect(parseFormula(name, 'row', [])).toEqual(column(name));
      expect(parseFormula(`metric(${name})`, 'unit', [])).toEqual({ kind: 'metric', name });
      expect(faultsOf(`${name}(x)`).map(fault => fault.code)).toEqual(['unknown_name']);
      expect(faultsOf(`${name}(x)`, 'unit').map(fault => fault.code)).toEqual(['unknown_name']);
    },
  );

  it.each([
    'not (a < 1) and (b == "x\'\\n" or c != 2)',
    'a > 1 ? -(b + c) : (-2) ^ 2',
    'min(a, b) * 1e21 - column("to") / column("a b")',
    'abs(a > 1 ? 1e-7 : b)',
  ])('is the same after it is shown: %s', text => {
    const formula = parseFormula(text, 'row', []);
    expect(parseFormula(formulaText(formula), 'row', [])).toEqual(formula);
  });

  it('of a unit is the same after it is shown', () => {
    const formula = parseFormula(
      'per_month(sum(a, b > 1), 3) / previous(count(c == "x")) + share(metric("to")) + age_days(first_date())',
      'unit',
      [],
    );
    expect(parseFormula(formulaText(formula), 'unit', [])).toEqual(formula);
  });
});

describe('what is a fault', () => {
  it.each([
    ['', /empty/],
    [' \n ', /empty/],
    ['2 x', /^character 3: .*operator is missing.*2 \* x/],
    ['2x', /^character 2: .*operator is missing/],
    ['(a)(b)', /^character 4: .*operator is missing/],
    ['a b', /^character 3: .*operator is missing/],
    ['(a) 2', /^character 5: .*operator is missing/],
    ['abs(x)(y)', /^character 7: .*operator is missing/],
    ['"a" "b"', /^character 5: .*operator is missing/],
    ['5月', /^character 2: .*column\("2nd"\)/],
    ['0x1F', /^character 2: .*operator is missing/],
    ['1.2.3', /^character 4: .*operator is missing/],
    ['10%', /^character 3: "%".*0\.1/],
    ['5 % 3', /^character 3: "%"/],
    ['a mod b', /"mod" is not part/],
    ['a xor b', /"xor" is not part/],
    ['5 cm to inch', /before "cm"/],
    ['a to b', /"to" is not part/],
    ['5 in', /"in" is not part/],
    ['x!', /^character 2: "!".*not/],
    ['!x', /^character 1: "!".*not/],
    ["x'", /^character 2: "'"/],
    ['[1, 2]', /^character 1: "\["/],
    ['a[1]', /^character 2: "\["/],
    ['{a: 1}', /^character 1: "\{"/],
    ['a.b', /^character 2: "\.".*column\("gross.sales"\)/],
    ['a.constructor', /^character 2/],
    ['a?.b', /^character 2: "\?\."/],
    ['a ?? b', /coalesce/],
    ['1:3', /range/],
    ['(1:2:3)', /range/],
    ['x = 3', /^character 3: "=".*==/],
    ['f(x) = x', /^character 6: "=".*==/],
    ['x === 3', /^character 3: "===".*==/],
    ['x !== 3', /^character 3: "!==".*!=/],
    ['x <> 3', /^character 3: "<>".*!=/],
    ['a; b', /^character 2: ";"/],
    ['a\n\n+ b', /more than one line/],
    ['a .* b', /^character 3: "\.\*".*\*/],
    ['a ./ b', /^character 3: "\.\/"/],
    ['a .^ b', /^character 3: "\.\^"/],
    ['a ** b', /^character 3: "\*\*".*\^/],
    ['a & b', /and/],
    ['a && b', /and/],
    ['a | b', /or/],
    ['a || b', /or/],
    ['a ^| b', /^character 3: "\^\|"/],
    ['~a', /not/],
    ['a << 1', /^character 3: "<<"/],
    ['a >> 1', /^character 3: ">>"/],
    ['a >>> 1', /^character 3: ">>>"/],
    ['1 < x < 5', /write 1 < x and x < 5/],
    ['a == b == c', /chain/],
    ['true', /column\("true"\)/],
    ['false', /column\("false"\)/],
    ['null', /column\("null"\)/],
    ['undefined', /column\("undefined"\)/],
    ['NaN', /column\("NaN"\)/],
    ['-Infinity', /column\("Infinity"\)/],
    ['3 * i', /column\("i"\)/],
    ['1e999', /too great/],
    ['a # why', /comments/],
    ['a @ b', /"@"/],
    ['a，b', /write ,/],
    ['（a）', /write \(/],
    ['😀', /"😀" is not part/],
    ['(a', /closing bracket \) should/],
    ['a)', /^character 2: .*no opening/],
    ['abs(a', /closing bracket \) should/],
    ['a +', /ends where a value/],
    ['* a', /value should stand/],
    ['a, b', /comma/],
    ['a : b', /range/],
    ['a ? b', /lacks its else/],
    ['a ? : b', /lacks its then/],
    ['a ? b ? c : d : e', /stands in brackets/],
    ['"abc', /ends with the quote/],
    ['"a\\qb"', /backslash/],
    ['"\\u12"', /hexadecimal/],
    ['2e', /operator is missing/],
    ['x == "\\u0000"', /NUL/],
    ['x == "\\ud800"', /half a character/],
    ['column("\\u0000")', /name in quotes/],
    ['column(x)', /name in quotes/],
    ['column("")', /name in quotes/],
    ['column("a", "b")', /name in quotes/],
    ['abs()', /abs takes 1 argument, not 0/],
    ['abs(a, b)', /abs takes 1 argument, not 2/],
    ['min(a)', /min takes 2 or more arguments, not 1/],
    ['coalesce(a)', /2 or more/],
    ['clamp(a, 1)', /clamp takes 3 arguments, not 2/],
    ['age_days(a, b)', /age_days takes 0 to 1 arguments, not 2/],
    ['"abs"(x)', /operator is missing/],
  ])('%j', (text, message) => {
    const faults = faultsOf(text);
    expect(faults[0]).toMatchObject({ code: 'invalid_formula', path: ['of'] });
    expect(faults[0].message).toMatch(message);
    expect(faults[0].message).not.toMatch(/\.$/);
  });

  it.each([
    ['age_days()', /age_days takes 1 argument, not 0/],
    ['sum()', /sum takes 1 to 2 arguments, not 0/],
    ['count(a, b > 1, c)', /count takes 0 to 2/],
    ['first_date(a > 1, b > 1)', /first_date takes 0 to 1/],
    ['per_month(count())', /per_month takes 2 arguments/],
    ['per_month(count(), 0)', /from 1 to 36/],
    ['per_month(count(), 37)', /from 1 to 36/],
    ['per_month(count(), 1.5)', /from 1 to 36/],
    ['per_month(count(), x)', /from 1 to 36/],
    ['metric()', /metric takes one name|1 argument/],
    ['metric(1)', /one name/],
    ['metric(a + b)', /one name/],
    ['sum(sum(x))', /^character 5: sum\(\.\.\.\) measures rows/],
    ['sum(x, count() > 1)', /^character 8: count\(\.\.\.\) measures rows/],
    ['sum(share(x))', /whole unit/],
    ['sum(metric(x))', /whole unit/],
    ['sum(previous(x))', /whole unit/],
  ])('of a unit: %s', (text, message) => {
    const [fault] = faultsOf(text, 'unit');
    expect(fault).toMatchObject({ code: 'invalid_formula', path: ['of'] });
    expect(fault.message).toMatch(message);
  });

  it.each([
    'sum(x)',
    'count()',
    'first_date()',
    'previous(x)',
    'same_last_year(x)',
    'per_month(x, 2)',
    'share(x)',
    'rank_of(x)',
    'metric(x)',
  ])('of a row: %s, which is about a unit', text => {
    expect(faultsOf(text, 'row').map(fault => fault.code)).toEqual(['invalid_formula']);
    expect(faultsOf(text, 'unit')).toEqual([]);
  });

  it('is an unknown function, with the nearest one and its place', () => {
    expect(faultsOf('1 + summ(x)', 'unit')).toEqual([
      { code: 'unknown_name', path: ['of'], message: 'character 5: no function "summ"; did you mean "sum"?' },
    ]);
    expect(faultsOf('not (a > 1) and b > summ(x)', 'unit')[0].message).toMatch(/^character 21: /);
    expect(faultsOf('medianest(x)', 'unit')[0].message).toContain('there are abs, log');
    expect(faultsOf('ABS(x)')[0].message).toContain('did you mean "abs"?');
    expect(faultsOf('eval(x)').map(fault => fault.code)).toEqual(['unknown_name']);
  });

  it('is told with every other fault of the text', () => {
    expect(faultsOf('summ(x) + metric(1) + countt()', 'unit').map(fault => fault.code)).toEqual([
      'unknown_name',
      'invalid_formula',
      'unknown_name',
    ]);
    expect(faultsOf('a % b && c').map(fault => fault.message.slice(0, 12))).toEqual(['character 3:', 'character 7:']);
  });
});

describe('what is too complex', () => {
  it.each([
    ['over 2,000 characters', `${'a'.repeat(2_001)}`],
    ['990 nested brackets', `${'('.repeat(990)}1${')'.repeat(990)}`],
    ['51 nested brackets', `${'('.repeat(51)}1${')'.repeat(51)}`],
    ['1,000 minuses', `${'-'.repeat(1_000)}1`],
    ['1,000 pluses', `${'+'.repeat(1_000)}1`],
    ['300 nots', `${'not '.repeat(300)}(a > 1)`],
    ['900 powers', `${'2^'.repeat(900)}2`],
    ['400 choices', `${'a>1?b:'.repeat(300)}1`],
    ['51 nested functions', `${'abs('.repeat(51)}1${')'.repeat(51)}`],
    ['600 parts', Array.from({ length: 300 }, () => 'a').join('+') + '+a'.repeat(1)],
  ])('%s', (_, text) => {
    expect(faultsOf(text).map(fault => fault.code)).toEqual(['too_complex']);
  });

  it('is not a formula of 2,000 characters, 48 levels or 499 parts', () => {
    expect(faultsOf('a'.repeat(2_000))).toEqual([]);
    expect(faultsOf(`${'abs('.repeat(48)}a${')'.repeat(48)}`)).toEqual([]);
    expect(faultsOf(Array.from({ length: 250 }, () => 'a').join('+'))).toEqual([]);
    expect(faultsOf(Array.from({ length: 251 }, () => 'a').join('+')).map(fault => fault.code)).toEqual([
      'too_complex',
    ]);
  });
});
