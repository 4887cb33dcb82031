// The adaptation period: what new merchants sell month by month, and whether the month that decides meets the standard.
import type { MarketSettings } from '../../model/market/index.ts';
import { quantiles } from '../../stats/quantile.ts';
import { roundToSignificant } from '../../stats/significant.ts';
import { isoDay } from '../../table/days.ts';
import { groupBy } from '../../table/groups.ts';
import { compareText, textColumn } from '../../table/text.ts';
import { notEnough } from '../answer.ts';
import type { Answer, NotEnough } from '../answer.ts';
import { windowBack, toldWindow } from '../months.ts';
import type { Study } from '../study.ts';
import { salesRowsIn } from './salesRowsIn.ts';
import { monthCount } from './onboarding.ts';
import { newcomers } from './newcomers.ts';
import type { Newcomers } from './newcomers.ts';

/** What is said of a new merchant: it met the standard, came near it, missed it, or cannot be judged yet. */
export type AdaptationVerdict = 'pass' | 'watch' | 'clear' | 'too early' | 'not enough data';

/** A new merchant at the end of its adaptation period. */
export interface Adaptation {
  readonly merchant: string;
  readonly onboarded: string;
  readonly cohort: string;
  readonly channel: string | null;
  readonly category: string | null;
  /** Sales of months 1 to the one that decides; null for months that are not over. */
  readonly sales: readonly (number | null)[];
  readonly standard: number | null;
  /** Sales of the month that decides against the standard. */
  readonly shareOfStandard: number | null;
  readonly verdict: AdaptationVerdict;
  readonly reason: string;
}

/** The answer about the adaptation period; it says how months and onboarding were counted. */
export interface AdaptationAnswer extends Answer<Adaptation> {
  readonly onboardingFrom: Newcomers['from'];
  readonly months: MarketSettings['adaptation']['months'];
  /** Merchants that are not judged because they were there before the data, or may have been. */
  readonly established: number;
}

/**
 * The verdict on each new merchant: its month that decides against the standard of its category or cohort, an amount, or a quantile of
 * the new merchants there that sold in that month.
 *
 * Shape: one row a new merchant, in code point order. The period is all of the data up to its end.
 * Degenerate: a month that is not over: too early; a quantile of too few merchants: not enough data; nothing sold in any of the
 * months: clear, whatever the standard.
 * @example adaptation(study).rows.map(({ verdict }) => verdict) // one verdict a new merchant
 */
export function adaptation(study: Study, of: Newcomers = newcomers(study)): AdaptationAnswer {
  const { rows, settings } = study;
  const { months } = rows;
  const { month: decides, months: by } = settings.adaptation;
  const { values: standards, lacks } = standardsOf(of, settings.adaptation);
  const calendar = monthCount(by, months.starts[0], months.starts[months.count]);
  const judged = Array.from({ length: of.count }, (_, place): Adaptation => {
    const last = of.sales[(place + 1) * decides - 1];
    const standard = of.monthsOver[place] < decides ? NaN : standards[place];
    const sales = [...of.sales.subarray(place * decides, (place + 1) * decides)];
    const facts = { last, standard, lack: lacks.get(groupNames(of, place, settings.adaptation)), sales };
    const due = isoDay(calendar.endOf(of.onboarded[place], decides)) ?? '';
    return {
      merchant: of.names[place],
      onboarded: isoDay(of.onboarded[place]) ?? '',
      cohort: of.cohorts[place],
      channel: of.channels[place],
      category: of.categories[place],
      sales: sales.map((value, at) => (at < of.monthsOver[place] ? orNull(value) : null)),
      standard: orNull(standard),
      shareOfStandard: of.monthsOver[place] < decides ? null : orNull(last / standard),
      ...verdictOf(facts, of.monthsOver[place], due, settings.adaptation),
    };
  });
  return {
    period: toldWindow(months, windowBack(months, months.count, 0)),
    previous: null,
    salesRows: salesRowsIn(study, windowBack(months, months.count, 0)),
    rows: judged,
    notEnough: [...lacks.values()],
    onboardingFrom: of.from,
    months: by,
    established: of.established,
  };
}

