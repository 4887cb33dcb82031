import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, evaluator, isPlainColumn } from '../../src/expr/evaluate.ts';
import type { Scope } from '../../src/expr/evaluate.ts';
import type { Call, Formula, FunctionName } from '../../src/expr/formula.ts';
import { parseFormula } from '../../src/expr/parse.ts';
import { dates } from '../../src/table/days.ts';
import type { Column, ColumnInput, Table } from '../../src/table/table.ts';
import { table } from '../../src/table/table.ts';

function scopeOf({ rows, columns }: Table): Scope {
  return {
    rows,
    leaf(leaf): Column {
      const column = leaf.kind === 'column' ? columns.get(leaf.name) : undefined;
      if (!column) throw new Error(`no column for ${JSON.stringify(leaf)}`);
      return column;
    },
  };
}

const column = (value: number | string | null): ColumnInput => (typeof value === 'string' ? [value] : [value]);

const one = (text: string, row: Readonly<Record<string, number | string | null>> = {}): number => {
  const columns = Object.entries({ any: 1, ...row }).map(([name, value]) => [name, column(value)] as const);
  return evaluate(parseFormula(text, 'row', []), scopeOf(table(columns)))[0];
};

describe('numbers', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['7 - 2 - 1', 4],
    ['-2 ^ 2', -4],
    ['2 ^ 3 ^ 2', 512],
    ['10 / 4', 2.5],
    ['abs(-3)', 3],
    ['log(exp(2))', 2],
    ['log1p(1e-18)', 1e-18],
    ['sqrt(9)', 3],
    ['min(3, 1, 2)', 1],
    ['max(3, 1, 5, 2)', 5],
    ['clamp(5, 0, 3)', 3],
    ['clamp(-5, 0, 3)', 0],
    ['clamp(2, 0, 3)', 2],
    ['clamp(2, 5, 3)', 3],
    ['coalesce(1 / 0, 1 / 0, 4)', 4],
    ['0 ^ 0', 1],
    ['(-2) ^ 3', -8],
    ['(-2) ^ -1', -0.5],
    ['2 > 1 ? 10 : 20', 10],
    ['2 < 1 ? 10 : 20', 20],
    ["'e\u0301' == ' é ' ? 1 : 0", 1],
    ["'a' != 'b' ? 1 : 0", 1],
  ])('%s is %d', (text, value) => {
    expect(one(text)).toBeCloseTo(value, 12);
  });

  it.each([
    '1 / 0',
    '0 / 0',
    '-1 / 0',
    'log(0)',
    'log(-1)',
    'log1p(-1)',
    'log1p(-2)',
    'sqrt(-1)',
    '0 ^ -1',
    '(-8) ^ (1 / 3)',
    '(1 / 0) ^ 0',
    '1 ^ (1 / 0)', // prettier-ignore
    '1e308 * 10',
    '-1e308 * 10',
    'exp(1000)',
    '10 ^ 400',
    '1e308 * 10 - 1e308 * 10',
    'x + 1',
    'x * 0',
    'min(x, 1)',
    'max(1, x)',
    'min(1, 2, x)', // prettier-ignore
    'clamp(x, 0, 1)',
    'clamp(1, x, 2)',
    'clamp(1, 0, x)',
    'abs(x)',
    'coalesce(x, x)',
    '-x',
    'x ^ 0',
    '1 ^ x',
    'x > 1 ? 2 : 3',
    'x == x ? 2 : 3',
    'x', // prettier-ignore
  ])('%s is missing where x is', text => {
    expect(one(text, { x: null })).toBeNaN();
  });

  it('may overflow on the way, as long as they end finite', () => {
    expect(one('1 / (1e308 * 10)')).toBe(0);
    expect(one('1e308 * 10 > 5 ? 1 : 0')).toBe(1);
    expect(one('min(exp(1000), 3)')).toBe(3);
  });

  it('come out for any number of rows, and any stretch of them', () => {
    for (const rows of [0, 1, 1_023, 1_024, 1_025, 2_500]) {
      const x = Float64Array.from({ length: rows }, (_, row) => row);
      const scope = scopeOf(table({ x }));
      const formula = parseFormula('x * 2 + (x > 1000 ? 1 : 0)', 'row', []);
      const expected = Array.from(x, value => value * 2 + (value > 1_000 ? 1 : 0));
      expect(Array.from(evaluate(formula, scope))).toEqual(expected);
      const part = new Float64Array(Math.max(0, rows - 5));
      evaluator(formula, scope)(5, part);
      expect(Array.from(part)).toEqual(expected.slice(5));
    }
  });

  it('leave the columns as they are, also when a formula is one column', () => {
    const x = Float64Array.of(1, Infinity, NaN);
    const scope = scopeOf(table({ x }));
    expect(Array.from(evaluate(parseFormula('x', 'row', []), scope))).toEqual([1, NaN, NaN]);
    evaluate(parseFormula('-x * x + x', 'row', []), scope);
    expect(Array.from(x)).toEqual([1, Infinity, NaN]);
  });

  it('are asked for once a column, however often it stands in the formula', () => {
    let asked = 0;
    const scope = scopeOf(table({ x: [1, 2] }));
    const counting: Scope = { rows: 2, leaf: leaf => (asked++, scope.leaf(leaf)) };
    evaluate(parseFormula('x * x + x', 'row', []), counting);
    expect(asked).toBe(1);
  });
});

