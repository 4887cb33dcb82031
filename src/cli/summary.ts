// What rate and apply print of a result.
import { explainer } from '../audit/explain.ts';
import type { Contribution } from '../audit/explain.ts';
import { reasons } from '../audit/reasons.ts';
import { countChanged } from '../model/changes.ts';
import type { Result } from '../model/result.ts';
import { listOrder } from '../release/outputs.ts';
import { textAt } from '../table/text.ts';
import type { ReadTables } from './readTables.ts';
import { aligned, counted, shown } from './text.ts';

const MOST_GROUPS = 60;

/**
 * The best units of each peers group with grade, score and what sets them apart.
 *
 * Degenerate: a group without a ranked unit is counted, not shown; of more than 60 groups the first 60 are shown.
 * @example summaryLines(result, 3).length // one line a group, and one a unit
 */
export function summaryLines(result: Result, top: number): string[] {
  const { model, period, count, eligible, peers } = result;
  const when = period ? `, ${period.start} to ${period.end}` : '';
  const compared = eligible.reduce((sum, flag) => sum + flag, 0);
  const unit = shown(model.rate.unit.join(' × '));
  const within =
    model.rate.within.length === 0 ? '' : ` in ${counted(peers.count, shown(model.rate.within.join(' × ')))}`;
  const head = `${shown(model.name, 80)}${when}: ${counted(count, unit)}${within}, ${compared.toLocaleString('en-US')} of them eligible`;
  return top === 0 ? [head] : [head, '', ...groupLines(result, top)];
}

/**
 * What was read of each file, and which rows and units were lost on the way; `where` says where the reasons stand.
 *
 * @example rowLines(read, result, 'rejects.csv says why').read // ['sales: 190,079 rows of sales.csv.gz']
 */
export function rowLines(
  { inputs }: ReadTables,
  { rows, rejects, strangers }: Result,
  where: string,
): { read: string[]; losses: string[] } {
  const { filtered } = rows.sales;
  const losses = [
    ...inputs
      .filter(input => input.rows.rejected > 0)
      .map(input => `${input.table}: ${counted(input.rows.rejected, 'row')} cannot be used (${where})`),
    ...(rejects.length === 0 ? [] : [`${counted(rejects.length, 'row')} without a date or key (${where})`]),
    ...(strangers.length === 0
      ? []
      : [`${counted(strangers.length, 'unit')} without a score: the anchors do not know their peers`]),
    ...(filtered === 0 ? [] : [`${counted(filtered, 'row')} left out by "where"`]),
  ];
  return {
    read: inputs.map(input => `${input.table}: ${counted(input.rows.read, 'row')} of ${shown(input.name, 80)}`),
    losses,
  };
}

/**
 * How many values are not as measured; nothing where all are.
 *
 * @example changeLines(result) // ['12 values filled in, 3 treated as outliers (changes.csv says which)']
 */
export function changeLines({ filled, treated }: Pick<Result, 'filled' | 'treated'>): string[] {
  const count = (changes: Result['filled'], done: string): string[] => {
    const values = countChanged(changes);
    return values === 0 ? [] : [`${counted(values, 'value')} ${done}`];
  };
  const said = [...count(filled, 'filled in'), ...count(treated, 'treated as outliers')];
  return said.length === 0 ? [] : [`${said.join(', ')} (changes.csv says which)`];
}

function groupLines(result: Result, top: number): string[] {
  const { peers, keys, model, grade } = result;
  const groups = [...bestOfGroups(result, top)];
  const within = keys.slice(0, model.rate.within.length);
  const own = shown(
    keys
      .slice(within.length)
      .map(({ name }) => name)
      .join(' / '),
    30,
  );
  const shownGroups = groups.slice(0, MOST_GROUPS);
  const cells = unitCells(
    result,
    shownGroups.flatMap(([, units]) => units),
  );
  const columns = [['rank', 'grade', 'score', own, 'what stands out'], ...cells].map(row =>
    grade ? row : row.toSpliced(1, 1),
  );
  const [header, ...lines] = aligned(columns, [0, grade ? 2 : 1]).map(line => `  ${line}`);
  const blocks = shownGroups.flatMap(([group, units]) => {
    const name = within.map(({ column }) => shown(textAt(column, peers.firstRow[group]) ?? '')).join(' / ');
    return [...(name === '' ? [] : [name]), ...lines.splice(0, units.length)];
  });
  const more = groups.length - MOST_GROUPS;
  const without = peers.count - groups.length;
  return [
    ...(groups.length > 0 ? [header] : []),
    ...blocks,
    ...(more > 0 ? [`… and ${counted(more, 'more group')} in ratings.csv`] : []),
    ...(without > 0 ? [`${counted(without, 'group')} without an eligible unit`] : []),
  ];
}

/** The first ranked units of each peers group, groups and units in the order of the ratings. */
function bestOfGroups(result: Result, top: number): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const unit of listOrder(result)) {
    if (Number.isNaN(result.rank[unit])) continue;
    const units = groups.get(result.peers.of[unit]) ?? [];
    groups.set(result.peers.of[unit], units);
    if (units.length < top) units.push(unit);
  }
  return groups;
}

function unitCells(result: Result, units: readonly number[]): string[][] {
  const { keys, model } = result;
  const own = keys.slice(model.rate.within.length);
  const explainUnit = explainer(result);
  return units.map(unit => {
    const explanation = explainUnit(unit);
    const { strengths, weaknesses } = reasons(explanation, 2);
    const name = own.map(({ column }) => shown(textAt(column, unit) ?? '', 30)).join(' / ');
    const why = [...namedReasons(strengths, '+'), ...namedReasons(weaknesses.slice(0, 1), '−')].join(', ');
    return [String(explanation.rank), explanation.grade ?? '', explanation.score.toFixed(1), name, why];
  });
}

/** Reasons as `id +points`. */
function namedReasons(parts: readonly Contribution[], sign: '+' | '−'): string[] {
  return parts.map(({ id, lead }) => `${id} ${sign}${Math.abs(lead).toFixed(1)}`);
}
