// The core passes the `market` part of a document on unexamined; here it is read.
import { RatingError, throwFaults } from '../../errors/ratingError.ts';
import type { Fault } from '../../errors/ratingError.ts';
import { keysIn } from '../../expr/keysIn.ts';
import { specFaults } from '../../expr/specFaults.ts';
import { documentTypes } from '../documentTypes.ts';
import { readFormula } from '../formulas.ts';
import { parseModel } from '../parseModel.ts';
import { planOf } from '../plan.ts';
import type { Model } from '../spec.ts';
import { marketFormulas } from './formulaPlaces.ts';
import { marketSpec } from './index.ts';
import type { MarketSettings } from './index.ts';

/**
 * Reads a model document with its `market` part: `parseModel` passes that on unexamined, this fills in its defaults too, or throws
 * every fault of both at once.
 *
 * Shape: any JSON value to a model. Degenerate: no such part: what `parseModel` gives.
 * @throws invalid_model, invalid_formula, unknown_name, wrong_type, duplicate, cycle, too_complex
 * @example parseStudyModel({ version: 1, name: 'sales', indicators: [{ id: 'sales', formula: 'sum(revenue)' }], index: { id: 'power', of: [{ id: 'sales' }] }, market: {} }).market.months // 12
 */
export function parseStudyModel(document: unknown): Model {
  const core = attempt(() => parseModel(document));
  const market = attempt(() => readMarket(document));
  // A part that is no object is a fault of the document, which the core has told.
  const inner = isObject(partOf(document)) ? market.faults : [];
  throwFaults([...core.faults, ...inner]);
  // Without faults the core gave a model.
  const model = core.value as Model;
  return model.market && market.value ? { ...model, market: market.value } : model;
}

/**
 * The `market` part of a document, every default filled in; the rest of the document says what types its formulas meet.
 *
 * Degenerate: no such part: the defaults.
 * @throws invalid_model, invalid_formula, unknown_name, wrong_type, too_complex of everything in the part, at once
 * @example readMarket({ market: { months: 6 } }).months // 6
 */
export function readMarket(document: unknown): MarketSettings {
  const market = partOf(document) ?? {};
  try {
    const parsed = marketSpec.safeParse(market);
    const issues = (parsed.error?.issues ?? []).map(issue => ({ ...issue, path: ['market', ...issue.path] }));
    throwFaults([
      ...specFaults(issues, { market }, 'invalid_model', path => keysIn(marketSpec, path.slice(1))),
      ...formulaFaults(document),
      ...(parsed.success ? nestedFaults(parsed.data) : []),
    ]);
    // Without faults the parse succeeded.
    return parsed.data as MarketSettings;
  } catch (error) {
    if (error instanceof RangeError) throw new RatingError('too_complex', ['market'], 'nests too deep to be read');
    throw error;
  }
}

function formulaFaults(document: unknown): Fault[] {
  const faults: Fault[] = [];
  const types = documentTypes(document);
  for (const place of marketFormulas(partOf(document))) readFormula(place, types, faults);
  return faults;
}

/** The models that the market questions rate by are documents of their own; their unit is set by the question. */
function nestedFaults({ categories, blueOcean }: MarketSettings): Fault[] {
  const documents = [['categories', categories.model], ['blueOcean', blueOcean.model]] as const; // prettier-ignore
  return documents.flatMap(([question, document]) => {
    if (!document) return [];
    const path = ['market', question, 'model'];
    const { rate, ...rest } = document;
    const own: Fault[] = rate === undefined ? [] : [{ code: 'invalid_model', path: [...path, 'rate'], message: 'is set by the question; leave it out' }]; // prettier-ignore
    const { value, faults } = attempt(() => parseStudyModel({ ...rest, rate: { unit: ['category'], within: [] } }));
    const message = 'measures sales rows; only the ready measures are there, such as metric(size)';
    if (value && planOf(value).measures) own.push({ code: 'invalid_model', path, message });
    return [...own, ...faults.map(fault => ({ ...fault, path: [...path, ...fault.path] }))];
  });
}

/** What a reader gives, or the faults that it throws. */
function attempt<Value>(read: () => Value): { readonly value?: Value; readonly faults: readonly Fault[] } {
  try {
    return { value: read(), faults: [] };
  } catch (error) {
    if (error instanceof RatingError) return { faults: error.faults };
    throw error;
  }
}

function partOf(document: unknown): unknown {
  return (document as { readonly market?: unknown } | null | undefined)?.market;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
