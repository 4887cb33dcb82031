import { groupBy, rowsByGroup } from '../table/groups.ts';
import { textAt } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import type { Answer } from './answer.ts';
import { panelOf } from './cells.ts';
import { frameOf, percent } from './frame.ts';
import type { Study } from './study.ts';

/** Sales of a category that went from one price band to another. */
export type MigrationRow = {
  readonly category: string;
  /** Null: sales that were not there before. */
  readonly from: string | null;
  /** Null: sales that are no longer there. */
  readonly to: string | null;
  readonly value: number;
  /** Of the category's sales before, 0 to 1. */
  readonly share: number;
  readonly reason: string;
};

/**
 * The migration of sales between the price bands of a category, brand by brand.
 *
 * Of a brand that lost sales in some bands and gained in others, as much moved as the lesser of the two sums, from each band in the measure
 * of its loss to each in the measure of its gain; what is left over came from, or went to, outside. Who bought is not known: these are
 * the least moves that explain the sales.
 *
 * Shape: a study to one row for each category and pair of bands with a move; a band to itself is what stayed.
 * Degenerate: no full months before: no rows, told in `notEnough`; sales of nobody's brand are a brand of their own.
 * @example bandMigration(study).notEnough[0].about // 'migration between price bands'
 */
export function bandMigration(study: Study): Answer<MigrationRow> {
  const { settings } = study;
  const frame = frameOf(study, 'migration between price bands');
  const keys = ['category', 'brand', 'price_band'];
  if (!frame.hasBefore || !keys.every(key => study.keys.has(key))) return frame.answer([], frame.lacking);
  const panel = panelOf(study.periodsBy(keys), keys, [frame.before, frame.now]);
  const [category, brand, band] = keys.map(key => panel.keys.get(key) as TextColumn);
  const [before, now] = panel.windows.map(({ value }) => value.map(each => (each > 0 ? each : 0)));
  const { starts, rows } = rowsByGroup(groupBy([category, brand], panel.count));
  const { names } = settings.priceBands;
  const words = [...new Set([...names, ...band.words])].filter(word => band.words.includes(word));
  const placeOf = band.words.map(word => words.indexOf(word));
  const width = words.length + 1;
  const moves = new Map<string, Float64Array>();
  for (let group = 0; group + 1 < starts.length; group++) {
    const own = rows.subarray(starts[group], starts[group + 1]);
    const name = own.length === 0 ? null : textAt(category, own[0]);
    if (name === null) continue;
    const flow = moves.get(name) ?? new Float64Array(width * width);
    moves.set(name, flow);
    addMoves(flow, width, own, placeOf, band, before, now);
  }
  return frame.answer(
    [...moves].flatMap(([name, flow]) => rowsOf(name, flow, words)),
    [],
  );
}

/** Adds a brand's moves; the last row and column are outside. */
function addMoves(
  flow: Float64Array,
  width: number,
  rows: Uint32Array,
  placeOf: readonly number[],
  band: TextColumn,
  before: Float64Array,
  now: Float64Array,
): void {
  const outside = width - 1;
  let [lost, gained] = [0, 0];
  const changes = Array.from(rows, row => {
    const change = now[row] - before[row];
    if (change > 0) gained += change;
    else lost -= change;
    return { row, change, place: placeOf[band.codes[row]] ?? outside };
  });
  const moved = Math.min(lost, gained);
  for (const { row, change, place } of changes) {
    flow[place * width + place] += Math.min(before[row], now[row]);
    if (change < 0) flow[place * width + outside] += (-change * (lost - moved)) / lost;
    if (change > 0) flow[outside * width + place] += (change * (gained - moved)) / gained;
    if (change >= 0) continue;
    for (const other of changes) {
      if (other.change > 0) flow[place * width + other.place] += (-change / lost) * (other.change / gained) * moved;
    }
  }
}

function rowsOf(category: string, flow: Float64Array, words: readonly string[]): MigrationRow[] {
  const width = words.length + 1;
  let before = 0;
  flow.forEach((value, at) => (before += at < width * (width - 1) ? value : 0));
  return Array.from(flow).flatMap((value, at): MigrationRow[] => {
    const [from, to] = [words[Math.floor(at / width)] ?? null, words[at % width] ?? null];
    if (!(value > 0)) return [];
    const share = before > 0 ? value / before : 0;
    const what = from === to ? `stayed in ${from}` : `went from ${from ?? 'outside'} to ${to ?? 'outside'}`;
    return [{ category, from, to, value, share, reason: `${percent(share)} of the sales before ${what}` }];
  });
}
