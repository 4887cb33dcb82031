import { textAt } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import { notEnough } from './answer.ts';
import type { Answer, NotEnough } from './answer.ts';
import { categoryMeasures } from './categoryMeasures.ts';
import { frameOf, known } from './frame.ts';
import { categoriesModel, rateMeasures } from './rateMeasures.ts';
import type { Study } from './study.ts';

/** A category in the order of the model, with its ready measures. */
export type CategoryRow = {
  readonly rank: number | null;
  readonly category: string;
  readonly score: number | null;
  readonly grade: string | null;
  readonly size: number | null;
  readonly growth: number | null;
  readonly concentration: number | null;
  readonly entryBarrier: number | null;
  readonly newBrandShare: number | null;
  readonly priceLevel: number | null;
  readonly demandGap: number | null;
  readonly brands: number;
  readonly salesRows: number;
  readonly reason: string;
};

/**
 * Categories rated and ordered by the same engine as brands, from ready measures.
 *
 * Shape: a study to one row a category, best first; `market.categories.model` is the model, `categoriesModel` where it is left out.
 * Degenerate: categories with fewer rows than `categories.leastRows` are told in `notEnough`, and so is what the data does not reach back for.
 * @throws every fault of the model document
 * @example categoryOrder(study).notEnough[0].about // 'growth and demand gap'
 */
export function categoryOrder(study: Study): Answer<CategoryRow> {
  const { leastRows, model, newMonths, quietMonths } = study.settings.categories;
  const frame = frameOf(study, 'growth and demand gap');
  const measured = categoryMeasures(study, ['category'], frame);
  const { measures, salesRows, knowsNew } = measured;
  // The measures are by category.
  const category = measured.keys.get('category') as TextColumn;
  const lacking: NotEnough[] = [...frame.lacking];
  const { full } = study.rows.months;
  if (!knowsNew) lacking.push(notEnough('new brands', 'full months of sales', newMonths + quietMonths, full));
  const enough: number[] = [];
  for (let unit = 0; unit < measured.count; unit++) {
    const name = textAt(category, unit);
    if (name === null || salesRows[unit] === 0) continue;
    if (salesRows[unit] >= leastRows) enough.push(unit);
    else lacking.push(notEnough(name, 'sales rows', leastRows, salesRows[unit]));
  }
  const rows = rateMeasures(model ?? categoriesModel, measured, enough).map(({ unit, rank, score, grade, reason }) => ({
    rank,
    category: textAt(category, unit) ?? '',
    score,
    grade,
    size: known(measures.size[unit]),
    growth: known(measures.growth[unit]),
    concentration: known(measures.concentration[unit]),
    entryBarrier: known(measures.entry_barrier[unit]),
    newBrandShare: known(measures.new_brand_share[unit]),
    priceLevel: known(measures.price_level[unit]),
    demandGap: known(measures.demand_gap[unit]),
    brands: measures.brands[unit],
    salesRows: salesRows[unit],
    reason,
  }));
  return frame.answer(rows, lacking);
}
