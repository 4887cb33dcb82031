import { MISSING_CODE } from '../table/text.ts';
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
 * The cells of a set of questions, by any of their keys: one pass over the rows for all of them, and every other set of keys is added up from the
 * fewest cells that tell it apart, when it is first asked for, and kept.
 *
 * Where merchants sell so many brands that cells of both would be nearly as many as rows, the keys of merchants have a pass of their own: hardly
 * a question asks for both together.
 *
 * Shape: the keys that are asked for to cells by some of them. Degenerate: keys that the rows do not have are left out.
 * @example sharedCells(study.rows, ['category', 'brand']).cellsBy(['brand']).keys.size // 1
 */
export function sharedCells(rows: MarketRows, keys: readonly string[]): SharedCells {
  const { months, settings } = rows;
  const periods = [1, 0].map(back => windowBack(months, settings.months, back));
  const isOfMerchants = (key: string): boolean => key === 'merchant' || rows.keyOf(key) === 'merchant';
  const made: CellPass[] = [];
  let isTogether: boolean | undefined;
  const passBy = (by: readonly string[]): CellPass => {
    const wide = made.find(({ keys: told }) => by.every(key => told.has(key)));
    return wide ?? made[made.push(cellPass(rows, passOf(by))) - 1];
  };
  return {
    passBy,
    cellsBy: rolledUpFrom(rows, by => passBy(by).cells, toldAlong),
    periodsBy: rolledUpFrom(rows, by => inStretches(passBy(by).cells, periods), toldAlong),
  };

  /** The keys of a pass from which some keys are to be told: those that will be asked for beside them go along. */
  function passOf(by: readonly string[]): string[] {
    if (!by.every(key => keys.includes(key))) return [...by];
    isTogether ??=
      keys.length > MOST_OF_EITHER && keys.includes('merchant') && keys.includes('brand') && fewPairs(rows);
    // The key of most values last: combinations without rows are left out before it.
    if (isTogether) return [...keys.filter(key => !isOfMerchants(key)), ...keys.filter(isOfMerchants)];
    return [...new Set([...by, ...alongside(by)])];
  }

  /** What will be asked for beside some keys: those of merchants, or those of brands. Joined keys last: cells without them are the same. */
  function alongside(by: readonly string[]): string[] {
    const isBeside = by.some(isOfMerchants)
      ? (key: string): boolean => isOfMerchants(key) || BESIDE_MERCHANTS.has(key)
      : (key: string): boolean => !isOfMerchants(key);
    const isJoined = (key: string): boolean => rows.keyOf(key) !== undefined;
    const along = keys.filter(isBeside);
    return [...along.filter(key => !isJoined(key)), ...along.filter(isJoined)];
  }

  /** The same, as far as the pass tells it that is there anyway. */
  function toldAlong(by: readonly string[]): string[] {
    const told = passBy(by).keys;
    return alongside(by).filter(key => told.has(key));
  }
}

/** Up to so many keys are those of a question that asks for merchants or for brands: a ladder, a first page. */
const MOST_OF_EITHER = 3;

/** Cells of merchants and brands together are worth their memory while they are at most so many of the rows. */
const MOST_OF_ROWS = 1 / 8;

/** Beyond 32 MB of bits pairs are taken for many. */
const MOST_BITS = 2 ** 28;

/** One row in so many is looked at for pairs: those that are many are in it too. */
const SAMPLED = 8;

/** Whether pairs of merchant and brand, each in every month, are few beside the rows. */
function fewPairs(rows: MarketRows): boolean {
  const [merchants, brands] = ['merchant', 'brand'].map(rows.text);
  const width = merchants.words.length;
  if (brands.words.length * width > MOST_BITS) return false;
  const seen = new Uint32Array(Math.ceil((brands.words.length * width) / 32));
  const most = (MOST_OF_ROWS * rows.count) / rows.months.count;
  let pairs = 0;
  for (let row = 0; row < rows.count && pairs <= most; row += SAMPLED) {
    const [merchant, brand] = [merchants.codes[row], brands.codes[row]];
    if (merchant === MISSING_CODE || brand === MISSING_CODE) continue;
    const bit = brand * width + merchant;
    const mask = 1 << (bit & 31);
    if ((seen[bit >>> 5] & mask) !== 0) continue;
    seen[bit >>> 5] |= mask;
    pairs++;
  }
  return pairs <= most;
}

function rolledUpFrom(rows: MarketRows, widest: CellsBy, toldAlong: (by: readonly string[]) => string[]): CellsBy {
  const made: Cells[] = [];
  return wanted => {
    const by = [...new Set(wanted)].filter(rows.has);
    // The widest cells are many: what will be asked for together is added up of them once.
    const along = toldAlong(by);
    if (by.every(key => along.includes(key))) from(along);
    return from(by);
  };

  function from(by: readonly string[]): Cells {
    const wide = made.filter(({ keys }) => by.every(key => keys.has(key)));
    const least = wide.length === 0 ? keep(widest(by)) : fewest(wide);
    // A set of the same keys is itself.
    return least.keys.size === by.length ? least : keep(rolledUp(least, by));
  }

  function keep(cells: Cells): Cells {
    made.push(cells);
    return cells;
  }
}

function fewest(cells: readonly Cells[]): Cells {
  return cells.reduce((few, each) => (each.count < few.count ? each : few));
}
