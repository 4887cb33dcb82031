// How firm a rating is, for people.
import type { Bootstrap } from '../audit/sure/bootstrap.ts';
import type { ChoiceIndex } from '../audit/sure/choiceUncertainty.ts';
import type { LeaveOneOut } from '../audit/sure/leaveOneOut.ts';
import type { ChoiceUncertainty } from '../audit/sure/openModel.ts';
import type { StableRange } from '../audit/sure/lines.ts';
import type { NoRange, Stability, WeightStability } from '../audit/sure/weightStability.ts';
import type { Model } from '../model/spec.ts';
import type { Units } from '../model/units.ts';
import { textAt } from '../table/text.ts';
import { aligned, counted, figure, shown } from './text.ts';

const MOST_GROUPS = 60;

/** Ranks, bands and scores with their intervals, and the odds of each grade; the best of each group. */
export function bootstrapLines(
  model: Model,
  found: Bootstrap,
  { by, show }: { readonly by: string; readonly show: number },
): string[] {
  const { replicates, blocks, level, scoreInterval, rankInterval, grades } = found;
  const interval = percent(level);
  const header = ['rank', `${interval} of ranks`, 'band', 'score', `${interval} of scores`, ...(grades ?? []).map(({ name }) => shown(name, 12))]; // prettier-ignore
  const cells = (unit: number): string[] => [
    figure(found.rank[unit]),
    range(rankInterval.low[unit], rankInterval.high[unit], 0),
    String(found.band[unit]),
    found.score[unit].toFixed(1),
    range(scoreInterval.low[unit], scoreInterval.high[unit], 1),
    ...(grades ?? []).map(({ share }) => percent(share[unit])),
  ];
  return [
    `${counted(replicates, 'replicate')}, each ${counted(blocks, shown(by))} drawn with replacement; units of a band cannot be told apart`,
    ...listed(model, found.units, header, cells, unit => found.rank[unit], show),
  ];
}

/** Ranks over all runs, the best of each group, and which choice moves them. */
export function choicesLines(
  model: Model,
  found: ChoiceUncertainty & { readonly indices?: readonly ChoiceIndex[] },
  { level, top, show }: { readonly level: number; readonly top: number; readonly show: number },
): string[] {
  const { ranks, nominal, rows, runs, shift, indices } = found;
  const place = new Map(Array.from(rows, (row, at) => [row, at]));
  const at = (unit: number): number => place.get(unit) ?? -1;
  const cells = (unit: number): string[] => [
    figure(nominal[at(unit)]),
    figure(ranks.median[at(unit)]),
    ranks.mean[at(unit)].toFixed(1),
    range(ranks.low[at(unit)], ranks.high[at(unit)], 0),
    percent(ranks.inTop[at(unit)]),
  ];
  const moved = shift.reduce((sum, each) => sum + each, 0) / shift.length;
  return [
    `${counted(runs, 'run')}; a run moves a unit by ${figure(moved)} ranks on average`,
    ...(indices ? indexLines(indices, level) : []),
    ...listed(model, found.units, ['rank', 'median', 'mean', `${percent(level)} of ranks`, `in top ${top}`], cells, unit => nominal[at(unit)] || NaN, show), // prettier-ignore
  ];
}

function indexLines(indices: readonly ChoiceIndex[], level: number): string[] {
  const share = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(2).replace('-', '−'));
  const between = ([low, high]: readonly [number, number]): string => `${share(low)} to ${share(high)}`;
  const rows = indices.map(({ choice, first, firstInterval, total, totalInterval }) => [
    choice,
    share(first),
    between(firstInterval),
    share(total),
    between(totalInterval),
  ]);
  const header = ['choice', 'by itself', percent(level), 'with others', percent(level)];
  return [
    'share of the variance of the mean rank shift (Sobol indices):',
    ...indented(aligned([header, ...rows], [1, 2, 3, 4])),
  ];
}

/** Every part with how far ranks move without it, the furthest first. */
export function leaveOneOutLines(model: Model, { units, rows, parts }: LeaveOneOut): string[] {
  const sorted = [...parts].sort((a, b) => b.meanShift - a.meanShift || (a.id < b.id ? -1 : 1));
  const cells = sorted.map(({ id, kind, meanShift, greatestShift, mostMoved }) => [
    id,
    kind,
    figure(meanShift),
    String(greatestShift),
    greatestShift === 0 ? '' : nameIn(units, rows[mostMoved], 0),
  ]);
  const header = ['without', '', 'mean shift', 'greatest', `of ${shown(model.rate.unit.join(' / '))}`];
  return [
    `how far ${counted(rows.length, 'eligible unit')} move in rank without each part of the index`,
    ...indented(aligned([header, ...cells], [2, 3])),
  ];
}

