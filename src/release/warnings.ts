// What of a comparison a person should look at, the most pressing first.
import { NO_GRADE } from '../steps/grade/index.ts';
import type { Agreement } from './agreement.ts';
import { unitKey } from './alignUnits.ts';
import type { Comparable } from './comparable.ts';
import { STATUSES } from './comparedUnits.ts';
import type { ComparedUnits } from './comparedUnits.ts';
import type { Drift } from './drift.ts';
import type { ModelDifference } from './modelDifferences.ts';
import { whatMoved } from './whatMoved.ts';

/** From where on a move is worth a warning. */
export interface WarningLevels {
  /** Points of the score. */
  readonly score: number;
  /** How many grades at once. */
  readonly grades: number;
  /** Kendall's tau-b of a peers group with five units or more, below which its order is called another one. */
  readonly agreement: number;
}

/** 15 points, two grades at once, a tau-b of 0.5. */
export const WARNING_LEVELS: WarningLevels = { score: 15, grades: 2, agreement: 0.5 };

const KINDS = ['model', 'drift', 'peers', 'order', 'best', 'grade', 'score'] as const;

/** One thing to look at. */
export interface Warning {
  readonly level: 'alert' | 'watch';
  readonly kind: (typeof KINDS)[number];
  /** The keys of the unit or the peers, or the indicator; names from data, to be escaped where they are printed. */
  readonly where: readonly string[];
  readonly reason: string;
  readonly lookAt: string;
  /** How great it is among its kind. */
  readonly size: number;
}

/** The parts of a comparison that warnings are made of. */
export interface Compared {
  readonly before: Comparable;
  readonly after: Comparable;
  readonly units: ComparedUnits;
  readonly differences: readonly ModelDifference[];
  readonly drift: readonly Drift[];
  readonly agreement: readonly Agreement[];
}

const FEW = 5;

/**
 * The warnings of a comparison: alerts first, then by kind, size and key.
 *
 * Degenerate: nothing to look at: none.
 * @example warningsOf({ before: result, after: result, units: compareUnits(result, result), differences: [], drift: [], agreement: [] }) // []
 */
export function warningsOf(compared: Compared, levels: WarningLevels = WARNING_LEVELS): Warning[] {
  const warnings = [
    ...modelWarnings(compared),
    ...driftWarnings(compared.drift),
    ...peersWarnings(compared, levels),
    ...unitWarnings(compared, levels),
  ];
  const order = (warning: Warning): number =>
    (warning.level === 'alert' ? 0 : KINDS.length) + KINDS.indexOf(warning.kind);
  return warnings.sort((a, b) => order(a) - order(b) || b.size - a.size);
}

function modelWarnings({ differences }: Compared): Warning[] {
  const size = differences.length;
  if (size === 0) return [];
  const places = size === 1 ? '1 place' : `${size} places`;
  const reason = `the releases were made under other models: they differ at ${places}`;
  return [
    {
      level: 'alert',
      kind: 'model',
      where: [],
      reason,
      lookAt: 'the differences of the models, and the parts "weights" and "methods" of each move',
      size,
    },
  ];
}

function driftWarnings(drift: readonly Drift[]): Warning[] {
  return drift.flatMap(
    ({ id, level, stability, pValue, medianBefore, medianAfter, missingBefore, missingAfter }): Warning[] => {
      if (level === 'none') return [];
      const isMissing = Math.abs(missingAfter - missingBefore) >= 0.1;
      const share = (part: number): string => `${(part * 100).toFixed(1)}%`;
      const test = Number.isNaN(pValue) ? '' : `, Kolmogorov-Smirnov p ${pValue.toPrecision(2)}`;
      const reason = `its distribution moved: stability index ${stability.toFixed(2)}${test}`;
      const lookAt = isMissing
        ? `its source: ${share(missingBefore)} of the units lacked it, ${share(missingAfter)} do now`
        : `its source and unit: the median was ${medianBefore.toPrecision(4)} and is ${medianAfter.toPrecision(4)}`;
      return [{ level, kind: 'drift', where: [id], reason, lookAt, size: stability }];
    },
  );
}

