import { planOf } from '../model/plan.ts';
import type { PlannedIndicator } from '../model/plan.ts';
import type { RawIndicator } from '../model/evaluateAll.ts';
import { pickRows } from '../model/sources.ts';
import { shapley } from '../stats/shapley.ts';
import { groupBy } from '../table/groups.ts';
import type { TextColumn } from '../table/text.ts';
import { alignUnits, valuesAt } from './alignUnits.ts';
import type { AlignedUnits } from './alignUnits.ts';
import type { Comparable } from './comparable.ts';
import { modelDifferences } from './modelDifferences.ts';
import { fitRaw, scoreUnder, unknownFillers } from './scoreUnder.ts';

/** A change of score in parts that add up to it, one number a unit. */
export interface ChangeParts {
  /** From the unit's own raw values. */
  readonly data: Float64Array;
  /** From the others: the anchors that they moved. */
  readonly peers: Float64Array;
  /** From other weights, methods or settings. */
  readonly model: Float64Array;
}

const DATA = 1;
const PEERS = 2;
const MODEL = 4;

/**
 * Splits each unit's change of score into what its own data, its peers and the model gave to it: scores are worked out again with every
 * mixture of old and new, and each cause gets its mean effect over all orders of the three, so that no order is preferred.
 *
 * Under one model peers are the published anchors: releases that share anchors have no part from peers. Across models the old model's anchors for
 * the new units (and the other way round) are learned from the raw values. An indicator that only one model measures in this way keeps the values
 * of that release throughout, so that its coming or going is the model's. A changed rule of eligibility shows in the peers.
 *
 * Shape: two releases and the row of n units in each to three columns. Unit: points of the score; data + peers + model = after - before.
 * Degenerate: a unit without a score in some mixture, such as one that was not listed before: NaN. Null when a model fills missing values by
 * what no release holds (other columns, other periods), so that no score can be worked out again.
 * @source Shapley (1953), A value for n-person games
 * @example splitChange(result, result, Int32Array.of(0, 1), Int32Array.of(0, 1)).data // [0, 0]
 */
export function splitChange(
  before: Comparable,
  after: Comparable,
  rowsBefore: Int32Array,
  rowsAfter: Int32Array,
): ChangeParts | null {
  const plans = [planOf(before.model), planOf(after.model)];
  if (plans.some(plan => unknownFillers(plan).length > 0)) return null;
  const both = [...rowsBefore.keys()].filter(unit => rowsBefore[unit] !== -1 && rowsAfter[unit] !== -1);
  const releases = [before, after];
  const rows = [rowsBefore, rowsAfter].map(all => Int32Array.from(both, unit => all[unit]));
  const isOneModel = modelDifferences(before.model, after.model).length === 0;
  const isShared = sharedMeasures(before, after);
  const aligned = alignUnits(releases);
  const anchors = plans.map((plan, model) =>
    releases.map((release, population) =>
      population === model || isOneModel
        ? release.anchors
        : fitRaw(plan, populationUnder(releases, aligned, population, model, isShared)),
    ),
  );
  const keys = before.keys.map(({ column }) => pickRows(column, rows[0]) as TextColumn);
  const peers = groupBy(keys.slice(0, before.model.rate.within.length), both.length);
  const units = { count: both.length, keys, peers };
  const eligible = new Uint8Array(both.length).fill(1);
  const worth = (set: number): Float64Array => {
    const [own, population, model] = [DATA, PEERS, MODEL].map(bit => ((set & bit) === 0 ? 0 : 1));
    const indicators = plans[model].indicators.map(({ id }) => {
      const from = isShared(id) ? own : model;
      return rawAt(releases[from], id, rows[from]);
    });
    return scoreUnder(plans[model], anchors[model][population], { units, eligible, indicators }).score;
  };
  const parts = shapley(isOneModel ? 2 : 3, worth);
  const spread = (part: Float64Array): Float64Array => {
    const column = new Float64Array(rowsBefore.length).fill(NaN);
    both.forEach((unit, at) => (column[unit] = part[at]));
    return column;
  };
  // Under one model nothing is the model's; what has no other part has none of this either.
  const [data, others, model = data.map(part => part * 0)] = parts;
  return { data: spread(data), peers: spread(others), model: spread(model) };
}

/**
 * Whether both models measure an indicator alike, so that raw values of one stand for the other.
 *
 * @example sharedMeasures(result, result)('revenue') // true
 */
export function sharedMeasures(
  before: Pick<Comparable, 'model'>,
  after: Pick<Comparable, 'model'>,
): (id: string) => boolean {
  const differs = modelDifferences(before.model, after.model).map(({ path }) => path);
  const isAllOther = differs.some(([part]) => part === 'sales' || part === 'columns' || part === 'period');
  const [old, now] = [before, after].map(({ model }) => new Map(planOf(model).indicators.map(each => [each.id, each])));
  const measured = (indicator: PlannedIndicator | undefined): string =>
    JSON.stringify([indicator?.formula, indicator?.evidence, indicator?.shrink?.by]);
  return id => !isAllOther && old.has(id) && now.has(id) && measured(old.get(id)) === measured(now.get(id));
}

/** The units of one release with what the other's model measures. */
function populationUnder(
  releases: readonly Comparable[],
  { rows }: AlignedUnits,
  population: number,
  model: number,
  isShared: (id: string) => boolean,
): Parameters<typeof fitRaw>[1] {
  const { keys, peers, count, eligible } = releases[population];
  const elsewhere = new Int32Array(count).fill(-1);
  rows[population].forEach((row, unit) => {
    if (row !== -1) elsewhere[row] = rows[model][unit];
  });
  const here = Int32Array.from(elsewhere.keys());
  const indicators = releases[model].indicators.map(({ id }) =>
    isShared(id) ? rawAt(releases[population], id, here) : rawAt(releases[model], id, elsewhere),
  );
  return { units: { count, keys: keys.map(({ column }) => column), peers }, eligible, indicators };
}

function rawAt({ indicators }: Comparable, id: string, rows: Int32Array): RawIndicator {
  // Asked only for indicators that the release's model has.
  const { raw, evidence, shrinkBy } = indicators.find(each => each.id === id) as Comparable['indicators'][number];
  return {
    raw: valuesAt(raw, rows),
    evidence: evidence && valuesAt(evidence, rows),
    shrinkBy: shrinkBy && valuesAt(shrinkBy, rows),
  };
}
