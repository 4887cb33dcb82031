// Benchmark merchants: those that lead a category or department, and what they do better than the others.
import { planOf } from '../../model/plan.ts';
import { rateSold } from '../../model/rateSold.ts';
import type { Result } from '../../model/result.ts';
import { columnNamed, joined } from '../../model/sources.ts';
import { quantiles } from '../../stats/quantile.ts';
import { rowsByGroup } from '../../table/groups.ts';
import { firstRows, orderByNumber } from '../../table/order.ts';
import { dayOf, isoDay } from '../../table/days.ts';
import { previousPeriod } from '../../table/period.ts';
import { textAt } from '../../table/text.ts';
import type { TextColumn } from '../../table/text.ts';
import { notEnough } from '../answer.ts';
import type { Answer, NotEnough } from '../answer.ts';
import { toldWindow, windowBack } from '../months.ts';
import type { ToldPeriod } from '../months.ts';
import type { Study } from '../study.ts';
import { requireKey } from './requireKey.ts';
import { benchmarkIndicators, monthsWithSales } from './benchmarkIndicators.ts';
import { salesRowsIn } from './salesRowsIn.ts';
import { unitModel } from './unitModel.ts';

/** One indicator of a benchmark against its category. */
export interface BenchmarkPart {
  readonly indicator: string;
  readonly value: number | null;
  /** The middle of the merchants of the category. */
  readonly median: number | null;
  /** Whether the benchmark does better than the middle; null where that cannot be told. */
  readonly isBetter: boolean | null;
}

/** A merchant that leads its category or department; or one that would and is passed over, with the reason. */
export interface Benchmark {
  readonly within: 'category' | 'department';
  readonly name: string;
  readonly merchants: number;
  readonly rank: number;
  readonly merchant: string;
  readonly owner: string | null;
  readonly score: number;
  readonly months: number;
  readonly verdict: 'benchmark' | 'passed over';
  readonly reason: string;
  readonly parts: readonly BenchmarkPart[];
}

/**
 * The merchants that lead each category, and each department, by the indicators of the model: at most so many, with a minimum
 * history, no two of one owner. Of those that were passed over on the way as many are listed, with the reason.
 *
 * Shape: categories in order, in each the merchants by rank. A score is the weighted mean of the places among the category's merchants.
 * Degenerate: a category with too few merchants: not enough data; a merchant without an owner shares it with nobody.
 * @throws unknown_column, wrong_type of the indicators' formulas
 * @example benchmarks(study).notEnough[0].reason // 'needs 5 merchants, found 2: 3 are missing'
 */
export function benchmarks(study: Study): Answer<Benchmark> {
  requireKey(study, 'merchant');
  const { rows, settings } = study;
  const lacks: NotEnough[] = [];
  const levels = (['category', 'department'] as const).filter(rows.has);
  const window = windowBack(rows.months, settings.months, 0);
  if (levels.length === 0) lacks.push(notEnough('benchmarks', 'columns of category and department', 1, 0));
  const history = monthsWithSales(study);
  const found = levels.flatMap(within => {
    const model = unitModel(study, ['merchant'], [within], window, benchmarkIndicators(study));
    const result = rateSold(planOf(model), study.tables, study.soldBy([within, 'merchant'], 1));
    return leadersOf(study, within, result, history, lacks);
  });
  return {
    period: toldWindow(rows.months, window),
    previous: toldPrevious(toldWindow(rows.months, window)),
    salesRows: salesRowsIn(study, window),
    rows: found,
    notEnough: lacks,
  };
}

/** What `previous` means in a formula: as many days just before. */
function toldPrevious({ start, end }: ToldPeriod): ToldPeriod {
  const before = previousPeriod({ start: dayOf(start), end: dayOf(end) });
  return { start: isoDay(before.start) ?? '', end: isoDay(before.end) ?? '' };
}

function leadersOf(
  study: Study,
  within: Benchmark['within'],
  result: Result,
  history: ReadonlyMap<string, number>,
  lacks: NotEnough[],
): Benchmark[] {
  const { leastMerchants, top, history: leastMonths } = study.settings.benchmarks;
  const [names, merchants] = result.keys.map(({ column }) => column);
  const owners = ownersOf(study, merchants);
  const medians = result.indicators.map(({ raw }) => quantiles(raw, result.peers, 0.5));
  const { starts, rows } = rowsByGroup(result.peers, orderByNumber(firstRows(result.count), result.rank));
  const found: Benchmark[] = [];
  for (let group = 0; group < result.peers.count; group++) {
    const units = rows.subarray(starts[group], starts[group + 1]);
    const name = textAt(names, result.peers.firstRow[group]) ?? '';
    if (units.length < leastMerchants) {
      lacks.push(notEnough(`benchmarks of ${within} ${name}`, 'merchants', leastMerchants, units.length));
      continue;
    }
    const taken = new Map<string, string>();
    let named = 0;
    let passed = 0;
    for (const unit of units) {
      if (named === top || Number.isNaN(result.score[unit])) break;
      const merchant = textAt(merchants, unit) ?? '';
      const owner = owners === null ? null : textAt(owners, unit);
      const months = history.get(merchant) ?? 0;
      const twin = owner === null ? undefined : taken.get(owner);
      const lack = months < leastMonths ? `${leastMonths} months with sales are needed, it has ${months}` : undefined;
      const parts = partsOf(result, unit, group, medians);
      const why = lack ?? (twin === undefined ? undefined : `of the same owner as ${twin}`);
      if (why === undefined) {
        named++;
        if (owner !== null) taken.set(owner, merchant);
      } else if (++passed > top) continue;
      found.push({
        within,
        name,
        merchants: units.length,
        rank: result.rank[unit],
        merchant,
        owner,
        score: result.score[unit],
        months,
        verdict: why === undefined ? 'benchmark' : 'passed over',
        reason: why ?? reasonOf(parts),
        parts,
      });
    }
    if (named === 0)
      lacks.push(notEnough(`benchmarks of ${within} ${name}`, `merchants with ${leastMonths} months of sales`, 1, 0));
  }
  return found;
}

function ownersOf({ model, tables, settings }: Study, merchants: TextColumn): TextColumn | null {
  const keys = columnNamed(model, tables, 'merchants', 'merchant');
  const owners = columnNamed(model, tables, 'merchants', settings.benchmarks.owner);
  if (keys?.type !== 'text' || owners?.type !== 'text') return null;
  // Rows of a text column are a text column.
  return joined(merchants, keys, owners, 'merchants', 'merchant') as TextColumn;
}

function partsOf(
  { indicators }: Result,
  unit: number,
  group: number,
  medians: readonly Float64Array[],
): BenchmarkPart[] {
  return indicators.map(({ id, raw, direction }, at) => {
    const value = raw[unit];
    const median = medians[at][group];
    const isKnown = value === value && median === median;
    return {
      indicator: id,
      value: orNull(value),
      median: orNull(median),
      isBetter: isKnown ? (direction === 'benefit' ? value > median : value < median) : null,
    };
  });
}

function reasonOf(parts: readonly BenchmarkPart[]): string {
  const better = parts.filter(({ isBetter }) => isBetter).map(({ indicator }) => indicator);
  return better.length === 0
    ? 'no better than the middle in any indicator'
    : `better than the middle in ${better.join(', ')}`;
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
