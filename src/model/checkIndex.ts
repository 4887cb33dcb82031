import { didYouMean } from '../errors/didYouMean.ts';
import type { Fault, FaultPath } from '../errors/ratingError.ts';
import type { AggregateMethod } from '../expr/aggregateMethod.ts';
import type { ColumnMethod } from '../expr/method.ts';
import { methodName, methodOf } from '../expr/method.ts';
import type { WeightMethod } from '../expr/weightMethod.ts';
import { aggregateMethods } from '../steps/aggregate/index.ts';
import { normalizersFor } from '../steps/normalize/index.ts';
import { weightMethods } from '../steps/weight/index.ts';
import type { Indicator, IndexNode, Model } from './spec.ts';

/** What of a model its index is checked against. */
export type IndexContext = Pick<Model, 'indicators' | 'index' | 'normalize' | 'ties'>;

/** Columns of the ratings that have these names already. */
const RESERVED: readonly string[] = ['rank', 'grade', 'score', 'coverage', 'eligible'];

/**
 * What is wrong with the index of a model: ids that are not known or stand twice, weights that do not add up to anything, a
 * method that needs positive parts over parts that may be negative.
 *
 * @example checkIndex({ indicators: [], index: { id: 'power', of: [{ id: 'sales' }] }, normalize, ties: [] })[0].path // ['index', 'of', 0, 'id']
 */
export function checkIndex({ indicators, index, normalize, ties }: IndexContext): Fault[] {
  const faults: Fault[] = [];
  const report = (path: FaultPath, message: string, code: Fault['code'] = 'invalid_model'): void => {
    faults.push({ code, path, message });
  };
  const known = new Map<string, Indicator>();
  indicators.forEach((indicator, position) => {
    if (RESERVED.includes(indicator.id)) report(['indicators', position, 'id'], reserved(indicator.id), 'duplicate');
    if (known.has(indicator.id))
      report(['indicators', position, 'id'], `a second indicator "${indicator.id}"; ids must differ`, 'duplicate');
    known.set(indicator.id, indicator);
    if (indicator.atLeast !== undefined && indicator.evidence === undefined) {
      report(
        ['indicators', position, 'atLeast'],
        'says how much evidence is enough, but not of what; give evidence, such as count()',
      );
    }
  });
  const used = new Set<string>();
  if (index.of === undefined) report(['index'], 'has no parts; give "of" with the ids of indicators');
  visit(index, ['index']);
  ties.forEach((id, position) => {
    if (!known.has(id) && !used.has(id)) {
      report(
        ['ties', position],
        `no indicator or index "${id}"${didYouMean(id, [...known.keys(), ...used])}`,
        'unknown_name',
      );
    }
  });
  return faults;

  function visit(node: IndexNode, path: FaultPath): void {
    if (node.of !== undefined && RESERVED.includes(node.id)) report([...path, 'id'], reserved(node.id), 'duplicate');
    if (used.has(node.id)) report([...path, 'id'], `"${node.id}" stands twice in the index`, 'duplicate');
    used.add(node.id);
    if (node.of === undefined) return visitLeaf(node, path);
    if (known.has(node.id))
      report([...path, 'id'], `"${node.id}" is an indicator; an index needs an id of its own`, 'duplicate');
    visitWeights(node.of, path);
    visitMethod(node, node.of, path);
    node.of.forEach((part, position) => visit(part, [...path, 'of', position]));
    const method = methodOf<AggregateMethod>(aggregateMethods, node.aggregate ?? { method: 'arithmetic' });
    if (!method.needsPositive) return;
    const called = method.isMean ? `a ${methodName(method)} mean` : methodName(method);
    node.of.forEach((part, position) => {
      const culprit = firstNegative(part);
      if (culprit === undefined) return;
      report(
        [...path, 'of', position],
        `"${culprit.id}" may be negative, and ${called} has no meaning for negative parts; normalize it to [1, 100]`,
      );
    });
  }

  function visitLeaf(node: IndexNode, path: FaultPath): void {
    if (!known.has(node.id))
      report([...path, 'id'], `no indicator "${node.id}"${didYouMean(node.id, known.keys())}`, 'unknown_name');
    for (const key of ['aggregate', 'weights', 'present'] as const) {
      if (node[key] !== undefined) report([...path, key], 'belongs to an index with parts, and this is an indicator');
    }
  }

  function visitWeights(parts: readonly IndexNode[], path: FaultPath): void {
    const without = parts.findIndex(part => part.weight === undefined);
    if (without !== -1 && parts.some(part => part.weight !== undefined)) {
      report(
        [...path, 'of', without],
        'has no weight, but parts beside it have; give all parts of an index a weight, or none',
      );
    }
    if (parts.every(part => part.weight === 0))
      report([...path, 'of'], 'all weights are 0; at least one must be above');
  }

  /** What the method of the weights asks of the parts. */
  function visitMethod({ weights }: IndexNode, parts: readonly IndexNode[], path: FaultPath): void {
    if (weights === undefined) return;
    const { needs, faults: faultsOf } = methodOf<WeightMethod>(weightMethods, weights);
    for (const message of faultsOf?.(parts.length, weights) ?? []) report([...path, 'weights'], message);
    if (needs === undefined) return;
    const culprit = parts.map(part => firstNegative(part, needs === 'above 0')).find(found => found !== undefined);
    if (culprit === undefined) return;
    report(
      [...path, 'weights'],
      `${weights.method} weights need values ${needs}, and "${culprit.id}" may have others; normalize it to [1, 100]`,
    );
  }

  /** The first indicator below a part whose scale reaches below 0, or down to it where 0 is no good either. */
  function firstNegative(part: IndexNode, isZeroBad = false): IndexNode | undefined {
    if (part.of !== undefined)
      return part.of.map(each => firstNegative(each, isZeroBad)).find(found => found !== undefined);
    const indicator = known.get(part.id);
    if (indicator === undefined) return undefined;
    const spec = indicator.normalize ?? normalize;
    const bounds = methodOf<ColumnMethod>(normalizersFor[indicator.direction].methods, spec).bounds?.(spec);
    return bounds !== undefined && (isZeroBad ? bounds[0] > 0 : bounds[0] >= 0) ? undefined : part;
  }
}

function reserved(id: string): string {
  return `"${id}" is the name of a column of the ratings; take another id`;
}
