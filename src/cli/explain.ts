import { Command, Option } from 'commander';
import { SAMPLING } from '../audit/explain.ts';
import { nameOf } from '../audit/explainable.ts';
import type { Goal } from '../audit/goal.ts';
import { profile } from '../audit/profile.ts';
import { unitDifference } from '../audit/unitDifference.ts';
import type { UnitDifference } from '../audit/unitDifference.ts';
import { whatItTakes } from '../audit/whatItTakes.ts';
import { throwFaults } from '../errors/ratingError.ts';
import { modelDifferences } from '../release/modelDifferences.ts';
import type { ReleasedResult } from '../release/readBack.ts';
import { rowBefore, unitChange } from '../release/unitChange.ts';
import { textAt } from '../table/text.ts';
import { changeLines } from './changeLines.ts';
import { differenceLines } from './differenceLines.ts';
import { EXPLAIN_HELP } from './explainHelp.ts';
import { explanationLines } from './explanationLines.ts';
import { wholeNumber, withTalk } from './options.ts';
import type { TalkOptions } from './options.ts';
import { profileLines } from './profileLines.ts';
import { stepProgress } from './progress.ts';
import { reachLines } from './reachLines.ts';
import type { UnitReach } from './reachLines.ts';
import { effortOf, goalOf } from './reachOptions.ts';
import { readRelease } from './releaseFiles.ts';
import { answer, say } from './talk.ts';
import { counted, shown } from './text.ts';
import { unitsNamed } from './unitsNamed.ts';

interface ExplainOptions extends TalkOptions {
  readonly release: string;
  readonly unit: string[];
  readonly within?: string[];
  readonly against?: string[];
  readonly since?: string;
  readonly reach?: Goal;
  readonly change?: ReadonlyMap<string, number>;
  readonly amongPeers?: boolean;
  readonly seed: number;
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
    .option('--since <folder>', 'an earlier release: what moved the score since then')
    .addOption(
      new Option('--reach <goal>', 'what it would take to reach grade:A, rank:3 or score:80').argParser(goalOf),
    )
    .addOption(
      new Option(
        '--change <indicators...>',
        'with --reach: those that may be changed, such as stores:3 where a step costs three times as much; all when left out',
      ).argParser(effortOf),
    )
    .option('--among-peers', 'with --reach: no value beyond what some eligible peer has')
    .addOption(
      new Option('--seed <number>', 'of the orders by which points are estimated, where there are too many')
        .argParser(wholeNumber)
        .default(SAMPLING.seed),
    );
  return withTalk(command)
    .addHelpText('after', EXPLAIN_HELP)
    .action(async (options: ExplainOptions, self: Command) => {
      const asked = (['against', 'since', 'reach'] as const).filter(name => options[name] !== undefined);
      if (asked.length > 1)
        self.error(`error: --${asked.join(' and --')} are ${asked.length} questions; ask one at a time`);
      if ((options.change ?? options.amongPeers) && !options.reach)
        self.error(`error: --${options.change ? 'change' : 'among-peers'} is for --reach`);
      const released = await readRelease(options.release);
      const rows = unitsNamed(released, options, '--unit');
      if (options.since !== undefined) tellChanges(await readRelease(options.since), released, rows, options);
      else if (options.against) tellDifferences(released, rows, options.against, options);
      else if (options.reach) tellReach(released, rows, options.reach, options);
      else tellProfiles(released, rows, options);
    });
}

function tellProfiles(released: ReleasedResult, rows: readonly number[], options: ExplainOptions): void {
  const units = eachRow('profiles', rows, options, profile(released, samplingOf(options)));
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
  const differences = eachRow('differences', rows, options, (row): UnitDifference[] => {
    const within = groups.map(({ column }) => textAt(column, row) ?? '');
    // Under all peers only those count in which the other stands too.
    const isAmong = options.within !== undefined || rows.length === 1;
    const others = unitsNamed(released, isAmong ? { unit: against, within } : { unit: against }, '--against');
    const other = others.find(each => released.peers.of[each] === released.peers.of[row]);
    return other === undefined ? [] : [unitDifference(released, row, other, samplingOf(options))];
  }).flat();
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
  const changes = eachRow('changes', rows, options, row => {
    const old = rowBefore(before, after, row);
    return {
      unit: nameOf(after, row),
      change: old === null ? null : unitChange(before, after, old, row, options.seed),
      model,
    };
  });
  say(printed(changes.slice(0, MOST_PRINTED).map(changeLines), changes.length), options);
  answer({ ok: true, changes }, options);
}

function tellReach(released: ReleasedResult, rows: readonly number[], goal: Goal, options: ExplainOptions): void {
  const canReach = rows.filter(row => released.eligible[row] === 1 && !Number.isNaN(released.score[row]));
  const limits = {
    range: options.amongPeers ? ('peers' as const) : ('any' as const),
    ...(options.change ? { efforts: options.change } : {}),
  };
  // Where the unit can reach nothing at all, the fault says why.
  const reach = eachRow('goals', canReach.length > 0 ? canReach : rows, options, (row): UnitReach => ({
    unit: nameOf(released, row),
    ...whatItTakes(released, row, goal, limits),
  }));
  const [name] = Object.entries(goal).map(([what, value]) => `${what} ${shown(String(value), 40)}`);
  say(
    printed(
      reach.slice(0, MOST_PRINTED).map(each => reachLines(name, each)),
      reach.length,
    ),
    options,
  );
  answer({ ok: true, reach }, options);
}

function eachRow<Answer>(
  what: string,
  rows: readonly number[],
  { quiet, json }: TalkOptions,
  tell: (row: number) => Answer,
): Answer[] {
  const { onStep, stop } = stepProgress(what, rows.length, quiet ?? json ?? false);
  try {
    return rows.map(row => {
      const told = tell(row);
      onStep();
      return told;
    });
  } finally {
    stop();
  }
}

function samplingOf({ seed }: ExplainOptions): typeof SAMPLING {
  return { ...SAMPLING, seed };
}

/** Blocks with a line between, and how many more there are. */
function printed(blocks: readonly (readonly string[])[], count: number): string[] {
  if (count === 0) return ['the two units have no peers in common'];
  const lines = blocks.flatMap((block, at) => (at === 0 ? block : ['', ...block]));
  const more = count - MOST_PRINTED;
  return more > 0 ? [...lines, '', `… and in ${counted(more, 'group')} more; name one with --within`] : lines;
}
