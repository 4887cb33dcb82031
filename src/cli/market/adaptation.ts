import { adaptation, handOver } from '../../market/merchants/adaptation.ts';
import type { Adaptation } from '../../market/merchants/adaptation.ts';
import { newcomers } from '../../market/merchants/newcomers.ts';
import { passRates } from '../../market/merchants/passRates.ts';
import type { PassRate } from '../../market/merchants/passRates.ts';
import { survival } from '../../market/merchants/survival.ts';
import type { SurvivalRow } from '../../market/merchants/survival.ts';
import type { Answer } from '../../market/answer.ts';
import type { AnswerRow, Question } from './question.ts';

/** The adaptation period: verdicts, rates, survival, and who is handed over. */
export const adaptationQuestion: Question = {
  name: 'adaptation',
  about: 'which new merchants passed their adaptation period, by cohort and recruiting channel; how long they last',
  keys: ['merchant'],
  tables(study) {
    const { leastMerchants, level, month } = study.settings.adaptation;
    const of = newcomers(study);
    const answer = adaptation(study, of);
    const counted = `${answer.months === '30-days' ? 'blocks of 30 days' : 'calendar months'} from ${answer.onboardingFrom}`;
    const decides = `month${month}`;
    const verdicts = ['merchant', 'onboarded', 'channel', 'category', decides, 'standard', 'verdict', 'reason'];
    const rates = ['name', 'merchants', 'pass', 'watch', 'clear', 'tooEarly', 'notEnoughData', 'rate', 'low', 'high'];
    return [
      {
        name: 'adaptation',
        title: `Adaptation period (${counted}; ${answer.established} older merchants are not judged)`,
        answer: flat(answer),
        printed: verdicts,
      },
      ...(['cohort', 'channel'] as const).map(by => ({
        name: `pass_rates_by_${by}`,
        title: `Pass rates by ${by}`,
        answer: flatAs(passRates(answer, by, leastMerchants, level)),
        printed: rates,
      })),
      {
        name: 'survival',
        title: `How long new merchants keep selling (${counted}; ${study.settings.adaptation.interval} intervals)`,
        answer: flatAs(survival(study, of)),
        printed: ['channel', 'month', 'atRisk', 'left', 'censored', 'survival', 'low', 'high'],
      },
      {
        name: 'hand_over',
        title: 'Handed over to merchant operations',
        answer: flat(handOver(answer)),
        printed: verdicts,
      },
    ];
  },
};

/** Rows with a column for each month. */
function flat(answer: Answer<Adaptation>): Answer<AnswerRow> {
  return {
    period: answer.period,
    previous: answer.previous,
    salesRows: answer.salesRows,
    notEnough: answer.notEnough,
    rows: answer.rows.map(({ sales, standard, shareOfStandard, verdict, reason, ...row }) => ({
      ...row,
      ...Object.fromEntries(sales.map((value, at) => [`month${at + 1}`, value])),
      standard,
      shareOfStandard,
      verdict,
      reason,
    })),
  };
}

/** An answer without what belongs to its question alone: that stands in the title. */
function flatAs({ period, previous, salesRows, rows, notEnough }: Answer<PassRate | SurvivalRow>): Answer<AnswerRow> {
  return { period, previous, salesRows, rows: rows.map(row => ({ ...row })), notEnough };
}
