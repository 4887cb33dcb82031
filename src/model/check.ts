import { didYouMean } from '../errors/didYouMean.ts';
import type { Fault } from '../errors/ratingError.ts';
import type { Column } from '../table/table.ts';
import { groupingPlaces } from './groupings.ts';
import { needsOf } from './needs.ts';
import type { Need } from './needs.ts';
import { planOf } from './plan.ts';
import type { Plan } from './plan.ts';
import { ATTRIBUTE_TABLES, attributeTables, columnNamed, ourNames } from './sources.ts';
import type { TableName, Tables } from './sources.ts';
import type { Model } from './spec.ts';

/**
 * What of a model does not fit the tables: tables that are not given, columns that are not there, of another type, or in two tables.
 *
 * Shape: a model and tables to faults, before any number is computed; none when it fits.
 * @example check(model, { sales: table({ brand: ['Ada'] }) })[0].code // 'unknown_column'
 */
export function check(model: Model, tables: Tables): Fault[] {
  const plan = planOf(model);
  const missingTable = tableFaults(plan, tables);
  if (missingTable.length > 0) return missingTable;
  return [
    ...mapFaults(model, tables),
    ...deriveFaults(model, tables),
    ...dateFaults(model, tables),
    ...needsOf(plan).flatMap(need => needFaults(plan, tables, need)),
  ];
}

function tableFaults({ measures, where, derive }: Plan, tables: Tables): Fault[] {
  const needsSales = measures || where !== null || derive.length > 0;
  if (needsSales && !tables.sales)
    return [fault('unknown_column', ['sales'], 'the model measures sales rows; give a sales table')];
  if (!tables.sales && !tables.metrics) return [fault('unknown_column', [], 'give a sales or a metrics table')];
  return [];
}

function mapFaults(model: Model, tables: Tables): Fault[] {
  return (Object.keys(model.columns) as TableName[]).flatMap(name => {
    const table = tables[name];
    if (!table) return [];
    return Object.entries(model.columns[name] ?? {})
      .filter(([, theirs]) => !table.columns.has(theirs))
      .map(([ours, theirs]) => {
        const names = [...table.columns.keys(), ...(table.unread ?? [])];
        return fault(
          'unknown_column',
          ['columns', name, ours],
          `${name} has no column "${theirs}"; it has ${list(names)}${didYouMean(theirs, names)}`,
        );
      });
  });
}

function deriveFaults(model: Model, tables: Tables): Fault[] {
  return Object.keys(model.sales.derive)
    .filter(name => tables.sales && columnNamed(model, tables, 'sales', name) !== undefined)
    .map(name =>
      fault('duplicate', ['sales', 'derive', name], 'sales has a column of this name already; derive it under another'),
    );
}

function dateFaults(model: Model, tables: Tables): Fault[] {
  const faults: Fault[] = [];
  if (tables.sales)
    faults.push(
      ...typeFaults(
        columnNamed(model, tables, 'sales', 'date'),
        ['sales', 'date'],
        'date',
        ourNames(model, 'sales', tables.sales),
      ),
    );
  const dated = columnNamed(model, tables, 'metrics', 'date');
  if (dated) faults.push(...typeFaults(dated, ['metrics', 'date'], 'date', []));
  return faults;
}

