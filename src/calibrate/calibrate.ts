// Calibration: weights fitted to outcomes inside of the owner's bounds, tested out of sample, and told plainly whether they are better.
import { planOf } from '../model/plan.ts';
import type { Tables } from '../model/sources.ts';
import type { Model } from '../model/spec.ts';
import { isoDay } from '../table/days.ts';
import type { Table } from '../table/table.ts';
import { backtest } from './backtest.ts';
import type { Backtest, ContenderValues } from './backtest.ts';
import { fitWeights } from './fitWeights.ts';
import { gather } from './gather.ts';
import { objectiveOf } from './objective.ts';
import type { Objective } from './objective.ts';
import { parseCalibration } from './spec.ts';
import type { CalibrationDocument, CalibrationSpec } from './spec.ts';
import { weightSpace } from './weightSpace.ts';
import type { Shares } from './weightSpace.ts';

/** One weight, as a share of its index. */
export interface FittedWeight {
  readonly index: string;
  readonly part: string;
  readonly granted: number;
  readonly fitted: number;
  readonly change: number;
}

/** One cut date of the backtest: the weights that were fitted to what was known at it, and how they and the others did on what came next. */
export interface TestedCut {
  readonly cut: string;
  /** How many earlier cut dates the weights were fitted to. */
  readonly fittedTo: number;
  readonly cells: number;
  readonly values: ContenderValues;
  readonly weights: readonly FittedWeight[];
}

/** A backtest in plain numbers. */
export interface TestedWeights extends Omit<Backtest, 'cuts'> {
  readonly cuts: readonly TestedCut[];
}

/** What a calibration found. */
export interface Calibration {
  readonly spec: CalibrationSpec;
  readonly objective: Objective;
  /** The cut dates as YYYY-MM-DD; null where the tables were taken as they are. */
  readonly cuts: readonly (string | null)[];
  /** After how many days the outcome of a cut date is known; null without cut dates. */
  readonly days: number | null;
  readonly weights: readonly FittedWeight[];
  /** The objective over all that was fitted to, under the granted and the fitted weights: always kinder to the fitted ones than what comes next. */
  readonly inSample: { readonly granted: number; readonly fitted: number };
  /** How many peers groups, over all cut dates, had outcomes that tell units apart. */
  readonly cells: number;
  /** Eligible units without an outcome, and units of the outcomes that were not eligible; by key, over all cut dates. */
  readonly without: readonly string[];
  readonly unknown: readonly string[];
  /** Null when no cut date has one before it whose outcome was known. */
  readonly backtest: TestedWeights | null;
  /** Whether the interval of the gain over the granted weights lies above 0. */
  readonly isDistinguishable: boolean;
  readonly recommendation: 'fitted' | 'granted';
  readonly reason: string;
}

/**
 * Fits the weights of a model to outcomes, and tests out of sample whether they order units better than the granted ones.
 *
 * Shape: a model, its tables (with `outcomes`, where they are not measured over sales) and what is asked for to weights, one a part.
 * `onProgress` hears how much of the work is done, 0 to 1.
 * Degenerate: fewer than two cut dates that do not overlap: there is no test, and the granted weights are recommended.
 * @throws every fault of the model under the tables, of the outcomes and of the bounds; invalid_argument, invalid_data
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6; Järvelin and Kekäläinen (2002) for NDCG
 * @example calibrate(model, { sales, outcomes: table({ category: ['tea', 'tea'], brand: ['Ada', 'Bo'], outcome: [1, 2] }) }, { objective: 'kendall' }).recommendation // 'granted'
 */
export function calibrate(
  model: Model,
  tables: Tables & { readonly outcomes?: Table },
  document: CalibrationDocument,
  onProgress: (share: number) => void = () => undefined,
): Calibration {
  const spec = parseCalibration(document);
  const { nodes } = planOf(model);
  const space = weightSpace(nodes, spec.bounds);
  // Checked before: the objective has a name that is known.
  const objective = objectiveOf(spec.objective) as Objective;
  const { cuts, cells, days, sales, without, unknown } = gather(model, tables, spec, objective);
  const { penalty, across } = spec;
  const problem = { nodes, cuts, cells, objective, space, penalty, across };
  // One fit a cut date, and the last over all of them.
  const whole = cuts.length + 1;
  const test =
    days === null
      ? null
      : backtest({ ...problem, days, sales }, { ...spec.bootstrap, by: spec.bootstrap.by, seed: spec.seed }, cut =>
          onProgress((cut + 1) / whole),
        );
  const { shares, granted, fitted } = fitWeights(problem);
  onProgress(1);
  const weightsOf = (fittedShares: Shares): FittedWeight[] =>
    space.free.flatMap(node =>
      nodes[node].parts.map(({ id: part }, at) =>
        weightOf(nodes[node].id, part, space.granted[node][at], fittedShares[node][at]),
      ),
    );
  const dayOfCut = (cut: number): string | null => (cuts[cut].day === null ? null : isoDay(cuts[cut].day));
  return {
    spec,
    objective,
    cuts: [...cuts.keys()].map(dayOfCut),
    days,
    weights: weightsOf(shares),
    inSample: { granted, fitted },
    cells: cells.length,
    without,
    unknown,
    backtest: test && {
      ...test,
      cuts: test.cuts.map(({ cut, fittedTo, cells: judged, values, shares: own }) => ({
        // A cut date that was tested has a day.
        cut: dayOfCut(cut) as string,
        fittedTo,
        cells: judged,
        values,
        weights: weightsOf(own),
      })),
    },
    ...verdict(test, space.granted, shares),
  };
}

function weightOf(index: string, part: string, granted: number, fitted: number): FittedWeight {
  return { index, part, granted, fitted, change: fitted - granted };
}

function verdict(
  test: Backtest | null,
  granted: Shares,
  fitted: Shares,
): Pick<Calibration, 'isDistinguishable' | 'recommendation' | 'reason'> {
  const keep = (reason: string): ReturnType<typeof verdict> => ({
    isDistinguishable: false,
    recommendation: 'granted',
    reason,
  });
  if (granted.every((shares, node) => shares.every((share, part) => share === fitted[node][part])))
    return keep('no allowed weights serve the objective better than the granted ones');
  if (test === null)
    return keep('the fitted weights were not tested: no cut date has one before it whose outcome was known');
  const { low, high } = test.gains.granted;
  if (low > 0) {
    return {
      isDistinguishable: true,
      recommendation: 'fitted',
      reason: 'the gain over the granted weights is distinguishable from none',
    };
  }
  if (high < 0) return keep('the fitted weights did worse than the granted ones on what came next');
  return keep('the gain over the granted weights is not distinguishable from none');
}
