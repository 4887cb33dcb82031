// What is held against results of others, and by how much it differs: the table in fixtures/README.md, which always says what the tests find.
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, expect } from 'vitest';
import type { RunnerTask } from 'vitest';
import { ROOT } from './sourceFiles.ts';

/** One line of the table. */
export interface Held {
  readonly step: string;
  readonly method: string;
  readonly against: string;
  readonly difference: string;
  readonly test: string;
}

const TABLE = `${ROOT}fixtures/README.md`;
const HEAD = ['step', 'method', 'held against', 'largest difference', 'test'];
const MOST = 1e-9;

/** The largest difference so far in this test file, by step, method and source. */
const found = new Map<string, number>();

/**
 * Holds our numbers against those of another program, a paper, or a hand: 1e-9 relative, missing where they are missing. Sums that cancel
 * are as exact as what they were made of: numbers below a thousandth of the greatest count as that.
 */
export function heldAgainst(
  method: `${string}: ${string}`,
  against: string,
  ours: ArrayLike<number>,
  theirs: ArrayLike<number>,
): void {
  expect(ours.length, `${method}: length`).toBe(theirs.length);
  expect(theirs.length, `${method}: something to be held against`).toBeGreaterThan(0);
  const greatest = Math.max(0, ...Array.from(theirs, Math.abs).filter(Number.isFinite));
  let largest = 0;
  for (let at = 0; at < theirs.length; at++) {
    const difference = relative(ours[at], theirs[at], greatest / 1000);
    if (!(difference <= MOST)) expect.fail(`${method}, row ${at}: ${ours[at]} instead of ${theirs[at]}`);
    largest = Math.max(largest, difference);
  }
  const key = JSON.stringify([...method.split(': '), against]);
  found.set(key, Math.max(found.get(key) ?? 0, largest));
}

function relative(ours: number, theirs: number, least: number): number {
  if (Number.isNaN(theirs) || ours === theirs) return Number.isNaN(ours) === Number.isNaN(theirs) ? 0 : NaN;
  return Math.abs(ours - theirs) / Math.max(Math.abs(theirs), least);
}

/** The lines of the table as they stand. */
export function heldList(): Held[] {
  const lines = readFileSync(TABLE, 'utf8').split('\n');
  const cells = lines.map(line =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim().replaceAll('`', '')),
  );
  return cells
    .filter(each => each.length === HEAD.length && each[0] !== HEAD[0] && !/^-+$/.test(each[0]))
    .map(([step, method, against, difference, test]) => ({ step, method, against, difference, test }));
}

/** The power of ten that a difference does not pass: its other digits say nothing. */
function power(difference: number): string {
  return difference === 0 ? 'none' : `1e${Math.ceil(Math.log10(difference))}`;
}

function write(rows: readonly Held[]): void {
  const keys = rows.map(each => ({ each, key: [each.step, each.method, each.against, each.test].join('\n') }));
  keys.sort((a, b) => (a.key < b.key ? -1 : 1));
  const body = keys.map(({ each }) => [each.step, `\`${each.method}\``, each.against, each.difference, each.test]);
  const widths = HEAD.map((name, at) => Math.max(name.length, ...body.map(cells => cells[at].length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`;
  const table = [line(HEAD), line(widths.map(width => '-'.repeat(width))), ...body.map(line)].join('\n');
  const [before] = readFileSync(TABLE, 'utf8').split(/^\| step/m);
  writeFileSync(TABLE, `${before}${table}\n`);
}

afterAll(({}, suite) => {
  const test = suite.file.filepath.slice(ROOT.length);
  const rows = [...found].map(([key, difference]): Held => {
    // Written above.
    const [step, method, against] = JSON.parse(key) as string[];
    return { step, method, against, difference: power(difference), test };
  });
  if (process.env.BRANDRANK_HELD === 'write') {
    write([...heldList().filter(each => each.test !== test), ...rows]);
    return;
  }
  const listed = heldList().filter(each => each.test === test);
  const text = (each: Held): string => Object.values(each).join(' | ');
  const missing = rows.map(text).filter(each => !listed.map(text).includes(each));
  // Run in part, a file finds a part of its lines.
  const stale = isPart(suite.tasks) ? [] : listed.map(text).filter(each => !rows.map(text).includes(each));
  expect(
    { missing, stale },
    'fixtures/README.md; BRANDRANK_HELD=write vitest run --maxWorkers=1 writes it anew',
  ).toEqual({
    missing: [],
    stale: [],
  });
});

/** Whether tests were left out that the environment does not forbid. */
function isPart(tasks: readonly RunnerTask[]): boolean {
  return tasks.some(
    task => !task.name.includes('needs BRANDRANK') && ('tasks' in task ? isPart(task.tasks) : task.mode === 'skip'),
  );
}
