import { cellPass } from './cellPass.ts';
import type { CellPass } from './cellPass.ts';
import { rolledUp } from './cells.ts';
import type { Cells } from './cells.ts';
import { inStretches } from './inStretches.ts';
import { windowBack } from './months.ts';
import type { MarketRows } from './rows.ts';

/** What stands beside merchants in the questions about them. */
const BESIDE_MERCHANTS: ReadonlySet<string> = new Set(['category', 'department']);

/** The sums by some keys; made once, from the fewest cells that tell them apart. Keys that the rows do not have are left out. */
export type CellsBy = (keys: readonly string[]) => Cells;

/** The cells of a set of questions, month by month, and of the two periods that they compare alone, each as if it were one month. */
export interface SharedCells {
  /** A pass over the rows that tells some keys apart; one that was made is given again. */
  readonly passBy: (keys: readonly string[]) => CellPass;
  readonly cellsBy: CellsBy;
  readonly periodsBy: CellsBy;
}

/**
 * The cells of a set of questions, by any of their keys: rows are passed over once for the keys of brands, and once for those of merchants; every
 * other set of keys is added up from the fewest cells that tell it apart, when it is first asked for, and kept.
 *
 * Hardly a question asks for merchants and brands together, and cells of both are many times as many as those of either.
 *
 * Shape: the keys that are asked for to cells by some of them. Degenerate: keys that the rows do not have are left out.
 * @example sharedCells(study.rows, ['category', 'brand']).cellsBy(['brand']).keys.size // 1
 */
export function sharedCells(rows: MarketRows, keys: readonly string[]): SharedCells {
  const { months, settings } = rows;
  const periods = [1, 0].map(back => windowBack(months, settings.months, back));
  const isOfMerchants = (key: string): boolean => key === 'merchant' || rows.keyOf(key) === 'merchant';
  const made: CellPass[] = [];
  const passBy = (by: readonly string[]): CellPass => {
    const wide = made.find(({ cells }) => by.every(key => cells.keys.has(key)));
    return wide ?? made[made.push(cellPass(rows, passOf(by))) - 1];
  };
  return {
    passBy,
    cellsBy: rolledUpFrom(rows, by => passBy(by).cells),
    periodsBy: rolledUpFrom(rows, by => inStretches(passBy(by).cells, periods)),
  };

  /** The keys of a pass from which some keys are to be told: those that will be asked for beside them go along. */
  function passOf(by: readonly string[]): string[] {
    if (!by.every(key => keys.includes(key))) return [...by];
    const along = by.some(isOfMerchants)
      ? keys.filter(key => isOfMerchants(key) || BESIDE_MERCHANTS.has(key))
      : keys.filter(key => !isOfMerchants(key));
    return [...new Set([...by, ...along])];
  }
}

function rolledUpFrom(rows: MarketRows, widest: CellsBy): CellsBy {
  const made: Cells[] = [];
  return wanted => {
    const by = [...new Set(wanted)].filter(rows.has);
    const wide = made.filter(({ keys }) => by.every(key => keys.has(key)));
    const least = wide.length === 0 ? keep(widest(by)) : fewest(wide);
    // A set of the same keys is itself.
    return least.keys.size === by.length ? least : keep(rolledUp(least, by));
  };

  function keep(cells: Cells): Cells {
    made.push(cells);
    return cells;
  }
}

function fewest(cells: readonly Cells[]): Cells {
  return cells.reduce((few, each) => (each.count < few.count ? each : few));
}
