import { kaplanMeier } from '../../stats/kaplanMeier.ts';
import { groupBy, oneGroup } from '../../table/groups.ts';
import type { Groups } from '../../table/groups.ts';
import { textAt, textColumn } from '../../table/text.ts';
import { notEnough } from '../answer.ts';
import type { Answer, NotEnough } from '../answer.ts';
import { toldWindow, windowBack } from '../months.ts';
import type { Study } from '../study.ts';
import { salesRowsIn } from './salesRowsIn.ts';
import { newcomers } from './newcomers.ts';
import type { Newcomers } from './newcomers.ts';

/** One place of a survival curve. */
export interface SurvivalRow {
  /** The recruiting channel; null for all merchants together. */
  readonly channel: string | null;
  /** Months since onboarding. */
  readonly month: number;
  readonly atRisk: number;
  readonly left: number;
  readonly censored: number;
  /** The share of new merchants that sells for longer than this. */
  readonly survival: number;
  readonly error: number;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * How long new merchants keep selling: the Kaplan-Meier curve of all, and of each recruiting channel.
 *
 * A merchant lasts to its last month with a sale. It has left when it was silent for as many months as `silent` says, up to the
 * last of its months that is over; one that may still sell counts for as long as it was seen. Calendar months or 30 days, as stated.
 *
 * Shape: one row a curve and distinct duration; all merchants first, then channels in order.
 * Degenerate: a channel with fewer merchants than `leastMerchants`: not enough data.
 * @source Kaplan and Meier (1958); Greenwood (1926), on the log-log scale unless the model says plain
 * @example survival(study).rows.every(({ survival }) => survival <= 1) // true
 */
export function survival(study: Study, of: Newcomers = newcomers(study)): Answer<SurvivalRow> {
  const { months } = study.rows;
  const { silent, leastMerchants, level, interval } = study.settings.adaptation;
  const hasLeft = Uint8Array.from({ length: of.count }, (_, place) =>
    Number(of.monthsOver[place] - of.lastSale[place] >= silent),
  );
  const durations = Float64Array.from({ length: of.count }, (_, place) =>
    hasLeft[place] === 1 ? of.lastSale[place] : Math.max(of.lastSale[place], of.monthsOver[place]),
  );
  const lacks: NotEnough[] = [];
  const rowsOf = (groups: Groups, names: readonly (string | null)[]): SurvivalRow[] => {
    const sizes = new Float64Array(groups.count);
    for (const group of groups.of) sizes[group]++;
    return kaplanMeier(durations, hasLeft, groups, { level, interval }).flatMap((curve, group) => {
      if (sizes[group] < leastMerchants) {
        const about = `the survival of ${names[group] === null ? 'new merchants' : `channel ${names[group]}`}`;
        lacks.push(notEnough(about, 'new merchants', leastMerchants, sizes[group]));
        return [];
      }
      return Array.from(curve.times, (month, at) => ({
        channel: names[group],
        month,
        atRisk: curve.atRisk[at],
        left: curve.ended[at],
        censored: curve.censored[at],
        survival: curve.survival[at],
        error: curve.error[at],
        low: Number.isNaN(curve.low[at]) ? null : curve.low[at],
        high: Number.isNaN(curve.high[at]) ? null : curve.high[at],
      }));
    });
  };
  const channels = textColumn(of.channels);
  const groups = groupBy([channels], of.count);
  const names = Array.from(groups.firstRow, place => textAt(channels, place));
  const isTold = channels.words.length > 0;
  return {
    period: toldWindow(months, windowBack(months, months.count, 0)),
    previous: null,
    salesRows: salesRowsIn(study, windowBack(months, months.count, 0)),
    rows: [
      ...rowsOf(oneGroup(of.count), [null]),
      ...(isTold
        ? rowsOf(
            groups,
            names.map(name => name ?? 'not known'),
          )
        : []),
    ],
    notEnough: lacks,
  };
}
