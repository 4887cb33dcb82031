import * as z from 'zod/mini';
import type { ColumnType } from '../table/table.ts';
import { fixedTypes } from './plan.ts';
import { modelParts } from './spec.ts';

/**
 * Column types that a document fixes, so that the formulas of a faulty one can be checked too.
 *
 * Degenerate: where its `rate` or `sales` are faulty: those of a model of brands that derives nothing.
 * @example documentTypes({ sales: { derive: { net: 'revenue - cost' } } }).get('net') // 'number'
 */
export function documentTypes(document: unknown): Map<string, ColumnType> {
  const { rate, sales } = modelParts();
  const { success, data } = z.object({ rate, sales }).safeParse(document);
  return fixedTypes(success ? data : { rate: { unit: ['brand'], within: [] }, sales: { derive: {} } });
}
