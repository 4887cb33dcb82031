import { Command, Option } from 'commander';
import { unitKey } from '../release/alignUnits.ts';
import { compare } from '../release/compare.ts';
import type { Comparison } from '../release/compare.ts';
import { comparedColumns, STATUSES } from '../release/comparedUnits.ts';
import { DRIFT_LEVELS } from '../release/drift.ts';
import { plainRows } from '../release/outputs.ts';
import { WARNING_LEVELS } from '../release/warnings.ts';
import { diffLines } from './diffLines.ts';
import { aboveZero, STANDARD, wholeNumber, withTalk } from './options.ts';
import type { TalkOptions } from './options.ts';
import { readComparable } from './readComparable.ts';
import type { DatedRelease } from './readComparable.ts';
import { answer, say } from './talk.ts';
import { writeTable } from './writeTable.ts';

interface DiffOptions extends TalkOptions {
  readonly acrossModels?: boolean;
  readonly out?: string;
  readonly raw?: boolean;
  readonly top: number;
  readonly watch: number;
  readonly alert: number;
  readonly move: number;
}

/** `brandrank diff`: what has changed from one release to another, and why. */
export function diffCommand(): Command {
  const command = new Command('diff')
    .description(
      'compare two releases: who moved and why, migration of grades, agreement of ranks, drift, what to look at',
    )
    .argument('<before>', 'the folder of the earlier release')
    .argument('<after>', 'the folder of the later one')
    .option('--across-models', 'compare releases of different models all the same, and say what differs')
    .option('--out <file>', 'write every unit with ranks, grades, scores and causes as CSV; - prints it instead')
    .option('--raw', 'write text as it is, also where a spreadsheet would run it')
    .option('--top <n>', 'how many moves and warnings to print', wholeNumber, 10);
  const level = (flag: string, text: string, value: number): Option =>
    new Option(`--${flag} <number>`, text).argParser(aboveZero).default(value);
  return withTalk(command)
    .addOption(level('watch', 'population stability index from which on an indicator is watched', DRIFT_LEVELS.watch))
    .addOption(level('alert', 'population stability index from which on it is an alert', DRIFT_LEVELS.alert))
    .addOption(level('move', 'points of the score from which on a move is a warning', WARNING_LEVELS.score))
    .addHelpText('after', HELP)
    .action(diff);
}

async function diff(beforeFolder: string, afterFolder: string, options: DiffOptions): Promise<void> {
  const isQuiet = options.quiet ?? options.json ?? false;
  const [before, after] = await readComparable([beforeFolder, afterFolder], isQuiet);
  const compared = compare(before, after, {
    acrossModels: options.acrossModels ?? false,
    drift: { watch: options.watch, alert: options.alert },
    warnings: { score: options.move },
  });
  const columns = comparedColumns(compared.units, before, after);
  if (options.out !== undefined) await writeTable(options.out, columns, options);
  if (options.out === STANDARD) return;
  const written = options.out === undefined ? [] : ['', `every unit is in ${options.out}`];
  say([...diffLines(compared, before, after, options.top), ...written], options);
  answer(
    {
      ok: true,
      before: sideOf(beforeFolder, before),
      after: sideOf(afterFolder, after),
      ...answerOf(compared, before.model.rate.within.length),
      units: plainRows(columns),
    },
    options,
  );
}

function sideOf(folder: string, { model, period, count }: DatedRelease): object {
  return { folder, model: model.name, period, units: count };
}

/** A comparison as JSON: groups with their keys in place of their numbers. */
function answerOf({ units, differences, migration, agreement, drift, warnings }: Comparison, within: number): object {
  const statuses = STATUSES.map((status, code): [string, number] => [
    status,
    units.status.reduce((sum, each) => sum + (each === code ? 1 : 0), 0),
  ]);
  const keyOf = (group: number): string[] => unitKey(units.keys.slice(0, within), agreement.groups[group].firstUnit);
  return {
    counts: Object.fromEntries(statuses),
    differences: differences.map(({ path, before = null, after = null }) => ({ path, before, after })),
    migration: migration && {
      ...migration.overall,
      groups: migration.groups.map(({ counts }, group) => ({ peers: keyOf(group), counts })),
    },
    agreement: {
      overall: agreement.overall,
      groups: agreement.groups.map(({ firstUnit: _, ...each }, group) => ({ peers: keyOf(group), ...each })),
    },
    drift,
    warnings,
  };
}

const HELP = `
Each change of score is split into data (the unit's own values), peers (the anchors that others moved), weights (what the model grants to the
parts of its index) and methods (all else in the model: indicators, methods, structure); the four add up to it. A release of another model is
refused unless --across-models is given. Drift is told when the population stability index over the deciles of the earlier release reaches a
level, is above what chance gives, and a Kolmogorov-Smirnov test (p below 0.05) agrees.
With --json the answer is { "ok": true, "before", "after", "counts", "differences", "migration", "agreement", "drift", "warnings", "units" }, and
{ "ok": false, "faults": [{ "code", "path", "message" }] } when something is wrong; what is missing is null.

Examples:
  $ brandrank diff release-08 release-09
  $ brandrank diff release-08 release-09 --out moves.csv
  $ brandrank diff release-08 release-09-new-weights --across-models --json`;
