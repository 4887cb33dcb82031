import { describe, expect, it } from 'vitest';
import { faultLine, RatingError } from '../../src/errors/ratingError.ts';
import { methodName } from '../../src/expr/method.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { normalizers } from '../../src/steps/normalize/index.ts';

const NORMALIZERS = normalizers.methods.map(method => `"${methodName(method)}"`).join(' or ');

const A = { id: 'a', formula: 'sum(revenue)' };
const B = { id: 'b', formula: 'sum(units)' };
const base = { version: 1, name: 'm', indicators: [A, B], index: { id: 'power', of: [{ id: 'a' }, { id: 'b' }] } };

const faultsOf = (document: unknown): readonly { code: string; path: readonly unknown[]; message: string }[] => {
  try {
    parseModel(document);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(RatingError);
    return (error as RatingError).faults;
  }
};

/** The faults of a document as lines, with the code of each. */
const linesOf = (document: unknown): string[] =>
  faultsOf(document).map(fault => `${fault.code} ${faultLine(fault as never)}`);

describe('a model document', () => {
  it('gets every default', () => {
    expect(parseModel(base)).toMatchObject({
      rate: { unit: ['brand'], within: ['category'] },
      period: {},
      columns: {},
      sales: { derive: {} },
      missing: { method: 'none' },
      outliers: { method: 'none' },
      normalize: { method: 'min-max', to: [0, 100] },
      rank: { method: 'competition' },
      ties: [],
      indicators: [{ direction: 'benefit', transform: 'none' }, {}],
    });
  });

  it('is not written to', () => {
    const text = JSON.stringify(base);
    parseModel(base);
    expect(JSON.stringify(base)).toBe(text);
  });

  it('once read is read again to the same', () => {
    const model = parseModel({
      ...base,
      grade: { method: 'quantile', grades: ['A', 'B'], shares: [0.2] },
      rate: { within: [] },
    });
    expect(parseModel(JSON.parse(JSON.stringify(model)))).toEqual(model);
  });

  it('may have an empty "within", or several columns in "unit"', () => {
    expect(parseModel({ ...base, rate: { unit: ['owner', 'brand'], within: [] } }).rate).toEqual({
      unit: ['owner', 'brand'],
      within: [],
    });
  });
});

