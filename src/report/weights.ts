// The index from the root down, with the weights that were used.
import { effectiveWeights } from '../audit/effectiveWeights.ts';
import type { Result } from '../model/result.ts';
import type { IndexNode } from '../model/spec.ts';
import { MISSING, percent } from './figures.ts';

/** One index node or indicator, with its weights in words. */
export interface IndexLine {
  readonly part: IndexNode;
  readonly depth: number;
  /** The place of the top-level part it belongs to; -1 for the root. */
  readonly top: number;
  /** Among the parts of its node; from least to greatest where groups differ. */
  readonly weight: string;
  readonly whole: string;
}

/**
 * The index from the root down, with normalized weights.
 *
 * Shape: one line a node or indicator. Degenerate: weights that no group has are `–`.
 * @example indexLines(result).map(line => line.weight) // ['100%', '60%', '40%']
 */
export function indexLines({ model, nodes }: Result): IndexLine[] {
  const lines: IndexLine[] = [];
  const whole = effectiveWeights(nodes);
  const all = new Float64Array(nodes[0].weights[0].length).fill(1);
  visit(model.index, 0, -1, all);
  return lines;

  function visit(part: IndexNode, depth: number, top: number, weight: Float64Array): void {
    lines.push({ part, depth, top, weight: spread(weight), whole: spread(whole.get(part.id) ?? all) });
    if (!part.of) return;
    const weights = nodes.find(({ id }) => id === part.id)?.weights ?? [];
    part.of.forEach((child, at) => visit(child, depth + 1, depth === 0 ? at : top, weights[at]));
  }
}

function spread(weights: Float64Array): string {
  const known = weights.filter(weight => !Number.isNaN(weight));
  if (known.length === 0) return MISSING;
  const [least, greatest] = known.reduce(
    ([low, high], weight) => [Math.min(low, weight), Math.max(high, weight)] as const,
    [Infinity, -Infinity] as const,
  );
  return percent(least) === percent(greatest) ? percent(least) : `${percent(least)} – ${percent(greatest)}`;
}
