// One workload from input to figures: results compared first, then interleaved rounds.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readColumns } from './columns.ts';
import { difference } from './compare.ts';
import { lacking, Running, type Places } from './contender.ts';
import type { ContenderCommand, Workload } from './workload.ts';

/** What is known of one contender after the rounds; `lack` says why there are no times. */
export interface Measured {
  readonly contender: ContenderCommand;
  readonly seconds: readonly number[];
  readonly versions: Readonly<Record<string, string>>;
  readonly peak?: number;
  readonly lack?: string;
}

/** Measures all contenders of a workload: a round apart to warm up and to compare, then rounds in which each has its turn. */
export async function measure(
  workload: Workload,
  rounds: number,
  places: Places,
  say: (text: string) => void,
): Promise<Measured[]> {
  const input = await inputOf(workload, places, say);
  const teams: Team[] = [];
  for (const contender of workload.contenders) {
    const lack = lacking(contender, places);
    teams.push(lack ? { contender, lack } : await start(contender, input, places, say));
  }
  compareAll(workload, teams, input, places);
  const seconds = teams.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    say(`${workload.name} ${workload.size}: round ${round + 1} of ${rounds}`);
    for (const [at, { running }] of teams.entries()) {
      if (running && !teams[at].lack)
        seconds[at].push(((await running.order('run')).seconds ?? NaN) * (teams[at].contender.times ?? 1));
    }
  }
  const measured: Measured[] = [];
  for (const [at, { running, contender, versions = {}, lack }] of teams.entries()) {
    const peak = (await running?.order('peak'))?.bytes;
    running?.end();
    measured.push({ contender, versions, seconds: seconds[at], ...(peak ? { peak } : {}), ...(lack ? { lack } : {}) });
  }
  return measured;
}

interface Team {
  readonly contender: ContenderCommand;
  readonly running?: Running;
  readonly versions?: Readonly<Record<string, string>>;
  lack?: string;
}

async function inputOf(workload: Workload, { inputs }: Places, say: (text: string) => void): Promise<string> {
  const folder = join(inputs, (workload.input ?? `${workload.name} ${workload.size}`).replaceAll(/[^\w.]+/g, '-'));
  if (existsSync(folder)) return folder;
  say(`${workload.name} ${workload.size}: makes its input`);
  const begun = `${folder}.begun`;
  rmSync(begun, { recursive: true, force: true });
  mkdirSync(begun, { recursive: true });
  await workload.make(begun);
  renameSync(begun, folder);
  return folder;
}

async function start(
  contender: ContenderCommand,
  input: string,
  places: Places,
  say: (text: string) => void,
): Promise<Team> {
  say(`${contender.name}: starts and warms up`);
  const running = new Running(contender, input, places);
  try {
    const { versions = {} } = await running.answer();
    await running.order('run');
    await running.order('results', resultsOf(contender, places));
    await warmUp(running);
    return { contender, running, versions };
  } catch (error) {
    running.end();
    return { contender, lack: `failed: ${(error as Error).message}` };
  }
}

/** Until a compiler at run time has seen enough: at least two runs, then for two seconds, but no more than thirty runs. */
async function warmUp(running: Running): Promise<void> {
  let spent = 0;
  for (let run = 0; run < 2 || (run < 30 && spent < 2); run++) spent += (await running.order('run')).seconds ?? NaN;
}

function resultsOf({ name }: ContenderCommand, { inputs }: Places): string {
  return join(inputs, 'results', name.replaceAll(/\W+/g, '-'));
}

/** Whoever came to another result is not timed. */
function compareAll(workload: Workload, teams: readonly Team[], input: string, places: Places): void {
  const [our, ...others] = teams;
  if (!our.running) return;
  const mine = readColumns(resultsOf(our.contender, places));
  const given = workload.places ? readColumns(input) : new Map();
  for (const team of others) {
    if (!team.running) continue;
    const found = difference(
      mine,
      readColumns(resultsOf(team.contender, places)),
      given,
      workload,
      team.contender.times,
    );
    if (found) team.lack = `another result: ${found}`;
  }
  rmSync(join(places.inputs, 'results'), { recursive: true, force: true });
}