function peersWarnings({ units, agreement, before }: Compared, levels: WarningLevels): Warning[] {
  const within = before.model.rate.within.length;
  const ranked = [units.rankBefore, units.rankAfter].map(ranks => {
    const counts = new Uint32Array(units.peers.count);
    for (let unit = 0; unit < units.count; unit++) if (!Number.isNaN(ranks[unit])) counts[units.peers.of[unit]]++;
    return counts;
  });
  return agreement.flatMap(({ firstUnit, tauB, units: common }): Warning[] => {
    const group = units.peers.of[firstUnit];
    const [was, is] = [ranked[0][group], ranked[1][group]];
    const where = unitKey(units.keys.slice(0, within), firstUnit);
    if ((was === 0) !== (is === 0)) {
      const reason = is === 0 ? `none of its ${was} ranked units is left` : `${is} ranked units, and none before`;
      const lookAt = 'whether its rows are in the input, and who is eligible';
      return [{ level: is === 0 ? 'alert' : 'watch', kind: 'peers', where, reason, lookAt, size: was + is }];
    }
    if (!(common >= FEW && tauB < levels.agreement)) return [];
    const reason = `its order is another one: Kendall's tau-b ${tauB.toFixed(2)} over ${common} units`;
    return [
      {
        level: tauB <= 0 ? 'alert' : 'watch',
        kind: 'order',
        where,
        reason,
        lookAt: 'the causes of its moves',
        size: 1 - tauB,
      },
    ];
  });
}

function unitWarnings(compared: Compared, levels: WarningLevels): Warning[] {
  const lookAt = whatMoved(compared);
  const warnings: Warning[] = [];
  for (let unit = 0; unit < compared.units.count; unit++) {
    const warning = bestWarning(compared, unit) ?? moveWarning(compared, unit, levels, lookAt);
    if (warning) warnings.push({ ...warning, where: unitKey(compared.units.keys, unit) });
  }
  return warnings;
}

/** A unit of the best grade that has come or gone. */
function bestWarning({ units, before, after }: Compared, unit: number): Omit<Warning, 'where'> | undefined {
  const lookAt = 'its rows in the input, and whether it is eligible';
  const status = STATUSES[units.status[unit]];
  if (status === 'left' && units.gradeBefore[unit] === 0) {
    const reason = `had grade ${before.grade?.names[0]}, and has no rank any more`;
    return { level: 'alert', kind: 'best', reason, lookAt, size: 1 };
  }
  if (status === 'entered' && units.gradeAfter[unit] === 0) {
    const reason = `is new among the ranked, with grade ${after.grade?.names[0]}`;
    return { level: 'watch', kind: 'best', reason, lookAt, size: 1 };
  }
  return undefined;
}

/** A unit that moved far, in grades or in points. */
function moveWarning(
  { units, before, after }: Compared,
  unit: number,
  levels: WarningLevels,
  lookAt: (unit: number) => string,
): Omit<Warning, 'where'> | undefined {
  if (STATUSES[units.status[unit]] !== 'moved') return undefined;
  const [was, is] = [units.gradeBefore[unit], units.gradeAfter[unit]];
  const [from, to] = [units.scoreBefore[unit], units.scoreAfter[unit]];
  const size = Math.abs(to - from);
  const text = `score ${from.toFixed(1)} to ${to.toFixed(1)}`;
  const hasSteps =
    was !== NO_GRADE && is !== NO_GRADE && before.grade?.names.join('\n') === after.grade?.names.join('\n');
  if (hasSteps && Math.abs(is - was) >= levels.grades) {
    const grades = `${before.grade?.names[was]} to ${after.grade?.names[is]}`;
    const reason = `${Math.abs(is - was)} grades at once: ${grades}, ${text}`;
    return { level: 'alert', kind: 'grade', reason, lookAt: lookAt(unit), size };
  }
  if (!(size >= levels.score)) return undefined;
  return { level: 'watch', kind: 'score', reason: text, lookAt: lookAt(unit), size };
}
