import { moments } from '../stats/moments.ts';
import { below, seededBits } from '../stats/random.ts';
import { roundToSignificant } from '../stats/significant.ts';
import { groupBy } from '../table/groups.ts';
import type { Groups } from '../table/groups.ts';
import { firstRows, orderByCode, orderByNumber } from '../table/order.ts';
import { textAt } from '../table/text.ts';
import type { Page } from './arrange.ts';
import type { Pin } from './limits.ts';
import type { ActivePolicy } from './policy.ts';
import type { Ranked } from './ranked.ts';
import { RatingError } from '../errors/ratingError.ts';

/**
 * The slots of each page that are given to units with thin evidence, and these units, the most promising first.
 *
 * Unit: promise is the upper confidence bound score + z · deviation / √evidence, evidence below 1 counted as 1; without a stated deviation, that of
 * the scores of the page. The slots are one in each of as many equal stretches as the share gives, drawn by the seed and the page's key.
 * Degenerate: no exploration, a share under one slot, or nobody with thin evidence: none. A unit that is not eligible may be tried, one that is excluded not.
 * @throws invalid_argument when the policy explores and no seed is given
 * @source Auer, Cesa-Bianchi, Fischer (2002), Finite-time analysis of the multiarmed bandit problem (bounds that shrink with evidence)
 * @example exploration(activePolicy(orderSpec.parse({}), ranked, undefined), ranked, [], oneGroup(2), Int32Array.of(-1, -1), ranked.score, 1)(0, 2, []) // undefined
 */
export function exploration(
  { explore }: ActivePolicy,
  ranked: Ranked,
  pageKeys: Ranked['keys'],
  pages: Groups & { readonly firstRow?: Uint32Array },
  excluded: Int32Array,
  scores: Float64Array,
  seed: number | undefined,
): (page: number, slots: number, pins: readonly Pin[]) => Page['explore'] {
  if (!explore) return () => undefined;
  if (seed === undefined || !Number.isSafeInteger(seed) || seed < 0)
    throw new RatingError(
      'invalid_argument',
      ['seed'],
      'the policy explores; give a seed, a whole number of 0 or more',
    );
  const column = ranked.column(explore.evidence);
  // Checked before: evidence is a number column.
  const evidence = column?.type === 'number' ? column.values : new Float64Array(ranked.count);
  const deviations = explore.deviation === undefined ? moments(scores, pages).deviation : null;
  const bounds = scores.map((score, row) => {
    const count = Math.max(1, evidence[row] > 0 ? evidence[row] : 0);
    return score + (explore.z * (explore.deviation ?? deviations?.[pages.of[row]] ?? 0)) / Math.sqrt(count);
  });
  const isThin = (row: number): boolean =>
    !(evidence[row] >= explore.below) &&
    excluded[row] === -1 &&
    scores[row] === scores[row] &&
    explore.holds?.[row] !== 0;
  const units = groupBy(
    [...ranked.keys.slice(ranked.within), ...ranked.keys.slice(0, ranked.within)].map(({ column: key }) => key),
    ranked.count,
  );
  const rows = orderByCode(firstRows(ranked.count), units.of).filter(isThin);
  const promising = orderByNumber(
    rows,
    bounds.map(bound => -roundToSignificant(bound)),
  );
  return (page, slots, pins) => {
    const free = Array.from({ length: Math.max(0, slots - explore.from + 1) }, (_, at) => at + explore.from - 1).filter(
      slot => !pins.some(pin => pin.slot === slot),
    );
    const count = Math.min(free.length, Math.floor(roundToSignificant(explore.share * slots)));
    const here = promising.filter(row => pages.of[row] === page);
    if (count === 0 || here.length === 0) return undefined;
    const next = seededBits(seed, streamOf(pageName(pageKeys, pages.of, page)));
    const drawn = Array.from({ length: count }, (_, at) => {
      const start = Math.floor((at * free.length) / count);
      const end = Math.floor(((at + 1) * free.length) / count);
      return free[start + below(next, end - start)];
    });
    return { slots: drawn, rows: here };
  };
}

function pageName(keys: Ranked['keys'], of: Uint32Array, page: number): string {
  const row = of.indexOf(page);
  return JSON.stringify(keys.map(({ column }) => textAt(column, row)));
}

/** A number for a name, so that a page draws the same whichever other pages there are. */
function streamOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}
