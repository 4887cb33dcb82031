// The side of a contender: a process that lives through all rounds and does the work once for every line that says so.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { writeColumns, type Numbers } from './columns.ts';

/** A contender made ready: its input is in memory. */
export interface Contender {
  /** What is timed; the result is kept for `results`. */
  work(): void | Promise<void>;
  /** The last result as columns in the order that the workload fixes; not timed. */
  results(): Iterable<readonly [string, Numbers]>;
  readonly versions: Readonly<Record<string, string>>;
}

/** Serves the runner: `run` answers the seconds, `results FOLDER` writes the columns, `peak` answers the greatest memory in bytes. */
export async function serve(make: (folder: string) => Contender | Promise<Contender>): Promise<void> {
  const contender = await make(process.argv[2]);
  answer({ versions: contender.versions });
  for await (const line of createInterface({ input: process.stdin })) {
    const [order, folder] = line.split('\t');
    if (order === 'run') {
      const start = performance.now();
      await contender.work();
      answer({ seconds: (performance.now() - start) / 1000 });
    } else if (order === 'results') {
      writeColumns(folder, contender.results());
      answer({});
    } else {
      answer({ bytes: peakBytes() });
    }
  }
}

function answer(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

/** The kernel's own high-water mark; getrusage also counts what the parent had before it became this process. */
function peakBytes(): number {
  try {
    const [, kilobytes] = /VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kilobytes) return Number(kilobytes) * 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}
