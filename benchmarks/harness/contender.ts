// The runner's side of a contender: starts it, tells it what to do, one line an order, one line an answer.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { bundled } from './bundled.ts';
import type { ContenderCommand } from './workload.ts';

/** Where the peers are, and where inputs are kept. */
export interface Places {
  readonly python: string;
  readonly modules: string;
  readonly inputs: string;
}

/** An answer of a contender; each order is answered with its own part. */
export interface Answer {
  readonly versions?: Readonly<Record<string, string>>;
  readonly seconds?: number;
  readonly bytes?: number;
}

const benchmarks = dirname(dirname(fileURLToPath(import.meta.url)));

/** A contender that is running. */
export class Running {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #errors: string[] = [];

  constructor({ command: [program, script, ...more] }: ContenderCommand, input: string, places: Places) {
    const executable = program === 'python' ? places.python : process.execPath;
    const words = more.map(word => (word === 'INPUT' ? input : word === 'MODULES' ? places.modules : word));
    const path = join(benchmarks, script);
    const file = script.startsWith('ours/') ? bundled(path, places.inputs) : path;
    this.#process = spawn(executable, [file, ...words], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#process.on('error', error => this.#errors.push(error.message));
    this.#process.stderr?.on('data', (part: Buffer) => this.#errors.push(part.toString()));
    // Piped just above.
    this.#lines = createInterface({ input: this.#process.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  }

  /** The first answer comes without an order, when the input is in memory. */
  async answer(): Promise<Answer> {
    const next = await this.#lines.next();
    if (next.done) throw new Error(`ended before it answered\n${this.#errors.join('')}`);
    return JSON.parse(next.value) as Answer;
  }

  async order(...words: readonly string[]): Promise<Answer> {
    this.#process.stdin?.write(`${words.join('\t')}\n`);
    return this.answer();
  }

  end(): void {
    this.#process.stdin?.end();
  }
}

/** Why a contender cannot run here; undefined when it can. */
export function lacking({ command, lack }: ContenderCommand, { python, modules }: Places): string | undefined {
  if (lack) return lack;
  const needed =
    command[0] === 'python' ? python : command.includes('MODULES') ? join(modules, 'node_modules') : process.execPath;
  return existsSync(needed) ? undefined : 'not installed';
}
