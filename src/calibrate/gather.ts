// What a calibration is fitted to: the units of every cut date, and what came out for them.
import { throwFaults, RatingError } from '../errors/ratingError.ts';
import type { Fault } from '../errors/ratingError.ts';
import { columnNamed } from '../model/sources.ts';
import type { Tables } from '../model/sources.ts';
import type { Model } from '../model/spec.ts';
import { dayOf, isoDay, MISSING_DAY } from '../table/days.ts';
import type { Table } from '../table/table.ts';
import { cellsOf } from './cells.ts';
import { cutAt } from './cut.ts';
import type { Cut } from './cut.ts';
import { givenOutcomes } from './givenOutcomes.ts';
import type { Outcomes } from './givenOutcomes.ts';
import type { Cell, Objective } from './objective.ts';
import { salesValues } from './salesValues.ts';
import type { CalibrationSpec } from './spec.ts';

/** Units and outcomes by cut date. */
export interface Gathered {
  readonly cuts: readonly Cut[];
  readonly cells: readonly Cell[];
  /** After how many days an outcome is known; null without cut dates. */
  readonly days: number | null;
  readonly sales: readonly Float64Array[] | null;
  readonly without: readonly string[];
  readonly unknown: readonly string[];
}

/**
 * Gathers the units of every cut date, each from the rows up to it alone, and what came out for them after it.
 *
 * Shape: tables to cells. A formula is measured over the days after each cut date; outcomes from a table stand at their dates.
 * @throws every fault of the outcomes; invalid_data when nothing came out that tells two units apart
 * @example gather(model, { sales, outcomes: table({ category: ['tea', 'tea'], brand: ['Ada', 'Bo'], outcome: [1, 2] }) }, parseCalibration({ objective: 'kendall' }), objectiveOf('kendall')).cells.length // 1
 */
export function gather(
  model: Model,
  tables: Tables & { readonly outcomes?: Table },
  spec: CalibrationSpec,
  objective: Objective,
): Gathered {
  const { outcomes: given, ...rest } = tables;
  throwFaults(requestFaults(spec, given !== undefined, objective));
  const byDay = given ? givenOutcomes(model, given) : measuredOutcomes(model, rest, spec);
  if ([...byDay.values()].some(({ choices }) => choices !== null) && objective.kind !== 'pairwise-logistic')
    throw new RatingError(
      'invalid_argument',
      ['objective'],
      'choices tell who was better, not by how much; use pairwise-logistic',
    );
  const cutDays = [...byDay.keys()].sort((a, b) => (a ?? 0) - (b ?? 0));
  const days = cutDays.includes(null) ? null : (spec.outcome.days ?? model.period.days ?? null);
  if (days === null && !cutDays.includes(null)) throw noDays();
  const cuts = cutDays.map(day => cutAt(model, rest, day));
  // Every cut date is one of the outcomes.
  const parts = cuts.map((cut, at) =>
    cellsOf(at, cut, byDay.get(cut.day) as Outcomes, objective, spec.outcome.direction),
  );
  const cells = parts.flatMap(part => part.cells);
  if (cells.length === 0) throw nothingToFit(parts.flatMap(({ unknown }) => unknown));
  return {
    cuts,
    cells,
    days,
    sales: days === null ? null : salesAt(model, rest, spec, cuts, days),
    without: distinct(parts.flatMap(({ without }) => without)),
    unknown: given ? distinct(parts.flatMap(({ unknown }) => unknown)) : [],
  };
}

function requestFaults({ outcome, cuts }: CalibrationSpec, isGiven: boolean, objective: Objective): Fault[] {
  const fault = (path: Fault['path'], message: string): Fault => ({ code: 'invalid_argument', path, message });
  if (isGiven) {
    return [
      ...(outcome.formula === undefined
        ? []
        : [fault(['outcome', 'formula'], 'a table of outcomes is given too; give one of the two')]),
      ...(cuts === undefined
        ? []
        : [fault(['cuts'], 'the dates in the table of outcomes are the cut dates; leave these out')]),
      ...(outcome.direction === 'cost' && objective.kind === 'squared-error'
        ? [
            fault(
              ['outcome', 'direction'],
              'a squared error compares the outcome with the score itself; turn it before',
            ),
          ]
        : []),
    ];
  }
  return [
    ...(outcome.formula === undefined
      ? [fault(['outcome'], 'give a formula over sales such as sum(revenue), or a table of outcomes')]
      : []),
    ...(cuts === undefined ? [fault(['cuts'], 'give cut dates, or how many; the outcome is measured after each')] : []),
  ];
}

