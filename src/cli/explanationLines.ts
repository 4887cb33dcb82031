import type { Contribution, Explanation } from '../audit/explain.ts';
import { aligned, counted, figure, shown, signed } from './text.ts';

/**
 * An explanation as a table: raw value, normalized value, weight, points, and the lead on the peers' mean.
 *
 * Degenerate: a unit without a score has a table without points.
 * @example explanationLines(explain(result, 0))[0] // 'tea / Ada: score 88.5, rank 1, grade A, coverage 100%'
 */
export function explanationLines(explanation: Explanation): string[] {
  const { score, contributions } = explanation;
  const hasPoints = !Number.isNaN(score);
  const rows = contributions.map(part => [
    `${part.path
      .slice(1)
      .map(name => `${name} › `)
      .join('')}${part.id}${part.direction === 'cost' ? ' (less is better)' : ''}`,
    figure(part.raw),
    figure(part.normalized),
    Number.isNaN(part.weight) ? '–' : `${(part.weight * 100).toFixed(1)}%`,
    ...(hasPoints ? [figure(part.points), signed(part.lead)] : []),
  ]);
  const header = ['indicator', 'raw', 'normalized', 'weight', ...(hasPoints ? ['points', 'against peers'] : [])];
  const total = hasPoints ? [['score', '', '', '', figure(sumOfPoints(contributions)), '']] : [];
  const table = aligned([header, ...rows, ...total], [1, 2, 3, 4, 5]).map(line => `  ${line}`);
  return [
    headLine(explanation),
    ...holdLines(explanation),
    ...table,
    ...contributions.flatMap(changeLine),
    ...(hasPoints ? methodLines(explanation) : []),
  ];
}

/** How points came about, where it is not weight times value. */
function methodLines({ method, addsUp, baseline, contributions }: Explanation): string[] {
  if (addsUp) return [];
  const start = `points: each indicator's weight in what the mean peer would have (${figure(baseline)}), and what it adds to that`;
  if (method !== 'sampled') return [`  ${start}`];
  const error = Math.max(...contributions.map(part => part.error ?? 0));
  return [`  ${start}; estimated, with a standard error of at most ${figure(error)}`];
}

/** What of a value is not as measured, on the scale of its transform. */
function changeLine({ id, filledWith, treated }: Contribution): string[] {
  const filled = Number.isNaN(filledWith) ? [] : [`missing, filled with ${figure(filledWith)}`];
  const drawn = treated ? [`an outlier, ${figure(treated.before)} became ${figure(treated.after)}`] : [];
  const said = [...filled, ...drawn];
  return said.length === 0 ? [] : [`  ${id}: ${said.join('; ')}`];
}

function headLine({ unit, score, rank, grade, eligible, coverage, contributions }: Explanation): string {
  const name = unit.map(({ value }) => shown(value)).join(' / ');
  const covered = `coverage ${(coverage * 100).toFixed(0)}%`;
  if (contributions.some(({ weight }) => Number.isNaN(weight)))
    return `${name}: no score, the anchors do not know its peers`;
  if (Number.isNaN(score)) return `${name}: no score, too little of it is known, ${covered}`;
  const place = eligible
    ? `rank ${figure(rank)}${grade === null ? '' : `, grade ${grade}`}`
    : 'not eligible: no rank, no grade';
  return `${name}: score ${figure(score)}, ${place}, ${covered}`;
}

/** What keeps a unit where it was, where the model says so. */
function holdLines({ grade, holding }: Explanation): string[] {
  if (!holding) return [];
  const { gradeHeld, gradeReleases, listed, listHeld } = holding;
  const releases = `for ${counted(gradeReleases, 'release')}`;
  const graded = gradeHeld === null ? releases : `${gradeHeld}, ${releases}`;
  return [
    ...(grade === null || Number.isNaN(gradeReleases) ? [] : [`  grade ${grade} ${graded}`]),
    ...(listed === null ? [] : [`  ${listHeld ?? (listed ? 'on the list' : 'not on the list')}`]),
  ];
}

function sumOfPoints(contributions: readonly Contribution[]): number {
  return contributions.reduce((sum, { points }) => sum + points, 0);
}
