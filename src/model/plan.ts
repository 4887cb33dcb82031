// A model made ready to run: formulas read, defaults resolved, index nodes in order of work.
import { throwFaults } from '../errors/ratingError.ts';
import type { Fault } from '../errors/ratingError.ts';
import { columnNeeds } from '../expr/columnNeeds.ts';
import type { Formula } from '../expr/formula.ts';
import type { Beside } from '../expr/jointMethod.ts';
import { partsOf } from '../expr/parts.ts';
import { besideOf } from '../steps/missing/index.ts';
import type { ColumnType } from '../table/table.ts';
import { formulaPlaces, readFormula } from './formulas.ts';
import type { Indicator, IndexNode, Model } from './spec.ts';

/** One indicator with its formulas read and its methods resolved. */
export interface PlannedIndicator {
  readonly id: string;
  readonly direction: Indicator['direction'];
  readonly formula: Formula;
  readonly evidence: Formula | null;
  readonly atLeast: number | null;
  readonly shrink: { readonly by: Formula; readonly strength: number } | null;
  readonly transform: Exclude<Indicator['transform'], string>;
  readonly missing: Model['missing'];
  /** The columns whose groups teach what stands for missing values; null: the peers. */
  readonly fillBy: readonly string[] | null;
  /** What fills missing values looks at beside the indicator: the others, or it in other periods; null: nothing. */
  readonly fillFrom: Beside | null;
  readonly outliers: Model['outliers'];
  readonly normalize: Model['normalize'];
}

/** A part of an index node: the position of an indicator, or of a node that was worked out before. */
export interface PlannedPart {
  readonly id: string;
  readonly kind: 'indicator' | 'node';
  readonly position: number;
}

/** One index node; parts come before the nodes that use them, the root is the last. */
export interface PlannedNode {
  readonly id: string;
  readonly parts: readonly PlannedPart[];
  readonly granted: readonly number[];
  readonly weights: NonNullable<IndexNode['weights']>;
  readonly aggregate: NonNullable<IndexNode['aggregate']>;
  readonly present: number;
}

/** A model made ready to run. */
export interface Plan {
  readonly model: Model;
  /** The columns that name a unit: those of its peers, then its own. */
  readonly keys: readonly string[];
  /** Columns made from sales rows, each after those it uses. */
  readonly derive: readonly { readonly name: string; readonly formula: Formula }[];
  readonly where: Formula | null;
  readonly eligible: Formula | null;
  readonly indicators: readonly PlannedIndicator[];
  readonly nodes: readonly PlannedNode[];
  /** Whether anything is measured over sales rows. */
  readonly measures: boolean;
  /** Whether anything is read from the metrics table. */
  readonly usesMetrics: boolean;
}

/** Column types that the design fixes, whatever the data. */
export function fixedTypes(model: Pick<Model, 'rate' | 'sales'>): Map<string, ColumnType> {
  const types = new Map<string, ColumnType>([['date', 'date']]);
  for (const name of ['merchant', 'brand', 'category', ...model.rate.unit, ...model.rate.within])
    types.set(name, 'text');
  for (const name of Object.keys(model.sales.derive)) types.set(name, 'number');
  return types;
}

/**
 * Makes a model ready to run.
 *
 * @throws every fault of its formulas; none for a model that `parseModel` gave
 * @example planOf(model).nodes.at(-1).id // the root of the index
 */
export function planOf(model: Model): Plan {
  const faults: Fault[] = [];
  const types = fixedTypes(model);
  const byPath = new Map<string, Formula>();
  for (const place of formulaPlaces(model)) {
    const formula = readFormula(place, types, faults);
    if (formula) byPath.set(JSON.stringify(place.path), formula);
  }
  const read = (...path: (string | number)[]): Formula | null => byPath.get(JSON.stringify(path)) ?? null;
  const derive = inOrderOfUse(
    Object.keys(model.sales.derive).map(name => ({ name, formula: read('sales', 'derive', name) })),
    faults,
  );
  throwFaults(faults);
  const indicators = model.indicators.map((indicator, position) => plannedIndicator(model, indicator, position, read));
  const formulas = [...byPath.values()];
  return {
    model,
    keys: [...model.rate.within, ...model.rate.unit],
    derive,
    where: read('sales', 'where'),
    eligible: read('eligible'),
    indicators,
    nodes: plannedNodes(model.index, new Map(indicators.map(({ id }, position) => [id, position]))),
    measures: formulas.some(formula => has(formula, 'measure')),
    usesMetrics: formulas.some(formula => has(formula, 'metric')),
  };
}

function plannedIndicator(
  model: Model,
  indicator: Indicator,
  position: number,
  read: (...path: (string | number)[]) => Formula | null,
): PlannedIndicator {
  const by = read('indicators', position, 'shrink', 'by');
  const fill = indicator.missing ?? model.missing;
  return {
    id: indicator.id,
    direction: indicator.direction,
    // Without a fault every formula of the model was read.
    formula: read('indicators', position, 'formula') as Formula,
    evidence: read('indicators', position, 'evidence'),
    atLeast: indicator.atLeast ?? null,
    shrink: by && indicator.shrink ? { by, strength: indicator.shrink.strength } : null,
    transform: transformOf(indicator),
    missing: fill,
    fillBy: ('by' in fill ? fill.by : undefined) ?? null,
    fillFrom: besideOf(fill),
    outliers: indicator.outliers ?? model.outliers,
    normalize: indicator.normalize ?? model.normalize,
  };
}

/** A name alone stands for the method without options; the schema takes no other name. */
function transformOf({ transform }: Indicator): PlannedIndicator['transform'] {
  return typeof transform === 'string' ? ({ method: transform } as PlannedIndicator['transform']) : transform;
}

function plannedNodes(root: IndexNode, indicators: ReadonlyMap<string, number>): PlannedNode[] {
  const nodes: PlannedNode[] = [];
  visit(root);
  return nodes;

  function visit(node: IndexNode): number {
    const of = node.of ?? [];
    const parts = of.map((part): PlannedPart => {
      if (part.of !== undefined) return { id: part.id, kind: 'node', position: visit(part) };
      // The index was checked: a part without parts is an indicator.
      return { id: part.id, kind: 'indicator', position: indicators.get(part.id) as number };
    });
    return (
      nodes.push({
        id: node.id,
        parts,
        granted: of.map(part => part.weight ?? 1),
        weights: node.weights ?? { method: 'fixed' },
        aggregate: node.aggregate ?? { method: 'arithmetic' },
        present: node.present ?? 0,
      }) - 1
    );
  }
}

function has(formula: Formula, kind: Formula['kind']): boolean {
  return formula.kind === kind || partsOf(formula).some(part => has(part, kind));
}

/** Derived columns, each after those it uses; a circle is a fault. */
function inOrderOfUse(
  derived: readonly { readonly name: string; readonly formula: Formula | null }[],
  faults: Fault[],
): { name: string; formula: Formula }[] {
  const waiting = new Map(derived.map(({ name, formula }) => [name, formula]));
  const ordered: { name: string; formula: Formula }[] = [];
  for (let before = -1; before !== ordered.length;) {
    before = ordered.length;
    for (const [name, formula] of waiting) {
      if (formula === null) waiting.delete(name);
      else if (!columnNeeds(formula, 'row').some(need => waiting.has(need.name))) {
        waiting.delete(name);
        ordered.push({ name, formula });
      }
    }
  }
  for (const name of waiting.keys()) {
    faults.push({
      code: 'cycle',
      path: ['sales', 'derive', name],
      message: `is made from itself, by way of ${[...waiting.keys()].join(', ')}`,
    });
  }
  return ordered;
}
