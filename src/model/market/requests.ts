import { requestsOf } from '../requests.ts';
import type { RequestedColumn } from '../requests.ts';
import type { TableName } from '../sources.ts';
import type { Model } from '../spec.ts';
import { marketColumns } from './columns.ts';
import { marketNeeds } from './needs.ts';
import { marketSettings } from './settings.ts';

/**
 * The columns to read of each table for a model and its `market` part: those of `requestsOf`, and what the market questions can make use of.
 *
 * Shape: one list a table. Degenerate: no such part: those of `requestsOf`.
 * @throws every fault of the part at once
 * @example studyRequests({ ...model, market: marketSettings({ market: { demand: 'visits' } }) }).metrics.some(({ name }) => name === 'visits') // true
 */
export function studyRequests(model: Model): Record<TableName, RequestedColumn[]> {
  if (!model.market) return requestsOf(model);
  const market = marketSettings(model);
  return requestsOf(model, [...marketNeeds({ ...model, market }), ...marketColumns(market)]);
}
