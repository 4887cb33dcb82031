// What every part of the page draws on: the units of each peers group in list order, and how they are explained and drawn.
import { explainer } from '../audit/explain.ts';
import type { Explanation } from '../audit/explain.ts';
import type { Result } from '../model/result.ts';
import { listOrder } from '../release/outputs.ts';
import { textAt } from '../table/text.ts';
import { joined, markup, named } from './markup.ts';
import type { Markup } from './markup.ts';
import { partsOf, scaleOf } from './parts.ts';
import type { Scale } from './parts.ts';

/** One peers group: who is compared, who is not, both in list order. */
export interface Group {
  /** Made from its number, never from its name. */
  readonly anchor: string;
  readonly name: Markup;
  readonly eligible: readonly number[];
  readonly others: readonly number[];
  /** Where each grade but the last begins, best first; empty without grades, or when the anchors do not know the group. */
  readonly cuts: readonly number[];
}

/** A result made ready to be shown. */
export interface Page {
  readonly result: Result;
  readonly groups: readonly Group[];
  /** How many units of a group are listed. */
  readonly most: number;
  readonly explainUnit: (unit: number) => Explanation;
  /** Whether the parts of the index add up to the score. */
  readonly addsUp: boolean;
  readonly scale: Scale;
}

const MOST_A_GROUP = 50;
const LEAST_A_GROUP = 5;
const MOST_ON_PAGE = 10_000;

/**
 * Makes a result ready to be shown.
 *
 * Degenerate: of many groups fewer units each are listed, so that the page can still be opened.
 * @example pageOf(result).groups[0].eligible // [1, 0, 2]
 */
export function pageOf(result: Result, most?: number): Page {
  const { peers } = result;
  const shown = most ?? Math.max(LEAST_A_GROUP, Math.min(MOST_A_GROUP, Math.floor(MOST_ON_PAGE / peers.count)));
  const groups = groupsOf(result);
  const explainAnew = explainer(result);
  const explained = new Map<number, Explanation>();
  // Each unit is looked at several times, and Shapley values are not cheap.
  const explainUnit = (unit: number): Explanation => {
    const explanation = explained.get(unit) ?? explainAnew(unit);
    explained.set(unit, explanation);
    return explanation;
  };
  // A result has a unit, and what adds up for one adds up for all.
  const { addsUp } = explainUnit(0);
  const listed = groups.flatMap(({ eligible }) => eligible.slice(0, shown));
  const scale = scaleOf(
    listed.map(unit => partsOf(result, unit, explainUnit(unit))),
    addsUp,
  );
  return { result, groups, most: shown, explainUnit, addsUp, scale };
}

function groupsOf(result: Result): Group[] {
  const { peers, eligible } = result;
  const cutsOf = cutsByKey(result);
  const groups = Array.from(peers.firstRow, (unit, group) => ({
    anchor: `g${group + 1}`,
    name: groupName(result, unit),
    eligible: [] as number[],
    others: [] as number[],
    cuts: cutsOf(unit),
  }));
  for (const unit of listOrder(result))
    (eligible[unit] === 1 ? groups[peers.of[unit]].eligible : groups[peers.of[unit]].others).push(unit);
  return groups;
}

function groupName({ keys, model }: Result, unit: number): Markup {
  const within = keys.slice(0, model.rate.within.length);
  return within.length === 0
    ? markup`All units`
    : joined(
        within.map(({ column }) => named(textAt(column, unit))),
        ' / ',
      );
}

/** The borders of a unit's grades; the anchors may know other groups, in another order, than the units at hand. */
function cutsByKey({ keys, model, anchors: { peers, grade } }: Result): (unit: number) => number[] {
  const known = new Map(peers.map((key, group) => [JSON.stringify(key), group]));
  const within = keys.slice(0, model.rate.within.length);
  return unit => {
    const group = known.get(JSON.stringify(within.map(({ column }) => textAt(column, unit))));
    const cuts = group === undefined ? undefined : grade?.cuts[group];
    return Array.from(cuts ?? []).filter(cut => !Number.isNaN(cut));
  };
}