const CASES: readonly (readonly [what: string, parts: object, ...lines: string[]])[] = [
  ['an unknown key', { normalise: {} }, 'invalid_model normalise: no such key; did you mean "normalize"?'],
  [
    'a key of another method',
    { normalize: { method: 'min-max', mean: 3 } },
    'invalid_model normalize.mean: goes with another choice, not with this one',
  ],
  [
    'an unknown key of an indicator',
    { indicators: [{ ...A, formla: 'x' }, B] },
    'invalid_model indicators.0.formla: no such key; did you mean "formula"?',
  ],
  [
    'an unknown key of a node',
    { index: { ...base.index, agregate: {} } },
    'invalid_model index.agregate: no such key; did you mean "aggregate"?',
  ],
  [
    'an unknown option of a method',
    { normalize: { method: 'min-max', too: [0, 1] } },
    'invalid_model normalize.too: no such key; did you mean "to"?',
  ],
  [
    'an unknown method',
    { normalize: { method: 'minmax' } },
    `invalid_model normalize.method: must be ${NORMALIZERS}, not "minmax"; did you mean "min-max"?`,
  ],
  [
    'an unknown transform',
    { indicators: [{ ...A, transform: 'cube' }, B] },
    'invalid_model indicators.0.transform: must be "none" or "log" or "log1p" or "sqrt" or "box-cox" or "yeo-johnson" or "logit" or "rank", not "cube"',
  ],
  [
    'an unknown direction',
    { indicators: [{ ...A, direction: 'costs' }, B] },
    'invalid_model indicators.0.direction: must be "benefit" or "cost", not "costs"; did you mean "cost"?',
  ],
  ['another version', { version: 2 }, 'invalid_model version: must be 1, not 2'],
  ['no name', { name: ' ' }, 'invalid_model name: must not be empty'],
  [
    'an id with blanks',
    { indicators: [{ ...A, id: '1 a' }, B] },
    'invalid_model indicators.0.id: an id begins with a letter and holds letters, digits, _ and - only',
  ],
  ['a day that is none', { period: { end: '2018-02-30' } }, 'invalid_model period.end: must be a day as YYYY-MM-DD'],
  ['a period of no days', { period: { days: 0 } }, 'invalid_model period.days: must be at least 1, not 0'],
  [
    'cut points that do not fall',
    { grade: { method: 'cut-points', grades: ['A', 'B', 'C'], from: [50, 60] } },
    'invalid_model grade.from: scores must fall from the best grade on',
  ],
  [
    'cut points that are not one less than grades',
    { grade: { method: 'cut-points', grades: ['A', 'B', 'C'], from: [50] } },
    'invalid_model grade.from: give one score less than there are grades: where each grade but the last begins',
  ],
  [
    'shares above 1',
    { grade: { method: 'quantile', grades: ['A', 'B'], shares: [0.9, 0.9] } },
    'invalid_model grade.shares: shares must sum to 1, or to less than 1 when the last grade gets the rest',
  ],
  [
    'a scale that does not rise',
    { normalize: { method: 'min-max', to: [5, 5] } },
    'invalid_model normalize.to: the first end of a scale must be below the second',
  ],
  [
    'two indicators of one id',
    { indicators: [A, B, { ...B, id: 'a' }] },
    'duplicate indicators.2.id: a second indicator "a"; ids must differ',
  ],
  [
    'a part that is no indicator',
    { index: { id: 'power', of: [{ id: 'a' }, { id: 'revenu' }] } },
    'unknown_name index.of.1.id: no indicator "revenu"',
  ],
  [
    'a misspelled part',
    { indicators: [{ ...A, id: 'revenue' }], index: { id: 'p', of: [{ id: 'revnue' }] } },
    'unknown_name index.of.0.id: no indicator "revnue"; did you mean "revenue"?',
  ],
  [
    'a part that stands twice',
    { index: { id: 'power', of: [{ id: 'a' }, { id: 'a' }] } },
    'duplicate index.of.1.id: "a" stands twice in the index',
  ],
  [
    'a node named like an indicator',
    { index: { id: 'power', of: [{ id: 'b', of: [{ id: 'a' }] }] } },
    'duplicate index.of.0.id: "b" is an indicator; an index needs an id of its own',
  ],
  [
    'an index without parts',
    { index: { id: 'a' } },
    'invalid_model index: has no parts; give "of" with the ids of indicators',
  ],
  [
    'an indicator with an aggregate',
    { index: { id: 'power', of: [{ id: 'a', present: 0.5 }] } },
    'invalid_model index.of.0.present: belongs to an index with parts, and this is an indicator',
  ],
  [
    'weights beside parts without',
    { index: { id: 'power', of: [{ id: 'a', weight: 3 }, { id: 'b' }] } },
    'invalid_model index.of.1: has no weight, but parts beside it have; give all parts of an index a weight, or none',
  ],
  [
    'weights of 0 alone',
    {
      index: {
        id: 'power',
        of: [
          { id: 'a', weight: 0 },
          { id: 'b', weight: 0 },
        ],
      },
    },
    'invalid_model index.of: all weights are 0; at least one must be above',
  ],
  [
    'a geometric mean over z-scores',
    {
      indicators: [{ ...A, normalize: { method: 'z-score' } }, B],
      index: { ...base.index, aggregate: { method: 'geometric' } },
    },
    'invalid_model index.of.0: "a" may be negative, and a geometric mean has no meaning for negative parts; normalize it to [1, 100]',
  ],
  [
    'a geometric mean over a node of z-scores',
    {
      normalize: { method: 'z-score' },
      index: { id: 'p', aggregate: { method: 'geometric' }, of: [{ id: 'q', of: [{ id: 'a' }] }] },
    },
    'invalid_model index.of.0: "a" may be negative, and a geometric mean has no meaning for negative parts; normalize it to [1, 100]',
  ],
  [
    'atLeast without evidence',
    { indicators: [{ ...A, atLeast: 4 }, B] },
    'invalid_model indicators.0.atLeast: says how much evidence is enough, but not of what; give evidence, such as count()',
  ],
  [
    'a tie rule that names nothing',
    { ties: ['power', 'revenu', 'b'] },
    'unknown_name ties.1: no indicator or index "revenu"',
  ],
  [
    'a column that is unit and peers',
    { rate: { unit: ['brand'], within: ['brand'] } },
    'duplicate rate: "brand" stands twice; peers are units that share "within" and differ in "unit"',
  ],
  [
    'a unit named like an indicator',
    { rate: { unit: ['a'] } },
    'duplicate rate: the key "a" has the name of another column of the ratings; rename the indicator or index, or map the column',
  ],
  [
    'an indicator named like a column of the ratings',
    { indicators: [A, B, { ...A, id: 'score' }] },
    'duplicate indicators.2.id: "score" is the name of a column of the ratings; take another id',
  ],
  [
    'a derived column made from itself',
    { sales: { derive: { net: 'net + 1' } } },
    'cycle sales.derive.net: is made from itself, by way of net',
  ],
  [
    'derived columns in a circle',
    { sales: { derive: { x: 'y + 1', y: 'x * 2', free: 'units' } } },
    'cycle sales.derive.x: is made from itself, by way of x, y',
    'cycle sales.derive.y: is made from itself, by way of x, y',
  ],
  [
    'previous() without a stated length',
    { indicators: [{ ...A, formula: 'sum(revenue) / previous(sum(revenue))' }, B] },
    'invalid_model indicators.0.formula: previous() needs a period of stated length; give period.days',
  ],
  [
    'same_last_year() without a stated length',
    { eligible: 'same_last_year(count()) > 0' },
    'invalid_model eligible: same_last_year() needs a period of stated length; give period.days',
  ],
  [
    'an age where rows are chosen',
    { sales: { where: 'age_days() < 5' } },
    'invalid_model sales.where: age_days() needs the period, which is not known where rows are chosen; use it inside of a measure',
  ],
  [
    'formulas that cannot be read',
    {
      indicators: [
        { ...A, formula: 'sum(revenue' },
        { ...B, formula: 'summ(units)' },
      ],
    },
    'invalid_formula indicators.0.formula: character 12: a closing bracket ) should stand here',
    'unknown_name indicators.1.formula: character 1: no function "summ"; did you mean "sum"?',
  ],
  [
    'a number where a condition should stand',
    { eligible: 'sum(units)' },
    'wrong_type eligible: sum(units) is a number; a condition such as sum(units) >= 30 should stand here',
  ],
  [
    'text where a number should stand',
    { indicators: [{ ...A, formula: 'sum(brand)' }, B] },
    'wrong_type indicators.0.formula: brand is text; sum takes a number',
  ],
];

