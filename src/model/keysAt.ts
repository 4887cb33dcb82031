import type { FaultPath } from '../errors/ratingError.ts';
import { modelSpec } from './spec.ts';

const INDICATOR = Object.keys(modelSpec.shape.indicators.def.element.shape);
const NODE = ['id', 'weight', 'aggregate', 'weights', 'present', 'of'];
const POLICY = ['page', 'slots', 'candidates', 'ties', 'boost', 'pin', 'exclude', 'minimum', 'maximum', 'breakUp', 'explore', 'stable', 'diversify', 'themes']; // prettier-ignore
const RULE = ['name', 'start', 'end', 'when', 'factor', 'points', 'unit', 'within', 'slot', 'first', 'by', 'count', 'share', 'window', 'atMost', 'cost', 'from', 'evidence', 'below', 'deviation', 'z', 'changes', 'direction', 'slots', 'method', 'diversity', 'similarity', 'of', 'gamma', 'scale', 'apportion', 'several']; // prettier-ignore
const INNER = ['unit', 'within', 'end', 'days', 'method', 'where', 'derive', 'by', 'strength', 'value', 'times', 'skewness', 'kurtosis', 'atMost', 'lambda', 'present', 'lower', 'upper', 'to', 'mean', 'deviation', 'median', 'low', 'high', 'target', 'reference', 'cap', 'steepness', 'grades', 'across', 'from', 'buffer', 'stay', 'steps', 'size', 'entry', 'exit', 'shares', 'sales', 'metrics', 'brands', 'merchants', 'categories']; // prettier-ignore

/**
 * The keys that a misspelled one of a model document may have meant.
 *
 * @example keysAt(['indicators', 0]).includes('formula') // true
 */
export function keysAt(path: FaultPath): readonly string[] {
  if (path.length === 0) return Object.keys(modelSpec.shape);
  if (path[0] === 'indicators' && path.length === 2) return INDICATOR;
  if (path[0] === 'order') return path.length === 1 ? POLICY : RULE;
  return path[0] === 'index' && path.at(-1) !== 'aggregate' && path.at(-1) !== 'weights' ? NODE : INNER;
}
