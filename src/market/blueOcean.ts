import { holm } from '../stats/holm.ts';
import { textAt } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import { notEnough } from './answer.ts';
import type { Answer, NotEnough } from './answer.ts';
import { categoryMeasures } from './categoryMeasures.ts';
import type { CategoryMeasures } from './categoryMeasures.ts';
import { frameOf, known, percent } from './frame.ts';
import { blueOceanModel, rateMeasures } from './rateMeasures.ts';
import type { Study } from './study.ts';

/** A category, or a price band of one, between red and blue. */
export type BlueOceanRow = {
  readonly rank: number | null;
  readonly category: string;
  /** Null when whole categories are rated. */
  readonly priceBand: string | null;
  readonly verdict: 'blue ocean' | 'red ocean' | 'no sign';
  readonly score: number | null;
  /** What tells demand. */
  readonly demandBy: string;
  readonly demandGrowth: number | null;
  readonly salesGrowth: number | null;
  readonly demandGap: number | null;
  /** How likely so wide a gap is chance, raised for the number of categories that are asked about. */
  readonly chance: number;
  readonly size: number | null;
  readonly entryBarrier: number | null;
  readonly newBrandShare: number | null;
  readonly brands: number;
  readonly salesRows: number;
  readonly reason: string;
};

/**
 * Where demand outgrows what is sold: the red-blue-ocean index of categories, or of their price bands.
 *
 * The model (`market.blueOcean.model`, or `blueOceanModel`) combines four dimensions into a score that orders all. A verdict also needs
 * evidence: a blue ocean is where demand outgrew sales month against month by more than chance (Student's t on log growth, Holm over all
 * that are asked about, so that on mere noise no verdict of either kind is given with probability 1 - alpha) and that scores
 * `leastScore`; a red one is where sales outgrew demand so.
 *
 * Shape: a study to one row for each, best first.
 * Degenerate: too few rows or months that can be compared: told in `notEnough`, no row.
 * @throws every fault of the model document
 * @source Peking University with Taobao and Tmall: red-blue-ocean index (search growth less sales growth, size, entry barrier, new brands)
 * @example blueOcean(study, 'category').notEnough.length // 3: 31 days hold too little
 */
export function blueOcean(study: Study, by: 'category' | 'price_band'): Answer<BlueOceanRow> {
  const { settings } = study;
  const spec = settings.blueOcean;
  const frame = frameOf(study, 'the gap between demand and sales');
  const keys = by === 'category' ? ['category'] : ['category', 'price_band'];
  if (!frame.hasBefore || !keys.every(key => study.keys.has(key))) return frame.answer([], frame.lacking);
  const measured = categoryMeasures(study, keys, frame);
  const { newMonths, quietMonths } = settings.categories;
  const lacking: NotEnough[] = measured.knowsNew ? [] : [notEnough('new brands', 'full months of sales', newMonths + quietMonths, study.rows.months.full)]; // prettier-ignore
  const units = enoughUnits(measured, spec, lacking);
  const chances = holm(Float64Array.from(units, unit => measured.leads[unit].chance));
  const chanceOf = new Map(units.map((unit, at) => [unit, chances[at]]));
  const { measures } = measured;
  const rows = rateMeasures(spec.model ?? blueOceanModel, measured, units).map(({ unit, rank, score, reason }) => {
    const chance = chanceOf.get(unit) ?? NaN;
    const { lead } = measured.leads[unit];
    const isSure = chance <= spec.alpha;
    const isBlue = isSure && lead > 0 && (score ?? -Infinity) >= spec.leastScore;
    const verdict = isBlue
      ? ('blue ocean' as const)
      : isSure && lead < 0
        ? ('red ocean' as const)
        : ('no sign' as const);
    const [demandGrowth, salesGrowth] = [measured.demandGrowth[unit], measures.growth[unit]];
    const why = `${measured.demandBy} ${signed(demandGrowth)}, sales ${signed(salesGrowth)}; by chance ${percent(chance)}, at most ${percent(spec.alpha)} would be a sign; ${reason}`;
    return {
      rank,
      ...namesOf(measured, unit),
      verdict,
      score,
      demandBy: measured.demandBy,
      demandGrowth: known(demandGrowth),
      salesGrowth: known(salesGrowth),
      demandGap: known(measures.demand_gap[unit]),
      chance,
      size: known(measures.size[unit]),
      entryBarrier: known(measures.entry_barrier[unit]),
      newBrandShare: known(measures.new_brand_share[unit]),
      brands: measures.brands[unit],
      salesRows: measured.salesRows[unit],
      reason: why,
    };
  });
  return frame.answer(rows, lacking);
}

function enoughUnits(
  measured: CategoryMeasures,
  { leastRows, leastMonths }: Study['settings']['blueOcean'],
  lacking: NotEnough[],
): number[] {
  const units: number[] = [];
  for (let unit = 0; unit < measured.count; unit++) {
    const rows = measured.salesRows[unit];
    const isNamed = [...measured.keys.values()].every(column => textAt(column, unit) !== null);
    if (!isNamed || rows === 0) continue;
    const { category, priceBand } = namesOf(measured, unit);
    const about = priceBand === null ? category : `${category} / ${priceBand}`;
    const { months, chance } = measured.leads[unit];
    if (rows < leastRows) lacking.push(notEnough(about, 'sales rows', leastRows, rows));
    else if (months < leastMonths || Number.isNaN(chance))
      lacking.push(notEnough(about, `months with sales and ${measured.demandBy} in both periods`, leastMonths, months)); // prettier-ignore
    else units.push(unit);
  }
  return units;
}

function namesOf({ keys }: CategoryMeasures, unit: number): { category: string; priceBand: string | null } {
  const band = keys.get('price_band');
  // The measures are by category, at least.
  return {
    category: textAt(keys.get('category') as TextColumn, unit) ?? '',
    priceBand: band ? textAt(band, unit) : null,
  };
}

function signed(growth: number): string {
  return Number.isNaN(growth) ? 'unknown' : `${growth < 0 ? '−' : '+'}${percent(Math.abs(growth))}`;
}