function needFaults(plan: Plan, tables: Tables, need: Need): Fault[] {
  const { model } = plan;
  if (need.from === 'metrics') {
    if (!tables.metrics)
      return [fault('unknown_column', need.path, `asks for the metric "${need.name}"; give a metrics table`)];
    return typeFaults(
      columnNamed(model, tables, 'metrics', need.name),
      need.path,
      need.type,
      ourNames(model, 'metrics', tables.metrics),
      need.name,
    );
  }
  if (need.from === 'group') return groupFaults(plan, tables, need);
  if (need.name === 'date' && need.from === 'sales') return [];
  const isKey = need.from === 'key' && plan.keys.includes(need.name);
  const main: TableName = tables.sales ? 'sales' : 'metrics';
  const own = need.from === 'sales' || isKey ? columnNamed(model, tables, main, need.name) : undefined;
  const attributes = attributeTables(model, tables, need.name).filter(({ key }) =>
    isReachable(plan, tables, main, key, need),
  );
  if (own && attributes.length > 0 && !isKey) return [ambiguous(need, [main, ...attributes.map(({ table }) => table)])];
  if (attributes.length > 1)
    return [
      ambiguous(
        need,
        attributes.map(({ table }) => table),
      ),
    ];
  const column = own ?? (attributes[0] && columnNamed(model, tables, attributes[0].table, need.name));
  const faults = typeFaults(column, need.path, need.type, reachableNames(plan, tables, main, need), need.name);
  if (own || !attributes[0]) return faults;
  const { table, key } = attributes[0];
  return [...faults, ...typeFaults(columnNamed(model, tables, table, key), [table, key], 'text', [], key)];
}

function groupFaults(plan: Plan, tables: Tables, need: Need): Fault[] {
  const [place, ...more] = groupingPlaces(plan, tables, need.name);
  if (place === 'key') return [];
  if (more.length > 0) return [ambiguous(need, [place, ...(more as TableName[])])];
  const column = place && columnNamed(plan.model, tables, place, need.name);
  const names = tables.metrics ? ourNames(plan.model, 'metrics', tables.metrics) : [];
  const reachable = reachableNames(plan, tables, tables.sales ? 'sales' : 'metrics', { ...need, from: 'key' });
  return typeFaults(column, need.path, 'text', [...new Set([...reachable, ...names])], need.name);
}

/** Whether an attribute table can be joined: by a column of the rows, or by a key of the units. */
function isReachable({ model, keys }: Plan, tables: Tables, main: TableName, key: string, need: Need): boolean {
  if (need.from === 'key' && !keys.includes(need.name)) return keys.includes(key);
  return columnNamed(model, tables, main, key) !== undefined;
}

function reachableNames(plan: Plan, tables: Tables, main: TableName, need: Need): string[] {
  const table = tables[main];
  const own =
    table && (need.from === 'sales' || plan.keys.includes(need.name))
      ? ourNames(plan.model, main, table)
      : [...plan.keys];
  const joined = ATTRIBUTE_TABLES.flatMap(([name, key]) => {
    const attributes = tables[name];
    return attributes && isReachable(plan, tables, main, key, need) ? ourNames(plan.model, name, attributes) : [];
  });
  return [...new Set([...own, ...joined, ...Object.keys(need.from === 'sales' ? plan.model.sales.derive : {})])];
}

function ambiguous(need: Need, tables: readonly TableName[]): Fault {
  return fault(
    'duplicate',
    need.path,
    `"${need.name}" stands in ${tables.join(' and ')}; map one of them to another name in columns`,
  );
}

function typeFaults(
  column: Column | undefined,
  path: Fault['path'],
  type: Need['type'],
  known: readonly string[],
  name = String(path.at(-1)),
): Fault[] {
  if (!column)
    return [fault('unknown_column', path, `no column "${name}"; there are ${list(known)}${didYouMean(name, known)}`)];
  if (type === 'any' || column.type === type) return [];
  const advice = type === 'date' ? '; make it with dates()' : '';
  return [
    fault(
      'wrong_type',
      path,
      `column "${name}" holds ${plural(column.type)}, and ${plural(type)} should stand there${advice}`,
    ),
  ];
}

function plural(type: Column['type']): string {
  return type === 'text' ? 'text' : `${type}s`;
}

function list(names: Iterable<string>): string {
  const all = [...names].map(name => `"${name}"`);
  return all.length > 30 ? `${all.slice(0, 30).join(', ')} and ${all.length - 30} more` : all.join(', ');
}

function fault(code: Fault['code'], path: Fault['path'], message: string): Fault {
  return { code, path, message };
}
