import type { ColumnType } from '../table/table.ts';
import { needsOf } from './needs.ts';
import type { Need } from './needs.ts';
import { planOf } from './plan.ts';
import { ATTRIBUTE_TABLES, fileName } from './sources.ts';
import type { TableName } from './sources.ts';
import type { Model } from './spec.ts';

/** A column that a reader should give, by the file's name; one that a file does not have may stand in another table. */
export interface RequestedColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly required: boolean;
  readonly optional: true;
}

/**
 * The columns to read of each table for a model, with their types; what readers are told, so that nothing is guessed from values.
 *
 * Shape: one list a table; `also` are needs of other questions about the same tables. Rows without a date or a key cannot be used: those columns are required.
 * Degenerate: a name that may stand in several tables is asked of each; `check` tells when none has it.
 * @example requestsOf(model).sales.map(request => request.name) // ['date', 'category', 'brand', 'revenue', …]
 */
export function requestsOf(
  model: Model,
  also: readonly Omit<Need, 'path'>[] = [],
): Record<TableName, RequestedColumn[]> {
  const plan = planOf(model);
  const needs = [...needsOf(plan), ...also];
  const named = (table: TableName, name: string, type: Need['type'], required = false): RequestedColumn => ({
    name: fileName(model, table, name),
    type: type === 'any' ? 'text' : type,
    required,
    optional: true,
  });
  const keys = (table: TableName): RequestedColumn[] => plan.keys.map(name => named(table, name, 'text', true));
  const joins = (table: TableName): RequestedColumn[] => ATTRIBUTE_TABLES.map(([, key]) => named(table, key, 'text'));
  const rowNeeds = needs.filter(need => need.from === 'sales' && need.name !== 'date');
  const attributes = needs.filter(need => need.from !== 'metrics' && need.name !== 'date');
  const attributeTable = (table: TableName, key: string): RequestedColumn[] =>
    once([named(table, key, 'text', true), ...attributes.map(({ name, type }) => named(table, name, type))]);
  return {
    sales: once([
      named('sales', 'date', 'date', true),
      ...keys('sales'),
      ...rowNeeds.map(({ name, type }) => named('sales', name, type)),
      ...joins('sales'),
    ]),
    metrics: once([
      named('metrics', 'date', 'date', true),
      ...keys('metrics'),
      ...needs
        .filter(need => need.from === 'metrics' || need.from === 'group')
        .map(({ name, type }) => named('metrics', name, type)),
      ...joins('metrics'),
    ]),
    brands: attributeTable('brands', 'brand'),
    merchants: attributeTable('merchants', 'merchant'),
    categories: attributeTable('categories', 'category'),
  };
}

/** Each column once; the first request stands. */
function once(requests: readonly RequestedColumn[]): RequestedColumn[] {
  return requests.filter((request, at) => requests.findIndex(other => other.name === request.name) === at);
}
