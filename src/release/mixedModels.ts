// The models between two: the methods of one under the weights of the other.
import { planOf } from '../model/plan.ts';
import type { Plan } from '../model/plan.ts';
import type { Model } from '../model/spec.ts';
import { modelDifferences } from './modelDifferences.ts';
import { isOfWeights, isSound, withWeightsOf } from './modelWeights.ts';

/** The bit of mixtures that have the later model's weights. */
export const WEIGHTS = 1;

/** The bit of mixtures that have the later model's methods. */
export const METHODS = 2;

/** A mixture of the models of two releases, ready to run. */
export interface MixedModel {
  readonly plan: Plan;
  /** The release whose methods it has, and so the indicators. */
  readonly methods: number;
  /** The release that was made under it; null when none was. */
  readonly release: number | null;
}

/** Two models and all between them. */
export interface MixedModels {
  /** Whether the two are one model. */
  readonly isOne: boolean;
  /** By the bits of what is the later model's. */
  readonly of: readonly MixedModel[];
}

/**
 * The four mixtures of what two models say of weights and of all else. Where only one of the two differs, or one model's methods
 * cannot bear the other's weights, mixtures are the models themselves.
 *
 * @example mixedModels(model, model).isOne // true
 */
export function mixedModels(before: Model, after: Model): MixedModels {
  const [first, last] = [before, after].map((model, release): MixedModel => ({
    plan: planOf(model),
    methods: release,
    release,
  }));
  const reweighed = withWeightsOf(before, after);
  const remade = withWeightsOf(after, before);
  const isOne = modelDifferences(before, after).length === 0;
  const isOfMethods = (reweighed === before && remade === after) || ![reweighed, remade].every(isSound);
  if (isOfMethods) return { isOne, of: [first, first, last, last] };
  if (modelDifferences(reweighed, after).every(isOfWeights)) return { isOne, of: [first, last, first, last] };
  const mixed = [reweighed, remade].map((model, methods): MixedModel => ({
    plan: planOf(model),
    methods,
    release: null,
  }));
  return { isOne, of: [first, ...mixed, last] };
}
