import * as z from 'zod/mini';
import { marketSpec } from './market/index.ts';
import { modelSpec } from './spec.ts';

/**
 * The JSON Schema of a model document, so that editors complete and check it, its `market` part too.
 *
 * Shape: JSON Schema draft 2020-12 of the document as written: defaults may be left out.
 * @source JSON Schema 2020-12
 * @example modelJsonSchema().title // 'brandrank model'
 */
export function modelJsonSchema(): Record<string, unknown> {
  const { $defs, $ref, ...head } = z.toJSONSchema(modelSpec, { io: 'input' });
  const { BrandrankModel, ...others } = $defs ?? {};
  const { $schema: _schema, ...market } = z.toJSONSchema(marketSpec, { io: 'input' });
  const document = $ref === undefined ? head : { ...head, ...BrandrankModel };
  return { ...document, properties: { ...document.properties, market }, $defs: others };
}
