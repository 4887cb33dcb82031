// A unit's profile in plain words, below the table of its score.
import type { Profile } from '../audit/profile.ts';
import type { Standing } from '../audit/standing.ts';
import type { LeastChange, WhatItTakes } from '../audit/whatItTakes.ts';
import { figure, reachable, shown } from './text.ts';

const MOST_NAMED = 3;

/**
 * What speaks for a unit and against it, who is most like it, and what the next grade and the next place take; `within` columns of its name
 * are those of its peers.
 *
 * Degenerate: a unit that is not compared, or has nothing that stands out, has fewer lines.
 * @example profileLines(profile(result)(0), 1)[0] // '  strong: revenue (1st of 12)'
 */
export function profileLines(of: Profile, within: number): string[] {
  const { strengths, weaknesses, nearest, nextGrade, nextRank } = of;
  const names = nearest.map(({ unit, rank, score }) => {
    const name = unit
      .slice(within)
      .map(({ value }) => shown(value))
      .join(' / ');
    return `${name} (rank ${figure(rank)}, score ${figure(score)})`;
  });
  return [
    ...named('strong', strengths.slice(0, MOST_NAMED).map(placed)),
    ...named('weak', weaknesses.slice(0, MOST_NAMED).map(placed)),
    ...named('most like it', names),
    ...(nextGrade ? takes(`to grade ${nextGrade.grade}`, nextGrade) : []),
    ...(nextRank ? takes(`to rank ${figure(nextRank.rank)}`, nextRank) : []),
  ];
}

function named(what: string, of: readonly string[]): string[] {
  return of.length === 0 ? [] : [`  ${what}: ${of.join(', ')}`];
}

function placed({ id, rank, of }: Standing): string {
  return Number.isNaN(rank) ? id : `${id} (${ordinal(rank)} of ${figure(of)})`;
}

function takes(what: string, { score, aim, alone, isReached }: WhatItTakes): string[] {
  // With the buffer of a grade, or ties that fall to the unit, what it has may already do.
  if (isReached) return [`  ${what}: its score is enough`];
  const points = `${figure(aim.score - score)} ${aim.mustExceed ? 'points or a little more' : 'points more'}`;
  const ways = alone.filter(each => each.isReached);
  const usual = ways.filter(({ isBeyondPeers }) => !isBeyondPeers).slice(0, MOST_NAMED);
  if (usual.length > 0) return [`  ${what}: ${points}: ${usual.map(way).join(', or ')}; the rest as it is`];
  if (ways.length > 0) return [`  ${what}: ${points}: alone only by more than any peer has, ${way(ways[0])}`];
  const [best] = alone.filter(({ reason }) => reason === null);
  if (!best) return [`  ${what}: ${points}`];
  return [
    `  ${what}: ${points}, more than any one indicator can give; the most is ${figure(best.score)} by ${best.id}`,
  ];
}

function way({ id, from, to }: LeastChange): string {
  return `${id} from ${figure(from)} to ${reachable(to, from)}`;
}

function ordinal(place: number): string {
  const lastTwo = place % 100;
  const end = lastTwo > 10 && lastTwo < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th');
  return `${figure(place)}${end}`;
}
