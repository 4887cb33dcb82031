import type { Fault, FaultPath } from '../errors/ratingError.ts';

const MAPS: readonly FaultPath[] = [
  ...['sales', 'metrics', 'brands', 'merchants', 'categories'].map(table => ['columns', table]),
  ['sales', 'derive'],
];

/**
 * Names in a document's maps that are `__proto__`: zod would leave such an entry out unsaid.
 *
 * @example prototypeKeys(JSON.parse('{"columns": {"sales": {"__proto__": "x"}}}')).length // 1
 */
export function prototypeKeys(document: unknown): Fault[] {
  return MAPS.filter(path => {
    const map = path.reduce(inside, document);
    return typeof map === 'object' && map !== null && Object.hasOwn(map, '__proto__');
  }).map(path => ({
    code: 'invalid_model',
    path: [...path, '__proto__'],
    message:
      'cannot be a name in a map; call the column by its own name, column("__proto__"), or rename it in the file',
  }));
}

function inside(value: unknown, key: string | number): unknown {
  const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
  return isThere ? (value as Record<string | number, unknown>)[key] : undefined;
}
