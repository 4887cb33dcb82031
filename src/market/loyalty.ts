import { groupBy } from '../table/groups.ts';
import { textAt } from '../table/text.ts';
import { notEnough } from './answer.ts';
import type { Answer, NotEnough } from './answer.ts';
import { buyersOf } from './buyers.ts';
import { doubleJeopardy } from './doubleJeopardy.ts';
import { frameOf, percent } from './frame.ts';
import type { Study } from './study.ts';

/** A brand's loyalty against its penetration in a category. */
export type LoyaltyRow = {
  readonly category: string;
  readonly brand: string;
  readonly buyers: number;
  readonly categoryBuyers: number;
  readonly penetration: number;
  readonly frequency: number;
  readonly expected: number;
  /** Frequency over expected, less 1. */
  readonly excess: number;
  readonly verdict: 'niche' | 'change of pace' | 'as expected';
  readonly reason: string;
};

/**
 * The double-jeopardy check: which brands are bought more or less often than brands of their penetration are.
 *
 * Shape: a study to one row for each brand and category whose buyers are known (`buyersOf`), in the order of their keys.
 * Degenerate: no buyers are known: no rows, told in `notEnough`; brands with fewer of them than `share.leastBuyers` too.
 * @example loyaltyOf(study).notEnough[0].found // 0
 */
export function loyaltyOf(study: Study): Answer<LoyaltyRow> {
  const { leastBuyers, loyaltyBand } = study.settings.share;
  const frame = frameOf(study, 'loyalty');
  const known = buyersOf(study);
  if (!known) return frame.answer([], [notEnough('loyalty', 'column "customer", or metrics of buyers', 1, 0)]);
  const { category, brand, buyers, purchases, categoryBuyers } = known;
  // Nobody's purchases are no brand's.
  const named = buyers.map((count, unit) => (textAt(brand, unit) === null || textAt(category, unit) === null ? NaN : count)); // prettier-ignore
  const law = doubleJeopardy(named, purchases, categoryBuyers, groupBy([category], known.count));
  const rows: LoyaltyRow[] = [];
  const lacking: NotEnough[] = [];
  for (let unit = 0; unit < known.count; unit++) {
    if (!(named[unit] > 0)) continue;
    const [inCategory, name] = [textAt(category, unit) ?? '', textAt(brand, unit) ?? ''];
    if (named[unit] < leastBuyers)
      lacking.push(notEnough(`${name} in ${inCategory}`, 'buyers', leastBuyers, named[unit]));
    const [penetration, frequency, expected, excess] = [law.penetration, law.frequency, law.expected, law.excess].map(numbers => numbers[unit]); // prettier-ignore
    if (named[unit] < leastBuyers || Number.isNaN(excess)) continue;
    const facts = { penetration, frequency, expected, excess };
    rows.push({ category: inCategory, brand: name, buyers: named[unit], categoryBuyers: categoryBuyers[unit], ...facts, ...verdictOf(excess, penetration, frequency, expected, loyaltyBand) }); // prettier-ignore
  }
  return frame.answer(rows, lacking);
}

function verdictOf(
  excess: number,
  penetration: number,
  frequency: number,
  expected: number,
  band: number,
): Pick<LoyaltyRow, 'verdict' | 'reason'> {
  const verdict = excess > band ? 'niche' : excess < -band ? 'change of pace' : 'as expected';
  const reason = `bought ${frequency.toFixed(2)} times by each of its buyers; at a penetration of ${percent(penetration)} ${expected.toFixed(2)} are expected, and ${percent(band)} more or less is no sign`;
  return { verdict, reason };
}
