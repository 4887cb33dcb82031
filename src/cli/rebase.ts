import { Command } from 'commander';
import { plainRows } from '../release/outputs.ts';
import type { NamedColumn } from '../release/outputs.ts';
import { rebase } from '../release/rebase.ts';
import { textColumn } from '../table/text.ts';
import { STANDARD, withTalk } from './options.ts';
import type { TalkOptions } from './options.ts';
import { readComparable } from './readComparable.ts';
import type { DatedRelease } from './readComparable.ts';
import { answer, say } from './talk.ts';
import { counted } from './text.ts';
import { writeTable } from './writeTable.ts';

interface RebaseOptions extends TalkOptions {
  readonly base: string;
  readonly out: string;
  readonly raw?: boolean;
}

/** `brandrank rebase`: a release scored again with the goalposts of another. */
export function rebaseCommand(): Command {
  const command = new Command('rebase')
    .description('score a release again with the goalposts of a base release, so that scores compare over time')
    .argument('<release>', 'the folder of the release')
    .requiredOption('--base <folder>', 'the release whose anchors stay')
    .requiredOption('--out <file>', 'where the scores are written as CSV; - prints them')
    .option('--raw', 'write text as it is, also where a spreadsheet would run it');
  return withTalk(command)
    .addHelpText('after', HELP)
    .action(async (folder: string, options: RebaseOptions) => {
      const [release, base] = await readComparable([folder, options.base], options.quiet ?? options.json ?? false);
      const rebased = rebase(release, base);
      const columns = rebasedColumns(release, rebased);
      await writeTable(options.out, columns, options);
      if (options.out === STANDARD) return;
      const without = rebased.score.reduce(
        (sum, score, unit) => sum + (Number.isNaN(score) && !Number.isNaN(release.score[unit]) ? 1 : 0),
        0,
      );
      const lost =
        without === 0 ? [] : [`${counted(without, 'unit')} without a score: the base does not know their peers`];
      say(
        [
          `${counted(release.count, 'unit')} of ${folder} with the goalposts of ${options.base}`,
          ...lost,
          `written to ${options.out}`,
        ],
        options,
      );
      answer({ ok: true, release: folder, base: options.base, out: options.out, units: plainRows(columns) }, options);
    });
}

function rebasedColumns(release: DatedRelease, { score, rank, grade }: DatedRelease): NamedColumn[] {
  const number = (name: string, values: Float64Array): NamedColumn => ({ name, column: { type: 'number', values } });
  return [
    ...release.keys,
    number('rank', rank),
    ...(grade
      ? [{ name: 'grade', column: textColumn(Array.from(grade.codes, code => grade.names[code] ?? null)) }]
      : []),
    number('score', score),
    number('score_published', release.score),
  ];
}

const HELP = `
Each unit keeps its raw values; what the model learned from a population (least and greatest values, weights, cut points) is that of the base.
Grades are those of the cut points alone: no buffer holds them. From sales and metrics, brandrank apply --anchors does the same.
With --json the answer is { "ok": true, "release", "base", "out", "units" }, and { "ok": false, "faults": [{ "code", "path", "message" }] } when
something is wrong; what is missing is null.

Examples:
  $ brandrank rebase release-09 --base release-01 --out rebased.csv
  $ brandrank rebase release-09 --base release-01 --out - | head`;