describe('parseModel', () => {
  it.each(CASES.map(([what, parts, ...lines]) => ({ what, parts, lines })))('refuses $what', ({ parts, lines }) => {
    expect(linesOf({ ...base, ...parts })).toEqual(lines);
  });

  it('tells every fault at once', () => {
    const document = {
      name: '',
      version: 1,
      indicators: [
        { id: 'a', formula: 'sum(', direction: 'up' },
        { id: 'b', formula: 'sum(x)', atLeast: -1 },
      ],
      index: { id: 'p', of: [{ id: 'a' }] },
      grade: { method: 'cut-points', grades: ['A'], from: [1] },
      foo: 1,
    };
    const paths = faultsOf(document).map(({ path }) => path.join('.'));
    expect(paths.sort()).toEqual([
      'foo',
      'grade.from',
      'indicators.0.direction',
      'indicators.0.formula',
      'indicators.1.atLeast',
      'name',
    ]);
  });

  it('tells the faults of formulas and of the index together', () => {
    const document = { ...base, eligible: 'sum(', index: { id: 'p', of: [{ id: 'zz' }, { id: 'a' }, { id: 'a' }] } };
    expect(faultsOf(document).map(({ code }) => code)).toEqual(['invalid_formula', 'unknown_name', 'duplicate']);
  });

  it.each([
    null,
    undefined,
    [],
    'text',
    7,
    true,
    {},
    { version: 1 },
    { version: 1, name: 'm', indicators: [null], index: null },
  ])('refuses %j', document => {
    expect(faultsOf(document).length).toBeGreaterThan(0);
  });

  it.each([
    'index',
    'indicators',
    'normalize',
    'missing',
    'period',
    'rate',
    'columns',
    'sales',
    'grade',
    'ties',
    'extra',
  ])('refuses a document whose "%s" nests 10,000 deep, and does not break', key => {
    let nested: unknown = { id: 'a' };
    for (let level = 0; level < 10_000; level++)
      nested = key === 'index' ? { id: `n${level}`, of: [nested] } : [nested];
    expect(faultsOf({ ...base, [key]: nested }).length).toBeGreaterThan(0);
  });

  it('finds a key named __proto__, and nothing is put on any prototype', () => {
    const text = `{"version":1,"name":"m","__proto__":{"polluted":1},"indicators":[{"id":"a","formula":"sum(revenue)","__proto__":{"polluted":1}}],"index":{"id":"p","of":[{"id":"a"}]}}`;
    expect(linesOf(JSON.parse(text)).sort()).toEqual([
      'invalid_model __proto__: no such key',
      'invalid_model indicators.0.__proto__: no such key',
    ]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('finds a name __proto__ in the maps of columns and of derived columns', () => {
    const text = `{"columns":{"sales":{"__proto__":"x"}},"sales":{"derive":{"__proto__":"revenue * 2"}}}`;
    const paths = faultsOf({ ...base, ...(JSON.parse(text) as object) }).map(({ path }) => path.join('.'));
    expect(paths).toEqual(['columns.sales.__proto__', 'sales.derive.__proto__']);
  });

  it.each(['__proto__', 'constructor', 'toString', '销售额', 'é_1-x'])('takes the id %s', id => {
    const model = parseModel({
      ...base,
      indicators: [{ id, formula: 'sum(revenue)' }],
      index: { id: 'p', of: [{ id }] },
    });
    expect(model.indicators[0].id).toBe(id);
  });

  it('cuts what it quotes of a document', () => {
    const [fault] = faultsOf({ ...base, normalize: { method: 'x'.repeat(10_000) } });
    expect(fault.message.length).toBeLessThan(NORMALIZERS.length + 100);
  });
});
