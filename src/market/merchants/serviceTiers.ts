// Service tiers: who is served by a key-account manager, by a partner, or serves itself, so that the most value is served.
import { assign, UNASSIGNED } from '../../stats/assignment.ts';
import { assignByLoad } from '../../stats/assignmentByLoad.ts';
import { textAt } from '../../table/text.ts';
import type { Answer } from '../answer.ts';
import { toldWindow, windowBack } from '../months.ts';
import type { Window } from '../months.ts';
import type { Study } from '../study.ts';
import { requireKey } from './requireKey.ts';
import { salesRowsIn } from './salesRowsIn.ts';
import { unitValues } from './unitModel.ts';

/** A merchant and the tier that serves it. */
export interface ServedMerchant {
  readonly merchant: string;
  /** Null when no tier is worth anything for it, or none has room. */
  readonly tier: string | null;
  readonly value: number;
  readonly load: number;
  /** The tier that would be worth most for it, were there room for all. */
  readonly wouldBe: string | null;
  /** What is lost because it is full. */
  readonly lost: number;
  readonly reason: string;
}

/** What a tier carries. */
export interface TierUse {
  readonly tier: string;
  readonly merchants: number;
  readonly load: number;
  /** Null: there is enough for all. */
  readonly capacity: number | null;
  readonly value: number;
}

/** Who is served how, and how far from the best that can be. */
export interface ServiceAnswer extends Answer<ServedMerchant> {
  readonly tiers: readonly TierUse[];
  readonly value: number;
  /** What no assignment can pass. */
  readonly bound: number;
  /** How much of the bound is not reached; 0 when the assignment is proven to be the best. */
  readonly gap: number;
  readonly isProven: boolean;
  /** The same capacity given to the largest merchants first. */
  readonly largestFirst: number;
}

interface Tier {
  readonly name: string;
  readonly capacity: number;
  readonly values: Float64Array;
  readonly loads: Float64Array;
}

/**
 * Who is served in which tier, so that the expected value served is the greatest that the capacities allow.
 *
 * Where every merchant takes the same of a tier the answer is the best there is, at any size; where loads differ it is searched for,
 * and what is not proven within `steps` is told as a gap to a bound that no assignment passes.
 *
 * Shape: one row a merchant with sales in the period, in code point order.
 * Degenerate: a missing value or load, or a load below 0: the merchant cannot be served so; a value of 0 or less serves nobody.
 * @throws unknown_column, wrong_type of the formulas
 * @example serviceTiers(study).isProven // true
 */
export function serviceTiers(study: Study): ServiceAnswer {
  requireKey(study, 'merchant');
  const { rows, settings } = study;
  const window = windowBack(rows.months, settings.months, 0);
  const { names, count, tiers, sales } = measured(study, window);
  const isEven = tiers.every(({ loads, capacity }) => capacity === Infinity || loads.every(load => load === loads[0]));
  const values = tiers.map(tier => tier.values.map(value => (value > 0 ? value : NaN)));
  const { of, bound, isProven } = isEven
    ? { of: assign(values, tiers.map(slots)), bound: NaN, isProven: true }
    : assignByLoad(
        values,
        tiers.map(({ loads }) => loads),
        tiers.map(({ capacity }) => capacity),
        settings.serviceTiers.steps,
      );
  const value = valueOf(of, tiers);
  const highest = isProven ? value : Math.max(bound, value);
  return {
    period: toldWindow(rows.months, window),
    previous: null,
    salesRows: salesRowsIn(study, window),
    rows: Array.from({ length: count }, (_, unit) => served(textAt(names, unit) ?? '', unit, of, tiers)),
    notEnough: [],
    tiers: tiers.map((tier, place) => useOf(tier, place, of)),
    value,
    bound: highest,
    gap: highest === 0 ? 0 : (highest - value) / highest,
    isProven,
    largestFirst: valueOf(largestFirst(tiers, sales), tiers),
  };
}

/** How many merchants of equal load a tier takes. */
function slots({ capacity, loads }: Tier): number {
  const [load = 1] = loads;
  return load > 0 ? Math.floor(capacity / load + 1e-9) : Infinity;
}

