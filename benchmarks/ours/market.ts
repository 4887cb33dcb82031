// A market study in brandrank: `report` answers every question from rows, `question NAME` one, `pass NAME` makes the pass that it rests on.
import { MARKET_QUESTIONS, MERCHANT_QUESTIONS } from '../../src/cli/market/questions.ts';
import type { AnswerTable, Question } from '../../src/cli/market/question.ts';
import { studyOf } from '../../src/market/study.ts';
import { serve } from '../harness/serve.ts';
import { marketInput } from './marketInput.ts';
import { passOf } from './marketPasses.ts';

const [what, name] = process.argv.slice(3);
const questions: readonly Question[] = [...MARKET_QUESTIONS, ...MERCHANT_QUESTIONS];
const asked = what === 'report' ? questions : questions.filter(question => question.name === name);
if (asked.length === 0) throw new Error(`no question "${name}"`);

await serve(folder => {
  const { tables, model } = marketInput(folder);
  const keys = asked.flatMap(question => question.keys);
  let answers: readonly AnswerTable[] = [];
  return {
    work() {
      if (what === 'pass') return passOf(asked[0], model, tables);
      const study = studyOf(model, tables, keys);
      answers = asked.flatMap(question => question.tables(study));
    },
    results() {
      if (what !== 'pass' && answers.length === 0) throw new Error('no answers');
      // The value of each category over all months: what the peer has to come to.
      const { count, keys: found, of, value } = studyOf(model, tables, ['category']).cellsBy(['category']);
      const category = found.get('category');
      const sums = new Float64Array(category?.words.length ?? 0);
      for (let cell = 0; cell < count; cell++) sums[category?.codes[of[cell]] ?? 0] += value[cell];
      return [['value', sums]];
    },
    versions: {},
  };
});
