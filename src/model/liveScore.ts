// Scores of a population of which only some peers groups have changed.
import type { Anchors } from '../expr/method.ts';
import { fitGrades } from '../steps/grade/index.ts';
import { learnsAcross } from '../steps/missing/index.ts';
import { firstRows } from '../table/order.ts';
import { valuesAt } from '../table/valuesAt.ts';
import type { IndicatorAnchors, NodeAnchors } from './anchors.ts';
import { rowsOf } from './evaluateAll.ts';
import { changesBetween } from './liveChanges.ts';
import type { Changes } from './liveChanges.ts';
import type { Population } from './population.ts';
import type { Standings } from './lastRelease.ts';
import type { IndicatorStages } from './indicatorStages.ts';
import type { Plan } from './plan.ts';
import { eligibleOnly, gradesAndList, scoreUnits } from './score.ts';
import type { NodeStages, Scorable, Scored } from './score.ts';

/** A population with its scores. */
export interface ScoredPopulation {
  readonly population: Population;
  readonly scored: Scored;
}

/**
 * Scores a population as `scoreUnits` does, taking over what was scored before of every peers group in which nothing changed.
 *
 * Shape: every stage of n values, in new arrays where something changed.
 * Degenerate: nothing before, or missing values filled from other groups than the peers: everything is scored.
 * @example rescored(plan, population, undefined, undefined).rank // [2, 1, NaN]
 */
export function rescored(
  plan: Plan,
  population: Population,
  before: ScoredPopulation | undefined,
  last: Standings | undefined,
): Scored {
  const whole: Scorable = { ...population, peers: population.units.peers };
  // What fills a value from elsewhere, or by what all units teach, ties all groups together.
  const isTied = population.groupings.size > 0 || plan.indicators.some(({ missing }) => learnsAcross(missing));
  if (!before || isTied) return scoreUnits(plan, whole, undefined, last);
  const changes = changesBetween(population, before.population);
  if (changes.groupBefore.every(place => place === -1)) return scoreUnits(plan, whole, undefined, last);
  const { units, groups } = changedUnits(whole, changes);
  const scored = scoreUnits(plan, partOf(whole, units, groups));
  const merged = merge(population, scored, before.scored, mergers(changes, units, groups));
  return { ...merged, ...heldAgain(plan, whole, merged, last) };
}

/** The units of changed groups, and these groups. */
function changedUnits(
  { peers }: Scorable,
  { groupBefore }: Changes,
): { readonly units: Uint32Array; readonly groups: Uint32Array } {
  return {
    units: firstRows(peers.of.length).filter(unit => groupBefore[peers.of[unit]] === -1),
    groups: firstRows(peers.count).filter(group => groupBefore[group] === -1),
  };
}

function partOf(
  { indicators, peers, groupings, eligible }: Scorable,
  units: Uint32Array,
  groups: Uint32Array,
): Scorable {
  const placeOf = new Uint32Array(peers.count);
  groups.forEach((group, place) => (placeOf[group] = place));
  const picked = (values: Float64Array): Float64Array => valuesAt(values, units);
  return {
    indicators: indicators.map(indicator => rowsOf(indicator, picked)),
    peers: { of: Uint32Array.from(units, unit => placeOf[peers.of[unit]]), count: groups.length },
    groupings,
    eligible: Uint8Array.from(units, unit => eligible[unit]),
  };
}

/** Puts together what was scored now and what stands from before. */
interface Mergers {
  readonly byUnit: (now: Float64Array, before: Float64Array) => Float64Array;
  readonly byGroup: (now: Float64Array, before: Float64Array) => Float64Array;
  readonly lists: (now: readonly Float64Array[], before: readonly Float64Array[]) => Float64Array[];
}

function mergers({ unitBefore, groupBefore }: Changes, units: Uint32Array, groups: Uint32Array): Mergers {
  return {
    byUnit(now, before) {
      const merged = valuesAt(before, unitBefore);
      for (let at = 0; at < units.length; at++) merged[units[at]] = now[at];
      return merged;
    },
    byGroup(now, before) {
      const merged = valuesAt(before, groupBefore);
      for (let at = 0; at < groups.length; at++) merged[groups[at]] = now[at];
      return merged;
    },
    lists(now, before) {
      const merged = Array.from(groupBefore, place => before[place]);
      for (let at = 0; at < groups.length; at++) merged[groups[at]] = now[at];
      return merged;
    },
  };
}

function merge(population: Population, now: Scored, before: Scored, by: Mergers): Omit<Scored, 'grade' | 'list'> {
  const anchors = (tables: Anchors, others: Anchors): Anchors =>
    Object.fromEntries(
      Object.entries(tables).map(([name, table]) => [
        name,
        // One method gives one kind of table under a name.
        table instanceof Float64Array
          ? by.byGroup(table, others[name] as Float64Array)
          : by.lists(table, others[name] as readonly Float64Array[]),
      ]),
    );
  const weights = (tables: readonly Float64Array[], others: readonly Float64Array[]): Float64Array[] =>
    tables.map((table, part) => by.byGroup(table, others[part]));
  return {
    indicators: now.indicators.map((stages, at): IndicatorStages => {
      const other = before.indicators[at];
      return {
        ...stages,
        ...population.indicators[at],
        estimated: by.byUnit(stages.estimated, other.estimated),
        transformed: by.byUnit(stages.transformed, other.transformed),
        filled: by.byUnit(stages.filled, other.filled),
        treated: by.byUnit(stages.treated, other.treated),
        normalized: by.byUnit(stages.normalized, other.normalized),
      };
    }),
    nodes: now.nodes.map((stages, at): NodeStages => ({
      ...stages,
      weights: weights(stages.weights, before.nodes[at].weights),
      score: by.byUnit(stages.score, before.nodes[at].score),
    })),
    score: by.byUnit(now.score, before.score),
    rank: by.byUnit(now.rank, before.rank),
    coverage: by.byUnit(now.coverage, before.coverage),
    anchors: {
      indicators: now.anchors.indicators.map((learned, at): IndicatorAnchors => {
        const other = before.anchors.indicators[at];
        return {
          id: learned.id,
          shrink: anchors(learned.shrink, other.shrink),
          transform: anchors(learned.transform, other.transform),
          missing: anchors(learned.missing, other.missing),
          outliers: anchors(learned.outliers, other.outliers),
          normalize: anchors(learned.normalize, other.normalize),
        };
      }),
      joint: now.anchors.joint,
      nodes: now.anchors.nodes.map((learned, at): NodeAnchors => ({
        id: learned.id,
        weights: weights(learned.weights, before.anchors.nodes[at].weights),
        aggregate: anchors(learned.aggregate, before.anchors.nodes[at].aggregate),
      })),
      grade: now.anchors.grade &&
        before.anchors.grade && { cuts: by.lists(now.anchors.grade.cuts, before.anchors.grade.cuts) },
    },
  };
}

/** Grades and the list of all units: they hang on the last release, and borders or lists that all groups share on every score. */
function heldAgain(
  plan: Plan,
  whole: Scorable,
  scored: Omit<Scored, 'grade' | 'list'>,
  last: Standings | undefined,
): Pick<Scored, 'grade' | 'list' | 'anchors'> {
  const { grade } = plan.model;
  const { anchors, score } = scored;
  const cuts =
    grade?.across === 'all' ? fitGrades(eligibleOnly(whole.eligible)(score), whole.peers, grade) : anchors.grade;
  return {
    ...gradesAndList(plan, scored, whole, whole.peers, cuts, last),
    anchors: { ...anchors, grade: cuts },
  };
}
