// Calibration problems of one cut date and one peers group, from columns of indicators.
import type { FitProblem } from '../../src/calibrate/fitWeights.ts';
import { objectiveOf } from '../../src/calibrate/objective.ts';
import type { Objective } from '../../src/calibrate/objective.ts';
import { parseBounds } from '../../src/calibrate/spec.ts';
import { weightSpace } from '../../src/calibrate/weightSpace.ts';
import type { PlannedNode } from '../../src/model/plan.ts';
import { oneGroup } from '../../src/table/groups.ts';

/** One index over indicators a, b, c ..., all of the same weight. */
export function flatIndex(parts: number): PlannedNode[] {
  return [
    {
      id: 'power',
      parts: Array.from({ length: parts }, (_, position) => ({ id: idOf(position), kind: 'indicator', position })),
      granted: new Array<number>(parts).fill(1),
      weights: { method: 'fixed' },
      aggregate: { method: 'arithmetic' },
      present: 0,
    },
  ];
}

export function idOf(position: number): string {
  return String.fromCharCode(97 + position);
}

export function objective(name: string): Objective {
  const found = objectiveOf(name);
  if (!found) throw new Error(`no objective ${name}`);
  return found;
}

export function problemOf(
  name: string,
  indicators: readonly Float64Array[],
  outcome: Float64Array,
  parts: Partial<FitProblem> & {
    readonly bounds?: unknown;
    readonly better?: readonly number[];
    readonly worse?: readonly number[];
  } = {},
): FitProblem {
  const nodes = parts.nodes ?? flatIndex(indicators.length);
  const { bounds = {}, better = [], worse = [], ...rest } = parts;
  return {
    nodes,
    cuts: [{ indicators, groups: oneGroup(outcome.length) }],
    cells: [
      {
        cut: 0,
        group: '[]',
        rows: Uint32Array.from(outcome.keys()),
        outcome,
        better: Uint32Array.from(better),
        worse: Uint32Array.from(worse),
      },
    ],
    objective: objective(name),
    space: weightSpace(nodes, parseBounds(bounds)),
    penalty: 0,
    across: 'groups',
    ...rest,
  };
}

/** Every pair of units with different outcomes, the better one first. */
export function pairsOf(outcome: Float64Array): { better: number[]; worse: number[] } {
  const better: number[] = [];
  const worse: number[] = [];
  outcome.forEach((first, a) => {
    outcome.forEach((second, b) => {
      if (first <= second) return;
      better.push(a);
      worse.push(b);
    });
  });
  return { better, worse };
}

/** The greatest distance between two lists of numbers. */
export function distance(one: ArrayLike<number>, other: ArrayLike<number>): number {
  return Math.max(...Array.from(one, (value, at) => Math.abs(value - other[at])));
}
