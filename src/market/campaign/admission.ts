import { throwFaults } from '../../errors/ratingError.ts';
import { parseFormula } from '../../expr/parse.ts';
import type { Formula } from '../../expr/formula.ts';
import { marketFormulas } from '../../model/market/formulaPlaces.ts';
import type { AdmissionSettings } from '../../model/market/admission.ts';
import { marketSettings } from '../../model/market/settings.ts';
import { run } from '../../model/run.ts';
import type { Tables } from '../../model/sources.ts';
import type { Model } from '../../model/spec.ts';
import { roundToSignificant } from '../../stats/significant.ts';
import { isoDay } from '../../table/days.ts';
import { orderByNumber } from '../../table/order.ts';
import type { Answer } from '../answer.ts';
import type { SoldByKeys } from '../soldByKeys.ts';
import { unitMeasures } from '../unitMeasures.ts';
import { unitNames } from '../unitNames.ts';
import type { UnitName } from '../unitNames.ts';
import { admit } from './admit.ts';
import type { Seats } from './admit.ts';
import { quotaRows, seatReasons } from './quotaUse.ts';
import type { QuotaRow } from './quotaUse.ts';
import { quotaFaults, quotasOf } from './quotas.ts';
import type { NamedQuota } from './quotas.ts';
import { rulesOf } from './ruleReasons.ts';
import type { Unmet } from './ruleReasons.ts';

/** What was decided of one unit. */
export type AdmissionRow = UnitName & {
  readonly verdict: 'admitted' | 'waiting' | 'refused' | 'not enough data';
  /** Place among the admitted, or on the waiting list; null for the others. */
  readonly place: number | null;
  /** What the order goes by; null when it is missing. */
  readonly value: number | null;
  readonly reason: string;
};

/** Who is admitted to an activity, and how its places were used. */
export interface Admission {
  readonly activity: string;
  readonly units: Answer<AdmissionRow>;
  readonly quotas: Answer<QuotaRow>;
}

/** What happened since an earlier admission, whose rows may stand here as they are. */
export interface Since {
  /** Units that gave up: they get no place. */
  readonly withdrawn?: readonly UnitName[];
  /** Units that keep the place they were given. */
  readonly held?: readonly UnitName[];
}

/**
 * Who may join an activity: the units that meet its rules, the best first, as far as the quotas and the capacity have room.
 *
 * A unit is left out only for a rule, or for units before it; equal values go by the unit's key. When units withdraw and the
 * admitted are `held`, the waiting list moves up and nobody loses a place.
 *
 * Shape: every unit of the model once: the admitted by place, those who wait by place, then the others by key.
 * Degenerate: no rules, quotas or capacity: all whose value is there are admitted; a rule that cannot be told is "not enough data".
 * @throws every fault of the settings at once; unknown_column, wrong_type, invalid_model of every formula and quota at once; invalid_data when no row falls in the period
 * @example admission(model, { sales }, { activity: 'festival', rules: [], by: 'sum(revenue)', capacity: 1, bands: [], quotas: [], waiting: 1 }).units.rows.map(row => row.verdict) // ['admitted', 'waiting', 'not enough data']
 */
