import { roundToSignificant } from '../stats/significant.ts';
import type { Calibration } from './calibrate.ts';

/**
 * A model document with fitted weights: the same otherwise, key by key and in the same order. The weights of an index keep the sum that
 * was granted, rounded to 12 digits; where none were written they sum to 100.
 *
 * Shape: a JSON document and what was fitted to a new JSON document.
 * @example calibratedDocument({ index: { id: 'power', of: [{ id: 'a' }, { id: 'b' }] } }, { weights: [{ index: 'power', part: 'a', granted: 0.5, fitted: 0.75 }, { index: 'power', part: 'b', granted: 0.5, fitted: 0.25 }] }).index.of[0].weight // 75
 */
export function calibratedDocument<Document>(document: Document, { weights }: Pick<Calibration, 'weights'>): Document {
  const byIndex = new Map<string, Map<string, number>>();
  for (const { index, part, fitted } of weights) {
    const parts = byIndex.get(index) ?? new Map<string, number>();
    byIndex.set(index, parts.set(part, fitted));
  }
  const entries = Object.entries(document as object).map(([key, value]: [string, unknown]): [string, unknown] => [
    key,
    key === 'index' ? nodeWith(value as WrittenNode, byIndex) : value,
  ]);
  // Every key is there again, and the index has the same form.
  return Object.fromEntries(entries) as Document;
}

interface WrittenNode {
  readonly id: string;
  readonly weight?: number;
  readonly of?: readonly WrittenNode[];
}

function nodeWith(node: WrittenNode, byIndex: ReadonlyMap<string, ReadonlyMap<string, number>>): WrittenNode {
  if (node.of === undefined) return node;
  const fitted = byIndex.get(node.id);
  const written = node.of.map(part => part.weight ?? NaN);
  const sum = written.reduce((total, weight) => total + weight, 0);
  const whole = Number.isNaN(sum) ? 100 : sum;
  const of = node.of.map(part => {
    const inner = nodeWith(part, byIndex);
    const share = fitted?.get(part.id);
    return share === undefined ? inner : weighted(inner, roundToSignificant(share * whole));
  });
  return { ...node, of };
}

/** A weight where one was written, or right after the id. */
function weighted(part: WrittenNode, weight: number): WrittenNode {
  if (part.weight !== undefined) return { ...part, weight };
  const entries = Object.entries(part).flatMap(([key, value]: [string, unknown]): [string, unknown][] =>
    key === 'id'
      ? [
          [key, value],
          ['weight', weight],
        ]
      : [[key, value]],
  );
  // The entries are those of a node.
  return Object.fromEntries(entries) as unknown as WrittenNode;
}
