import { RatingError, throwFaults } from '../errors/ratingError.ts';
import type { Fault } from '../errors/ratingError.ts';
import { checkIndex } from './checkIndex.ts';
import { modelFaults } from './faults.ts';
import { formulaPlaces, readFormula } from './formulas.ts';
import { fixedTypes, planOf } from './plan.ts';
import { periodFaults } from './periodFaults.ts';
import { modelSpec } from './spec.ts';
import type { Model } from './spec.ts';

/**
 * Reads a model document: fills in defaults, or throws every fault of structure, formulas and index at once.
 *
 * Shape: any JSON value to a model.
 * @throws invalid_model, invalid_formula, unknown_name, wrong_type, duplicate, cycle, too_complex
 * @example parseModel({ version: 1, name: 'sales', indicators: [{ id: 'sales', formula: 'sum(revenue)' }], index: { id: 'power', of: [{ id: 'sales' }] } }).normalize.method // 'min-max'
 */
export function parseModel(document: unknown): Model {
  try {
    const parsed = modelSpec.safeParse(document);
    if (!parsed.success) {
      throwFaults([...modelFaults(parsed.error.issues, document), ...formulaFaults(document), ...indexFaults(document)]);
    }
    // Without faults the parse succeeded.
    const model = parsed.data as Model;
    throwFaults([...keyFaults(model), ...formulaFaults(model), ...checkIndex(model)]);
    throwFaults(periodFaults(planOf(model)));
    return model;
  } catch (error) {
    if (error instanceof RangeError) throw new RatingError('too_complex', [], 'the document nests too deep to be read');
    throw error;
  }
}

function keyFaults({ rate }: Model): Fault[] {
  const keys = [...rate.within, ...rate.unit];
  const twice = keys.find((name, position) => keys.indexOf(name) !== position);
  if (twice === undefined) return [];
  return [{ code: 'duplicate', path: ['rate'], message: `"${twice}" stands twice; peers are units that share "within" and differ in "unit"` }];
}

function formulaFaults(document: unknown): Fault[] {
  const faults: Fault[] = [];
  const model = modelSpec.pick({ rate: true, sales: true }).safeParse(pick(document, ['rate', 'sales']));
  const types = fixedTypes(model.success ? model.data : { rate: { unit: ['brand'], within: [] }, sales: { derive: {} } });
  for (const place of formulaPlaces(document)) readFormula(place, types, faults);
  return faults;
}

/** The faults of the index of a document whose other parts may be faulty. */
function indexFaults(document: unknown): Fault[] {
  const keys = ['indicators', 'index', 'normalize', 'ties'] as const;
  const part = modelSpec
    .pick({ indicators: true, index: true, normalize: true, ties: true })
    .safeParse(pick(document, keys));
  return part.success ? checkIndex(part.data) : [];
}

function pick(document: unknown, keys: readonly string[]): Record<string, unknown> {
  if (typeof document !== 'object' || document === null) return {};
  return Object.fromEntries(Object.entries(document).filter(([key]) => keys.includes(key)));
}
