// Sales rows as the market questions take them: usable ones, under our names, with months.
import { didYouMean } from '../errors/didYouMean.ts';
import { throwFaults } from '../errors/ratingError.ts';
import type { Fault } from '../errors/ratingError.ts';
import { check } from '../model/check.ts';
import type { MarketSettings } from '../model/market/index.ts';
import { marketSettings } from '../model/market/settings.ts';
import { periodOf } from '../model/periodOf.ts';
import { planOf } from '../model/plan.ts';
import type { RowCounts } from '../model/population.ts';
import { prepareSales } from '../model/sales.ts';
import type { RejectedRow } from '../model/sales.ts';
import { attributeTables, columnNamed, joined, ourNames } from '../model/sources.ts';
import type { Tables } from '../model/sources.ts';
import type { Model } from '../model/spec.ts';
import { memory } from '../steps/indicators/memory.ts';
import { firstRows } from '../table/order.ts';
import type { Period } from '../table/period.ts';
import type { Column } from '../table/table.ts';
import { MISSING_CODE } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import { dayOrder } from './dayOrder.ts';
import type { DayOrder } from './dayOrder.ts';
import { monthsOf } from './months.ts';
import type { Months } from './months.ts';

/** The sales rows of a market, made ready once for every question. */
export interface MarketRows {
  readonly count: number;
  readonly settings: MarketSettings;
  readonly months: Months;
  readonly days: Int32Array;
  readonly byDay: DayOrder;
  /** From the first day of the rows to the last, or to the end that the model states. */
  readonly span: Period;
  readonly value: Float64Array;
  readonly quantity: Float64Array;
  /** Whether rows have a column of this name: their own, or joined by key from brands, merchants or categories. */
  readonly has: (name: string) => boolean;
  /** A text of each row; a row's own column goes before one that is joined. */
  readonly text: (name: string) => TextColumn;
  readonly column: (name: string) => Column;
  /** The key by which a column is joined; undefined for a row's own. */
  readonly keyOf: (name: string) => string | undefined;
  /** A joined text for other keys than those of the rows, such as one a cell. */
  readonly join: (name: string, keys: TextColumn) => TextColumn;
  readonly read: RowCounts;
  readonly rejects: readonly RejectedRow[];
}

/**
 * Makes the sales rows of a model ready for the market questions: those with a date for which the model's `where` holds.
 *
 * Shape: tables to rows. A row without a brand, merchant or category stays: it counts in totals, and is nobody's.
 * Degenerate: `quantity` without a column: missing in every row.
 * @throws every fault of the model's `market` part at once; unknown_column, wrong_type of every column at once; invalid_data when no row can be used
 * @example marketRows(model, { sales }).months.count // how many months the rows span
 */
export function marketRows(model: Model, tables: Tables): MarketRows {
  const settings = marketSettings(model);
  const rowModel = ofRowsOnly(model);
  const faults = check(rowModel, tables);
  throwFaults(faults.length > 0 ? faults : columnFaults(model, settings, tables));
  const sales = prepareSales(planOf(rowModel), tables);
  const byDay = dayOrder(sales.days);
  // Checked: sales have dates, and those without one are set aside.
  const span = periodOf({ period: { end: model.period.end } }, 'sales', byDay.ends) as Period;
  const months = monthsOf(span.start, span.end);
  const has = (name: string): boolean => isThere(model, tables, name);
  const numbers = (name: string): Float64Array => {
    const column = has(name) ? sales.column(name) : undefined;
    return column?.type === 'number' ? column.values : new Float64Array(sales.rows).fill(NaN);
  };
  const keyOf = (name: string): string | undefined =>
    columnNamed(model, tables, 'sales', name) ? undefined : attributeTables(model, tables, name)[0]?.key;
  const join = (name: string, keys: TextColumn): TextColumn => {
    const [{ table, key }] = attributeTables(model, tables, name);
    const [tableKeys, attribute] = [key, name].map(ours => columnNamed(model, tables, table, ours) as TextColumn);
    return joinedText(keys, words => joined(words, tableKeys, attribute, table, key) as TextColumn);
  };
  const once = memory();
  const text = (name: string): TextColumn => {
    const key = keyOf(name);
    // Checked: the market's keys hold text.
    return key === undefined ? (sales.column(name) as TextColumn) : once(name, () => join(name, text(key)));
  };
  const read = tables.sales?.rows ?? 0;
  return {
    count: sales.rows,
    settings,
    months,
    days: sales.days,
    byDay,
    span,
    value: numbers(settings.value),
    quantity: numbers(settings.quantity),
    has,
    text,
    column: sales.column,
    keyOf,
    join,
    read: { read, used: sales.rows, rejected: sales.rejects.length, filtered: sales.filtered },
    rejects: sales.rejects,
  };
}

/** An attribute of each row, looked up once a word: rows are many, and words are few. */
function joinedText(keys: TextColumn, join: (words: TextColumn) => TextColumn): TextColumn {
  const found = join({ type: 'text', words: keys.words, codes: firstRows(keys.words.length) });
  const codes = new Uint32Array(keys.codes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = keys.codes[row];
    codes[row] = code === MISSING_CODE ? MISSING_CODE : found.codes[code];
  }
  return { type: 'text', words: found.words, codes };
}

/** The model with nothing to rate: its columns, `where` and derived columns are all that rows need. */
function ofRowsOnly(model: Model): Model {
  const { eligible: _eligible, screen: _screen, ...rest } = model;
  const rows = { id: 'rows', formula: 'count()', direction: 'benefit', transform: 'none' } as const;
  return {
    ...rest,
    rate: { unit: [], within: [] },
    period: {},
    indicators: [rows],
    missing: { method: 'none' },
    ties: [],
    index: { id: 'market', of: [{ id: 'rows' }] },
  };
}

const KEYS = ['merchant', 'brand', 'category', 'channel', 'price_band', 'owner', 'department', 'order', 'customer'];

function columnFaults(model: Model, { value, quantity }: MarketSettings, tables: Tables): Fault[] {
  const faults: Fault[] = [];
  if (!isThere(model, tables, value)) {
    const names = tables.sales ? ourNames(model, 'sales', tables.sales) : [];
    const message = `no column "${value}"; sales have ${names.map(name => `"${name}"`).join(', ')}${didYouMean(value, names)}`;
    faults.push({ code: 'unknown_column', path: ['market', 'value'], message });
  }
  const wants = [['value', value, 'number'], ['quantity', quantity, 'number'], ...KEYS.map(key => [key, key, 'text'])]; // prettier-ignore
  for (const [place, name, type] of wants) {
    const column = columnNamed(model, tables, 'sales', name);
    if (!column || column.type === type) continue;
    const message = `column "${name}" holds ${column.type}, and ${type} should stand there`;
    const path = place === name ? ['sales', name] : ['market', place];
    faults.push({ code: 'wrong_type', path, message });
  }
  return faults;
}

function isThere(model: Model, tables: Tables, name: string): boolean {
  if (Object.hasOwn(model.sales.derive, name) || columnNamed(model, tables, 'sales', name)) return true;
  return attributeTables(model, tables, name).some(({ key }) => columnNamed(model, tables, 'sales', key) !== undefined);
}
