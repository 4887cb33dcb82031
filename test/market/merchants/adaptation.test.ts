import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adaptation, handOver } from '../../../src/market/merchants/adaptation.ts';
import { newcomers } from '../../../src/market/merchants/newcomers.ts';
import { cohortOf, monthCount } from '../../../src/market/merchants/onboarding.ts';
import { passRates } from '../../../src/market/merchants/passRates.ts';
import { survival } from '../../../src/market/merchants/survival.ts';
import { studyOf } from '../../../src/market/study.ts';
import { parseModel } from '../../../src/model/parseModel.ts';
import { dayOf, isoDay } from '../../../src/table/days.ts';
import { picked, rows, shuffled } from '../../support/market.ts';
import { expectClose } from '../../support/close.ts';
import { tablesOf } from '../../support/fixtureTables.ts';
import { fixture } from '../../support/golden.ts';
import { DOCUMENT, monthly, studyFrom } from './small.ts';

const FIXED = { standard: { method: 'fixed', amount: 100, categories: [{ category: 'coffee', amount: 40 }] } } as const;

/** Old Ada sells all along; the others begin in April. */
const SALES = [
  ...monthly('Ada', '2024-01', [9, 9, 9, 9, 9, 9, 9, 9, 9]),
  ...monthly('Bo', '2024-04', [10, 20, 100, 5]),
  ...monthly('Cy', '2024-04', [10, 20, 60, 5]),
  ...monthly('Di', '2024-04', [10, 20, 49, 5]),
  ...monthly('Ed', '2024-04', [10, 20, 40, 5], { category: 'coffee' }),
  ...monthly('Flo', '2024-08', [10, 20]),
];

const verdicts = (study: Parameters<typeof adaptation>[0]): Record<string, string> =>
  Object.fromEntries(adaptation(study).rows.map(({ merchant, verdict }) => [merchant, verdict]));

