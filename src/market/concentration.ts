import { concentrations } from '../stats/concentration.ts';
import { groupBy } from '../table/groups.ts';
import { MISSING_CODE, textAt } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import type { Answer, NotEnough } from './answer.ts';
import { panelOf } from './cells.ts';
import { enoughRows, frameOf, known, percent } from './frame.ts';
import type { Study } from './study.ts';
import { greatestFirst } from './top.ts';

/** How few have how much of a category or department. */
export type ConcentrationRow = {
  readonly within: 'category' | 'department';
  readonly whole: string;
  readonly unit: 'brand' | 'owner' | 'merchant';
  /** How many have sales. */
  readonly units: number;
  readonly leader: string;
  /** From 0 to 1, as all shares here: of the sales of named units. */
  readonly leaderShare: number;
  readonly hhi: number;
  readonly hhiBefore: number | null;
  readonly cr4: number;
  readonly cr8: number;
  readonly gini: number;
  readonly verdict: 'not concentrated' | 'moderately concentrated' | 'highly concentrated';
  readonly reason: string;
};

/**
 * How concentrated each category and department is on brands, owners and merchants.
 *
 * Shape: a study to one row for each whole and kind of unit. Sales without a brand (owner, merchant) are nobody's and take no part.
 * Degenerate: too few rows: no row, but told in `notEnough`.
 * @source US Department of Justice and Federal Trade Commission (2023), Merger Guidelines 2.1: 1,000 and 1,800 points (the defaults)
 * @example concentrationOf(study).notEnough.at(-1).found // 5: too few rows for a verdict
 */
export function concentrationOf(study: Study): Answer<ConcentrationRow> {
  const { keys, settings } = study;
  const frame = frameOf(study, 'concentration before');
  const rows: ConcentrationRow[] = [];
  const lacking: NotEnough[] = [...frame.lacking];
  for (const within of ['category', 'department'] as const) {
    if (!keys.has(within)) continue;
    // A verdict on the period does not hang on the one before.
    const counted = enoughRows(study, within, { ...frame, hasBefore: false }, settings.share.leastRows);
    lacking.push(...counted.lacking);
    for (const unit of (['brand', 'owner', 'merchant'] as const).filter(each => keys.has(each))) {
      rows.push(...ofUnits(study, within, unit, counted.enough, frame));
    }
  }
  return frame.answer(rows, lacking);
}

function ofUnits(
  { periodsBy, settings: { share: spec } }: Study,
  within: ConcentrationRow['within'],
  unit: ConcentrationRow['unit'],
  enough: ReadonlySet<string>,
  { before, now, hasBefore }: ReturnType<typeof frameOf>,
): ConcentrationRow[] {
  const panel = panelOf(periodsBy([within, unit]), [within, unit], [before, now]);
  const [wholes, units] = [within, unit].map(key => panel.keys.get(key) as TextColumn);
  const groups = groupBy([wholes], panel.count);
  const [valuesBefore, values] = panel.windows.map(({ value }) =>
    value.map((each, row) => (units.codes[row] === MISSING_CODE ? NaN : each)),
  );
  const { count, hhi, cr4, cr8, gini } = concentrations(values, groups);
  const { hhi: hhiBefore } = concentrations(valuesBefore, groups);
  const leaders = greatestFirst(values, groups);
  return leaders.flatMap((listed, group): ConcentrationRow[] => {
    const whole = textAt(wholes, groups.firstRow[group]);
    if (whole === null || listed.length === 0 || !enough.has(whole)) return [];
    let total = 0;
    for (const row of listed) total += values[row];
    const leaderShare = values[listed[0]] / total;
    const leader = textAt(units, listed[0]) ?? '';
    const verdict = hhi[group] > spec.high ? 'highly concentrated' : hhi[group] > spec.moderate ? 'moderately concentrated' : 'not concentrated'; // prettier-ignore
    const border = hhi[group] > spec.moderate ? `above ${hhi[group] > spec.high ? spec.high : spec.moderate}` : `at most ${spec.moderate}`; // prettier-ignore
    return [
      {
        within,
        whole,
        unit,
        units: count[group],
        leader,
        leaderShare,
        hhi: hhi[group],
        hhiBefore: hasBefore ? known(hhiBefore[group]) : null,
        cr4: cr4[group],
        cr8: cr8[group],
        gini: gini[group],
        verdict,
        reason: `HHI ${hhi[group].toFixed(3)} is ${border}; the first has ${percent(leaderShare)}, the first four ${percent(cr4[group])}`,
      },
    ];
  });
}