export function admission(
  model: Model,
  tables: Tables,
  given: AdmissionSettings,
  { withdrawn = [], held = [] }: Since = {},
  soldBy?: SoldByKeys,
): Admission {
  // Read again: those of a model that `parseModel` gave are unexamined. What was given is there.
  const settings = marketSettings({ ...model, market: { admission: given } }).admission as AdmissionSettings;
  const places = marketFormulas({ admission: settings });
  const read = (text: string): Formula => parseFormula(text, 'unit', ['market', 'admission']);
  throwFaults(quotaFaults(settings, model, tables));
  const rules = rulesOf(settings.rules.map(({ id, formula }) => ({ id, formula: read(formula) })));
  const others = [...settings.bands.map(({ formula }) => formula), ...(settings.by === undefined ? [] : [settings.by])];
  const formulas = [COUNT, ...rules.formulas, ...others.map(read)];
  const { units, period, values } = unitMeasures(model, tables, { ...model, places, formulas }, soldBy);
  const [rows, ...answers] = values;
  const bandValues = answers.slice(rules.formulas.length, rules.formulas.length + settings.bands.length);
  const order =
    settings.by === undefined ? scores(model, tables) : { value: answers[answers.length - 1], unranked: null };
  const value = order.value.map(roundToSignificant);
  const names = unitNames(units, model.rate.within.length);
  const numbersOf = numbering(names, units.count);
  const gone = numbersOf(withdrawn);
  const unmet = Array.from(value, (_, unit) => {
    if (gone.has(unit)) return { id: 'withdrawn', reason: 'withdrew', isMissing: false };
    return rules.unmet(answers, unit) ?? order.unranked?.(unit) ?? missingValue(value[unit], settings.by);
  });
  const standing = Uint32Array.from(value.keys()).filter(unit => unmet[unit] === null);
  const candidates = orderByNumber(
    standing,
    value.map(each => -each),
  );
  const quotas = [...quotasOf(settings, model, tables, units, bandValues), ...capacityOf(settings, units.count)];
  const seats = admit(candidates, units.count, quotas, settings.waiting, numbersOf(held));
  const reasonOf = seatReasons(seats, quotas, candidates, value, names);
  const decided = Array.from(value.keys(), unit => ({
    ...names(unit),
    ...verdictOf(unit, unmet[unit], seats),
    value: Number.isNaN(value[unit]) ? null : order.value[unit],
    reason: unmet[unit]?.reason ?? reasonOf(unit),
  }));
  const told = { start: isoDay(period?.start ?? 0) ?? '', end: isoDay(period?.end ?? 0) ?? '' };
  const answer = { period: told, previous: null, salesRows: rows.reduce((sum, count) => sum + (count || 0), 0) };
  return {
    activity: settings.activity,
    units: { ...answer, rows: listed(decided), notEnough: decided.flatMap(lackOf) },
    quotas: { ...answer, rows: quotaRows(quotas, seats), notEnough: [] },
  };
}

const COUNT: Formula = { kind: 'measure', name: 'count', of: null, where: null };

/** The model's own scores; units that it does not rank are no candidates. */
function scores(model: Model, tables: Tables): { value: Float64Array; unranked: (unit: number) => Unmet | null } {
  const { score, eligible } = run(model, tables);
  const reason = 'eligible: the model does not rank it, as its "eligible" or "screen" says';
  return {
    value: score,
    unranked: unit => (eligible[unit] === 1 ? null : { id: 'eligible', reason, isMissing: false }),
  };
}

function missingValue(value: number, by = 'the score'): Unmet | null {
  return Number.isNaN(value)
    ? { id: 'by', reason: `${by}, by which the order goes, is missing`, isMissing: true }
    : null;
}

function capacityOf({ capacity }: AdmissionSettings, units: number): NamedQuota[] {
  if (capacity === undefined) return [];
  return [{ by: [], names: ['all'], of: new Int32Array(units), atMost: Float64Array.of(capacity) }];
}

function verdictOf(
  unit: number,
  unmet: Unmet | null,
  { place, waiting }: Seats,
): Pick<AdmissionRow, 'verdict' | 'place'> {
  if (unmet) return { verdict: unmet.isMissing ? 'not enough data' : 'refused', place: null };
  if (place[unit] > 0) return { verdict: 'admitted', place: place[unit] };
  return waiting[unit] > 0 ? { verdict: 'waiting', place: waiting[unit] } : { verdict: 'refused', place: null };
}

const VERDICTS: readonly AdmissionRow['verdict'][] = ['admitted', 'waiting', 'refused', 'not enough data'];

/** Units are in the order of their keys: sorting is stable. */
function listed(rows: readonly AdmissionRow[]): AdmissionRow[] {
  return VERDICTS.flatMap(verdict =>
    rows.filter(row => row.verdict === verdict).sort((one, other) => (one.place ?? 0) - (other.place ?? 0)),
  );
}

function lackOf({ verdict, unit, within, reason }: AdmissionRow): Answer<AdmissionRow>['notEnough'] {
  const about = within === '' ? unit : `${unit} (${within})`;
  return verdict === 'not enough data' ? [{ verdict, about, reason, needed: 1, found: 0 }] : [];
}

/** Finds units by their names; names that no unit has are nobody's. */
function numbering(names: (unit: number) => UnitName, units: number): (wanted: readonly UnitName[]) => Set<number> {
  const keyOf = ({ within, unit }: UnitName): string => JSON.stringify([within, unit]);
  return wanted => {
    const keys = new Set(wanted.map(keyOf));
    return new Set(Array.from({ length: units }, (_, unit) => unit).filter(unit => keys.has(keyOf(names(unit)))));
  };
}