describe('the adaptation period', () => {
  it('holds month 3 against a fixed standard of the category: pass, watch, clear, too early', () => {
    const study = studyFrom(SALES, '2024-09-30', { adaptation: FIXED });
    expect(verdicts(study)).toEqual({ Bo: 'pass', Cy: 'watch', Di: 'clear', Ed: 'pass', Flo: 'too early' });
    const { rows: found, established, onboardingFrom, period } = adaptation(study);
    expect(found[1]).toEqual({
      merchant: 'Cy',
      onboarded: '2024-04-01',
      cohort: '2024-Q2',
      channel: null,
      category: 'tea',
      sales: [10, 20, 60],
      standard: 100,
      shareOfStandard: 0.6,
      verdict: 'watch',
      reason: 'month 3 is 60, 60 % of the standard 100; from 50 % on it is watched',
    });
    expect(found[4].reason).toBe('month 3 ends on 2024-10-31; 2 of 3 are over');
    expect({ established, onboardingFrom }).toEqual({ established: 1, onboardingFrom: 'first sale' });
    expect(period).toEqual({ start: '2024-01-01', end: '2024-09-30' });
  });

  it('takes a quantile of the new merchants of the category that sold in the month', () => {
    const study = studyFrom(SALES, '2024-09-30', { adaptation: { leastMerchants: 3 } });
    // The middle of 100, 60, 49.
    expect(verdicts(study)).toEqual({ Bo: 'pass', Cy: 'pass', Di: 'watch', Ed: 'not enough data', Flo: 'too early' });
    expect(adaptation(study).notEnough.map(({ about, reason }) => `${about}: ${reason}`)).toEqual([
      'the standard of coffee: needs 3 new merchants that sold in month 3, found 1: 2 are missing',
    ]);
  });

  it('counts from the onboarding of the merchants table, and clears who never sold', () => {
    const merchants = rows([
      { merchant: 'Bo', onboarded_date: '2024-03-15', recruited_by: 'fair' },
      { merchant: 'Never', onboarded_date: '2024-03-01', recruited_by: null },
      { merchant: 'Ada', onboarded_date: '2023-01-01', recruited_by: 'fair' },
    ]);
    const model = parseModel({
      ...DOCUMENT,
      period: { end: '2024-09-30' },
      columns: { merchants: { onboarded: 'onboarded_date' } },
      market: { adaptation: FIXED },
    });
    const study = studyOf(model, { sales: rows(SALES), merchants }, []);
    const { rows: found, onboardingFrom, established } = adaptation(study);
    expect({ onboardingFrom, established }).toEqual({ onboardingFrom: 'onboarded', established: 1 });
    const told = found.filter(({ merchant }) => merchant === 'Bo' || merchant === 'Never');
    // Bo's March was begun late: April is month 1. Who is not in the table begins with the first sale.
    expect(told.map(({ sales, verdict, channel }) => ({ sales, verdict, channel }))).toEqual([
      { sales: [10, 20, 100], verdict: 'pass', channel: 'fair' },
      { sales: [0, 0, 0], verdict: 'clear', channel: null },
    ]);
    expect(told[1].reason).toBe('no sale in months 1 to 3');
    expect(found.map(({ merchant }) => merchant)).toEqual(['Bo', 'Cy', 'Di', 'Ed', 'Flo', 'Never']);
  });

  it('counts blocks of 30 days where the model says so', () => {
    const sales = [
      { date: '2024-01-01', merchant: 'Ada', category: 'tea', revenue: 1 },
      ...[1, 29, 30, 59, 60, 89, 90].map(age => ({
        date: isoDay(dayOf('2024-05-10') + age),
        merchant: 'Bo',
        category: 'tea',
        revenue: 10 ** (age > 59 ? 2 : age > 29 ? 1 : 0),
      })),
    ];
    const settings = { ...FIXED, months: '30-days' as const };
    const [bo] = adaptation(studyFrom(sales, '2024-12-31', { adaptation: settings })).rows;
    // The first sale is day 0: the others follow 28, 29 | 58, 59 | 88 and 89 days later.
    expect(bo.sales).toEqual([12, 110, 200]);
  });

  it('says nothing of a month whose sales are missing', () => {
    const sales = [
      ...SALES,
      ...monthly('Gil', '2024-04', [10, 20]),
      { date: '2024-06-01', merchant: 'Gil', category: 'tea', revenue: null },
    ];
    const study = studyFrom(sales, '2024-09-30', { adaptation: FIXED });
    expect(adaptation(study).rows.find(({ merchant }) => merchant === 'Gil')).toMatchObject({
      verdict: 'not enough data',
      reason: 'the sales of month 3 are missing',
    });
  });

  it('hands over those that passed, the strongest first', () => {
    const passed = handOver(adaptation(studyFrom(SALES, '2024-09-30', { adaptation: FIXED }))).rows;
    expect(passed.map(({ merchant }) => merchant)).toEqual(['Bo', 'Ed']);
  });

  it('gives pass rates with an interval, and none where too few were judged', () => {
    const answer = adaptation(studyFrom(SALES, '2024-09-30', { adaptation: FIXED }));
    const { rows: rates, notEnough } = passRates(answer, 'cohort', 4, 0.95);
    expect(rates.map(({ name, merchants, pass, rate }) => ({ name, merchants, pass, rate }))).toEqual([
      { name: '2024-Q2', merchants: 4, pass: 2, rate: 0.5 },
      { name: '2024-Q3', merchants: 1, pass: 0, rate: null },
    ]);
    expect(notEnough[0].reason).toBe('needs 4 judged merchants, found 0: 4 are missing');
  });

  it('is the same whatever the order of the rows; hostile names are names', () => {
    const names = ['__proto__', '=1+1', '"q"', '<b>', 'constructor', 'line\nend'];
    const all = rows(names.flatMap((name, at) => monthly(name, '2024-04', [at, 2 * at, 30 * at]).concat(monthly('old', '2024-01', [1, 1, 1, 1])))); // prettier-ignore
    const model = parseModel({
      ...DOCUMENT,
      period: { end: '2024-09-30' },
      market: { adaptation: { leastMerchants: 2 } },
    });
    const answerOf = (sales: typeof all): unknown => {
      const study = studyOf(model, { sales }, []);
      return [adaptation(study), survival(study)];
    };
    const expected = answerOf(all);
    fc.assert(
      fc.property(fc.nat(), seed => {
        expect(answerOf(picked(all, shuffled(all.rows, seed)))).toEqual(expected);
      }),
      { numRuns: 20, seed: 6 },
    );
  });
});

