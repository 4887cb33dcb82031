import { Command } from 'commander';
import { nameOf } from '../audit/explainable.ts';
import { profile } from '../audit/profile.ts';
import { unitDifference } from '../audit/unitDifference.ts';
import type { UnitDifference } from '../audit/unitDifference.ts';
import { throwFaults } from '../errors/ratingError.ts';
import { modelDifferences } from '../release/modelDifferences.ts';
import type { ReleasedResult } from '../release/readBack.ts';
import { rowBefore, unitChange } from '../release/unitChange.ts';
import { textAt } from '../table/text.ts';
import { changeLines } from './changeLines.ts';
import { differenceLines } from './differenceLines.ts';
import { explanationLines } from './explanationLines.ts';
import { withTalk } from './options.ts';
import type { TalkOptions } from './options.ts';
import { profileLines } from './profileLines.ts';
import { readRelease } from './releaseFiles.ts';
import { answer, say } from './talk.ts';
import { counted } from './text.ts';
import { unitsNamed } from './unitsNamed.ts';

interface ExplainOptions extends TalkOptions {
  readonly release: string;
  readonly unit: string[];
  readonly within?: string[];
  readonly against?: string[];
  readonly since?: string;
}

const MOST_PRINTED = 20;

/** `brandrank explain`: what a unit's score is made of, what speaks for it and against it, and what the next grade takes. */
export function explainCommand(): Command {
  const command = new Command('explain')
    .description('show what the score of a unit is made of, and what it would take to move up')
    .requiredOption('--release <folder>', 'a release written by rate or apply')
    .requiredOption('--unit <name...>', 'the unit: one name for each column of rate.unit')
    .option('--within <name...>', 'its peers: one name for each column of rate.within; all of them when left out')
    .option('--against <name...>', 'another unit of the same peers: why the two scores differ')
    .option('--since <folder>', 'an earlier release: what moved the score since then');
  return withTalk(command)
    .addHelpText('after', HELP)
    .action(async (options: ExplainOptions, self: Command) => {
      if (options.against && options.since !== undefined)
        self.error('error: --against and --since are two questions; ask one at a time');
      const released = await readRelease(options.release);
      const rows = unitsNamed(released, options, '--unit');
      if (options.since !== undefined) tellChanges(await readRelease(options.since), released, rows, options);
      else if (options.against) tellDifferences(released, rows, options.against, options);
      else tellProfiles(released, rows, options);
    });
}

function tellProfiles(released: ReleasedResult, rows: readonly number[], options: ExplainOptions): void {
  const units = rows.map(profile(released));
  const blocks = units
    .slice(0, MOST_PRINTED)
    .map(each => [...explanationLines(each), ...profileLines(each, released.model.rate.within.length)]);
  say(printed(blocks, units.length), options);
  answer({ ok: true, units }, options);
}

function tellDifferences(
  released: ReleasedResult,
  rows: readonly number[],
  against: readonly string[],
  options: ExplainOptions,
): void {
  const groups = released.keys.slice(0, released.model.rate.within.length);
  const differences = rows.flatMap((row): UnitDifference[] => {
    const within = groups.map(({ column }) => textAt(column, row) ?? '');
    // Under all peers only those count in which the other stands too.
    const isAmong = options.within !== undefined || rows.length === 1;
    const others = unitsNamed(released, isAmong ? { unit: against, within } : { unit: against }, '--against');
    const other = others.find(each => released.peers.of[each] === released.peers.of[row]);
    return other === undefined ? [] : [unitDifference(released, row, other)];
  });
  say(printed(differences.slice(0, MOST_PRINTED).map(differenceLines), differences.length), options);
  answer({ ok: true, differences }, options);
}

function tellChanges(
  earlier: ReleasedResult,
  later: ReleasedResult,
  rows: readonly number[],
  options: ExplainOptions,
): void {
  // A split of scores does not ask for the periods.
  const [before, after] = [earlier, later].map(each => ({ ...each, period: null }));
  const model = modelDifferences(before.model, after.model).map(({ path }) => path.join('.'));
  throwFaults(
    model
      .filter(path => path === 'rate' || path.startsWith('rate.'))
      .map(path => ({
        code: 'invalid_argument' as const,
        path: ['--since', path],
        message: 'they do not rate the same units',
      })),
  );
  const changes = rows.map(row => {
    const old = rowBefore(before, after, row);
    return { unit: nameOf(after, row), change: old === null ? null : unitChange(before, after, old, row), model };
  });
  say(printed(changes.slice(0, MOST_PRINTED).map(changeLines), changes.length), options);
  answer({ ok: true, changes }, options);
}

/** Blocks with a line between, and how many more there are. */
function printed(blocks: readonly (readonly string[])[], count: number): string[] {
  if (count === 0) return ['the two units have no peers in common'];
  const lines = blocks.flatMap((block, at) => (at === 0 ? block : ['', ...block]));
  const more = count - MOST_PRINTED;
  return more > 0 ? [...lines, '', `… and in ${counted(more, 'group')} more; name one with --within`] : lines;
}

const HELP = `
Points add up to the score: weight times normalized value, or, under an index that does not add up its parts, what the mean peer would have
and what each part adds to that (Shapley values). "Against peers" is how far they stand above or below what the means of the peers would give.
With --json the answer is { "ok": true, "units": [{ "unit", "score", "rank", "grade", "eligible", "coverage", "baseline", "contributions",
"nodes", "method", "addsUp", "standing", "strengths", "weaknesses", "nearest", "nextGrade", "nextRank" }] }, with "holding" where the model holds grades or has a list, with --against { "ok": true,
"differences": [{ "unit", "other", "scores", "difference", "indicators", "nodes", "method" }] }, with --since
{ "ok": true, "changes": [{ "unit", "change": { "scores", "change", "data", "peers", "weights", "methods", "values" },
"model": where models differ }] }, and { "ok": false, "faults": [{ "code",
"path", "message" }] } when something is wrong; what is missing is null.

Examples:
  $ brandrank explain --release release-09 --unit "Ada"
  $ brandrank explain --release release-09 --unit "Ada" --within "Tea" --json
  $ brandrank explain --release release-09 --unit "Ada" --within "Tea" --against "Bo"
  $ brandrank explain --release release-09 --unit "Ada" --within "Tea" --since release-08`;
