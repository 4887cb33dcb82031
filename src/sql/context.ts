import { RatingError, throwFaults } from '../errors/ratingError.ts';
import type { NamedSpec, NoSql } from '../expr/method.ts';
import type { ColumnTypes } from '../expr/types.ts';
import { check } from '../model/check.ts';
import { needsOf } from '../model/needs.ts';
import type { Need } from '../model/needs.ts';
import { fixedTypes, planOf } from '../model/plan.ts';
import type { Plan } from '../model/plan.ts';
import { fileName } from '../model/sources.ts';
import type { TableName, Tables } from '../model/sources.ts';
import type { Model } from '../model/spec.ts';
import type { ColumnType } from '../table/table.ts';
import { impliedTables } from './impliedTables.ts';
import type { ModelDialect } from './modelDialect.ts';
import { Statement } from './statement.ts';

/** What all parts of the statement are written from. */
export interface SqlContext {
  readonly plan: Plan;
  readonly dialect: ModelDialect;
  /** Which tables there are, with their columns; rows are not looked at. */
  readonly tables: Tables;
  /** A table's name, quoted. */
  readonly tableName: (table: TableName) => string;
  readonly statement: Statement;
}

/**
 * What a statement is written from: the model read, and the tables that it is about.
 *
 * @throws every fault of `check`
 * @example contextOf(model, duckdb, undefined, {}).tableName('sales') // '"sales"'
 */
export function contextOf(
  model: Model,
  dialect: ModelDialect,
  tables: Tables | undefined,
  names: Readonly<Partial<Record<TableName, readonly string[]>>>,
): SqlContext {
  const plan = planOf(model);
  const known = tables ?? impliedTables(plan);
  throwFaults(check(model, known));
  const nameOf = (table: TableName): readonly string[] => names[table] ?? [table];
  // Checked before: only the tables of the type are there.
  const taken = (Object.keys(known) as TableName[]).flatMap(nameOf);
  return {
    plan,
    dialect,
    tables: known,
    tableName: table =>
      nameOf(table)
        .map(name => dialect.identifier(name))
        .join('.'),
    statement: new Statement(dialect, taken),
  };
}

/**
 * A column of a table under the file's name, quoted.
 *
 * @example fileColumn(context, 'sales', 'merchant', 's') // 's."merchant_id"'
 */
export function fileColumn({ plan, dialect }: SqlContext, table: TableName, ours: string, alias: string): string {
  return `${alias}.${dialect.identifier(fileName(plan.model, table, ours))}`;
}

/**
 * A column read as what the model takes it for.
 *
 * @example readAs(duckdb, 'date', 's."day"').includes('AS DATE') // true
 */
export function readAs(dialect: ModelDialect, type: ColumnType | 'any', column: string): string {
  if (type === 'date') return dialect.toDate(column);
  return type === 'number' ? dialect.toNumber(column) : dialect.toText(column);
}

/** What the names of a source hold: of sales rows, or of the units' keys. */
export function typesOf({ plan }: SqlContext, from: Need['from']): ColumnTypes {
  const types = new Map<string, ColumnType>(fixedTypes(plan.model));
  for (const need of needsOf(plan)) if (need.from === from && need.type !== 'any') types.set(need.name, need.type);
  return types;
}

/**
 * The SQL of the method that a spec names.
 *
 * @throws not_supported when the method says that it has none, with its reason
 * @example sqlOf(minMaxSql, { method: 'min-max' }, ['normalize']).fit !== undefined // true
 */
export function sqlOf<Sql extends object>(
  sql: Sql | NoSql,
  { method }: NamedSpec,
  path: readonly (string | number)[],
): Sql {
  if (!('noSql' in sql)) return sql;
  throw new RatingError('not_supported', path, `the method "${method}" cannot be written as SQL: ${sql.noSql}`);
}