describe('conditions', () => {
  const verdicts = { holds: '1 == 1', not: '1 == 2', missing: 'x == 1' };
  const value = (text: string): number => one(text, { x: null });
  it.each([
    ['holds', 'holds', 1, 1],
    ['holds', 'not', 0, 1],
    ['holds', 'missing', NaN, 1],
    ['not', 'holds', 0, 1],
    ['not', 'not', 0, 0],
    ['not', 'missing', 0, NaN],
    ['missing', 'holds', NaN, 1],
    ['missing', 'not', 0, NaN],
    ['missing', 'missing', NaN, NaN],
  ] as const)('%s and/or %s is %d/%d, as in SQL', (left, right, both, either) => {
    expect(value(`${verdicts[left]} and ${verdicts[right]}`)).toBe(both);
    expect(value(`${verdicts[left]} or ${verdicts[right]}`)).toBe(either);
  });

  it('are turned around by not, and stay missing', () => {
    expect([verdicts.holds, verdicts.not, verdicts.missing].map(text => value(`not (${text})`))).toEqual([0, 1, NaN]);
  });

  it.each([
    ['<', [1, 0, 0]],
    ['<=', [1, 1, 0]],
    ['>', [0, 0, 1]],
    ['>=', [0, 1, 1]],
    ['==', [0, 1, 0]],
    ['!=', [1, 0, 1]],
  ])('compare numbers by %s', (sign, expected) => {
    expect([1, 2, 3].map(x => one(`x ${sign} 2`, { x }))).toEqual(expected);
    expect(one(`x ${sign} 2`, { x: null })).toBeNaN();
    expect(one(`2 ${sign} x`, { x: null })).toBeNaN();
  });
});

