import type { UnitName } from '../audit/explainable.ts';
import type { LeastChange, WhatItTakes } from '../audit/whatItTakes.ts';
import { aligned, figure, reachable, shown } from './text.ts';

/** What it would take for one unit, with its name. */
export interface UnitReach extends WhatItTakes {
  readonly unit: UnitName;
}

/**
 * What it would take to reach a goal, as a table: each indicator alone, the least effort first, then those that may change all at once.
 *
 * Degenerate: a goal that is reached has no table.
 * @example reachLines('grade A', { unit, ...whatItTakes(result, 0, { grade: 'A' }) })[0] // 'tea / Ada: score 20, 30 points more to grade A'
 */
export function reachLines(goal: string, { unit, score, aim, isReached, alone, together }: UnitReach): string[] {
  const name = `${unit.map(({ value }) => shown(value)).join(' / ')}: score ${figure(score)}`;
  if (isReached) return [`${name}: enough for ${goal}`];
  if (Number.isNaN(aim.score)) return [`${name}: no score reaches ${goal}`];
  const points = `${figure(aim.score - score)} ${aim.mustExceed ? 'points or a little more' : 'points more'}`;
  const header = ['indicator', 'from', 'to', 'effort', 'score', ''];
  const all = together ?? [];
  return [
    `${name}, ${points} to ${goal}`,
    ...aligned(
      [
        header,
        ['one alone', '', '', '', '', ''],
        ...alone.map(rowOf),
        ...(all.length > 0 ? [['all at once', '', '', '', '', ''], ...all.map(rowOf)] : []),
      ],
      [1, 2, 3, 4],
    ).map(line => `  ${line}`),
  ];
}

function rowOf({ id, direction, from, to, effort, score, isReached, isBeyondPeers, reason }: LeastChange): string[] {
  const name = `  ${id}${direction === 'cost' ? ' (less is better)' : ''}`;
  if (reason !== null) return [name, figure(from), '', '', '', WHY_NOT[reason]];
  const said = isReached ? (isBeyondPeers ? 'beyond all peers' : '') : 'does not reach it';
  return [name, figure(from), isReached ? reachable(to, from) : figure(to), figure(effort), figure(score), said];
}

const WHY_NOT: Readonly<Record<NonNullable<LeastChange['reason']>, string>> = {
  missing: 'its value is missing',
  'not-in-release': 'what stands behind its value is not in the release',
};
