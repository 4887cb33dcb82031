// What diff prints of a comparison.
import { unitKey } from '../release/alignUnits.ts';
import type { Comparable } from '../release/comparable.ts';
import type { Comparison } from '../release/compare.ts';
import { STATUSES } from '../release/comparedUnits.ts';
import { differenceText } from '../release/modelDifferences.ts';
import type { Migration } from '../release/migration.ts';
import { CAUSES } from '../release/splitChange.ts';
import { firstRows, orderByNumber } from '../table/order.ts';
import { aligned, counted, figure, shown, signed } from './text.ts';

const MOST_DIFFERENCES = 40;

/**
 * A comparison for people: how many moved, what to look at, the greatest moves with their causes, the migration of grades, agreement, drift.
 *
 * Degenerate: what there is none of is left out.
 * @example diffLines(compared, before, after, 10)[0] // 'tea-power: 2018-08-31 against 2018-07-31'
 */
export function diffLines(compared: Comparison, before: Comparable, after: Comparable, top: number): string[] {
  const { units, differences, migration, agreement, drift, warnings } = compared;
  const count = (status: (typeof STATUSES)[number]): number =>
    units.status.reduce((sum, code) => sum + (STATUSES[code] === status ? 1 : 0), 0);
  const stayed = count('moved') + count('same');
  const { tauB, spearman, overlap } = agreement.overall;
  const blocks = [
    [
      `${shown(after.model.name, 80)}: ${after.period?.end ?? 'no period'} against ${before.period?.end ?? 'no period'}`,
      `${counted(stayed, 'unit')} ranked in both, ${count('moved')} of them moved; ${count('entered')} entered, ${count('left')} left`,
      ...(Number.isNaN(overlap)
        ? []
        : [
            `ranks agree: Kendall's tau-b ${figure(tauB)}, Spearman ${figure(spearman)}, rank-biased overlap ${figure(overlap)}`,
          ]),
    ],
    differences.length === 0 ? [] : differenceLines(differences),
    warnings.length === 0 || top === 0 ? [] : warningLines(warnings, top),
    top === 0 ? [] : moveLines(compared, before, after, top),
    migration ? migrationLines(migration.overall, 'grades before (down) and after (across)') : [],
    driftLines(drift),
  ];
  return blocks.filter(block => block.length > 0).flatMap((block, at) => (at === 0 ? block : ['', ...block]));
}

function differenceLines(differences: Comparison['differences']): string[] {
  const rows = differences
    .slice(0, MOST_DIFFERENCES)
    .map(({ path, before, after }) => [
      shown(path.join('.'), 60),
      shown(differenceText(before), 60),
      shown(differenceText(after), 60),
    ]);
  const more = differences.length - MOST_DIFFERENCES;
  return [
    'the models differ',
    ...indented(aligned([['where', 'before', 'after'], ...rows], [])),
    ...(more > 0 ? [`  … and ${counted(more, 'more place')}`] : []),
  ];
}

function warningLines(warnings: Comparison['warnings'], top: number): string[] {
  const rows = warnings
    .slice(0, top)
    .map(({ level, where, reason, lookAt }) => [
      level,
      where.map(name => shown(name)).join(' / '),
      shown(reason, 120),
      shown(lookAt, 120),
    ]);
  const more = warnings.length - top;
  return [
    'look at',
    ...indented(aligned([['level', 'what', 'why', 'where to look'], ...rows], [])),
    ...(more > 0 ? [`  … and ${more.toLocaleString('en-US')} more; --top ${warnings.length} shows all`] : []),
  ];
}

/** The units whose score changed most, up or down. */
function moveLines({ units, differences }: Comparison, before: Comparable, after: Comparable, top: number): string[] {
  const { parts } = units;
  // Under one model nothing is the weights' or the methods'.
  const causes = parts ? CAUSES.slice(0, differences.length > 0 ? CAUSES.length : 2) : [];
  const change = units.scoreAfter.map((score, unit) => score - units.scoreBefore[unit]);
  const size = change.map((points, unit) =>
    STATUSES[units.status[unit]] === 'moved' && points !== 0 ? -Math.abs(points) : NaN,
  );
  const greatest = [...orderByNumber(firstRows(units.count), size)]
    .filter(unit => !Number.isNaN(size[unit]))
    .slice(0, top);
  if (greatest.length === 0) return [];
  const grade = ({ grade: grades }: Comparable, code: number): string => grades?.names[code] ?? '–';
  const rows = greatest.map(unit => [
    unitKey(units.keys, unit)
      .map(name => shown(name))
      .join(' / '),
    `${figure(units.rankBefore[unit])} → ${figure(units.rankAfter[unit])}`,
    ...(before.grade && after.grade
      ? [`${grade(before, units.gradeBefore[unit])} → ${grade(after, units.gradeAfter[unit])}`]
      : []),
    `${units.scoreBefore[unit].toFixed(1)} → ${units.scoreAfter[unit].toFixed(1)}`,
    ...causes.map(cause => signed(Number(parts?.[cause][unit].toFixed(1)))),
  ]);
  const header = ['greatest moves', 'rank', ...(before.grade && after.grade ? ['grade'] : []), 'score', ...causes];
  return [
    ...aligned([header, ...rows], rows[0].map((_, column) => column).slice(1)),
    ...(parts ? [] : ['causes are not known: missing values are filled by columns that no release holds']),
  ];
}

/** A table of moves between grades. */
export function migrationLines({ grades, counts }: Migration, title: string): string[] {
  const names = [...grades.map(name => shown(name, 20)), 'none'];
  const rows = counts.map((row, from) => [
    names[from],
    ...row.map((count, to) => (from === grades.length && to === grades.length ? '' : String(count))),
  ]);
  const header = ['', ...names];
  return [
    title,
    ...indented(
      aligned(
        [header, ...rows],
        names.map((_, at) => at + 1),
      ),
    ),
  ];
}

function driftLines(drift: Comparison['drift']): string[] {
  const share = (part: number): string => (Number.isNaN(part) ? '–' : `${(part * 100).toFixed(1)}%`);
  const rows = drift.map(each => [
    each.id,
    figure(each.stability),
    figure(each.byChance),
    figure(each.distance),
    figure(each.pValue),
    `${figure(each.medianBefore)} → ${figure(each.medianAfter)}`,
    `${share(each.missingBefore)} → ${share(each.missingAfter)}`,
    each.level === 'none' ? '' : each.level,
  ]);
  const header = ['distributions', 'stability', 'by chance', 'distance', 'p', 'median', 'missing', ''];
  return aligned([header, ...rows], [1, 2, 3, 4, 5, 6]);
}

function indented(lines: readonly string[]): string[] {
  return lines.map(line => `  ${line}`);
}
