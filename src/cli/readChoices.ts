// A file that says which choices of a model are open.
import type { Choices } from '../audit/sure/openModel.ts';
import { CHOSEN_STEPS } from '../audit/sure/variants.ts';
import type { WeightDraws } from '../audit/sure/weightDraws.ts';
import { throwFaults } from '../errors/ratingError.ts';
import type { Fault } from '../errors/ratingError.ts';
import { readDocument } from './readDocument.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads the choices of a file: `{ "normalize": [{ "method": "min-max" }, …], "weights": { "method": "uniform", "spread": 0.25 } }`.
 *
 * @throws invalid_argument for every key or value that cannot be; what a method's options should be is checked with the model
 * @example readChoices('choices.json').normalize.length // how many scales are open
 */
export function readChoices(file: string): Choices {
  const document = readDocument(file);
  const faults: Fault[] = [];
  const fault = (path: readonly (string | number)[], message: string): unknown =>
    faults.push({ code: 'invalid_argument', path: ['choices', ...path], message });
  if (!isObject(document)) fault([], 'must be an object, such as { "normalize": [{ "method": "min-max" }] }');
  const given = isObject(document) ? document : {};
  for (const [key, value] of Object.entries(given)) {
    if (key === 'weights') faultsOfWeights(value, fault);
    else if (!CHOSEN_STEPS.some(step => step === key)) fault([key], `no such choice; there are ${[...CHOSEN_STEPS, 'weights'].join(', ')}`); // prettier-ignore
    else if (!Array.isArray(value) || !value.every(isObject)) fault([key], 'must be a list of methods, such as [{ "method": "…" }]'); // prettier-ignore
  }
  throwFaults(faults);
  const { weights, ...methods } = given;
  // The shape was checked just before, and the methods' options are with the model.
  return { ...methods, ...(weights === undefined ? {} : { weights: drawsOf(weights as Fields) }) };
}

/** Sets of weights are objects by id in JSON. */
function drawsOf(weights: Fields): WeightDraws {
  if (weights['method'] !== 'sets') return weights as unknown as WeightDraws;
  return {
    method: 'sets',
    sets: (weights['sets'] as Record<string, number>[]).map(set => new Map(Object.entries(set))),
  };
}

function faultsOfWeights(weights: unknown, fault: (path: readonly string[], message: string) => unknown): void {
  const given = isObject(weights) ? weights : {};
  const isNumber = (key: string): boolean => typeof given[key] === 'number';
  switch (given['method']) {
    case 'dirichlet':
      return void (isNumber('concentration') || fault(['weights', 'concentration'], 'must be a number, such as 100'));
    case 'uniform':
      return void (isNumber('spread') || fault(['weights', 'spread'], 'must be a number, such as 0.25'));
    case 'bounds':
      return void (isList(given['of'], isBounds) || fault(['weights', 'of'], 'must be a list such as [{ "id": "reach", "from": 20, "to": 40 }]')); // prettier-ignore
    case 'sets':
      return void (isList(given['sets'], isSet) || fault(['weights', 'sets'], 'must be a list of weights by id, such as [{ "reach": 20 }]')); // prettier-ignore
    default:
      fault(['weights', 'method'], 'must be dirichlet, uniform, bounds or sets');
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown, holds: (each: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(holds);
}

function isBounds(value: unknown): boolean {
  return isObject(value) && typeof value['id'] === 'string' && typeof value['from'] === 'number' && typeof value['to'] === 'number'; // prettier-ignore
}

function isSet(value: unknown): boolean {
  return isObject(value) && Object.values(value).every(each => typeof each === 'number' && each >= 0);
}
