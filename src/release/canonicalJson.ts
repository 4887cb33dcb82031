/**
 * A JSON value as the one text that all its spellings share: keys in order of their UTF-16 units, no blanks.
 *
 * Degenerate: what JSON does not have (undefined, functions) is left out of objects, as `JSON.stringify` does.
 * @source RFC 8785 (2020), JSON Canonicalization Scheme
 * @example canonicalJson({ b: 1, a: [true, null] }) // '{"a":[true,null],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    // Keys of one object differ.
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`);
  return `{${entries.join(',')}}`;
}
