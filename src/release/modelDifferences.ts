// What sets two models apart, and which releases may be compared.
import { throwFaults } from '../errors/ratingError.ts';
import type { FaultPath } from '../errors/ratingError.ts';
import type { Model } from '../model/spec.ts';
import type { Comparable } from './comparable.ts';

/** One place at which two model documents differ; undefined is what one of them does not say. */
export interface ModelDifference {
  readonly path: FaultPath;
  readonly before: unknown;
  readonly after: unknown;
}

/** What may differ between releases of one model: what it is called, and where its period ends. */
const FREE = new Set(['$schema', 'name', 'description', 'period.end']);

/**
 * Every place at which two models differ, defaults filled in; indicators and parts of the index are found by id, not by place.
 *
 * Degenerate: another name, description, schema or end of the period is no other model; nor is another order of indicators or parts.
 * @example modelDifferences(model, { ...model, period: { days: 7 } }) // [{ path: ['period', 'days'], before: 31, after: 7 }]
 */
export function modelDifferences(before: Model, after: Model): ModelDifference[] {
  return differencesAt([], before, after).filter(({ path }) => !FREE.has(path.join('.')));
}

/**
 * Ends when two releases may not be compared: they rate other things, or were made under other models and nobody asked for that.
 *
 * @throws invalid_argument with every difference
 * @example checkSameModel([result, result], false) // undefined
 */
export function checkSameModel(releases: readonly Pick<Comparable, 'model'>[], acrossModels: boolean): void {
  const [{ model: first }, ...others] = releases;
  for (const { model } of others) {
    const differences = modelDifferences(first, model);
    const rated = differences.filter(({ path }) => path[0] === 'rate');
    if (rated.length > 0) throwFaults(rated.map(difference => fault(difference, 'they do not rate the same units')));
    if (!acrossModels) {
      throwFaults(differences.map(difference => fault(difference, 'ask for a comparison across models')));
    }
  }
}

function fault({ path, before, after }: ModelDifference, advice: string): Parameters<typeof throwFaults>[0][number] {
  return {
    code: 'invalid_argument',
    path: ['model', ...path],
    message: `the releases were made under other models: ${differenceText(before)} before, ${differenceText(after)} after; ${advice}`,
  };
}

const LONGEST = 80;

/** One side of a difference for people: its JSON, cut when long. */
export function differenceText(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function differencesAt(path: FaultPath, before: unknown, after: unknown): ModelDifference[] {
  const [left, right] = [entriesOf(before), entriesOf(after)];
  if (left === undefined || right === undefined) {
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
  }
  const names = [...left.keys(), ...[...right.keys()].filter(name => !left.has(name))];
  return names.flatMap(name => differencesAt([...path, name], left.get(name), right.get(name)));
}

/** The parts of a value by name: the entries of an object, the members of a list with ids; undefined when it is looked at as a whole. */
function entriesOf(value: unknown): Map<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value).filter(([, each]) => each !== undefined));
  const ids = value.map((each: unknown) => (each as { readonly id?: unknown } | null)?.id);
  return ids.length > 0 && ids.every(id => typeof id === 'string') && new Set(ids).size === ids.length
    ? new Map(ids.map((id, at): [string, unknown] => [id, value[at]]))
    : undefined;
}
