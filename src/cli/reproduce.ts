import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Command } from 'commander';
import { throwFaults } from '../errors/ratingError.ts';
import type { Fault } from '../errors/ratingError.ts';
import { parseModel } from '../model/parseModel.ts';
import type { Result } from '../model/result.ts';
import { releaseRecord } from '../release/record.ts';
import type { FileRecord, ReleaseRecord } from '../release/record.ts';
import { placeFaults, rateAgain, versionNotes } from '../release/reproduce.ts';
import { checkStandardInput, TABLES, withTables, withTalk } from './options.ts';
import type { TableOptions, TalkOptions } from './options.ts';
import { readTables } from './readTables.ts';
import type { ReadTables } from './readTables.ts';
import { readRelease } from './releaseFiles.ts';
import type { Released } from './releaseFiles.ts';
import { releaseTexts } from './releaseTexts.ts';
import { answer, note, say } from './talk.ts';
import { shown } from './text.ts';
import { verifiedRecord } from './verify.ts';
import { VERSION } from './version.ts';

interface ReproduceOptions extends TableOptions, TalkOptions {
  readonly previous?: string;
}

/** Files that tell names and lines of the files that were read, and so hang on more than the rows. */
const NAMES_FILES: readonly string[] = ['rejects.csv', 'report.html'];

const NOT_COMPARED = `${NAMES_FILES.join(' and ')} tell names and lines of files, and are not compared`;

/** `brandrank reproduce`: whether the tables still give the release, to the byte. */
export function reproduceCommand(): Command {
  const command = new Command('reproduce')
    .description('make a release again from its tables and compare it, byte by byte')
    .argument('<folder>', 'a release written by rate or apply');
  return withTalk(withTables(command).option('--previous <folder>', 'the release before, when this one held on to it'))
    .addHelpText('after', HELP)
    .action(async (folder: string, options: ReproduceOptions, command: Command) => {
      checkStandardInput({ ...options, model: folder }, command);
      await verifiedRecord(folder);
      const released = await readRelease(folder);
      const { record } = released;
      const last = options.previous === undefined ? undefined : await previousRelease(options.previous, record);
      const model = parseModel(record.model);
      const read = await readTables(model, options, options.quiet ?? options.json ?? false);
      const others = inputNotes(record, read);
      const notes = [...versionNotes(record, VERSION), ...others, ...(others.length > 0 ? [NOT_COMPARED] : [])];
      note(options.json ? [] : notes, options);
      const result = rateAgain(record, released.anchors, read.tables, last);
      const { faults, compared } = compare(released, result, read, others.length > 0);
      throwFaults(faults.map(fault => ({ ...fault, path: [join(folder, ...fault.path.map(String))] })));
      say([`${folder} is reproduced: ${compared.join(', ')} are identical`], options);
      answer({ ok: true, folder, identical: compared, notes }, options);
    });
}

/** The release before, when it is the one that was held on to. */
async function previousRelease(folder: string, { previous }: ReleaseRecord): Promise<Released> {
  const last = await readRelease(folder);
  if (last.record.sha256 === previous) return last;
  const before = previous === undefined ? 'was made without one' : `held on to that of digest ${previous}`;
  const message = `${folder} is not the release before (digest ${last.record.sha256}): the release ${before}`;
  throwFaults([{ code: 'invalid_argument', path: ['--previous'], message }]);
  return last;
}

/** Which files are not those that the release was made of; the rows may still be the same. */
function inputNotes({ inputs }: ReleaseRecord, { inputs: given }: ReadTables): string[] {
  return TABLES.flatMap(table => {
    const [before, now] = [inputs, given].map(files => files.find(each => each.table === table));
    if (before?.sha256 === now?.sha256 && before?.name === now?.name) return [];
    if (!now) return [`${table}: the release was made with ${shown(before?.name ?? '', 80)}, and none is given`];
    if (!before) return [`${table}: the release was made without, and ${shown(now.name, 80)} is given`];
    const name = shown(now.name, 80);
    return before.sha256 === now.sha256
      ? [`${table}: ${name} was called ${shown(before.name, 80)} when the release was made`]
      : [`${table}: ${name} is another file than the release was made of; the rows may be the same in another order`];
  });
}

/** The files made again, against those of the release: the first place of each that differs. */
function compare(
  released: Released,
  result: Result,
  read: ReadTables,
  hasOtherInputs: boolean,
): { faults: readonly Fault[]; compared: readonly string[] } {
  const { record } = released;
  const isCompared = ({ name }: FileRecord): boolean => !(hasOtherInputs && NAMES_FILES.includes(name));
  const report = record.outputs.some(({ name }) => name === 'report.html');
  const again = [...releaseTexts(result, read, { raw: record.raw ?? false, report })].map(({ name, text }) => {
    const hash = createHash('sha256');
    for (const piece of text) hash.update(piece);
    return { name, sha256: hash.digest('hex') };
  });
  const outputs = record.outputs.filter(isCompared);
  const faults = placeFaults(again, outputs, result, released);
  const { outputs: theirs, inputs } = record;
  // Its files apart, of which each has a fault of its own, the record follows from the result.
  const sealed = releaseRecord(result, { ...record, inputs, outputs: theirs });
  const differs: Fault[] =
    sealed.sha256 === record.sha256
      ? []
      : [{ code: 'invalid_data', path: ['release.json'], message: recordDifference(sealed, record) }];
  return { faults: [...faults, ...differs], compared: [...outputs.map(({ name }) => name), 'release.json'] };
}

function recordDifference(here: ReleaseRecord, there: ReleaseRecord): string {
  const keys = (['model', 'modelSha256', 'period', 'counts'] as const).filter(
    key => JSON.stringify(here[key]) !== JSON.stringify(there[key]),
  );
  const told = keys.map(
    key =>
      `${key} is ${shown(JSON.stringify(here[key]), 200)} here and ${shown(JSON.stringify(there[key]), 200)} in the release`,
  );
  return `differs: ${told.join('; ')}`;
}

const HELP = `
The release is verified first. It says which model, which anchors and which release before it was made with; give the same tables, and read
them as then (--delimiter, --date-pattern, --decimal-comma). A file that is not the one of then is told, and no fault while the rows give the
same numbers; rejects.csv and report.html, which name files and lines, are then not compared.
With --json the answer is { "ok": true, "folder", "identical": [files], "notes" }, and { "ok": false, "faults": [{ "code", "path", "message" }] }
with the first unit and column of each file that differs. Exit code 0: identical, 1: not, or it cannot be made again, 2: bad usage.

Examples:
  $ brandrank reproduce release-09 --sales sales.csv.gz --metrics metrics.csv
  $ brandrank reproduce release-09 --sales sales.csv --previous release-08 --json`;
