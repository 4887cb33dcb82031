// What the pictures show: what each top-level part of the index gives to a unit, and the scale that all units are drawn on.
import type { Explanation } from '../audit/explain.ts';
import type { Result } from '../model/result.ts';

/**
 * What each top-level part of the index gives to a unit's score; its own value where the index does not add up its parts.
 *
 * Shape: one number a part of the root, in its order. Unit: points of the score.
 * Degenerate: a missing part is NaN, and so are all parts of a unit without a score.
 * @example partsOf(result, 1, explain(result, 1)) // [100, NaN]
 */
export function partsOf(
  { model, nodes, indicators }: Result,
  unit: number,
  { score, contributions, addsUp }: Explanation,
): number[] {
  return (model.index.of ?? []).map(({ id }) => {
    const value =
      nodes.find(node => node.id === id)?.score[unit] ??
      indicators.find(each => each.id === id)?.normalized[unit] ??
      NaN;
    if (Number.isNaN(score) || Number.isNaN(value)) return NaN;
    if (!addsUp) return value;
    // Above an indicator stands the root, then the top-level part, unless the indicator is that part itself.
    const own = contributions.filter(({ id: indicator, path }) => (path[1] ?? indicator) === id);
    return own.reduce((sum, part) => sum + part.points, 0);
  });
}

/** From where to where bars are drawn, in points. */
export interface Scale {
  readonly low: number;
  readonly high: number;
}

/**
 * The scale of the bars: 0 to 100, wider for values beyond it; the values' own when all are so small that 100 would hide them.
 *
 * Shape: the parts of each unit to one scale for all. Degenerate: nothing to show: 0 to 100.
 * @example scaleOf([[20, 30], [60, -5]], true) // { low: -5, high: 100 }
 */
export function scaleOf(units: readonly (readonly number[])[], addsUp: boolean): Scale {
  let low = 0;
  let high = 0;
  for (const parts of units) {
    low = Math.min(
      low,
      reach(
        parts.filter(part => part < 0),
        addsUp,
      ),
    );
    high = Math.max(
      high,
      reach(
        parts.filter(part => part > 0),
        addsUp,
      ),
    );
  }
  const isTiny = high <= SMALLEST_SHOWN && low >= -SMALLEST_SHOWN && high > low;
  return { low, high: isTiny ? high : Math.max(100, high) };
}

const SMALLEST_SHOWN = 10;

/** How far parts of one sign reach from 0: stacked together, side by side the farthest. */
function reach(parts: readonly number[], isStacked: boolean): number {
  return parts.reduce((far, part) => (isStacked ? far + part : Math.abs(part) > Math.abs(far) ? part : far), 0);
}
