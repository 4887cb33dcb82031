import type { MarketSettings } from '../model/market/index.ts';
import type { Tables } from '../model/sources.ts';
import type { Model } from '../model/spec.ts';
import { memory } from '../steps/indicators/memory.ts';
import type { Once } from '../steps/indicators/memory.ts';
import { priceBandsOf } from './priceBands.ts';
import type { PriceBands } from './priceBands.ts';
import { marketRows } from './rows.ts';
import type { MarketRows } from './rows.ts';
import { cellPass } from './cellPass.ts';
import { sharedCells } from './sharedCells.ts';
import type { CellsBy } from './sharedCells.ts';
import { soldByKeys } from './soldByKeys.ts';
import type { SoldByKeys } from './soldByKeys.ts';

/** What a set of questions is answered from: the rows, and what is added up of them, each once for all. */
export interface Study {
  readonly model: Model;
  readonly tables: Tables;
  readonly settings: MarketSettings;
  readonly rows: MarketRows;
  /** The keys that the questions ask for and the rows have. */
  readonly keys: ReadonlySet<string>;
  /** The sums by some keys, month by month. */
  readonly cellsBy: CellsBy;
  /** The same of the period and the one before alone, each as if it were one month. */
  readonly periodsBy: CellsBy;
  /** What formulas about units are worked out from. */
  readonly soldBy: SoldByKeys;
  /** Only when a question asks for price bands. */
  readonly bands?: PriceBands;
  /** What is found on the way to one answer and asked for again, by its name. */
  readonly once: Once;
}

/**
 * Makes the tables of a model ready for a set of questions: sales rows are read once for all of them.
 *
 * Shape: the keys that the questions ask for; those that the rows do not have are left out.
 * @throws every fault of `marketRows`
 * @example studyOf(model, { sales }, ['category', 'brand', 'channel']).keys.has('channel') // false: no such column
 */
export function studyOf(model: Model, tables: Tables, keys: Iterable<string>): Study {
  const plain = marketRows(model, tables);
  const by = [...new Set(keys)];
  const { rows, bands } = by.includes('price_band') ? withBands(plain) : { rows: plain, bands: undefined };
  const there = by.filter(rows.has);
  const { passBy, ...cells } = sharedCells(rows, there);
  // A formula about a column of price bands is about the data's own, not about those of the settings.
  const isOwn = (by: readonly string[]): boolean => bands !== undefined && by.includes('price_band');
  return {
    model,
    tables,
    settings: rows.settings,
    rows,
    keys: new Set(there),
    ...cells,
    soldBy: soldByKeys(plain, by => (isOwn(by) ? cellPass(plain, by) : passBy(by))),
    ...(bands ? { bands } : {}),
    once: memory(),
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
