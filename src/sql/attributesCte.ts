// Names that are no columns of the rows themselves: attributes of the brand, merchant or category of a row.
import { attributeTables, columnNamed } from '../model/sources.ts';
import type { TableName } from '../model/sources.ts';
import { fileColumn, readAs } from './context.ts';
import type { SqlContext } from './context.ts';
import { Names } from './names.ts';
import { select, within } from './statement.ts';

/** Where an attribute is found: a table, and the column of the rows that finds its row. */
export interface Attribute {
  readonly name: string;
  readonly table: TableName;
  readonly key: string;
}

/** The attribute tables as stages: how to join them, and what their columns are then called. */
export interface AttributeStages {
  /** The joins that some attributes take, given the SQL of each key. */
  join(attributes: readonly Attribute[], keyOf: (key: string) => string): string[];
  column(attribute: Attribute): string;
}

/**
 * The attribute that a name is, when the rows that it is asked of have its key.
 *
 * Degenerate: no attribute table has the name, or none can be reached: undefined.
 * @example attributeNamed(context, 'department', key => key === 'category') // { name: 'department', table: 'categories', key: 'category' }
 */
export function attributeNamed(
  { plan, tables }: SqlContext,
  name: string,
  hasKey: (key: string) => boolean,
): Attribute | undefined {
  const [found] = attributeTables(plan.model, tables, name).filter(({ key }) => hasKey(key));
  return found && { name, ...found };
}

/**
 * Adds one stage for each attribute table that is asked for something.
 *
 * Shape: one row a key. Degenerate: a key that stands twice lets the statement fail when it is run; rows without a key are left out.
 * @example attributeStages(context, []).join([], key => key) // []
 */
export function attributeStages(context: SqlContext, attributes: readonly Attribute[]): AttributeStages {
  const { dialect } = context;
  const stages = new Map<TableName, string>();
  const columns = new Map<string, string>();
  for (const { table, key } of attributes) {
    if (stages.has(table)) continue;
    const names = new Names(['key']);
    const wanted = [...new Set(attributes.filter(each => each.table === table).map(each => each.name))];
    const own = wanted.map(name => ({ name, column: dialect.identifier(names.take(name)) }));
    for (const { name, column } of own) columns.set(`${table} ${name}`, column);
    stages.set(table, addStage(context, table, key, own));
  }
  return {
    join: (wanted, keyOf) =>
      [...stages].flatMap(([table, stage]) => {
        const user = wanted.find(each => each.table === table);
        return user ? [`LEFT JOIN ${stage} AS ${table} ON ${table}.key = ${keyOf(user.key)}`] : [];
      }),
    // Every attribute of the model was given above.
    column: ({ table, name }) => `${table}.${columns.get(`${table} ${name}`) as string}`,
  };
}

function addStage(
  context: SqlContext,
  table: TableName,
  key: string,
  own: readonly { name: string; column: string }[],
): string {
  const { dialect, statement, plan, tables } = context;
  const twice = dialect.fail(`${dialect.text(`${table}: more than one row for `)} || a.key`);
  const read = own.map(({ name, column }) => {
    const type = columnNamed(plan.model, tables, table, name)?.type ?? 'any';
    return `${readAs(dialect, type, fileColumn(context, table, name, 't'))} AS ${column}`;
  });
  const keyed = select([`${dialect.toText(fileColumn(context, table, key, 't'))} AS key`, ...read]);
  return statement.add(
    `${table}_by_key`,
    [`The ${table} table, one row a ${key}`],
    [
      ...select([
        'a.key',
        ...own.map(({ column }) => `CASE WHEN count(*) > 1 THEN ${twice} ELSE min(a.${column}) END AS ${column}`),
      ]),
      ...within([...keyed, `FROM ${context.tableName(table)} AS t`], 'a'),
      'WHERE a.key IS NOT NULL',
      'GROUP BY a.key',
    ],
  );
}
