import type { Fault, FaultPath } from '../errors/ratingError.ts';
import { RatingError } from '../errors/ratingError.ts';
import { checkTypes } from '../expr/checkTypes.ts';
import type { Formula } from '../expr/formula.ts';
import { parseFormula } from '../expr/parse.ts';
import type { ColumnType } from '../table/table.ts';

/** A formula of a model: where it stands, what it is about, and what it must give. */
export interface FormulaPlace {
  readonly path: FaultPath;
  readonly text: string;
  readonly context: 'row' | 'unit';
  readonly want: 'number' | 'condition';
}

/**
 * The formulas of a document, also of a faulty one, so that their faults can be told together with all others.
 *
 * @example formulaPlaces({ eligible: 'sum(units) > 0' })[0].path // ['eligible']
 */
export function formulaPlaces(document: unknown): FormulaPlace[] {
  const places: FormulaPlace[] = [];
  const add = (path: FaultPath, text: unknown, context: 'row' | 'unit', want: 'number' | 'condition'): void => {
    if (typeof text === 'string') places.push({ path, text, context, want });
  };
  const root = fields(document);
  const sales = fields(root.get('sales'));
  add(['sales', 'where'], sales.get('where'), 'row', 'condition');
  for (const [name, text] of fields(sales.get('derive'))) add(['sales', 'derive', name], text, 'row', 'number');
  const indicators = root.get('indicators');
  (Array.isArray(indicators) ? indicators : []).forEach((indicator: unknown, position) => {
    const path = ['indicators', position];
    const own = fields(indicator);
    add([...path, 'formula'], own.get('formula'), 'unit', 'number');
    add([...path, 'evidence'], own.get('evidence'), 'unit', 'number');
    add([...path, 'shrink', 'by'], fields(own.get('shrink')).get('by'), 'unit', 'number');
  });
  add(['eligible'], root.get('eligible'), 'unit', 'condition');
  return places;
}

/**
 * Reads a formula and checks it against the types that are known, collecting faults.
 *
 * @example readFormula({ path: [], text: 'sum(', context: 'unit', want: 'number' }, new Map(), faults) // undefined, one fault
 */
export function readFormula(
  { path, text, context, want }: FormulaPlace,
  known: ReadonlyMap<string, ColumnType>,
  faults: Fault[],
): Formula | undefined {
  try {
    const formula = parseFormula(text, context, path);
    const wrong = checkTypes(formula, want, known, path);
    faults.push(...wrong);
    return wrong.length === 0 ? formula : undefined;
  } catch (error) {
    if (!(error instanceof RatingError)) throw error;
    faults.push(...error.faults);
    return undefined;
  }
}

function fields(value: unknown): Map<string, unknown> {
  return new Map(typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []);
}
