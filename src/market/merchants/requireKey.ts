import { RatingError } from '../../errors/ratingError.ts';
import type { Study } from '../study.ts';

/**
 * Stops a question about merchants or brands when the rows do not name them.
 *
 * @throws unknown_column
 * @example requireKey(study, 'merchant') // undefined
 */
export function requireKey({ rows }: Study, key: 'merchant' | 'brand'): void {
  if (rows.has(key)) return;
  const message = `no column "${key}"; questions about ${key}s need one, or columns.sales.${key} with its name in the file`;
  throw new RatingError('unknown_column', ['sales', key], message);
}
