import type * as z from 'zod/mini';
import { didYouMean } from '../errors/didYouMean.ts';
import type { Fault, FaultCode, FaultPath } from '../errors/ratingError.ts';

type Issue = z.core.$ZodIssue;

/**
 * What zod found wrong with a value, as faults in plain words.
 *
 * Shape: issues to faults; each unknown key is a fault of its own. `keysAt` gives the keys that are right at a place.
 * @example specFaults([], {}, 'invalid_model') // []
 */
export function specFaults(
  issues: readonly Issue[],
  document: unknown,
  code: FaultCode,
  keysAt: (path: FaultPath) => readonly string[] = () => [],
): Fault[] {
  const fault = (path: FaultPath, message: string): Fault => ({ code, path, message });
  return issues.flatMap(issue => {
    const path = issue.path.map(part => (typeof part === 'symbol' ? String(part) : part));
    const value = valueAt(document, path);
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map(key => fault([...path, key], noSuchKey(key, keysAt(path))));
      case 'invalid_union':
        return unionFaults(issue, path, value);
      case 'invalid_type':
        return fault(path, `${withArticle(issue.expected)} should stand here, ${found(value)}`);
      case 'invalid_value':
        return fault(path, choice(issue.values, value));
      case 'too_small':
        return fault(path, tooSmall(issue, value));
      case 'too_big':
        return fault(path, `${sized(issue.origin)} at most ${issue.maximum}, ${found(value)}`);
      default:
        return fault(path, issue.message === 'Invalid input' ? `is not right here, ${found(value)}` : issue.message);
    }
  });

  /** Of the ways in which no member of a union fits, those that come nearest. */
  function unionFaults(issue: z.core.$ZodIssueInvalidUnion, path: FaultPath, value: unknown): Fault[] {
    // zod tells the values of a discriminator beside an empty list of errors.
    const { options } = issue as { readonly options?: readonly unknown[] };
    if (options) return [fault(path, choice(options, value))];
    const nested = issue.errors.map(errors => errors.map(inner => ({ ...inner, path: [...path, ...inner.path] })));
    const nearest = nested.find(
      errors => !errors.some(inner => inner.code === 'invalid_type' && inner.path.length === path.length),
    );
    return specFaults(nearest ?? nested[0] ?? [], document, code, keysAt);
  }
}

function noSuchKey(key: string, keys: readonly string[]): string {
  // The keys of all methods are known here: the right key of another one would be suggested for itself.
  return keys.includes(key) ? 'goes with another choice, not with this one' : `no such key${didYouMean(key, keys)}`;
}

function valueAt(document: unknown, path: FaultPath): unknown {
  return path.reduce<unknown>((value, key) => {
    const isInside = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    return isInside ? (value as Record<string | number, unknown>)[key] : undefined;
  }, document);
}

function found(value: unknown): string {
  if (value === undefined) return 'but nothing is there';
  const text = JSON.stringify(value) ?? String(value);
  return `not ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`;
}

function choice(values: readonly unknown[], value: unknown): string {
  const names = values.map(String);
  const near = typeof value === 'string' ? didYouMean(value, names) : '';
  return `must be ${values.map(each => JSON.stringify(each)).join(' or ')}, ${found(value)}${near}`;
}

function tooSmall({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall, value: unknown): string {
  if (origin === 'string' && minimum === 1) return 'must not be empty';
  return `${sized(origin)} ${inclusive ? 'at least' : 'above'} ${minimum}, ${found(value)}`;
}

function sized(origin: string): string {
  if (origin === 'string') return 'must have a length of';
  return origin === 'array' ? 'must have a number of entries of' : 'must be';
}

function withArticle(type: string): string {
  const name = type === 'record' ? 'object' : type === 'int' ? 'whole number' : type;
  return /^[aeiou]/.test(name) ? `an ${name}` : `a ${name}`;
}
