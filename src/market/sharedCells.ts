import { cellsOf, rolledUp } from './cells.ts';
import type { Cells } from './cells.ts';
import type { MarketRows } from './rows.ts';

/** What stands beside merchants in the questions about them. */
const BESIDE_MERCHANTS: ReadonlySet<string> = new Set(['category', 'department']);

/**
 * The cells of a set of questions, by any of their keys: rows are passed over once for the keys of brands, and once for those of merchants; every
 * other set of keys is added up from the fewest cells that tell it apart, when it is first asked for, and kept.
 *
 * Hardly a question asks for merchants and brands together, and cells of both are many times as many as those of either.
 *
 * Shape: the keys that are asked for to cells by some of them. Degenerate: keys that the rows do not have are left out.
 * @example sharedCells(study.rows, ['category', 'brand'])(['brand']).keys.size // 1
 */
export function sharedCells(rows: MarketRows, keys: readonly string[]): (keys: readonly string[]) => Cells {
  const made: Cells[] = [];
  const isOfMerchants = (key: string): boolean => key === 'merchant' || rows.keyOf(key) === 'merchant';
  return wanted => {
    const by = [...new Set(wanted)].filter(rows.has);
    const wide = made.filter(({ keys: has }) => by.every(key => has.has(key)));
    const least = wide.length === 0 ? keep(cellsOf(rows, passOf(by))) : fewest(wide);
    // The finest cells may be as many as the rows; a set of the same keys is itself.
    return least.keys.size === by.length ? least : keep(rolledUp(least, by));
  };

  function keep(cells: Cells): Cells {
    made.push(cells);
    return cells;
  }

  /** The keys of a pass from which some keys are to be told: those that will be asked for beside them go along. */
  function passOf(by: readonly string[]): string[] {
    if (!by.every(key => keys.includes(key))) return [...by];
    const along = by.some(isOfMerchants)
      ? keys.filter(key => isOfMerchants(key) || BESIDE_MERCHANTS.has(key))
      : keys.filter(key => !isOfMerchants(key));
    return [...new Set([...by, ...along])];
  }
}

function fewest(cells: readonly Cells[]): Cells {
  return cells.reduce((few, each) => (each.count < few.count ? each : few));
}
