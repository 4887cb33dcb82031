// Units: what is rated, with the number of its peers group.
import { needsOf } from '../model/needs.ts';
import { attributeNamed } from './attributesCte.ts';
import type { Attribute, AttributeStages } from './attributesCte.ts';
import type { SqlContext } from './context.ts';
import type { MetricsStages } from './metricsCtes.ts';
import type { PeriodStage, PeriodStages } from './periodCtes.ts';
import type { RowStage } from './salesCtes.ts';
import { select } from './statement.ts';

/** The units as a stage, with the columns of their keys. */
export interface UnitStage {
  readonly stage: string;
  readonly keys: ReadonlyMap<string, string>;
}

/** The rows that the units come from. */
export interface Sources {
  readonly sales: RowStage | undefined;
  readonly metrics: MetricsStages | undefined;
  readonly attributes: AttributeStages;
  readonly periods: PeriodStages;
  readonly period: PeriodStage | undefined;
}

/** The attributes that formulas ask of units. */
export function unitAttributes(context: SqlContext): Attribute[] {
  return needsOf(context.plan).flatMap(({ from, name }) => (from === 'key' ? (attributeOf(context, name) ?? []) : []));
}

/**
 * Adds the stage of all units, numbered in the order of their keys; units of one number in `peers` are compared with each other.
 *
 * @example unitsStage(context, sources).keys.get('brand') // '"brand"'
 */
export function unitsStage(context: SqlContext, { sales, metrics, period }: Sources): UnitStage {
  const { plan, dialect, statement } = context;
  const stage = sales?.stage ?? metrics?.latest(period);
  // The rows of units have all keys: this was checked before.
  const columnOf = (name: string): string => (sales?.columns ?? metrics?.keys)?.get(name) as string;
  const keys = plan.keys.map(columnOf);
  const order = (names: readonly string[]): string =>
    names.map(name => dialect.byCodePoint(`k.${columnOf(name)}`)).join(', ');
  const { within } = plan.model.rate;
  const peers = within.length === 0 ? '1' : `dense_rank() OVER (ORDER BY ${order(within)})`;
  return {
    keys: new Map(plan.keys.map(name => [name, columnOf(name)])),
    stage: statement.add(
      'units',
      [`What is rated: ${plan.model.rate.unit.join(', ')}, compared within ${within.join(', ') || 'all'}`],
      [
        ...select([
          `row_number() OVER (ORDER BY ${order(plan.keys)}) AS unit`,
          `${peers} AS peers`,
          ...keys.map(key => `k.${key}`),
        ]),
        `FROM (SELECT DISTINCT ${keys.map(key => `k.${key}`).join(', ')} FROM ${stage} AS k) AS k`,
      ],
    ),
  };
}

/** Where a formula about units finds a name: undefined when it is a key. */
export function attributeOf(context: SqlContext, name: string): Attribute | undefined {
  const { keys } = context.plan;
  return keys.includes(name) ? undefined : attributeNamed(context, name, key => keys.includes(key));
}
