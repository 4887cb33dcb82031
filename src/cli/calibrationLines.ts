// What a calibration found, for people.
import { CONTENDERS } from '../calibrate/backtest.ts';
import type { Contender } from '../calibrate/backtest.ts';
import type { Interval } from '../calibrate/bootstrap.ts';
import type { Calibration } from '../calibrate/calibrate.ts';
import { aligned, counted, shown } from './text.ts';

const TITLES: Readonly<Record<Contender, string>> = {
  fitted: 'fitted',
  granted: 'granted',
  equal: 'equal',
  sales: 'by sales',
  last: 'last score',
};

/**
 * A calibration as lines: the verdict, the backtest by cut date, the gains with their intervals, granted against fitted weights.
 *
 * @example calibrationLines(calibration, 'shelf-power', 'sum(revenue)')[0] // 'shelf-power, fitted to sum(revenue) by ndcg@10'
 */
export function calibrationLines(calibration: Calibration, model: string, outcome: string): string[] {
  const { objective, cells, inSample, weights } = calibration;
  const at = `${objective.name} ${four(inSample.granted)} under the granted, ${four(inSample.fitted)} under the fitted weights`;
  return [
    `${shown(model, 80)}, fitted to ${shown(outcome, 80)}${span(calibration)} by ${objective.name}`,
    '',
    verdict(calibration),
    ...backtestLines(calibration),
    '',
    `weights, fitted to ${counted(cells, 'peers group')}${calibration.days === null ? '' : ' of all cut dates'}; in sample ${at}`,
    ...indented(
      aligned(
        [
          ['index', 'part', 'granted', 'fitted', 'change'],
          ...weights.map(each => [
            each.index,
            each.part,
            percent(each.granted),
            percent(each.fitted),
            points(each.change),
          ]),
        ],
        [2, 3, 4],
      ),
    ),
    ...leftOut(calibration),
  ];
}

function span({ cuts, days }: Calibration): string {
  if (days === null) return '';
  const between =
    cuts.length === 1 ? `after ${cuts[0]}` : `after each of ${cuts.length} cut dates, ${cuts[0]} to ${cuts.at(-1)}`;
  return ` in the ${counted(days, 'day')} ${between},`;
}

function verdict({ recommendation, reason }: Calibration): string {
  const advice = recommendation === 'fitted' ? 'the fitted weights can be taken' : 'keep the granted weights';
  return `recommendation: ${advice}; ${reason}`;
}

function backtestLines({ backtest, objective, spec }: Calibration): string[] {
  if (backtest === null) return [];
  const isShown = (name: Contender): boolean => !Number.isNaN(backtest.means[name]);
  const names = CONTENDERS.filter(isShown);
  const { by, replicates, confidence } = backtest.bootstrap;
  const table = [
    ['cut date', 'fitted to', 'groups', ...names.map(name => TITLES[name])],
    ...backtest.cuts.map(({ cut, fittedTo, cells, values }) => [
      cut,
      counted(fittedTo, 'cut date'),
      String(cells),
      ...names.map(name => four(values[name])),
    ]),
    ['mean', '', '', ...names.map(name => four(backtest.means[name]))],
  ];
  const gains = names.filter((name): name is Exclude<Contender, 'fitted'> => name !== 'fitted');
  return [
    '',
    `backtest: ${objective.name}${objective.isLoss ? ' (less is better)' : ''} of what came out after each cut date, by weights fitted to what was known at it`,
    ...indented(
      aligned(
        table,
        table[0].map((_, column) => column).filter(column => column > 1),
      ),
    ),
    '',
    `gain of the fitted weights, ${percent(confidence)} interval (bootstrap of ${by}, ${counted(replicates, 'replicate')}, seed ${spec.seed})`,
    ...indented(
      aligned(
        gains.map(name => [`over ${NAMES[name]}`, ...interval(backtest.gains[name])]),
        [1],
      ),
    ),
  ];
}

const NAMES: Readonly<Record<Exclude<Contender, 'fitted'>, string>> = {
  granted: 'the granted weights',
  equal: 'equal weights',
  sales: 'the order by sales alone',
  last: 'the score at the cut date before',
};

function interval({ mean, low, high }: Interval): string[] {
  return [signed(mean), `${signed(low)} to ${signed(high)}`];
}

function leftOut({ without, unknown }: Calibration): string[] {
  const some = (units: readonly string[]): string => {
    const more = units.length > 3 ? `, … (${counted(units.length - 3, 'more unit')})` : '';
    return `${units
      .slice(0, 3)
      .map(unit => shown((JSON.parse(unit) as string[]).join(' / ')))
      .join(', ')}${more}`;
  };
  return [
    ...(without.length === 0
      ? []
      : ['', `${counted(without.length, 'eligible unit')} without an outcome or a score: ${some(without)}`]),
    ...(unknown.length === 0
      ? []
      : ['', `${counted(unknown.length, 'unit')} with an outcome, but not eligible: ${some(unknown)}`]),
  ];
}

function indented(lines: readonly string[]): string[] {
  return lines.map(line => `  ${line}`);
}

function four(value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(4).replace('-', '−');
}

function signed(value: number): string {
  return Number.isNaN(value) ? '–' : `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1).replace(/\.0$/, '')}%`;
}

function points(change: number): string {
  const size = Math.abs(change * 100).toFixed(1);
  return size === '0.0' ? '0' : `${change < 0 ? '−' : '+'}${size}`;
}
