// What index prints: the whole market release by release, then the segments from first to last.
import type { BrandIndex } from '../release/brandIndex.ts';
import { plainRows } from '../release/outputs.ts';
import { firstRows, orderByNumber } from '../table/order.ts';
import { aligned, figure, shown, signed } from './text.ts';

/**
 * An index for people: the whole market, and, when there are some, its greatest segments by the last release's spend.
 *
 * @example indexLines(whole, null, 20).length // one line a release, and a header
 */
export function indexLines(whole: BrandIndex, parted: BrandIndex | null, top: number): string[] {
  const change = (value: number): string => (Number.isNaN(value) ? '–' : signed(Number(value.toFixed(2))));
  const rows = whole.points.map(({ end, index, mix, scores, power, score, spend, covered }) => [
    end,
    fixed(index[0]),
    change(mix[0]),
    change(scores[0]),
    fixed(power[0]),
    fixed(score[0]),
    figure(Math.round(spend[0])),
    Number.isNaN(covered[0]) ? '–' : `${(covered[0] * 100).toFixed(1)}%`,
  ]);
  const header = ['release', 'index', 'mix', 'scores', 'power', 'mean score', 'spend', 'covered'];
  const lines = aligned([header, ...rows], [1, 2, 3, 4, 5, 6, 7]);
  return parted && top > 0 ? [...lines, '', ...segmentLines(parted, top)] : lines;
}

function segmentLines({ segments, points }: BrandIndex, top: number): string[] {
  const last = points[points.length - 1];
  const greatest = [
    ...orderByNumber(
      firstRows(segments.count),
      last.spend.map(spend => -spend),
    ),
  ];
  const names = plainRows(segments.keys);
  const total = (of: 'mix' | 'scores', segment: number): number =>
    points.reduce((sum, point) => sum + (Number.isNaN(point[of][segment]) ? 0 : point[of][segment]), 0);
  const rows = greatest.slice(0, top).map(segment => [
    Object.values(names[segment])
      .map(name => shown(String(name ?? '–')))
      .join(' / '),
    figure(Number(last.index[segment].toFixed(2))),
    signed(Number(total('mix', segment).toFixed(2))),
    signed(Number(total('scores', segment).toFixed(2))),
    figure(Number(last.power[segment].toFixed(2))),
    figure(Number(last.score[segment].toFixed(2))),
    figure(Math.round(last.spend[segment])),
  ]);
  const title = shown(segments.keys.map(({ name }) => name).join(' / '), 60);
  const more = segments.count - top;
  return [
    `from ${points[0].end} to ${last.end}`,
    ...aligned([[title, 'index', 'mix', 'scores', 'power', 'mean score', 'spend'], ...rows], [1, 2, 3, 4, 5, 6]),
    ...(more > 0 ? [`… and ${more.toLocaleString('en-US')} more; --top ${segments.count} shows all`] : []),
  ];
}

function fixed(value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(2);
}
