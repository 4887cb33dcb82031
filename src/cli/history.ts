import { Command } from 'commander';
import { history } from '../release/history.ts';
import type { History } from '../release/history.ts';
import { plainRows } from '../release/outputs.ts';
import type { NamedColumn } from '../release/outputs.ts';
import { rebase } from '../release/rebase.ts';
import { textColumn } from '../table/text.ts';
import { historyLines } from './historyLines.ts';
import { aboveZero, STANDARD, wholeNumber, withTalk } from './options.ts';
import type { TalkOptions } from './options.ts';
import { readComparable } from './readComparable.ts';
import { answer, say } from './talk.ts';
import { writeTable } from './writeTable.ts';

interface HistoryCommandOptions extends TalkOptions {
  readonly of: string;
  readonly halfLife: number;
  readonly base?: string;
  readonly acrossModels?: boolean;
  readonly out?: string;
  readonly raw?: boolean;
  readonly top: number;
}

/** `brandrank history`: every unit through a series of releases. */
export function historyCommand(): Command {
  const command = new Command('history')
    .description('follow every unit through a series of releases: trajectories, growth, momentum, flickering grades')
    .argument('<releases...>', 'the folders of the releases, in any order')
    .option('--of <id>', 'what is followed: score, or the raw value of an indicator', 'score')
    .option('--half-life <days>', 'after so many days a value counts half in the time-weighted mean', aboveZero, 90)
    .option('--base <folder>', 'freeze the goalposts at this release, so that scores compare over time')
    .option('--across-models', 'take releases of different models all the same')
    .option('--out <file>', 'write every unit as CSV, one column a release; - prints it instead')
    .option('--raw', 'write text as it is, also where a spreadsheet would run it')
    .option('--top <n>', 'how many units to print', wholeNumber, 10);
  return withTalk(command).addHelpText('after', HELP).action(follow);
}

async function follow(folders: string[], options: HistoryCommandOptions): Promise<void> {
  const isQuiet = options.quiet ?? options.json ?? false;
  const read = await readComparable(folders, isQuiet);
  const [base] = options.base === undefined ? [] : await readComparable([options.base], isQuiet);
  const releases = base ? read.map(release => rebase(release, base)) : read;
  const { of, halfLife, acrossModels = false } = options;
  const made = history(releases, { of, halfLife, acrossModels });
  const columns = historyColumns(made, of);
  if (options.out !== undefined) await writeTable(options.out, columns, options);
  if (options.out === STANDARD) return;
  const written = options.out === undefined ? [] : ['', `every unit is in ${options.out}`];
  say([...historyLines(made, { of, halfLife, top: options.top }), ...written], options);
  const { ends, migration } = made;
  answer(
    { ok: true, releases: ends, of, halfLife, base: options.base ?? null, migration, units: plainRows(columns) },
    options,
  );
}

/** One row a unit: keys, what is followed, rank and grade in each release, and what was made of them. */
function historyColumns(made: History, of: string): NamedColumn[] {
  const number = (name: string, values: Float64Array): NamedColumn => ({ name, column: { type: 'number', values } });
  const names = made.migration?.grades;
  const releases = made.ends.flatMap((end, at) => [
    number(`${of} ${end}`, made.values[at]),
    number(`rank ${end}`, made.ranks[at]),
    ...(names
      ? [{ name: `grade ${end}`, column: textColumn(Array.from(made.grades[at], code => names[code] ?? null)) }]
      : []),
  ]);
  return [
    ...made.keys,
    ...releases,
    number('time_weighted', made.timeWeighted),
    number('annual_growth', made.annualGrowth),
    number('momentum', made.momentum),
    ...(names
      ? [
          number('grade_changes', Float64Array.from(made.gradeChanges)),
          number('flickers', Float64Array.from(made.flickers)),
        ]
      : []),
  ];
}

const HELP = `
time_weighted is the mean over the releases, each weighing 0.5 ^ (days before the last release / half-life); annual_growth is (last / first) ^
(365.25 / days) - 1 of the first and last value; momentum is the last change less the mean of those before it; grade_changes counts changes from one
release to the next, flickers those that the very next release undoes. With --base every release is scored again against the anchors of that one.
With --json the answer is { "ok": true, "releases", "of", "halfLife", "base", "migration", "units" }, and
{ "ok": false, "faults": [{ "code", "path", "message" }] } when something is wrong; what is missing is null.

Examples:
  $ brandrank history release-07 release-08 release-09
  $ brandrank history release-* --base release-01 --out history.csv
  $ brandrank history release-* --of revenue --half-life 30 --json`;