describe('months since onboarding', () => {
  it('follow each other without a gap, and end where the next begins', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 19_000, max: 20_000 }),
        fc.integer({ min: 0, max: 800 }),
        fc.constantFrom('calendar' as const, '30-days' as const),
        (onboarded, age, by) => {
          const { monthOf, endOf } = monthCount(by, 19_000, 21_000);
          const month = monthOf(onboarded, onboarded + age);
          expect(onboarded + age).toBeLessThanOrEqual(endOf(onboarded, month));
          expect(onboarded + age).toBeGreaterThan(endOf(onboarded, month - 1));
        },
      ),
      { numRuns: 300, seed: 2 },
    );
  });

  it('have cohorts that sort by time', () => {
    expect(['month', 'quarter', 'year'].map(by => cohortOf(dayOf('2024-05-15'), by as 'month'))).toEqual(['2024-05', '2024-Q2', '2024']); // prettier-ignore
  });
});

describe('the survival of new merchants', () => {
  it('ends with the last month of sales when the silence after it is long enough', () => {
    const sales = [
      ...monthly('old', '2024-01', [1]),
      ...monthly('a', '2024-04', [1, 1]),
      ...monthly('b', '2024-04', [1, 1, 1, 1]),
      ...monthly('c', '2024-04', [1, 1, 1, 1, 1, 1]),
      ...monthly('d', '2024-07', [1, 1]),
    ];
    const { rows: curve } = survival(studyFrom(sales, '2024-09-30', { adaptation: { silent: 3, leastMerchants: 1 } }));
    // a left in month 2; b is silent for two months, and d and c still sell.
    expect(curve.map(({ month, atRisk, left, censored }) => [month, atRisk, left, censored])).toEqual([
      [2, 4, 1, 0],
      [3, 3, 0, 1],
      [6, 2, 0, 2],
    ]);
    expectClose(
      curve.map(row => row.survival),
      [0.75, 0.75, 0.75],
    );
  });
});

describe('the planted market', async () => {
  const truth = JSON.parse(readFileSync(fixture('marketplace/truth.json'), 'utf8')) as {
    merchants: { merchant: string; adaptation: string; adaptationCents?: number; recruitedBy: string }[];
  };
  const standard = { method: 'fixed', amount: 1500 } as const;
  // The simulator's truth leaves returns out.
  const model = parseModel({
    ...DOCUMENT,
    sales: { where: 'units > 0' },
    market: { adaptation: { months: '30-days', standard } },
  });
  const tables = await tablesOf(model, fixture('marketplace'));
  const study = studyOf(model, tables, []);
  const answer = adaptation(study);
  const planted = new Map(truth.merchants.map(each => [each.merchant, each]));

  it('has as many new merchants, with the sales of their 90 days to the cent', () => {
    const judged = answer.rows.filter(({ verdict }) => verdict !== 'too early');
    expect(answer.rows.length).toBe(45);
    expect(answer.established).toBe(75);
    const beyond = judged.flatMap(({ merchant, sales }) => {
      const cents = Math.round(sales.reduce<number>((sum, value) => sum + (value ?? 0), 0) * 100);
      const more = cents - (planted.get(merchant)?.adaptationCents ?? 0);
      return more === 0 ? [] : [[merchant, more]];
    });
    // The truth counts clean rows; these two have a row each whose brand is padded with blanks, and which must be used.
    expect(beyond).toEqual([
      ['M007', 27_893],
      ['M069', 6_266],
    ]);
  });

  it('tells those that were planted to pass from those that were planted to fail, every one', () => {
    const of = (wanted: string, ...told: string[]): number =>
      answer.rows.filter(
        ({ merchant, verdict }) => planted.get(merchant)?.adaptation === wanted && told.includes(verdict),
      ).length;
    expect(of('failed', 'pass')).toBe(0);
    expect(of('failed', 'clear', 'watch')).toBe(15);
    expect(of('passed', 'pass')).toBe(26);
    expect(of('pending', 'too early')).toBe(4);
  });

  it('sees the planted closing of those that failed in the curve: all of them leave, and nobody else', () => {
    const of = newcomers(study);
    const left = of.names.filter((_, place) => of.monthsOver[place] - of.lastSale[place] >= 3);
    expect(left.every(name => planted.get(name)?.adaptation === 'failed')).toBe(true);
    const last = survival(study)
      .rows.filter(({ channel }) => channel === null)
      .at(-1);
    expect(last?.survival).toBeGreaterThan(0.5);
    expect(last?.survival).toBeLessThan(0.75);
  });
});
