// How firm a rating is, for programs.
import { nameOf } from '../audit/explainable.ts';
import type { UnitName } from '../audit/explainable.ts';
import type { Bootstrap } from '../audit/sure/bootstrap.ts';
import type { ChoiceIndex } from '../audit/sure/choiceUncertainty.ts';
import type { LeaveOneOut } from '../audit/sure/leaveOneOut.ts';
import type { ChoiceUncertainty } from '../audit/sure/openModel.ts';
import type { Stability } from '../audit/sure/weightStability.ts';
import type { Model } from '../model/spec.ts';
import type { Units } from '../model/units.ts';
import { textAt } from '../table/text.ts';

/** The columns that name a unit, with their names. */
export function keysOf({ rate }: Model, { keys }: Units): Parameters<typeof nameOf>[0]['keys'] {
  return [...rate.within, ...rate.unit].map((name, at) => ({ name, column: keys[at] }));
}

/** One entry a listed unit. */
export function bootstrapAnswer(
  model: Model,
  found: Bootstrap,
  { by, seed }: { readonly by: string; readonly seed: number },
): unknown {
  const keys = keysOf(model, found.units);
  const { blocks, replicates, level } = found;
  return {
    ok: true,
    question: 'bootstrap',
    by,
    blocks,
    replicates,
    level,
    seed,
    units: Array.from({ length: found.units.count }, (_, unit) => ({
      unit: nameOf({ keys }, unit),
      score: found.score[unit],
      error: found.error[unit],
      scoreInterval: [found.scoreInterval.low[unit], found.scoreInterval.high[unit]],
      rank: found.rank[unit],
      rankInterval: [found.rankInterval.low[unit], found.rankInterval.high[unit]],
      band: found.band[unit] === 0 ? null : found.band[unit],
      grades: found.grades?.map(({ name, share }) => ({ grade: name, share: share[unit] })) ?? null,
      ranked: found.ranked[unit],
    })),
  };
}

/** One entry an eligible unit; with the indices, where they were asked for. */
export function choicesAnswer(
  model: Model,
  found: ChoiceUncertainty & { readonly indices?: readonly ChoiceIndex[] },
  { seed, top, level }: { readonly seed: number; readonly top: number; readonly level: number },
): unknown {
  const keys = keysOf(model, found.units);
  const { ranks, runs, indices } = found;
  return {
    ok: true,
    question: 'choices',
    runs,
    seed,
    level,
    top,
    meanShift: found.shift.reduce((sum, shift) => sum + shift, 0) / found.shift.length,
    ...(indices ? { indices } : {}),
    units: Array.from(found.rows, (row, at) => ({
      unit: nameOf({ keys }, row),
      rank: found.nominal[at] === 0 ? null : found.nominal[at],
      mean: ranks.mean[at],
      median: ranks.median[at],
      interval: [ranks.low[at], ranks.high[at]],
      inTop: ranks.inTop[at],
    })),
  };
}

/** One entry a part left out, with the rank of every eligible unit. */
export function leaveOneOutAnswer(model: Model, { units, rows, nominal, parts }: LeaveOneOut): unknown {
  const keys = keysOf(model, units);
  const places = (ranks: Uint32Array): (number | null)[] => Array.from(ranks, rank => (rank === 0 ? null : rank));
  return {
    ok: true,
    question: 'leave-one-out',
    units: Array.from(rows, (row): UnitName => nameOf({ keys }, row)),
    rank: places(nominal),
    parts: parts.map(({ id, kind, score, rank, meanShift, greatestShift, mostMoved }) => ({
      id,
      kind,
      meanShift,
      greatestShift,
      mostMoved: greatestShift === 0 ? null : nameOf({ keys }, rows[mostMoved]),
      rank: places(rank),
      score: Array.from(score),
    })),
  };
}

/** One entry a weight, one range a peers group. */
export function stabilityAnswer({ rate }: Model, { units, top, weights }: Stability): unknown {
  const within = units.keys.slice(0, rate.within.length);
  const peers = Array.from(units.peers.firstRow, unit => within.map(column => textAt(column, unit)));
  return { ok: true, question: 'stability', top, peers, weights };
}
