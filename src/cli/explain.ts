import { Command } from 'commander';
import { explain } from '../audit/explain.ts';
import type { Explanation } from '../audit/explain.ts';
import { didYouMean } from '../errors/didYouMean.ts';
import { RatingError } from '../errors/ratingError.ts';
import type { ReleasedResult } from '../release/readBack.ts';
import { textAt } from '../table/text.ts';
import { withTalk } from './options.ts';
import type { TalkOptions } from './options.ts';
import { readRelease } from './releaseFiles.ts';
import { answer, say } from './talk.ts';
import { aligned, figure, shown } from './text.ts';

interface ExplainOptions extends TalkOptions {
  readonly release: string;
  readonly unit: string[];
  readonly within?: string[];
}

/** `brandrank explain`: what a unit's score is made of. */
export function explainCommand(): Command {
  const command = new Command('explain')
    .description('show what the score of a unit is made of')
    .requiredOption('--release <folder>', 'a release written by rate or apply')
    .requiredOption('--unit <name...>', 'the unit: one name for each column of rate.unit')
    .option('--within <name...>', 'its peers: one name for each column of rate.within; all of them when left out');
  return withTalk(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options: ExplainOptions) => {
      const released = await readRelease(options.release);
      const explanations = unitsNamed(released, options).map(unit => explain(released, unit));
      say(explanations.flatMap((each, at) => [...(at === 0 ? [] : ['']), ...explanationLines(each)]), options);
      answer(explanations, options);
    });
}

function unitsNamed(released: ReleasedResult, { unit, within }: ExplainOptions): number[] {
  const { keys, model, count } = released;
  const groups = model.rate.within.length;
  const names = [...(within ?? keys.slice(0, groups).map(() => null)), ...unit];
  if (names.length !== keys.length) {
    throw new RatingError('invalid_argument', ['--unit'], `a unit is named by ${keys.map(({ name }) => name).join(', ')}: --within takes ${groups}, --unit takes ${keys.length - groups}`);
  }
  const wanted = names.map(name => name?.normalize('NFC').trim() ?? null);
  const found = [...Array(count).keys()].filter(row => keys.every(({ column }, at) => wanted[at] === null || textAt(column, row) === wanted[at]));
  if (found.length > 0) return found;
  const last = keys.length - 1;
  throw new RatingError('unknown_name', [within ? '--within' : '--unit'], `the release has no such unit${didYouMean(wanted[last] ?? '', keys[last].column.words)}`);
}

/**
 * An explanation as a table: raw value, normalized value, weight, points, and the lead on the peers' mean.
 *
 * @example explanationLines(explain(result, 0))[0] // 'tea / Ada: score 88.5, rank 1, grade A'
 */
export function explanationLines({ unit, score, rank, grade, eligible, coverage, contributions, addsUp }: Explanation): string[] {
  const place = eligible ? `rank ${figure(rank)}${grade === null ? '' : `, grade ${grade}`}` : 'not eligible: no rank, no grade';
  const head = `${unit.map(({ value }) => shown(value)).join(' / ')}: score ${figure(score)}, ${place}, coverage ${(coverage * 100).toFixed(0)}%`;
  const rows = contributions.map(({ id, path, direction, raw, normalized, weight, points, lead }) => [
    `${path.slice(1).map(name => `${name} › `).join('')}${id}${direction === 'cost' ? ' (less is better)' : ''}`,
    figure(raw),
    figure(normalized),
    `${(weight * 100).toFixed(1)}%`,
    ...(addsUp ? [figure(points), `${lead >= 0 ? '+' : '−'}${figure(Math.abs(lead))}`] : []),
  ]);
  const header = ['indicator', 'raw', 'normalized', 'weight', ...(addsUp ? ['points', 'against peers'] : [])];
  const total = addsUp ? [['score', '', '', '', figure(contributions.reduce((sum, { points }) => sum + points, 0)), '']] : [];
  const note = addsUp ? [] : ['an index of this model does not add up its parts, so that points are not given'];
  return [head, ...aligned([header, ...rows, ...total], [1, 2, 3, 4, 5]).map(line => `  ${line}`), ...note];
}

const EXAMPLES = `
Examples:
  $ brandrank explain --release release-09 --unit "Ada"
  $ brandrank explain --release release-09 --unit "Ada" --within "Tea" --json`;
