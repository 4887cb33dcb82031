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
  const attributes = new Map<TableName, Map<string, Column>>();
  const isAttribute = (name: string): boolean => ATTRIBUTE_TABLES.some(([attributeTable, key]) => key !== name && name in (model.columns[attributeTable] ?? {}));
  const typeOf = (name: string): ColumnType | 'any' => needs.find(need => need.name === name && need.from !== 'metrics')?.type ?? 'text';
  for (const [name, key] of ATTRIBUTE_TABLES) {
    const mapped = Object.keys(model.columns[name] ?? {});
    if (mapped.length > 0) attributes.set(name, columnsOf(plan, name, [key, ...mapped], typeOf));
  }
  const own = [...keys.filter(name => !isAttribute(name)), ...ATTRIBUTE_TABLES.filter(([name]) => attributes.has(name)).map(([, key]) => key)];
  const asked = needs.filter(({ from, name }) => from === 'sales' && !isAttribute(name)).map(({ name }) => name);
  const metrics = needs.filter(({ from }) => from === 'metrics').map(({ name }) => name);
  const hasSales = measures || where !== null || derive.length > 0;
  const dated = model.columns.metrics && 'date' in model.columns.metrics ? ['date'] : [];
  return {
    ...(hasSales ? { sales: table(columnsOf(plan, 'sales', ['date', ...own, ...asked], typeOf)) } : {}),
    ...(metrics.length > 0 || !hasSales
      ? { metrics: table(columnsOf(plan, 'metrics', [...dated, ...own, ...metrics], name => (metrics.includes(name) ? 'number' : typeOf(name)))) }
      : {}),
    ...Object.fromEntries([...attributes].map(([name, columns]) => [name, table(columns)])),
  };
}

function columnsOf({ model }: Plan, name: TableName, ours: readonly string[], typeOf: (name: string) => ColumnType | 'any'): Map<string, Column> {
  return new Map(ours.map(each => [fileName(model, name, each), emptyColumn(each === 'date' ? 'date' : typeOf(each))]));
}

function emptyColumn(type: ColumnType | 'any'): Column {
  if (type === 'date') return dates([]);
  return type === 'number' ? { type: 'number', values: new Float64Array() } : textColumn([]);
}
