import { needsOf } from '../model/needs.ts';
import { attributeStages } from './attributesCte.ts';
import type { SqlContext } from './context.ts';
import { metricsAttributes, metricsStage } from './metricsCtes.ts';
import { PeriodStages } from './periodCtes.ts';
import { salesAttributes, salesStage } from './salesCtes.ts';
import { unitAttributes } from './unitsCtes.ts';
import type { Sources } from './unitsCtes.ts';

/**
 * Adds the stages that read the tables, and the model's period.
 *
 * Degenerate: no table has dates and the model states no end: no period.
 * @example sourceStages(context).period?.name // 'period'
 */
export function sourceStages(context: SqlContext): Sources {
  const { tables, plan } = context;
  const hasMetrics = tables.sales === undefined || needsOf(plan).some(({ from }) => from === 'metrics');
  const asked = [
    ...(tables.sales ? salesAttributes(context) : []),
    ...(hasMetrics ? metricsAttributes(context) : []),
    ...unitAttributes(context),
  ];
  const attributes = attributeStages(context, asked);
  const sales = tables.sales && salesStage(context, attributes);
  const metrics = hasMetrics ? metricsStage(context, attributes) : undefined;
  const periods = new PeriodStages(context);
  const rows = sales?.stage ?? (metrics?.date === undefined ? undefined : metrics.stage);
  const hasPeriod = rows !== undefined || plan.model.period.end !== undefined;
  const date = sales?.columns.get('date') ?? metrics?.date ?? '';
  return { sales, metrics, attributes, periods, period: hasPeriod ? periods.own(rows, date) : undefined };
}
