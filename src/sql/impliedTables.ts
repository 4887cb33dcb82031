import { needsOf } from '../model/needs.ts';
import type { Plan } from '../model/plan.ts';
import { ATTRIBUTE_TABLES, fileName } from '../model/sources.ts';
import type { TableName, Tables } from '../model/sources.ts';
import { dates } from '../table/days.ts';
import { table } from '../table/table.ts';
import type { Column, ColumnType } from '../table/table.ts';
import { textColumn } from '../table/text.ts';

/**
 * The tables that a model speaks of, without rows: for SQL that is written where no table is at hand.
 *
 * Shape: a model to the columns that it asks for. A name is a column of an attribute table where `columns` maps it there, else of the
 * sales or metrics rows; metrics have a date where `columns` maps it.
 * @example impliedTables(planOf(model)).sales?.columns.has('date') // true
 */
export function impliedTables(plan: Plan): Tables {
  const { model, keys, measures, where, derive } = plan;
  const needs = needsOf(plan);
  const mapped = (name: TableName): string[] => Object.keys(model.columns[name] ?? {});
  const attributed = ATTRIBUTE_TABLES.filter(([name]) => mapped(name).length > 0);
  const isOwn = (name: string): boolean =>
    !attributed.some(([attributes, key]) => key !== name && mapped(attributes).includes(name));
  const typeOf = (name: string): ColumnType | 'any' =>
    needs.find(need => need.name === name && need.from !== 'metrics')?.type ?? 'text';
  const rows = [...keys.filter(isOwn), ...attributed.map(([, key]) => key)];
  const asked = needs.filter(({ from, name }) => from === 'sales' && isOwn(name)).map(({ name }) => name);
  const metrics = needs.filter(({ from }) => from === 'metrics').map(({ name }) => name);
  const grouped = needs.filter(({ from, name }) => from === 'group' && isOwn(name)).map(({ name }) => name);
  const metricTypeOf = (name: string): ColumnType | 'any' => (metrics.includes(name) ? 'number' : typeOf(name));
  const tables = new Map<TableName, Map<string, Column>>();
  const add = (name: TableName, ours: readonly string[], types: typeof typeOf): unknown =>
    tables.set(name, columnsOf(plan, name, [...ours, ...mapped(name)], types));
  for (const [name, key] of attributed) add(name, [key], typeOf);
  const hasSales = measures || where !== null || derive.length > 0;
  if (hasSales) add('sales', ['date', ...rows, ...asked], typeOf);
  if (!hasSales || metrics.length > 0 || grouped.length > 0)
    add('metrics', [...rows, ...metrics, ...grouped], metricTypeOf);
  return Object.fromEntries([...tables].map(([name, columns]) => [name, table(columns)]));
}

function columnsOf(
  { model }: Plan,
  name: TableName,
  ours: readonly string[],
  typeOf: (name: string) => ColumnType | 'any',
): Map<string, Column> {
  return new Map(ours.map(each => [fileName(model, name, each), emptyColumn(each === 'date' ? 'date' : typeOf(each))]));
}

function emptyColumn(type: ColumnType | 'any'): Column {
  if (type === 'date') return dates([]);
  return type === 'number' ? { type: 'number', values: new Float64Array() } : textColumn([]);
}