function measured(
  study: Study,
  window: Window,
): {
  names: ReturnType<typeof unitValues>['names'];
  count: number;
  tiers: Tier[];
  sales: Float64Array;
} {
  const { settings } = study;
  const sales = `sum(column(${JSON.stringify(settings.value)}))`;
  const stated = settings.serviceTiers.tiers ?? [
    { name: 'key-account manager', value: `${sales} * 0.1`, load: '1', capacity: 20 },
    { name: 'service partner', value: `${sales} * 0.04`, load: '1', capacity: 100 },
    { name: 'self-service', value: `${sales} * 0.01`, load: '1' },
  ];
  const isStated = settings.serviceTiers.tiers !== undefined;
  const pathOf = (at: number, part: string): (string | number)[] =>
    isStated ? ['market', 'serviceTiers', 'tiers', at, part] : ['market', 'value'];
  const { names, count, values } = unitValues(study, 'merchant', window, [
    { path: ['market', 'value'], text: sales },
    ...stated.flatMap(({ value, load }, at) => [
      { path: pathOf(at, 'value'), text: value },
      { path: pathOf(at, 'load'), text: load },
    ]),
  ]);
  const tiers = stated.map(({ name, capacity }, at) => ({
    name,
    capacity: capacity ?? Infinity,
    values: values[1 + 2 * at],
    // Nothing can be taken of a capacity by giving to it.
    loads: values[2 + 2 * at].map(load => (load >= 0 ? load : NaN)),
  }));
  return { names, count, tiers, sales: values[0] };
}

/** What is done without a model: each merchant, the largest first, into the tier worth most that has room. */
function largestFirst(tiers: readonly Tier[], sales: Float64Array): Int32Array {
  const left = tiers.map(({ capacity }) => capacity);
  const of = new Int32Array(sales.length).fill(UNASSIGNED);
  const size = (unit: number): number => (Number.isNaN(sales[unit]) ? -Infinity : sales[unit]);
  const order = [...sales.keys()].sort((a, b) => size(b) - size(a) || a - b);
  for (const unit of order) {
    let best = 0;
    tiers.forEach(({ values, loads }, place) => {
      if (!(values[unit] > best) || !(loads[unit] <= left[place])) return;
      best = values[unit];
      of[unit] = place;
    });
    if (of[unit] !== UNASSIGNED) left[of[unit]] -= tiers[of[unit]].loads[unit];
  }
  return of;
}

function valueOf(of: Int32Array, tiers: readonly Tier[]): number {
  return of.reduce((sum, place, unit) => sum + (place === UNASSIGNED ? 0 : tiers[place].values[unit]), 0);
}

function served(merchant: string, unit: number, of: Int32Array, tiers: readonly Tier[]): ServedMerchant {
  const tier = of[unit] === UNASSIGNED ? undefined : tiers[of[unit]];
  const value = tier ? tier.values[unit] : 0;
  let wish: Tier | undefined;
  for (const each of tiers)
    if (each.values[unit] > (wish?.values[unit] ?? 0) && each.loads[unit] <= each.capacity) wish = each;
  const lost = wish ? wish.values[unit] - value : 0;
  const reason =
    wish === undefined
      ? 'no tier is worth anything for it'
      : lost > 0
        ? `${wish.name} would be worth ${Number(lost.toPrecision(6))} more; its capacity serves more value elsewhere`
        : `${wish.name} is worth most`;
  return {
    merchant,
    tier: tier?.name ?? null,
    value,
    load: tier ? tier.loads[unit] : 0,
    wouldBe: wish?.name ?? null,
    lost,
    reason,
  };
}

function useOf({ name, capacity, values, loads }: Tier, place: number, of: Int32Array): TierUse {
  const units = [...of.keys()].filter(unit => of[unit] === place);
  const sum = (column: Float64Array): number => units.reduce((total, unit) => total + column[unit], 0);
  return {
    tier: name,
    merchants: units.length,
    load: sum(loads),
    capacity: capacity === Infinity ? null : capacity,
    value: sum(values),
  };
}
