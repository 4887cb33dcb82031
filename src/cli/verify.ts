import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { RatingError, throwFaults } from '../errors/ratingError.ts';
import type { Fault } from '../errors/ratingError.ts';
import type { ReleaseRecord } from '../release/record.ts';
import { manifestOf, openCommit } from './commit.ts';
import { withTalk } from './options.ts';
import type { TalkOptions } from './options.ts';
import { reasonOf } from './readDocument.ts';
import { readWhole } from './readWhole.ts';
import { BESIDE } from './stale.ts';
import { answer, say } from './talk.ts';
import { counted, shown } from './text.ts';

const UNMOVED =
  'a run was stopped before it had moved all its files into place; the next one into this folder does, until then other programs see older files';

/** `brandrank verify`: whether a release is as it was when it was written. */
export function verifyCommand(): Command {
  const command = new Command('verify')
    .description('check that nothing in a release was changed, is missing, or was added')
    .argument('<folder>', 'a release written by rate or apply');
  return withTalk(command)
    .addHelpText('after', HELP)
    .action(async (folder: string, options: TalkOptions) => {
      const record = await verifiedRecord(folder);
      const { created, previous, library, counts } = record;
      const files = ['release.json', ...record.outputs.map(({ name }) => name)];
      say(
        [
          `${folder} is as it was released: ${counted(files.length, 'file')}, ${counted(counts.units, 'unit')}, by version ${shown(library)}`,
          ...(created === undefined ? [] : [`created ${shown(created)}`]),
          ...(previous === undefined ? [] : [`after the release of digest ${shown(previous, 64)}`]),
          `digest ${record.sha256}`,
          ...(openCommit(folder) === null ? [] : [UNMOVED]),
        ],
        options,
      );
      const { sha256 } = record;
      const known = { created: created ?? null, previous: previous ?? null };
      answer({ ok: true, folder, sha256, ...known, library, files }, options);
    });
}

/**
 * The record of a release of which every byte is as it was.
 *
 * @throws unreadable when the folder holds no release; invalid_data for all that was changed, is missing or was added
 * @example (await verifiedRecord('release-08')).version // 1
 */
export async function verifiedRecord(folder: string): Promise<ReleaseRecord> {
  const { record, faults } = await readWhole(folder, ({ outputs }) => outputs.map(({ name }) => name));
  throwFaults([...faults, ...addedFiles(folder, record)]);
  return record;
}

/** What stands in the folder and is not of the release; the folders of writers at work are not looked at. */
function addedFiles(folder: string, { outputs }: ReleaseRecord): Fault[] {
  const own = new Set(['release.json', ...outputs.map(({ name }) => name), ...leaving(folder)]);
  return namesIn(folder)
    .filter(name => !own.has(name) && !name.startsWith(BESIDE))
    .sort()
    .map(name => ({
      code: 'invalid_data',
      path: [join(folder, name)],
      message: 'is not of the release; move it elsewhere',
    }));
}

/** Files of an earlier release that a killed writer had no time to take away. */
function leaving(folder: string): readonly string[] {
  const commit = openCommit(folder);
  return (commit === null ? null : manifestOf(commit))?.removed ?? [];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new RatingError('unreadable', [folder], reasonOf(error));
  }
}

const HELP = `
The digest is that of the whole release: it covers the model, the digests of all files that went in and came out, and the release before.
A release that was changed by someone who also wrote new digests has another one; to be sure of that, keep the digest elsewhere.
It is the SHA-256 of the rest of release.json as canonical JSON (RFC 8785): jq -cjS 'del(.sha256)' release.json | sha256sum
With --json the answer is { "ok": true, "folder", "sha256", "created", "previous", "library", "files" }, and
{ "ok": false, "faults": [{ "code", "path", "message" }] } when something was changed. Exit code 0: as released, 1: not, 2: bad usage.

Examples:
  $ brandrank verify release-09
  $ brandrank verify release-09 --json`;
