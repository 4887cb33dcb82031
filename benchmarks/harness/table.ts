// The one table: how many times our time each contender takes.
import type { Facts } from './machine.ts';
import type { Measured } from './measure.ts';
import type { Workload } from './workload.ts';

/** One line of the table; ratios are the contender's time divided by ours. */
export interface Row {
  readonly workload: string;
  readonly size: string;
  readonly contender: string;
  readonly median: number;
  readonly best: number;
  readonly seconds: readonly number[];
  readonly goal: string;
  readonly reached: string;
  readonly peak: number | null;
  readonly versions: Readonly<Record<string, string>>;
  readonly lack?: string;
}

/** A workload's figures as lines of the table. */
export function rowsOf({ name, size }: Workload, measured: readonly Measured[]): Row[] {
  const [our] = measured;
  return measured.map(({ contender, seconds, peak, versions, lack }) => {
    const median = middle(seconds) / middle(our.seconds);
    const best = Math.min(...seconds) / Math.min(...our.seconds);
    const goals: [string, boolean][] = [];
    const { goal, memory } = contender;
    if (goal !== undefined)
      goals.push([goal < 1 ? `within ${Number((1 / goal).toFixed(2))}x` : `${goal}x`, Math.min(median, best) >= goal]);
    if (memory !== undefined) goals.push([`below ${megabytes(memory)}`, (peak ?? Infinity) < memory]);
    return {
      workload: name,
      size,
      contender: contender.name,
      median,
      best,
      seconds,
      goal: goals.map(([text]) => text).join(', '),
      reached: lack ? '' : goals.map(([, isReached]) => (isReached ? 'yes' : 'NO')).join(', '),
      peak: contender.memory === undefined ? null : (peak ?? null),
      versions,
      ...(lack ? { lack } : {}),
    };
  });
}

const heads = ['workload', 'size', 'contender', 'median', 'best', 'goal', 'reached', 'peak memory'];

/** All lines with the facts of the machine below, plain or as Markdown. */
export function tableText(rows: readonly Row[], facts: Facts, markdown = false): string {
  const cells = rows.map(row => [
    row.workload,
    row.size,
    row.contender,
    ...(row.lack ? [row.lack.split('\n')[0], ''] : [ratio(row.median), ratio(row.best)]),
    row.goal,
    row.reached,
    row.peak === null ? '' : megabytes(row.peak),
  ]);
  const widths = heads.map((head, at) =>
    Math.max(head.length, ...cells.map(line => (line[at].length > 40 ? 0 : line[at].length))),
  );
  const line = (words: readonly string[]): string => {
    const padded = words.map((word, at) =>
      at === 3 || at === 4 ? word.padStart(widths[at]) : word.padEnd(widths[at]),
    );
    return markdown ? `| ${padded.join(' | ')} |` : padded.join('  ').trimEnd();
  };
  const rule = widths.map((width, at) => (at === 3 || at === 4 ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  const about = Object.entries(facts).map(([name, fact]) => `${markdown ? '- ' : ''}${name}: ${fact}`);
  const note = 'Median and best: the time of a contender divided by ours; more is better for us.';
  const failures = rows.flatMap(({ contender, lack }) => (lack?.startsWith('failed') ? [`${contender} ${lack}`] : []));
  return [line(heads), line(rule), ...cells.map(line), '', note, '', ...about, ...failures, ''].join('\n');
}

function ratio(value: number): string {
  if (!Number.isFinite(value)) return '';
  return value >= 10 ? value.toFixed(0) : value.toFixed(2);
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[at] : (sorted[at - 1] + sorted[at]) / 2;
}
