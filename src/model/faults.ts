import type * as z from 'zod';
import { didYouMean } from '../errors/didYouMean.ts';
import type { Fault, FaultPath } from '../errors/ratingError.ts';
import { modelSpec } from './spec.ts';

type Issue = z.core.$ZodIssue;

/**
 * What zod found wrong with a document, as faults in plain words.
 *
 * Shape: one issue to one fault or more: each unknown key is a fault of its own.
 * @example modelFaults([]) // []
 */
export function modelFaults(issues: readonly Issue[], document: unknown): Fault[] {
  return issues.flatMap(issue => {
    const path = pathOf(issue);
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map(key => fault([...path, key], unknownKey(key, path)));
      case 'invalid_union':
        return unionFaults(issue, path, document);
      case 'invalid_type':
        return fault(path, `${article(issue.expected)} should stand here, ${found(at(document, path))}`);
      case 'invalid_value':
        return fault(path, `must be ${oneOf(issue.values)}, ${found(at(document, path))}${near(at(document, path), issue.values)}`);
      default:
        return fault(path, issue.message.charAt(0).toLowerCase() + issue.message.slice(1));
    }
  });
}

/** Of the ways in which no member of a union fits, those that come nearest. */
function unionFaults(issue: z.core.$ZodIssueInvalidUnion, path: FaultPath, document: unknown): Fault[] {
  const options = 'options' in issue && Array.isArray(issue.options) ? (issue.options as readonly string[]) : undefined;
  if (options) {
    const written = at(document, path);
    return [fault(path, `must be ${oneOf(options)}, ${found(written)}${near(written, options)}`)];
  }
  const nested = issue.errors.map(errors => errors.map(inner => ({ ...inner, path: [...issue.path, ...inner.path] })));
  const fitting = nested.filter(errors => !errors.some(inner => inner.code === 'invalid_type' && inner.path.length === path.length));
  return modelFaults(fitting[0] ?? nested[0] ?? [], document);
}

function fault(path: FaultPath, message: string): Fault {
  return { code: 'invalid_model', path, message };
}

function pathOf(issue: Issue): FaultPath {
  return issue.path.map(part => (typeof part === 'symbol' ? String(part) : part));
}

function at(document: unknown, path: FaultPath): unknown {
  return path.reduce<unknown>((value, key) => {
    const isInside = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    return isInside ? (value as Record<string | number, unknown>)[key] : undefined;
  }, document);
}

function found(value: unknown): string {
  if (value === undefined) return 'nothing is there';
  const text = JSON.stringify(value);
  return `found ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`;
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function oneOf(values: readonly unknown[]): string {
  return values.map(value => JSON.stringify(value)).join(' or ');
}

function near(value: unknown, values: readonly unknown[]): string {
  return typeof value === 'string' ? didYouMean(value, values.filter(known => typeof known === 'string')) : '';
}

/** Every key that a model has somewhere, as words that a misspelled one may have meant. */
function unknownKey(key: string, path: FaultPath): string {
  return `no such key${didYouMean(key, keysBeside(path))}`;
}

const INDICATOR_KEYS = Object.keys(modelSpec.shape.indicators.element.shape);
const NODE_KEYS = ['id', 'weight', 'aggregate', 'weights', 'present', 'of'];

function keysBeside(path: FaultPath): readonly string[] {
  if (path.length === 0) return Object.keys(modelSpec.shape);
  if (path[0] === 'indicators' && path.length === 2) return INDICATOR_KEYS;
  return path[0] === 'index' ? NODE_KEYS : ['unit', 'within', 'end', 'days', 'method', 'where', 'derive', 'by', 'strength', 'to', 'grades', 'from', 'buffer', 'shares'];
}
