import { faultLine, RatingError } from '../errors/ratingError.ts';
import type { TalkOptions } from './options.ts';

/** Prints lines for people, unless they asked for silence or for JSON. */
export function say(lines: readonly string[], { json = false, quiet = false }: TalkOptions): void {
  if (!json && !quiet && lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
}

/** Prints an answer for programs, when JSON was asked for. */
export function answer(value: unknown, { json = false }: TalkOptions): void {
  if (json) process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Prints what went wrong, one fault a line, and says which exit code that is; a fault of the program itself without its stack. */
export function tell(error: unknown, { json = false }: TalkOptions): number {
  const faults =
    error instanceof RatingError ? error.faults : [{ code: 'internal', path: [], message: `this should not happen: ${String(error)}` } as const];
  if (json) process.stdout.write(`${JSON.stringify({ ok: false, faults }, null, 2)}\n`);
  else process.stderr.write(`${faults.map(fault => `brandrank: ${faultLine(fault as RatingError['faults'][number])}`).join('\n')}\n`);
  return 1;
}
