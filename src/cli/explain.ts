import { Command } from 'commander';
import { explain } from '../audit/explain.ts';
import { didYouMean } from '../errors/didYouMean.ts';
import { RatingError, throwFaults } from '../errors/ratingError.ts';
import { quoted } from '../model/sources.ts';
import type { ReleasedResult } from '../release/readBack.ts';
import { textAt } from '../table/text.ts';
import { explanationLines } from './explanationLines.ts';
import { withTalk } from './options.ts';
import type { TalkOptions } from './options.ts';
import { readRelease } from './releaseFiles.ts';
import { answer, say } from './talk.ts';
import { counted } from './text.ts';

interface ExplainOptions extends TalkOptions {
  readonly release: string;
  readonly unit: string[];
  readonly within?: string[];
}

const MOST_PRINTED = 20;

/** `brandrank explain`: what a unit's score is made of. */
export function explainCommand(): Command {
  const command = new Command('explain')
    .description('show what the score of a unit is made of')
    .requiredOption('--release <folder>', 'a release written by rate or apply')
    .requiredOption('--unit <name...>', 'the unit: one name for each column of rate.unit')
    .option('--within <name...>', 'its peers: one name for each column of rate.within; all of them when left out');
  return withTalk(command)
    .addHelpText('after', HELP)
    .action(async (options: ExplainOptions) => {
      const released = await readRelease(options.release);
      const units = unitsNamed(released, options).map(unit => explain(released, unit));
      const lines = units.slice(0, MOST_PRINTED).flatMap(each => [...explanationLines(each), '']);
      const more = units.length - MOST_PRINTED;
      say(
        more > 0 ? [...lines, `… and in ${counted(more, 'group')} more; name one with --within`] : lines.slice(0, -1),
        options,
      );
      answer({ ok: true, units }, options);
    });
}

function unitsNamed({ keys, model, count }: ReleasedResult, { unit, within }: ExplainOptions): number[] {
  const groups = model.rate.within.length;
  const names = [...(within ?? keys.slice(0, groups).map(() => null)), ...unit];
  if ((within ?? []).length !== (within ? groups : 0) || unit.length !== keys.length - groups) {
    const takes = (columns: readonly { name: string }[]): string =>
      columns.length === 0 ? 'nothing' : columns.map(({ name }) => name).join(' and ');
    throw new RatingError(
      'invalid_argument',
      ['--unit'],
      `of this release takes ${takes(keys.slice(groups))}, and --within takes ${takes(keys.slice(0, groups))}`,
    );
  }
  const wanted = names.map(name => name?.normalize('NFC').trim() ?? null);
  const matches = (row: number, from: number): boolean =>
    keys.every(({ column }, at) => at < from || wanted[at] === null || textAt(column, row) === wanted[at]);
  const rows = [...Array(count).keys()];
  const found = rows.filter(row => matches(row, 0));
  if (found.length > 0) return found;
  throwFaults(
    keys.flatMap(({ name, column }, at) => {
      const word = wanted[at];
      if (word === null || column.words.includes(word)) return [];
      const path = [at < groups ? '--within' : '--unit'];
      return [
        {
          code: 'unknown_name' as const,
          path,
          message: `the release has no ${name} ${quoted(word)}${didYouMean(word, column.words)}`,
        },
      ];
    }),
  );
  const peers = rows
    .filter(row => matches(row, groups))
    .map(row =>
      keys
        .slice(0, groups)
        .map(({ column }) => textAt(column, row))
        .join(' / '),
    );
  const where =
    peers.length === 0
      ? 'these names do not stand together'
      : `it is in ${peers.slice(0, 5).map(quoted).join(', ')}${peers.length > 5 ? ' and others' : ''}`;
  throw new RatingError(
    'unknown_name',
    [within ? '--within' : '--unit'],
    `the release has no ${wanted
      .filter(name => name !== null)
      .map(quoted)
      .join(', ')}; ${where}`,
  );
}

const HELP = `
Points are weight times normalized value, and add up to the score; "against peers" is how far they stand above or below what the mean of the
peers would give. With --json the answer is { "ok": true, "units": [{ "unit", "score", "rank", "grade", "eligible", "coverage", "contributions",
"addsUp" }] }, with "holding" where the model holds grades or has a list, and { "ok": false, "faults": [{ "code", "path", "message" }] } when something is wrong; what is missing is null.

Examples:
  $ brandrank explain --release release-09 --unit "Ada"
  $ brandrank explain --release release-09 --unit "Ada" --within "Tea" --json`;
