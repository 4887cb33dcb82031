import { columnsOfDifference } from '../model/diversifySpec.ts';
import type { OrderPolicy } from '../model/orderSpec.ts';
import { extent } from '../stats/extent.ts';
import { isFlat } from '../stats/spread.ts';
import { oneGroup } from '../table/groups.ts';
import type { Groups } from '../table/groups.ts';
import type { Listed } from './candidates.ts';
import { differencesAmong } from './differences.ts';
import { diversify } from './diversify/index.ts';
import type { Ranked } from './ranked.ts';

/** The candidates of each page in their diverse order, with scores that fall in it. */
export interface DiverseList extends Listed {
  /** By unit: the score that has the place in the order of the scores; what rules weigh a place by. */
  readonly scores: Float64Array;
}

/**
 * The candidates of every page made diverse as a policy asks, before any rule arranges them.
 *
 * Shape: the pages' rows in the order of their scores to the same rows in a diverse order. Unit: relevance is the score's place between the least and
 * the greatest of the page's candidates, 0 to 1; of equal ones 0.5.
 * Degenerate: a page of one candidate or none is as it was; behind the slots that are made diverse the order of the scores goes on.
 * @example diversePages(ranked, orderSpec.parse({ diversify: { method: 'round-robin', by: ['brand'] } }), oneGroup(2), { starts: Uint32Array.of(0, 2), rows: Uint32Array.of(1, 0) }, ranked.score).rows // [1, 0]
 */
export function diversePages(
  ranked: Ranked,
  policy: OrderPolicy,
  pages: Groups,
  { starts, rows }: Listed,
  boosted: Float64Array,
): DiverseList {
  const { diversify: page } = policy;
  if (!page) return { starts, rows, scores: boosted };
  // Checked before: the columns are there.
  const columns = columnsOfDifference(page).flatMap(({ name }) => ranked.column(name) ?? []);
  const among = differencesAmong(page, columns, pages);
  const { first = policy.slots ?? Infinity, ...spec } = page;
  const diverse = rows.slice();
  const scores = boosted.slice();
  for (let at = 0; at + 1 < starts.length; at++) {
    const own = rows.subarray(starts[at], starts[at + 1]);
    const relevance = scaled(Float64Array.from(own, row => boosted[row]));
    const slots = Math.min(first, own.length);
    const selected = diversify({ relevance, ...among(own) }, optionsOf(spec), slots).rows;
    const isSelected = new Uint8Array(own.length);
    selected.forEach((place, slot) => {
      diverse[starts[at] + slot] = own[place];
      isSelected[place] = 1;
    });
    diverse.set(
      own.filter((_, place) => isSelected[place] === 0),
      starts[at] + slots,
    );
    for (let place = starts[at]; place < starts[at + 1]; place++) scores[diverse[place]] = boosted[rows[place]];
  }
  return { starts, rows: diverse, scores };
}

/** The method alone, without what it tells units apart by. */
function optionsOf(spec: object): Parameters<typeof diversify>[1] {
  const { similarity: _similarity, by: _by, ...options } = spec as Record<string, unknown>;
  // What is left of a page's spec is the spec of its method.
  return options as Parameters<typeof diversify>[1];
}

function scaled(scores: Float64Array): Float64Array {
  const { min, max } = extent(scores, oneGroup(scores.length));
  if (isFlat(min[0], max[0])) return scores.map(() => 0.5);
  return scores.map(score => (score - min[0]) / (max[0] - min[0]));
}
