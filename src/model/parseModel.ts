import * as z from 'zod/mini';
import { RatingError, throwFaults } from '../errors/ratingError.ts';
import type { Fault, FaultPath } from '../errors/ratingError.ts';
import { checkIndex } from './checkIndex.ts';
import { keysIn } from '../expr/keysIn.ts';
import { specFaults } from '../expr/specFaults.ts';
import { documentTypes } from './documentTypes.ts';
import { formulaPlaces, readFormula } from './formulas.ts';
import { holdColumns } from './lastRelease.ts';
import { planOf } from './plan.ts';
import { orderFaults } from './orderFaults.ts';
import { orderFormulas, ratingTypes } from './orderFormulas.ts';
import { periodFaults } from './periodFaults.ts';
import { prototypeKeys } from './prototypeKeys.ts';
import { modelParts, modelSpec } from './spec.ts';
import type { IndexNode, Model } from './spec.ts';
import type { ColumnType } from '../table/table.ts';

/**
 * Reads a model document: fills in defaults, or throws every fault of structure, formulas and index at once.
 *
 * Shape: any JSON value to a model. What stands inside of `market` is passed on unexamined; `parseStudyModel` of `brandrank/market` reads it too.
 * @throws invalid_model, invalid_formula, unknown_name, wrong_type, duplicate, cycle, too_complex
 * @example parseModel({ version: 1, name: 'sales', indicators: [{ id: 'sales', formula: 'sum(revenue)' }], index: { id: 'power', of: [{ id: 'sales' }] } }).normalize.method // 'min-max'
 */
export function parseModel(document: unknown): Model {
  try {
    const hidden = prototypeKeys(document);
    const parsed = modelSpec.safeParse(document);
    if (!parsed.success) {
      throwFaults([
        ...hidden,
        ...specFaults(parsed.error.issues, document, 'invalid_model', path => keysIn(modelSpec, path)),
        ...formulaFaults(document),
        ...indexFaults(document),
        ...policyFaults(document),
      ]);
    }
    // Without faults the parse succeeded.
    const model = parsed.data as Model;
    throwFaults([
      ...hidden,
      ...keyFaults(model),
      ...holdFaults(model),
      ...formulaFaults(model),
      ...checkIndex(model),
      ...policyFaults(model),
    ]);
    throwFaults(periodFaults(planOf(model)));
    return model;
  } catch (error) {
    if (error instanceof RangeError) throw new RatingError('too_complex', [], 'nests too deep to be read');
    throw error;
  }
}

function keyFaults({ rate, indicators, index }: Model): Fault[] {
  const keys = [...rate.within, ...rate.unit];
  const twice = keys.find((name, position) => keys.indexOf(name) !== position);
  const ids = new Set([...indicators.map(({ id }) => id), ...nodeIds(index)]);
  const clash = keys.find(name => ids.has(name) || ['rank', 'grade', 'score', 'coverage', 'eligible'].includes(name));
  const faults: Fault[] = [];
  if (clash !== undefined) {
    const message = `the key "${clash}" has the name of another column of the ratings; rename the indicator or index, or map the column`;
    faults.push({ code: 'duplicate', path: ['rate'], message });
  }
  if (twice === undefined) return faults;
  return [
    ...faults,
    {
      code: 'duplicate',
      path: ['rate'],
      message: `"${twice}" stands twice; peers are units that share "within" and differ in "unit"`,
    },
  ];
}

/** Names that the columns of a model with hysteresis take away. */
function holdFaults(model: Model): Fault[] {
  const taken = holdColumns(model);
  const fault = (path: FaultPath, name: string): Fault => {
    return {
      code: 'duplicate',
      path,
      message: `"${name}" is the name of a column of the ratings where grades are held or a list is kept; take another`,
    };
  };
  const keys = [...model.rate.within, ...model.rate.unit].filter(name => taken.includes(name));
  const indicators = model.indicators.flatMap(({ id }, at) =>
    taken.includes(id) ? [fault(['indicators', at, 'id'], id)] : [],
  );
  const nodes = nodeIds(model.index).filter(id => taken.includes(id) && model.indicators.every(each => each.id !== id));
  return [...keys.map(name => fault(['rate'], name)), ...indicators, ...nodes.map(id => fault(['index'], id))];
}

function nodeIds({ id, of }: IndexNode): string[] {
  return [id, ...(of ?? []).flatMap(nodeIds)];
}

function formulaFaults(document: unknown): Fault[] {
  const faults: Fault[] = [];
  const types = documentTypes(document);
  for (const place of formulaPlaces(document)) readFormula(place, types, faults);
  return faults;
}

/** The faults of the index of a document whose other parts may be faulty. */
function indexFaults(document: unknown): Fault[] {
  const { indicators, index, normalize, ties } = modelParts();
  const part = z.object({ indicators, index, normalize, ties }).safeParse(document);
  return part.success ? checkIndex(part.data) : [];
}

/** The faults of the ordering policy of a document whose other parts may be faulty. */
function policyFaults(document: unknown): Fault[] {
  const faults: Fault[] = [];
  const { rate, indicators, index, order } = modelParts();
  const rated = z.object({ rate, indicators, index }).safeParse(document);
  const policy = z.object({ order }).safeParse(document);
  const types = rated.success ? ratingTypes(rated.data) : new Map<string, ColumnType>();
  orderFormulas((document as { readonly order?: unknown } | null)?.order, types, faults);
  if (!policy.success || !policy.data.order || !rated.success) return faults;
  const { unit, within } = rated.data.rate;
  return [...faults, ...orderFaults(policy.data.order, { unit: unit.length, within: within.length })];
}