describe('text and dates', () => {
  const scope = scopeOf(
    table({
      channel: ['app', 'web', null, 'é', 'app'],
      brand: ['web', 'web', 'app', 'é', null],
      date: dates(['2018-01-01', '2018-01-31', null, '1970-01-01', '2018-01-01']),
      since: dates(['2018-01-01', '2018-01-01', '2018-01-01', null, '2018-02-01']),
    }),
  );
  const all = (text: string): number[] => Array.from(evaluate(parseFormula(text, 'row', []), scope));

  it.each([
    ["channel == 'app'", [1, 0, NaN, 0, 1]],
    ["'app' == channel", [1, 0, NaN, 0, 1]],
    ["channel != ' app '", [0, 1, NaN, 1, 0]],
    ["channel == 'e\u0301'", [0, 0, NaN, 1, 0]],
    ["channel == 'nowhere'", [0, 0, NaN, 0, 0]],
    ["channel != ''", [1, 1, NaN, 1, 1]],
    ['channel == brand', [0, 1, NaN, 1, NaN]],
    ['brand != channel', [1, 0, NaN, 0, NaN]],
    ['channel == channel', [1, 1, NaN, 1, 1]],
    ["date == '2018-01-01'", [1, 0, NaN, 0, 1]],
    ["date > '2018-01-01'", [0, 1, NaN, 0, 0]],
    ["'2018-01-01' >= date", [1, 0, NaN, 1, 1]],
    ['date == since', [1, 0, NaN, NaN, 0]],
    ['date - since', [0, 30, NaN, NaN, -31]],
    ['date + 1', [17533, 17563, NaN, 1, 17533]],
    ['date - 1 > since', [0, 1, NaN, NaN, 0]],
    ['max(date, since)', [17532, 17562, NaN, NaN, 17563]],
    ['coalesce(date, since)', [17532, 17562, 17532, 0, 17532]],
    ["channel == 'app' ? date : since", [17532, 17532, NaN, NaN, 17532]],
    ['date', [17532, 17562, NaN, 0, 17532]],
  ])('%s', (text, expected) => {
    expect(all(text)).toEqual(expected);
  });

  it('of a measure may be days as numbers, and are still compared with a day as text', () => {
    const formula = parseFormula("first_date() >= '2018-01-01'", 'unit', []);
    const days: Scope = { rows: 3, leaf: () => ({ type: 'number', values: Float64Array.of(17532, 17531, NaN) }) };
    expect(Array.from(evaluate(formula, days))).toEqual([1, 0, NaN]);
  });

  it('are refused where a number should stand', () => {
    const bare: Formula = { kind: 'call', name: 'abs', of: [{ kind: 'column', name: 'channel' }] };
    expect(() => evaluate(bare, scope)).toThrow('text stands where a number should');
    expect(() => evaluate({ kind: 'literal', value: 'x' }, scope)).toThrow('number or a day');
  });
});

it('a plain column is told from an expression', () => {
  expect(isPlainColumn(parseFormula('revenue', 'row', []))).toBe(true);
  expect(isPlainColumn(parseFormula('-revenue', 'row', []))).toBe(false);
});

/** What evaluate is held against: one row at a time, missing as null, no blocks, no registers. */
function naive(formula: Formula, row: ReadonlyMap<string, number | null>): number | null {
  if (formula.kind === 'literal') return Number(formula.value);
  if (formula.kind === 'column') return row.get(formula.name) ?? null;
  return naiveCall(formula as Call, row);
}

function naiveCall({ name, of }: Call, row: ReadonlyMap<string, number | null>): number | null {
  const args = of.map(part => naive(part, row));
  const [a, b, c] = args;
  if (name === 'coalesce') return args.find(value => value !== null) ?? null;
  if (name === 'and') return args.includes(0) ? 0 : args.includes(null) ? null : 1;
  if (name === 'or') return args.includes(1) ? 1 : args.includes(null) ? null : 0;
  if (name === 'if') return a === null ? null : a === 1 ? b : c;
  const known = args.filter(value => value !== null);
  if (known.length < args.length) return null;
  const value = plain(name, known);
  return Number.isNaN(value) ? null : value;
}

