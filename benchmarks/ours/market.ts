// A market study in brandrank: `pass` makes the cells, `question` answers one question from rows, `all` the whole report.
import { MARKET_QUESTIONS, MERCHANT_QUESTIONS } from '../../src/cli/market/questions.ts';
import { firstPage } from '../../src/cli/market/firstPage.ts';
import type { AnswerTable, Question } from '../../src/cli/market/question.ts';
import { studyOf } from '../../src/market/study.ts';
import type { Study } from '../../src/market/study.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import type { Column } from '../../src/table/table.ts';
import { codes, days, doubles, readColumns } from '../harness/columns.ts';
import { serve } from '../harness/serve.ts';

const [what] = process.argv.slice(3);
const asked: readonly Question[] = what === 'all' ? [...MARKET_QUESTIONS, ...MERCHANT_QUESTIONS] : [firstPage];

await serve(folder => {
  const input = readColumns(folder);
  const model = parseModel({
    version: 1,
    name: 'bench',
    indicators: [{ id: 'sold', formula: 'sum(revenue)' }],
    index: { id: 'all', of: [{ id: 'sold' }] },
    market: { months: 6 },
  });
  const columns = new Map<string, Column>([
    ['date', { type: 'date', days: days(input, 'day') }],
    ['units', { type: 'number', values: doubles(input, 'units') }],
    ['revenue', { type: 'number', values: doubles(input, 'revenue') }],
  ]);
  for (const name of ['brand', 'category', 'merchant', 'channel', 'price_band']) {
    if (input.has(name)) columns.set(name, text(codes(input, name)));
  }
  const sales = { rows: days(input, 'day').length, columns };
  const keys = asked.flatMap(question => question.keys);
  let study: Study;
  let answers: readonly AnswerTable[] = [];
  return {
    work() {
      study = studyOf(model, { sales }, keys);
      answers = what === 'pass' ? [] : asked.flatMap(question => question.tables(study));
    },
    results() {
      if (what !== 'pass' && answers.length === 0) throw new Error('no answers');
      return [['value', ofCategories(study)]];
    },
    versions: {},
  };
});

/** The value of each category over all months: what every contender has to come to. */
function ofCategories(study: Study): Float64Array {
  const { count, keys, value } = study.cellsBy(['category']);
  const category = keys.get('category');
  const sums = new Float64Array(category?.words.length ?? 0);
  for (let cell = 0; cell < count; cell++) sums[category?.codes[cell] ?? 0] += value[cell];
  return sums;
}

/** Words in the order of their codes. */
function text(column: Uint32Array): Column {
  const count = column.reduce((most, code) => Math.max(most, code), 0) + 1;
  return {
    type: 'text',
    codes: column,
    words: Array.from({ length: count }, (_, code) => String(code).padStart(8, '0')),
  };
}
