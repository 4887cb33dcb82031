// Options of explain that say what is to be reached, and by what.
import { InvalidArgumentError } from 'commander';
import type { Goal } from '../audit/goal.ts';

/** Reads a goal. */
export function goalOf(text: string): Goal {
  const [, what, value = ''] = /^(grade|rank|score):(.+)$/s.exec(text) ?? [];
  const number = Number(value);
  if (what === 'grade') return { grade: value };
  if (what === 'rank' && /^\d{1,9}$/.test(value)) return { rank: number };
  if (what === 'score' && value.trim() !== '' && Number.isFinite(number)) return { score: number };
  throw new InvalidArgumentError('It is grade:A, rank:3 or score:80.');
}

/** Reads an indicator that may be changed, with its effort, beside those read before. */
export function effortOf(text: string, before: ReadonlyMap<string, number> | undefined): ReadonlyMap<string, number> {
  const [, id = '', effort = '1'] = /^([^:]+)(?::(.+))?$/s.exec(text) ?? [];
  if (id === '' || !(Number(effort) > 0 && Number.isFinite(Number(effort))))
    throw new InvalidArgumentError(
      'It is an indicator, such as revenue, or one with its effort above 0, such as stores:3.',
    );
  return new Map([...(before ?? []), [id, Number(effort)]]);
}