function noDays(): RatingError {
  return new RatingError(
    'invalid_argument',
    ['outcome', 'days'],
    'give how many days after a cut date its outcome is known; the model has no period.days to take them from',
  );
}

function nothingToFit(unknown: readonly string[]): RatingError {
  const why = unknown.length > 0 ? `; not among the eligible units: ${unknown.slice(0, 5).join(', ')}` : '';
  return new RatingError('invalid_data', ['outcome'], `no two peers have outcomes that differ${why}`);
}

/** What came out after each cut date, for every unit that ever had a sales row. */
function measuredOutcomes(
  model: Model,
  tables: Tables,
  { outcome, cuts }: CalibrationSpec,
): Map<number | null, Outcomes> {
  // Checked before: a formula and cut dates are given.
  const values = salesValues(model, tables, outcome.formula as string, ['outcome', 'formula']);
  const length = outcome.days ?? model.period.days;
  if (length === undefined) throw noDays();
  const { first, last } = datesOf(model, tables);
  throwFaults(countFaults(cuts, first, last, length));
  const stated = Array.isArray(cuts) ? cuts.map(dayOf) : evenly(last - length, length, cuts as number);
  const distinctDays = [...new Set(stated)].sort((a, b) => a - b);
  throwFaults(
    distinctDays.flatMap((day): Fault[] => {
      const path = ['cuts', isoDay(day) as string];
      if (day < first)
        return [
          { code: 'invalid_argument', path, message: `lies before the first date of the sales, ${isoDay(first)}` },
        ];
      if (day + length <= last) return [];
      const message = `its outcome, ${length} days, would end on ${isoDay(day + length)}; the sales end on ${isoDay(last)}`;
      return [{ code: 'invalid_argument', path, message }];
    }),
  );
  return new Map(
    distinctDays.map(day => [day, { values: values({ start: day + 1, end: day + length }), choices: null }]),
  );
}

/** A number of cut dates that the sales do not reach back to. */
function countFaults(cuts: CalibrationSpec['cuts'], first: number, last: number, length: number): Fault[] {
  const most = Math.max(0, Math.floor((last - first) / length));
  if (typeof cuts !== 'number' || cuts <= most) return [];
  const from = first > last ? 'have no dates' : `begin on ${isoDay(first)} and end on ${isoDay(last)}`;
  const message = `${cuts} cut dates of ${length} days each are asked for; the sales ${from}, which leaves ${most}`;
  return [{ code: 'invalid_argument', path: ['cuts'], message }];
}

function evenly(last: number, apart: number, count: number): number[] {
  return Array.from({ length: count }, (_, back) => last - back * apart);
}

function datesOf(model: Model, tables: Tables): { first: number; last: number } {
  const dates = columnNamed(model, tables, 'sales', 'date');
  let first = Infinity;
  let last = -Infinity;
  for (const day of dates?.type === 'date' ? dates.days : []) {
    if (day === MISSING_DAY) continue;
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  return { first, last };
}

/** What every unit sold up to each cut date, in as many days as the outcome has. */
function salesAt(
  model: Model,
  tables: Tables,
  { sales, outcome }: CalibrationSpec,
  cuts: readonly Cut[],
  days: number,
): Float64Array[] | null {
  const formula = sales ?? outcome.formula;
  if (formula === undefined) return null;
  const values = salesValues(model, tables, formula, sales === undefined ? ['outcome', 'formula'] : ['sales']);
  return cuts.map(({ day, units }) => {
    // There are days, so that every cut has one.
    const sold = values({ start: (day as number) - days + 1, end: day as number });
    return Float64Array.from(units, unit => sold.get(unit) ?? NaN);
  });
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
