import { explainer } from '../audit/explain.ts';
import type { Contribution } from '../audit/explain.ts';
import { reasons } from '../audit/reasons.ts';
import type { Result } from '../model/result.ts';
import { listOrder } from '../release/outputs.ts';
import { textAt } from '../table/text.ts';
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
  const unit = model.rate.unit.join(' × ');
  const within = model.rate.within.length === 0 ? '' : ` in ${counted(peers.count, model.rate.within.join(' × '))}`;
  const head = `${shown(model.name, 80)}${when}: ${counted(count, unit)}${within}, ${compared.toLocaleString('en-US')} of them eligible`;
  return top === 0 ? [head] : [head, '', ...groupLines(result, top)];
}

function groupLines(result: Result, top: number): string[] {
  const { peers, rank, keys, model } = result;
  const groups = new Map<number, number[]>();
  for (const unit of listOrder(result)) {
    if (Number.isNaN(rank[unit])) continue;
    const units = groups.get(peers.of[unit]) ?? [];
    groups.set(peers.of[unit], units);
    if (units.length < top) units.push(unit);
  }
  const within = keys.slice(0, model.rate.within.length);
  const lines = [...groups].slice(0, MOST_GROUPS).flatMap(([group, units]) => {
    const name = within.map(({ column }) => shown(textAt(column, peers.firstRow[group]) ?? '')).join(' / ');
    return [...(name === '' ? [] : [name]), ...unitLines(result, units).map(line => `  ${line}`)];
  });
  const more = groups.size - MOST_GROUPS;
  const without = peers.count - groups.size;
  return [
    ...lines,
    ...(more > 0 ? [`… and ${more.toLocaleString('en-US')} more groups in ratings.csv`] : []),
    ...(without > 0 ? [`${counted(without, 'group')} without an eligible unit`] : []),
  ];
}

function unitLines(result: Result, units: readonly number[]): string[] {
  const explainUnit = explainer(result);
  const { keys, model } = result;
  const own = keys.slice(model.rate.within.length);
  const rows = units.map(unit => {
    const explanation = explainUnit(unit);
    const { strengths, weaknesses } = reasons(explanation, 2);
    const name = own.map(({ column }) => shown(textAt(column, unit) ?? '', 30)).join(' / ');
    const why = [...signed(strengths, '+', explanation.addsUp), ...signed(weaknesses.slice(0, 1), '−', explanation.addsUp)].join(', ');
    return [String(explanation.rank), explanation.grade ?? '', explanation.score.toFixed(1), name, why];
  });
  return aligned(rows, [0, 2]);
}

/** Reasons as `id +points`, or under an index that does not add up as `id value`. */
function signed(parts: readonly Contribution[], sign: string, addsUp: boolean): string[] {
  return parts.map(({ id, lead, normalized }) =>
    addsUp ? `${id} ${sign}${Math.abs(lead).toFixed(1)}` : `${sign === '+' ? 'strong' : 'weak'} ${id} ${normalized.toFixed(0)}`,
  );
}
