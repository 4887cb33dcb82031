import type { Anchors } from '../../src/expr/method.ts';

/** Anchors as they come back from a stored release. */
export function throughJson(anchors: Anchors): Anchors {
  const typed = (list: readonly (number | null)[]): Float64Array => Float64Array.from(list, each => each ?? NaN);
  const plain = Object.entries(anchors).map(([key, table]) => [
    key,
    table instanceof Float64Array ? [...table] : table.map(each => [...each]),
  ]);
  const back = JSON.parse(JSON.stringify(Object.fromEntries(plain))) as Record<
    string,
    (number | null)[] | (number | null)[][]
  >;
  return Object.fromEntries(
    Object.entries(back).map(([key, table]) => [
      key,
      anchors[key] instanceof Float64Array ? typed(table as number[]) : (table as number[][]).map(typed),
    ]),
  );
}
