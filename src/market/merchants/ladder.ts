import { rankSumTest } from '../../stats/rankSumTest.ts';
import { exactSums } from '../../stats/exactSum.ts';
import { MISSING_CODE } from '../../table/text.ts';
import type { TextColumn } from '../../table/text.ts';
import { notEnough } from '../answer.ts';
import type { Answer, NotEnough } from '../answer.ts';
import { toldWindow, windowBack } from '../months.ts';
import type { Study } from '../study.ts';
import { requireKey } from './requireKey.ts';
import { salesRowsIn } from './salesRowsIn.ts';
import { stagesOf, standings } from './stages.ts';
import type { Standing } from './stages.ts';

/** A unit on the ladder. */
export interface LadderRow {
  readonly name: string;
  /** Null when not even the lowest stage's rules hold. */
  readonly stage: string | null;
  /** Null at the top. */
  readonly nextStage: string | null;
  /** The first rule of the next stage that does not hold. */
  readonly unmetRule: string | null;
  readonly found: number | null;
  readonly wanted: number | null;
  /** The stage in the period before; null when it had none, or no sales. */
  readonly stageBefore: string | null;
  readonly move: 'up' | 'down' | 'none' | 'new';
  /** How likely chance alone moves monthly sales so far in that direction; null where there is no move, or too few months. */
  readonly chance: number | null;
  readonly verdict: 'same stage' | 'firm' | 'within noise' | 'new' | 'not enough data';
  readonly reason: string;
}

/**
 * The growth ladder: the stage of every merchant or brand, the first rule that keeps it from the next, and whether a move since the
 * period before is more than noise.
 *
 * A move is firm when the exact rank sum test says that the monthly sales of the two periods differ in its direction with a chance
 * of at most half the `alarm`: of units whose sales only vary by chance at most that share is called firm, in both directions together.
 *
 * Shape: one row a unit with sales in the period, in code point order.
 * Degenerate: so few months that even the clearest difference could be chance: not enough data.
 * @throws unknown_column, wrong_type of the rules
 * @example ladder(study).rows.map(({ stage }) => stage) // one stage a merchant
 */
export function ladder(study: Study): Answer<LadderRow> {
  const { rows, settings } = study;
  requireKey(study, settings.ladder.unit);
  const { alarm, unit } = settings.ladder;
  const stages = stagesOf(study);
  const windows = [0, 1].map(back => windowBack(rows.months, settings.months, back));
  const now = standings(study, stages, windows[0]);
  const months = Math.min(settings.months, Math.max(0, rows.months.full - settings.months));
  const before = months === 0 ? new Map<string, Standing>() : byName(standings(study, stages, windows[1]));
  const least = leastMonths(alarm / 2);
  const salesOf = monthlySales(study, unit);
  const nameOf = (stage: number): string | null => stages[stage]?.name ?? null;
  const all = now.map((standing): LadderRow => {
    const earlier = before.get(standing.name);
    const step = earlier ? Math.sign(standing.stage - earlier.stage) : 0;
    const [later, past] = windows.map(({ from, to }) => salesOf(standing.name, Math.max(0, from), to));
    const ofEarlier = past.subarray(past.length - months);
    const chance =
      step === 0 || months < least ? null : step > 0 ? rankSumTest(later, ofEarlier) : rankSumTest(ofEarlier, later);
    const { unmet } = standing;
    return {
      name: standing.name,
      stage: nameOf(standing.stage),
      nextStage: nameOf(standing.stage + 1),
      unmetRule: unmet?.rule ?? null,
      found: unmet?.found ?? null,
      wanted: unmet?.wanted ?? null,
      stageBefore: earlier ? nameOf(earlier.stage) : null,
      move: !earlier ? 'new' : step > 0 ? 'up' : step < 0 ? 'down' : 'none',
      chance,
      ...verdictOf(standing, earlier, step, chance, alarm, { months, least }),
    };
  });
  return {
    period: toldWindow(rows.months, windows[0]),
    previous: toldWindow(rows.months, windows[1]),
    salesRows: salesRowsIn(study, windows[0]),
    rows: all,
    notEnough: lacksOf(months, least),
  };
}

function byName(all: readonly Standing[]): Map<string, Standing> {
  return new Map(all.map(standing => [standing.name, standing]));
}

/** With fewer months on each side than this, the clearest difference there is could be chance. */
function leastMonths(level: number): number {
  let months = 1;
  for (let chance = 1 / 2; chance > level; months++) chance *= (months + 1) / (2 * (2 * months + 1));
  return months;
}

function lacksOf(months: number, least: number): NotEnough[] {
  return months < least ? [notEnough('whether moves are firm', 'months in each of two periods', least, months)] : [];
}

function verdictOf(
  { unmet }: Standing,
  earlier: Standing | undefined,
  step: number,
  chance: number | null,
  alarm: number,
  { months, least }: { readonly months: number; readonly least: number },
): Pick<LadderRow, 'verdict' | 'reason'> {
  const keeps =
    unmet === null
      ? 'all rules hold'
      : unmet.isMissing
        ? `cannot be told: ${unmet.rule}`
        : `does not hold: ${unmet.rule}${unmet.found === null || unmet.wanted === null ? '' : ` (${told(unmet.found)} against ${told(unmet.wanted)})`}`;
  if (!earlier) return { verdict: 'new', reason: `no sales in the period before; ${keeps}` };
  if (step === 0) return { verdict: 'same stage', reason: keeps };
  if (chance === null || Number.isNaN(chance)) {
    const lack = months < least ? `needs ${least} months in each period, found ${months}` : 'monthly sales are missing';
    return { verdict: 'not enough data', reason: `${lack}; ${keeps}` };
  }
  const size = `by chance in ${(chance * 100).toPrecision(2)} % of cases, ${(alarm * 50).toPrecision(2)} % is the limit`;
  return { verdict: chance <= alarm / 2 ? 'firm' : 'within noise', reason: `${size}; ${keeps}` };
}

/** The sales of a unit in each month of a stretch; 0 in months without a row. */
function monthlySales(study: Study, unit: string): (name: string, from: number, to: number) => Float64Array {
  const cells = study.cellsBy([unit]);
  const { words, codes } = cells.keys.get(unit) as TextColumn;
  const { count } = study.rows.months;
  const codeOf = new Map(words.map((word, code) => [word, code]));
  const of = new Uint32Array(cells.count);
  const outside = words.length * count;
  for (let cell = 0; cell < cells.count; cell++) {
    const code = codes[cells.of[cell]];
    of[cell] = code === MISSING_CODE ? outside : code * count + cells.month[cell];
  }
  const { sum } = exactSums(cells.value, { of, count: outside + 1 });
  return (name, from, to) => {
    // Every unit with sales is a word of the cells.
    const start = (codeOf.get(name) as number) * count;
    return sum.subarray(start + from, start + to + 1);
  };
}

function told(value: number): string {
  return String(Number(value.toPrecision(6)));
}
