import { throwFaults } from '../../errors/ratingError.ts';
import type { Fault } from '../../errors/ratingError.ts';
import { parseFormula } from '../../expr/parse.ts';
import type { Formula } from '../../expr/formula.ts';
import type { EffectSettings } from '../../model/market/effect.ts';
import { marketFormulas } from '../../model/market/formulaPlaces.ts';
import type { Tables } from '../../model/sources.ts';
import type { Model } from '../../model/spec.ts';
import type { Units } from '../../model/units.ts';
import { isoDay } from '../../table/days.ts';
import { periodDays } from '../../table/period.ts';
import type { Period } from '../../table/period.ts';
import type { SoldByKeys } from '../soldByKeys.ts';
import { unitMeasures } from '../unitMeasures.ts';
import { perDay, sumIn } from './effectWindows.ts';
import type { EventWindows } from './effectWindows.ts';
import { textFaults } from './unitTexts.ts';

/** Every unit around an event. */
export interface EffectMeasures {
  readonly units: Units;
  readonly salesRows: number;
  /** 1: took part, 0: did not, NaN: cannot be told. */
  readonly took: Float64Array;
  /** What peers are alike in: the logarithm of the outcome a day while peers are found, and its change over that time by its size. */
  readonly level: Float64Array;
  readonly trend: Float64Array;
  /** The outcome a day. */
  readonly base: Float64Array;
  readonly baseHalves: readonly [Float64Array, Float64Array];
  readonly during: Float64Array;
  readonly after: Float64Array;
  readonly both: Float64Array;
}

/**
 * What units sold a day in each stretch around an event, in one pass over the sales rows.
 *
 * Shape: units with a row in any of the stretches. Degenerate: no sales while peers are found: no level; no row in a stretch: 0.
 * @throws unknown_column, wrong_type of the formulas and of `within`
 * @example effectMeasures(model, { sales }, { took: 'sum(revenue) > 0', outcome: 'revenue', within: [] }, eventWindows({ start: '2018-08-20', end: '2018-08-31', before: 8, after: 0 })).during // [0.8333333333333334]
 */
export function effectMeasures(
  model: Model,
  tables: Tables,
  settings: Pick<EffectSettings, 'took' | 'outcome' | 'within'>,
  windows: EventWindows,
  soldBy?: SoldByKeys,
): EffectMeasures {
  const { match, base, during, after, all } = windows;
  const period = { end: isoDay(all.end) ?? undefined, days: periodDays(all) };
  throwFaults(withinFaults(settings, model, tables));
  const outcome = parseFormula(settings.outcome, 'row', ['market', 'effect', 'outcome']);
  const took = parseFormula(settings.took, 'unit', ['market', 'effect', 'took']);
  const stretches: readonly Period[] = [...match, ...base, during, ...(after ? [after] : [])];
  const sums = stretches.map(stretch => sumIn(stretch, all, outcome));
  // What is summed is checked as the sum that it becomes.
  const places = marketFormulas({ effect: settings }).map(place =>
    place.context === 'row' ? { ...place, text: `sum(${place.text})` } : place,
  );
  const { units, values } = unitMeasures(
    model,
    tables,
    { ...model, period, places, formulas: [COUNT, took, ...sums] },
    soldBy,
  );
  const [rows, joined, first, second, third, fourth, event, rest] = values;
  const [one, other] = [perDay([match[0]], [first]), perDay([match[1]], [second])];
  const level = perDay(match, [first, second]).map(each => (each > 0 ? Math.log(each) : NaN));
  return {
    units,
    salesRows: rows.reduce((sum, count) => sum + (count || 0), 0),
    took: joined,
    level,
    trend: one.map((value, unit) => (other[unit] - value) / (other[unit] + value)),
    base: perDay(base, [third, fourth]),
    baseHalves: [perDay([base[0]], [third]), perDay([base[1]], [fourth])],
    during: perDay([during], [event]),
    after: after ? perDay([after], [rest]) : new Float64Array(units.count).fill(NaN),
    both: after ? perDay([during, after], [event, rest]) : perDay([during], [event]),
  };
}

const COUNT: Formula = { kind: 'measure', name: 'count', of: null, where: null };

function withinFaults({ within }: Pick<EffectSettings, 'within'>, model: Model, tables: Tables): Fault[] {
  return within.flatMap((name, at) => textFaults(name, ['market', 'effect', 'within', at], model, tables));
}