/** Every weight with the shares in which things stay as they are, over all groups. */
export function stabilityLines({ top, weights }: Stability): string[] {
  const header = ['weight', 'in', 'share', 'first stays', `top ${top} stays`, 'grades stay', 'all ranks stay'];
  const cells = weights.map(({ id, node, share, reason, first, top: ofTop, grades, order }) => [
    id,
    node,
    share.every(each => each === share[0]) ? percent(share[0]) : 'by group',
    ...(reason ? [WHY[reason], '', '', ''] : [first, ofTop, grades, order].map(commonRange)),
  ]);
  return [
    'how far each weight can move, the others of its node scaled, before something changes in some group',
    ...indented(aligned([header, ...cells], [2])),
  ];
}

const WHY: Readonly<Record<NoRange, string>> = {
  'not-arithmetic': 'no exact range: a mean on the way is not arithmetic',
  'learned-weights': 'no exact range: weights above are learned',
  'missing-values': 'no exact range: some units lack a part',
};

/** What holds in every group. */
function commonRange(ranges: WeightStability['grades']): string {
  if (ranges === null) return '–';
  const ends = (end: keyof StableRange): number[] => ranges.map(each => each[end]);
  const [low, high] = [ends('low').reduce((a, b) => Math.max(a, b), 0), ends('high').reduce((a, b) => Math.min(a, b), 1)]; // prettier-ignore
  // Shares that differ by group may have nothing in common.
  return low > high ? 'by group' : `${percent(low)} to ${percent(high)}`;
}

/** The ranked units, the best `show` of each group, under the name of the group. */
function listed(
  { rate }: Model,
  units: Units,
  header: readonly string[],
  cells: (unit: number) => string[],
  rankOf: (unit: number) => number,
  show: number,
): string[] {
  if (show === 0) return [];
  const ranked = [...Array(units.count).keys()].filter(unit => rankOf(unit) >= 1);
  const groups = new Map<number, number[]>();
  for (const unit of ranked.sort((a, b) => units.peers.of[a] - units.peers.of[b] || rankOf(a) - rankOf(b))) {
    const group = groups.get(units.peers.of[unit]) ?? [];
    groups.set(units.peers.of[unit], group);
    if (group.length < show) group.push(unit);
  }
  const printed = [...groups].slice(0, MOST_GROUPS);
  const own = shown(rate.unit.join(' / '), 30);
  const table = [
    [...header, own],
    ...printed.flatMap(([, members]) => members.map(unit => [...cells(unit), nameIn(units, unit, rate.within.length)])),
  ];
  const [head, ...lines] = indented(aligned(table, [...header.keys()])); // prettier-ignore
  const blocks = printed.flatMap(([group, members]) => {
    const name = units.keys.slice(0, rate.within.length).map(column => shown(textAt(column, units.peers.firstRow[group]) ?? '')); // prettier-ignore
    return [...(name.length === 0 ? [] : [name.join(' / ')]), ...lines.splice(0, members.length)];
  });
  const more = groups.size - MOST_GROUPS;
  return [head, ...blocks, ...(more > 0 ? [`… and ${counted(more, 'more group')}, see --json`] : [])];
}

function nameIn({ keys }: Units, unit: number, from: number): string {
  return keys.slice(from).map(column => shown(textAt(column, unit) ?? '', 30)).join(' / '); // prettier-ignore
}

function indented(lines: readonly string[]): string[] {
  return lines.map(line => `  ${line}`);
}

function range(low: number, high: number, digits: number): string {
  if (Number.isNaN(low)) return '–';
  const [from, to] = [low, high].map(end => end.toFixed(digits).replace('-', '−'));
  return from === to ? from : `${from} to ${to}`;
}

function percent(share: number): string {
  if (Number.isNaN(share)) return '–';
  // What rounding leaves of a whole percent is one.
  const isWhole = Math.abs(share * 100 - Math.round(share * 100)) < 1e-9;
  return `${(share * 100).toFixed(isWhole ? 0 : 1)}%`;
}
