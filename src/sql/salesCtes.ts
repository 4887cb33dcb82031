// The sales rows that can be measured: read under the model's names, attributes joined, columns derived, the others left out.
import type { AgeDays, Formula, Leaf } from '../expr/formula.ts';
import { finiteSql, formulaSql } from '../expr/formulaSql.ts';
import type { ColumnTypes } from '../expr/types.ts';
import { needsOf } from '../model/needs.ts';
import { columnNamed } from '../model/sources.ts';
import { attributeNamed } from './attributesCte.ts';
import type { Attribute, AttributeStages } from './attributesCte.ts';
import { fileColumn, readAs, typesOf } from './context.ts';
import type { SqlContext } from './context.ts';
import { Names } from './names.ts';
import { select } from './statement.ts';

/** Rows as a stage, with the columns of its rows by our names. */
export interface RowStage {
  readonly stage: string;
  readonly columns: ReadonlyMap<string, string>;
  readonly types: ColumnTypes;
}

/** The attributes that are asked of sales rows. */
export function salesAttributes(context: SqlContext): Attribute[] {
  return wanted(context).flatMap(({ attribute }) => (attribute ? [attribute] : []));
}

/**
 * Adds the stages that make sales rows ready to be measured.
 *
 * Shape: the sales table to the rows with a date and a key for which `where` holds; columns are those that the model asks for.
 * @example salesStage(context, attributes).columns.get('date') // '"date"'
 */
export function salesStage(context: SqlContext, attributes: AttributeStages): RowStage {
  const { plan, dialect, statement } = context;
  const names = new Names(['unit', 'peers', 'rows_found']);
  const types = typesOf(context, 'sales');
  const own = wanted(context).map(({ name, attribute }) => ({
    name,
    attribute,
    column: dialect.identifier(names.take(name)),
  }));
  const columns = new Map(own.map(({ name, column }) => [name, column]));
  const read = own.map(({ name, attribute, column }) => {
    const value = attribute
      ? attributes.column(attribute)
      : readAs(dialect, types.get(name) ?? 'any', fileColumn(context, 'sales', name, 's'));
    return `${value} AS ${column}`;
  });
  const joins = attributes.join(salesAttributes(context), key =>
    dialect.toText(fileColumn(context, 'sales', key, 's')),
  );
  let stage = statement.add(
    'sales_columns',
    ['The sales table under the names of the model'],
    [...select(read), `FROM ${context.tableName('sales')} AS s`, ...joins],
  );
  for (const { name, formula } of plan.derive) {
    const value = finiteSql(dialect, rowSql(context, { columns, types }, formula));
    columns.set(name, dialect.identifier(names.take(name)));
    stage = statement.add(
      'sales_derived',
      [`A column made from others: ${name}`],
      [...select(['r.*', `${value} AS ${columns.get(name)}`]), `FROM ${stage} AS r`],
    );
  }
  const needed = ['date', ...plan.keys].map(name => `r.${columns.get(name)} IS NOT NULL`);
  const where = plan.where ? [rowSql(context, { columns, types }, plan.where)] : [];
  stage = statement.add(
    'sales_rows',
    ['The rows that can be used: with a date and a key, and as sales.where asks'],
    ['SELECT r.*', `FROM ${stage} AS r`, `WHERE ${[...needed, ...where].join(' AND ')}`],
  );
  return { stage, columns, types };
}

/**
 * A formula of a row `r`; ages are counted to the end of the period `p`.
 *
 * @example rowSql(context, rows, parseFormula('units > 0', 'row', [])) // '(r."units" > 0e0)'
 */
export function rowSql(
  { dialect }: SqlContext,
  { columns, types }: Pick<RowStage, 'columns' | 'types'>,
  formula: Formula,
): string {
  return write(formula);

  function write(part: Formula): string {
    return formulaSql(part, dialect, leafSql, types);
  }

  function leafSql(leaf: Leaf): string {
    // Checked before: every name is a column of the rows.
    if (leaf.kind === 'column') return `r.${columns.get(leaf.name) as string}`;
    // Parsing allows nothing else in an expression of a row.
    const { of } = leaf as AgeDays;
    if (of === null) return dialect.daysBetween('p.end_day', `r.${columns.get('date') as string}`);
    return `(${dialect.daysBetween('p.end_day', dialect.date(0))} - ${finiteSql(dialect, write(of))})`;
  }
}

/** The columns that are asked of sales rows: the date, the keys, and what formulas name. */
function wanted(context: SqlContext): { name: string; attribute: Attribute | undefined }[] {
  const { plan, tables } = context;
  const has = (name: string): boolean => columnNamed(plan.model, tables, 'sales', name) !== undefined;
  const asked = needsOf(plan)
    .filter(({ from }) => from === 'sales')
    .map(({ name }) => name);
  return [...new Set(['date', ...plan.keys, ...asked])].map(name => ({
    name,
    attribute: has(name) ? undefined : attributeNamed(context, name, has),
  }));
}