function plain(name: FunctionName, args: readonly number[]): number {
  const [a, b, c] = args;
  switch (name) {
    case 'add': return a + b; // prettier-ignore
    case 'subtract': return a - b; // prettier-ignore
    case 'multiply': return a * b; // prettier-ignore
    case 'divide': return b === 0 ? NaN : a / b; // prettier-ignore
    case 'power': return Number.isFinite(b) && Number.isFinite(Math.pow(a, b)) ? Math.pow(a, b) : NaN; // prettier-ignore
    case 'negate': return -a; // prettier-ignore
    case 'equal': return Number(a === b); // prettier-ignore
    case 'unequal': return Number(a !== b); // prettier-ignore
    case 'less': return Number(a < b); // prettier-ignore
    case 'lessOrEqual': return Number(a <= b); // prettier-ignore
    case 'greater': return Number(a > b); // prettier-ignore
    case 'greaterOrEqual': return Number(a >= b); // prettier-ignore
    case 'not': return 1 - a; // prettier-ignore
    case 'abs': return Math.abs(a); // prettier-ignore
    case 'log': return a > 0 ? Math.log(a) : NaN; // prettier-ignore
    case 'log1p': return a > -1 ? Math.log1p(a) : NaN; // prettier-ignore
    case 'exp': return Math.exp(a); // prettier-ignore
    case 'sqrt': return a >= 0 ? Math.sqrt(a) : NaN; // prettier-ignore
    case 'min': return Math.min(...args); // prettier-ignore
    case 'max': return Math.max(...args); // prettier-ignore
    default:
      return Math.min(Math.max(a, b), c); // clamp; prettier-ignore
  }
}

const call = (name: FunctionName, ...of: Formula[]): Formula => ({ kind: 'call', name, of });
const leaves = fc.oneof(
  fc.constantFrom<Formula>({ kind: 'column', name: 'x' }, { kind: 'column', name: 'y' }, { kind: 'column', name: 'z' }),
  fc.constantFrom(0, 1, 2, 0.5, 3, 1e200).map((value): Formula => ({ kind: 'literal', value })),
);
const { numeric } = fc.letrec<{ numeric: Formula; condition: Formula }>(tie => ({
  numeric: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'formula' },
    leaves,
    fc
      .tuple(fc.constantFrom('add', 'subtract', 'multiply', 'divide', 'power' as const), tie('numeric'), tie('numeric'))
      .map(([name, a, b]) => call(name, a, b)),
    fc
      .tuple(fc.constantFrom('negate', 'abs', 'log', 'log1p', 'exp', 'sqrt' as const), tie('numeric'))
      .map(([name, a]) => call(name, a)),
    fc
      .tuple(
        fc.constantFrom('min', 'max', 'coalesce', 'clamp' as const),
        tie('numeric'),
        tie('numeric'),
        tie('numeric'),
      )
      .map(([name, a, b, c]) => call(name, a, b, c)),
    fc.tuple(tie('condition'), tie('numeric'), tie('numeric')).map(([condition, a, b]) => call('if', condition, a, b)),
  ),
  condition: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'formula' },
    fc
      .tuple(
        fc.constantFrom('equal', 'unequal', 'less', 'lessOrEqual', 'greater', 'greaterOrEqual' as const),
        tie('numeric'),
        tie('numeric'),
      )
      .map(([name, a, b]) => call(name, a, b)),
    fc
      .tuple(fc.constantFrom('and', 'or' as const), tie('condition'), tie('condition'))
      .map(([name, a, b]) => call(name, a, b)),
    tie('condition').map(a => call('not', a)),
  ),
}));

it('evaluate agrees with a plain interpreter, row by row, on formulas of any shape', () => {
  const values = fc.array(fc.option(fc.constantFrom(0, -0, 1, -1, 2.5, -7, 1e200, -1e200, 1e-9, 30), { freq: 4 }), {
    minLength: 6,
    maxLength: 6,
  });
  fc.assert(
    fc.property(numeric, values, values, values, (formula, x, y, z) => {
      const actual = evaluate(formula, scopeOf(table({ x, y, z })));
      for (let row = 0; row < 6; row++) {
        const expected = naive(formula, new Map([['x', x[row]], ['y', y[row]], ['z', z[row]]])); // prettier-ignore
        const finite = expected !== null && Number.isFinite(expected) ? expected : NaN;
        expect(
          actual[row] === finite || (Number.isNaN(actual[row]) && Number.isNaN(finite)),
          `${actual[row]} is ${finite}`,
        ).toBe(true);
      }
    }),
    { seed: 20180831, numRuns: 2_000 },
  );
});
