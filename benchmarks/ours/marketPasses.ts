// The one pass over sales rows that a question rests on: rows are made ready, told apart, and added up; nothing is answered.
import type { Question } from '../../src/cli/market/question.ts';
import { cellPass } from '../../src/market/cellPass.ts';
import { marketRows } from '../../src/market/rows.ts';
import type { MarketRows } from '../../src/market/rows.ts';
import { studyOf } from '../../src/market/study.ts';
import type { Tables } from '../../src/model/sources.ts';
import type { Model } from '../../src/model/spec.ts';
import { stretchGroups, stretchSums } from '../../src/stats/stretchSums.ts';
import { isoDay } from '../../src/table/days.ts';
import { groupBy, rowsByGroup } from '../../src/table/groups.ts';
import { firstRows } from '../../src/table/order.ts';
import type { TextColumn } from '../../src/table/text.ts';

/** Makes the pass of a question: by the month and the question's own keys, unless it asks for days or orders. */
export function passOf({ name, keys }: Question, model: Model, tables: Tables): void {
  switch (name) {
    case 'effect':
    case 'admission':
      return byDay(marketRows(model, tables), model.rate.unit);
    case 'ladder':
    case 'service-tiers':
      return byDay(marketRows(model, tables), ['merchant']);
    case 'benchmarks':
      return byDay(marketRows(model, tables), ['category', 'merchant']);
    case 'themes': {
      const rows = marketRows(model, tables);
      cellPass(rows, ['category']);
      if (rows.has('order')) byOrder(rows.text('order'));
      return;
    }
    default:
      // Cells are by brands or by merchants.
      studyOf(model, tables, keys).cellsBy(keys.filter(key => key !== 'merchant' || !keys.includes('brand')));
  }
}

/** Sums by unit and day: what formulas over any periods can be answered from. */
function byDay(rows: MarketRows, by: readonly string[]): void {
  const first = rows.span.start;
  const day: TextColumn = {
    type: 'text',
    codes: dayCodes(rows.days, first),
    words: Array.from({ length: rows.span.end - first + 1 }, (_, each) => isoDay(first + each) ?? ''),
  };
  const groups = groupBy([...by.map(rows.text), day], rows.count);
  const ends = Uint32Array.of(rows.count);
  const found = stretchGroups(groups, ends);
  const pairs = { ...found, places: firstRows(found.of.length) };
  for (const values of [rows.value, rows.quantity]) stretchSums(values, groups, ends, pairs);
}

/** The rows of each order side by side. */
function byOrder({ codes, words }: TextColumn): void {
  rowsByGroup({ of: codes, count: words.length });
}

function dayCodes(days: Int32Array, first: number): Uint32Array {
  const codes = new Uint32Array(days.length);
  for (let row = 0; row < days.length; row++) codes[row] = days[row] - first;
  return codes;
}