/**
 * The merchants that passed, as they are handed over to merchant operations: those that sold most in the month that decided first.
 *
 * Degenerate: equal sales: by name, in code point order.
 * @example handOver(adaptation(study)).rows.length // how many passed
 */
export function handOver(answer: AdaptationAnswer): Answer<Adaptation> {
  const decisive = ({ sales }: Adaptation): number => roundToSignificant(sales.at(-1) ?? 0);
  const passed = answer.rows.filter(({ verdict }) => verdict === 'pass');
  return {
    ...answer,
    rows: passed.sort((a, b) => decisive(b) - decisive(a) || compareText(a.merchant, b.merchant)),
    notEnough: [],
  };
}

type Settings = MarketSettings['adaptation'];

function verdictOf(
  facts: {
    readonly last: number;
    readonly standard: number;
    readonly lack: NotEnough | undefined;
    readonly sales: readonly number[];
  },
  over: number,
  due: string,
  { month, watch }: Settings,
): { verdict: AdaptationVerdict; reason: string } {
  const { last, standard, lack, sales } = facts;
  if (over < month)
    return { verdict: 'too early', reason: `month ${month} ends on ${due}; ${over} of ${month} are over` };
  if (sales.every(value => value === 0)) return { verdict: 'clear', reason: `no sale in months 1 to ${month}` };
  if (Number.isNaN(last)) return { verdict: 'not enough data', reason: `the sales of month ${month} are missing` };
  if (Number.isNaN(standard))
    return { verdict: 'not enough data', reason: lack?.reason ?? 'no standard: its category is not known' };
  const share = roundToSignificant(last / standard);
  const against = `month ${month} is ${told(last)}, ${(share * 100).toFixed(0)} % of the standard ${told(standard)}`;
  if (share >= 1) return { verdict: 'pass', reason: against };
  return share >= watch
    ? { verdict: 'watch', reason: `${against}; from ${watch * 100} % on it is watched` }
    : { verdict: 'clear', reason: `${against}; below ${watch * 100} %` };
}

/** The standard of each merchant, and for groups that have none what they lack. */
function standardsOf(of: Newcomers, settings: Settings): { values: Float64Array; lacks: Map<string, NotEnough> } {
  const { standard, month, leastMerchants } = settings;
  const lacks = new Map<string, NotEnough>();
  if (standard.method === 'fixed') {
    const own = new Map(standard.categories.map(({ category, amount }) => [category, amount]));
    return { values: Float64Array.from(of.categories, name => own.get(name ?? '') ?? standard.amount), lacks };
  }
  const keys = standard.by.map(by => textColumn(by === 'category' ? of.categories : of.cohorts));
  const groups = groupBy(keys, of.count);
  // Those that sold in the month set the standard: where most do not, a quantile of all would be 0, and nobody could miss it.
  const decisive = Float64Array.from({ length: of.count }, (_, place) => {
    const last = of.sales[(place + 1) * month - 1];
    return of.monthsOver[place] >= month && last > 0 ? last : NaN;
  });
  const found = new Float64Array(groups.count);
  decisive.forEach((value, place) => (found[groups.of[place]] += Number(value === value)));
  const standards = quantiles(decisive, groups, standard.share);
  const values = new Float64Array(of.count).fill(NaN);
  for (let place = 0; place < of.count; place++) {
    const group = groups.of[place];
    const name = groupNames(of, place, settings);
    if (found[group] >= leastMerchants) values[place] = standards[group];
    else if (of.monthsOver[place] >= month && !lacks.has(name))
      lacks.set(
        name,
        notEnough(`the standard of ${name}`, `new merchants that sold in month ${month}`, leastMerchants, found[group]),
      );
  }
  return { values, lacks };
}

function groupNames(of: Newcomers, place: number, { standard }: Settings): string {
  const by = standard.method === 'quantile' ? standard.by : [];
  const names = by.map(each => (each === 'category' ? (of.categories[place] ?? 'no category') : of.cohorts[place]));
  return names.length === 0 ? 'all' : names.join(', ');
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function told(amount: number): string {
  return String(Math.round(amount * 100) / 100);
}
