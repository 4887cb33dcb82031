import type { MarketSettings } from '../model/market/index.ts';
import type { Tables } from '../model/sources.ts';
import type { Model } from '../model/spec.ts';
import { cellsOf, rolledUp } from './cells.ts';
import type { Cells } from './cells.ts';
import { priceBandsOf } from './priceBands.ts';
import type { PriceBands } from './priceBands.ts';
import { marketRows } from './rows.ts';
import type { MarketRows } from './rows.ts';

/** What a set of questions is answered from: the rows, and the cells of one pass over them. */
export interface Study {
  readonly model: Model;
  readonly tables: Tables;
  readonly settings: MarketSettings;
  readonly rows: MarketRows;
  /** By all keys that were asked for. */
  readonly cells: Cells;
  /** By some of them, month by month; made once, from the fewest cells that tell them apart. Keys that the cells do not have are left out. */
  readonly cellsBy: (keys: readonly string[]) => Cells;
  /** Only when a question asks for price bands. */
  readonly bands?: PriceBands;
}

/**
 * Makes the tables of a model ready for a set of questions, in one pass over the sales rows.
 *
 * Shape: the keys that the questions ask of the cells; those that the rows do not have are left out.
 * @throws every fault of `marketRows`
 * @example studyOf(model, { sales }, ['category', 'brand', 'channel']).cells.keys.has('channel') // false: no such column
 */
export function studyOf(model: Model, tables: Tables, keys: Iterable<string>): Study {
  const plain = marketRows(model, tables);
  const by = [...new Set(keys)];
  const { rows, bands } = by.includes('price_band') ? withBands(plain) : { rows: plain, bands: undefined };
  const there = by.filter(rows.has);
  const cells = cellsOf(rows, there);
  return { model, tables, settings: rows.settings, rows, cells, cellsBy: rollUps(cells), ...(bands ? { bands } : {}) };
}

/** Each set of keys is made when it is first asked for, and kept: many questions ask for few sets. */
function rollUps(cells: Cells): Study['cellsBy'] {
  const made: Cells[] = [cells];
  return keys => {
    const by = keys.filter(key => cells.keys.has(key));
    const wide = made.filter(({ keys: has }) => by.every(key => has.has(key)));
    const least = wide.reduce((few, each) => (each.count < few.count ? each : few));
    // The finest cells may be as many as the rows; a set of the same keys is itself.
    if (least.keys.size === by.length) return least;
    const rolled = rolledUp(least, by);
    made.push(rolled);
    return rolled;
  };
}

/** The rows with the price bands of the settings in the place of a column of their own. */
function withBands(rows: MarketRows): { rows: MarketRows; bands: PriceBands } {
  const bands = priceBandsOf(rows);
  const isBand = (name: string): boolean => name === 'price_band';
  return {
    bands,
    rows: {
      ...rows,
      has: name => isBand(name) || rows.has(name),
      text: name => (isBand(name) ? bands.band : rows.text(name)),
      keyOf: name => (isBand(name) ? undefined : rows.keyOf(name)),
    },
  };
}
