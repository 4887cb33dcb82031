// What two models say of weights, told apart from all else that they say.
import { checkIndex } from '../model/checkIndex.ts';
import type { IndexNode, Model } from '../model/spec.ts';
import { roundToSignificant } from '../stats/significant.ts';
import type { ModelDifference } from './modelDifferences.ts';

/**
 * A model with the weights that another grants, in every index node that both have, found by id: the `weight` of each part, and the `weights`
 * method of the node. All else stays: indicators, methods, and which part stands where.
 *
 * Where only one of the two nodes has some part, the parts of both share what they hold together in the model, in the proportions of the
 * other: what a new part takes from all others alike is not a change of weights. Weights that a method works out are those of a list of
 * parts, and are taken over only where both nodes have the same parts in the same order.
 *
 * Degenerate: weights in the same proportions are the same, 60 to 40 as 6 to 4. The model itself where there is nothing to take over.
 * @example withWeightsOf(model, model) === model // true
 */
export function withWeightsOf(model: Model, other: Model): Model {
  const nodes = new Map<string, IndexNode>();
  const collect = (node: IndexNode): void => {
    if (node.of) nodes.set(node.id, node);
    node.of?.forEach(collect);
  };
  collect(other.index);
  const reweighed = (node: IndexNode): IndexNode => {
    if (!node.of) return node;
    const inside = node.of.map(reweighed);
    const isSame = inside.every((part, at) => part === node.of?.[at]);
    const theirs = nodes.get(node.id);
    const taken = theirs && takenOver(node, theirs);
    if (!taken) return isSame ? node : { ...node, of: inside };
    return { ...node, weights: taken.weights, of: inside.map((part, at) => ({ ...part, weight: taken.of[at] })) };
  };
  const index = reweighed(model.index);
  return index === model.index ? model : { ...model, index };
}

/**
 * Whether a model can be worked out: weights of another model may ask for values that its methods do not give.
 *
 * @example isSound(model) // true
 */
export function isSound(model: Model): boolean {
  return checkIndex(model).length === 0;
}

/**
 * Whether a difference between two models is one of weights alone.
 *
 * @example isOfWeights({ path: ['index', 'of', 'revenue', 'weight'], before: 60, after: 40 }) // true
 */
export function isOfWeights({ path }: ModelDifference): boolean {
  let at = 1;
  // Parts are found by id, and an id may be "weight".
  while (path[at] === 'of' && at + 1 < path.length) at += 2;
  return path[0] === 'index' && (path[at] === 'weight' || path[at] === 'weights');
}

interface Weights {
  readonly weights: NonNullable<IndexNode['weights']>;
  readonly of: readonly number[];
}

/** The weights of a node as another has them; undefined where they are the same, or do not fit. */
function takenOver(node: IndexNode, other: IndexNode): Weights | undefined {
  const [ours, theirs] = [weightsOf(node), weightsOf(other)];
  const [parts, others] = [node.of ?? [], other.of ?? []];
  const from = parts.map(({ id }) => others.findIndex(each => each.id === id));
  const isSameList = parts.length === others.length && from.every((place, at) => place === at);
  const areGranted = ours.weights.method === 'fixed' && theirs.weights.method === 'fixed';
  if (!areGranted) return isSameList && JSON.stringify(ours) !== JSON.stringify(theirs) ? theirs : undefined;
  const common = [...from.keys()].filter(at => from[at] !== -1);
  const held = common.reduce((sum, at) => sum + ours.of[at], 0);
  const given = common.reduce((sum, at) => sum + theirs.of[from[at]], 0);
  if (held === 0 || given === 0) return undefined;
  const share = (weight: number, whole: number): number => roundToSignificant(weight / whole);
  if (common.every(at => share(ours.of[at], held) === share(theirs.of[from[at]], given))) return undefined;
  const isSameSet = common.length === parts.length && common.length === others.length;
  // As they are where they can be: a sum that is divided out and in again would differ in the last bit.
  const scale = (weight: number): number => (isSameSet ? weight : (weight / given) * held);
  return { ...ours, of: ours.of.map((weight, at) => (from[at] === -1 ? weight : scale(theirs.of[from[at]]))) };
}

function weightsOf({ weights, of }: IndexNode): Weights {
  return { weights: weights ?? { method: 'fixed' }, of: (of ?? []).map(({ weight }) => weight ?? 1) };
}
