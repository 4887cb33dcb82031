// The columns that the market questions read, by our names; the model's `columns` says what they are called in the files.
import type { ColumnType } from '../../table/table.ts';
import type { MarketSettings } from './index.ts';

/** A column that a market question may read, when a table has it. */
export interface MarketColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** `rows`: of sales rows, or joined to them by key; `metrics`: of the metrics table. */
  readonly of: 'rows' | 'metrics';
}

const ROW_TEXTS = ['merchant', 'brand', 'category', 'channel', 'price_band', 'owner', 'department', 'order', 'customer', 'recruited_by']; // prettier-ignore
const ROW_DATES = ['onboarded', 'launched'];

/**
 * Every column that the market questions of some settings can make use of.
 *
 * @example marketColumns(marketSettings({})).map(({ name }) => name).includes('revenue') // true
 */
export function marketColumns(settings: MarketSettings): MarketColumn[] {
  const { value, quantity, demand } = settings;
  const rows = (type: ColumnType) => (name: string) => ({ name, type, of: 'rows' as const });
  return [
    ...[...new Set([...ROW_TEXTS, ...namedTexts(settings)])].map(rows('text')),
    ...ROW_DATES.map(rows('date')),
    ...[...new Set([value, quantity])].map(rows('number')),
    { name: demand, type: 'number', of: 'metrics' },
    ...['buyers', 'purchases', 'category_buyers'].map(name => ({ name, type: 'number', of: 'metrics' }) as const),
    ...['category', 'brand'].map(name => ({ name, type: 'text', of: 'metrics' }) as const),
  ];
}

/** Texts that single questions name; a name that no table has is told when the question is asked. */
function namedTexts({ adaptation, admission, benchmarks, effect, themes }: MarketSettings): string[] {
  const bands = new Set(admission?.bands.map(({ id }) => id));
  const quotas = (admission?.quotas ?? []).flatMap(({ by }) => by.filter(name => !bands.has(name)));
  return [adaptation.channel, benchmarks.owner, ...quotas, ...(effect?.within ?? []), themes.item];
}
