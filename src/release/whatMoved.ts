import { planOf } from '../model/plan.ts';
import type { Plan } from '../model/plan.ts';
import { unitKey } from './alignUnits.ts';
import type { Comparable } from './comparable.ts';
import type { ComparedUnits } from './comparedUnits.ts';

/** Two releases, and their units side by side. */
interface Moved {
  readonly before: Comparable;
  readonly after: Comparable;
  readonly units: ComparedUnits;
}

/**
 * What to look at for a unit that moved: its greatest cause, and where that is its own data, the indicator that weighed most in it.
 *
 * Degenerate: causes that are not known count as its own data.
 * @example whatMoved({ before: result, after: result, units: compareUnits(result, result) })(0) // 'its revenue: 30 to 30'
 */
export function whatMoved({ before, after, units }: Moved): (unit: number) => string {
  const plan = planOf(after.model);
  const weights = new Map(
    after.anchors.peers.map((key, group) => [JSON.stringify(key), weightsOf(plan, after, group)]),
  );
  return unit => {
    const { parts, rows } = units;
    const gives = parts
      ? [parts.data, parts.peers, parts.weights, parts.methods].map(part => Math.abs(part[unit]))
      : [1, 0, 0, 0];
    const greatest = gives.indexOf(Math.max(...gives));
    if (greatest === 1) return 'its peers: their values moved the scale more than its own did';
    if (greatest === 2) return 'the changed weights';
    if (greatest === 3) return 'the changed methods of the model';
    const [from, to] = rows.map(each => each[unit]);
    const own = weights.get(JSON.stringify(unitKey(units.keys, unit).slice(0, after.model.rate.within.length)));
    let most = { id: '', size: -1, was: NaN, is: NaN };
    for (const { id, raw, normalized } of after.indicators) {
      const old = before.indicators.find(each => each.id === id);
      // What stands in no index weighs nothing; where the weights are not known all count alike.
      const weight = own ? (own.get(id) ?? 0) : 1;
      const size = Math.abs((normalized[to] - (old?.normalized[from] ?? NaN)) * weight);
      if (old && size > most.size) most = { id, size, was: old.raw[from], is: raw[to] };
    }
    return most.id === '' ? 'its own values' : `its ${most.id}: ${figure(most.was)} to ${figure(most.is)}`;
  };
}

/** What each indicator weighs in the whole index, in one peers group. */
function weightsOf(plan: Plan, { anchors }: Comparable, group: number): Map<string, number> {
  const weights = new Map<string, number>();
  const descend = (position: number, whole: number): void =>
    plan.nodes[position].parts.forEach((part, at) => {
      const weight = whole * anchors.nodes[position].weights[at][group];
      if (part.kind === 'node') descend(part.position, weight);
      else weights.set(part.id, weight);
    });
  descend(plan.nodes.length - 1, 1);
  return weights;
}

function figure(value: number): string {
  return Number.isNaN(value) ? 'missing' : String(Number(value.toPrecision(4)));
}
