// Merchants that may reach the next tier of sales, and how such a list would have done a year ago.
import { parseFormula } from '../../expr/parse.ts';
import { partsOf } from '../../expr/parts.ts';
import type { Formula } from '../../expr/formula.ts';
import { columnNamed } from '../../model/sources.ts';
import { wilsonInterval } from '../../stats/wilsonInterval.ts';
import { textAt } from '../../table/text.ts';
import { notEnough } from '../answer.ts';
import type { Answer, NotEnough } from '../answer.ts';
import { toldWindow } from '../months.ts';
import type { Window } from '../months.ts';
import { salesRowsIn } from './salesRowsIn.ts';
import type { Study } from '../study.ts';
import { requireKey } from './requireKey.ts';
import { backtestOf, BANDS } from './backtest.ts';
import type { BacktestRow, Band } from './backtest.ts';
import { candidatesAt, SIGNS } from './candidates.ts';
import type { Candidates, Sign } from './candidates.ts';
import { merchantMonths } from './merchantMonths.ts';
import type { MerchantMonths } from './merchantMonths.ts';
import { unitValues } from './unitModel.ts';

/** A merchant that may reach the next tier. */
export interface PotentialMerchant extends Readonly<Record<Sign, number | null>> {
  readonly merchant: string;
  readonly tier: number;
  readonly sales: number;
  readonly nextTierFrom: number;
  readonly score: number;
  /** How many of those with as good a score made it, a horizon ago; null when there were too few. */
  readonly probability: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly verdict: 'potential' | 'not named';
  readonly reason: string;
}

/** The list, and its test on the past. */
export interface PotentialAnswer extends Answer<PotentialMerchant> {
  readonly backtest: Answer<BacktestRow>;
  /** Merchants below the top tier with sales in too few months to be scored. */
  readonly thin: number;
}

/**
 * The merchants below the top tier by what speaks for their reaching the next within the horizon, and a backtest: of those that the same
 * rules would have named a horizon ago, how many made it, against naming the largest and against all.
 *
 * A probability is the share that made it a horizon ago in the same fifth of the list. The backtest looks at nothing later than its
 * day: tiers are those of that day, and a metric without dates is left out of it.
 *
 * Shape: one row a candidate, the best score first.
 * Degenerate: data too short for a backtest, or too few merchants in a fifth: not enough data instead of a probability.
 * @throws unknown_column, wrong_type of the formula of `quality`
 * @example potential(study).rows.length // how many merchants may rise
 */
export function potential(study: Study): PotentialAnswer {
  requireKey(study, 'merchant');
  const { months } = study.rows;
  const settings = study.settings.potential;
  const { window: length, horizon, top, leastMerchants, level } = settings;
  const of = merchantMonths(study.cellsBy(['category', 'merchant']));
  const end = months.count - 1;
  const base = end - horizon;
  const firstFull = months.count - months.full;
  const at = (to: number, isPast: boolean): Candidates =>
    candidatesAt(of, settings, to, qualityAt(study, of, windowTo(to, length), isPast), firstFull);
  const now = at(end, false);
  const canTest = base - length + 1 >= firstFull;
  const then = canTest ? at(base, true) : null;
  const { rows: backtest, bands } = then
    ? backtestOf(of, then, windowTo(end, length), settings)
    : { rows: [], bands: [] };
  const lacks = lacksOf(canTest, horizon + length, months.full, bands, leastMerchants);
  const toldNow = {
    period: toldWindow(months, windowTo(end, length)),
    previous: null,
    salesRows: salesRowsIn(study, windowTo(end, length)),
  };
  return {
    ...toldNow,
    rows: now.merchants.map((merchant, place) => {
      const band = bands[Math.floor((place * BANDS) / now.merchants.length)];
      const isEnough = band !== undefined && band.candidates >= leastMerchants;
      const { low, high } = isEnough ? wilsonInterval(band.reached, band.candidates, level) : { low: null, high: null };
      return {
        merchant: textAt(of.names, merchant) ?? '',
        tier: now.tier[merchant],
        sales: now.sales[merchant],
        nextTierFrom: now.next[merchant],
        score: now.score[place],
        probability: isEnough ? band.reached / band.candidates : null,
        low,
        high,
        closeness: orNull(now.signs.closeness[place]),
        trend: orNull(now.signs.trend[place]),
        growth: orNull(now.signs.growth[place]),
        headroom: orNull(now.signs.headroom[place]),
        quality: orNull(now.signs.quality[place]),
        verdict: place < top ? 'potential' : 'not named',
        reason: reasonOf(now, place, merchant),
      };
    }),
    notEnough: lacks,
    thin: now.thin,
    backtest: {
      ...(canTest
        ? { period: toldWindow(months, windowTo(end, length)), previous: toldWindow(months, windowTo(base, length)) }
        : toldNow),
      salesRows: toldNow.salesRows,
      rows: backtest,
      notEnough: canTest ? [] : lacks,
    },
  };
}

function windowTo(to: number, length: number): Window {
  return { from: to - length + 1, to };
}

/** The quality of each merchant as it was known then; null where it is not asked for, or was not known. */
function qualityAt(study: Study, of: MerchantMonths, window: Window, isPast: boolean): Float64Array | null {
  const text = study.settings.potential.quality;
  if (text === undefined) return null;
  const path = ['market', 'potential', 'quality'];
  const isUndated = columnNamed(study.model, study.tables, 'metrics', 'date') === undefined;
  if (isPast && isUndated && readsMetrics(parseFormula(text, 'unit', path))) return null;
  const { names, count, values } = unitValues(study, 'merchant', window, [{ path, text }]);
  const byName = new Map(Array.from({ length: count }, (_, unit) => [textAt(names, unit), values[0][unit]]));
  return Float64Array.from({ length: of.count }, (_, merchant) => byName.get(textAt(of.names, merchant)) ?? NaN);
}

function readsMetrics(formula: Formula): boolean {
  return formula.kind === 'metric' || partsOf(formula).some(readsMetrics);
}

function lacksOf(canTest: boolean, needed: number, full: number, bands: readonly Band[], least: number): NotEnough[] {
  if (!canTest) return [notEnough('the backtest and its probabilities', 'months of data', needed, full)];
  return bands.flatMap(({ candidates }, band) =>
    candidates < least
      ? [notEnough(`the probability of fifth ${band + 1} of the list`, 'candidates a horizon ago', least, candidates)]
      : [],
  );
}

function reasonOf({ signs, sales, next }: Candidates, place: number, merchant: number): string {
  const share = `at ${((100 * sales[merchant]) / next[merchant]).toFixed(0)} % of the next tier`;
  const percent = (sign: Sign): string =>
    `${signs[sign][place] < 0 ? '' : '+'}${(100 * signs[sign][place]).toFixed(0)} %`;
  const known = SIGNS.filter(sign => (sign === 'trend' || sign === 'growth') && Number.isFinite(signs[sign][place]));
  const words = { trend: 'a month', growth: 'beyond its categories' };
  return [
    share,
    ...known.map(sign => `${sign} ${percent(sign)} ${sign === 'trend' ? words.trend : words.growth}`),
  ].join(', ');
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
