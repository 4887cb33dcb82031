// The columns that the market questions read, by our names; the model's `columns` says what they are called in the files.
import type { ColumnType } from '../../table/table.ts';
import type { Need } from '../needs.ts';
import type { MarketSettings } from './index.ts';

const ROW_TEXTS = ['merchant', 'brand', 'category', 'channel', 'price_band', 'owner', 'department', 'order', 'customer', 'recruited_by']; // prettier-ignore
const ROW_DATES = ['onboarded', 'launched'];

/**
 * Every column that the market questions of some settings can make use of, when a table has it.
 *
 * @example marketColumns(marketSettings({})).map(({ name }) => name).includes('revenue') // true
 */
export function marketColumns(settings: MarketSettings): Omit<Need, 'path'>[] {
  const { value, quantity, demand } = settings;
  const rows = (type: ColumnType) => (name: string) => ({ name, type, from: 'sales' as const });
  return [
    ...[...new Set([...ROW_TEXTS, ...namedTexts(settings)])].map(rows('text')),
    ...ROW_DATES.map(rows('date')),
    ...[...new Set([value, quantity])].map(rows('number')),
    { name: demand, type: 'number', from: 'metrics' },
    ...['buyers', 'purchases', 'category_buyers'].map(name => ({ name, type: 'number', from: 'metrics' }) as const),
    ...['category', 'brand'].map(name => ({ name, type: 'text', from: 'metrics' }) as const),
  ];
}

/** Texts that single questions name; a name that no table has is told when the question is asked. */
function namedTexts({ adaptation, admission, benchmarks, effect, themes }: MarketSettings): string[] {
  const bands = new Set(admission?.bands.map(({ id }) => id));
  const quotas = (admission?.quotas ?? []).flatMap(({ by }) => by.filter(name => !bands.has(name)));
  return [adaptation.channel, benchmarks.owner, ...quotas, ...(effect?.within ?? []), themes.item];
}
