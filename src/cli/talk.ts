// What the commands print: lines for people, JSON for programs, faults for both.
import { once } from 'node:events';
import { faultLine, RatingError } from '../errors/ratingError.ts';
import type { Fault } from '../errors/ratingError.ts';
import type { TalkOptions } from './options.ts';
import { shown } from './text.ts';

/** A fault as it is told: those of the library, and two of the command line's own. */
type ToldFault = Omit<Fault, 'code'> & { readonly code: Fault['code'] | 'usage' | 'internal' };

const WIDEST_FAULT = 2000;

/** Prints lines for people, unless they asked for silence or for JSON. */
export function say(lines: readonly string[], { json = false, quiet = false }: TalkOptions): void {
  if (!json && !quiet && lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
}

/** Prints lines beside an output that goes to standard output, unless silence was asked for. */
export function note(lines: readonly string[], { quiet = false }: TalkOptions): void {
  if (!quiet && lines.length > 0) process.stderr.write(`${lines.join('\n')}\n`);
}

/** Prints an answer for programs, when JSON was asked for. */
export function answer(value: unknown, { json = false }: TalkOptions): void {
  if (json) process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Prints an output piece by piece, no faster than it is read. */
export async function print(pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
}

/** Prints what went wrong, one fault a line, and says which exit code that is; a fault of the program itself without its stack. */
export function tell(error: unknown, options: TalkOptions): number {
  const message = `this should not happen: ${String(error)}`;
  tellFaults(error instanceof RatingError ? error.faults : [{ code: 'internal', path: [], message }], options);
  return 1;
}

/** Says in JSON that the command line cannot be read; people were told by commander. */
export function tellUsage(message: string, { json = false }: TalkOptions): number {
  if (json) tellFaults([{ code: 'usage', path: [], message: message.replace(/^error: /, '') }], { json });
  return 2;
}

function tellFaults(faults: readonly ToldFault[], { json = false }: TalkOptions): void {
  if (json) return answer({ ok: false, faults }, { json });
  // A line has the place and the message; the code is for programs.
  process.stderr.write(faults.map(fault => `brandrank: ${shown(faultLine(fault as Fault), WIDEST_FAULT)}\n`).join(''));
}
