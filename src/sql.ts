// The door `brandrank/sql`: the same model as one SQL statement.
export { dialects, modelSql } from './sql/modelSql.ts';
export type { MethodDialect } from './expr/methodDialect.ts';
export type { ModelDialect } from './sql/modelDialect.ts';
export type { SqlOptions } from './sql/modelSql.ts';
