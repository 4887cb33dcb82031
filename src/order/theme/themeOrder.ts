import { didYouMean } from '../../errors/didYouMean.ts';
import { RatingError, throwFaults } from '../../errors/ratingError.ts';
import type { Fault } from '../../errors/ratingError.ts';
import type { OrderPolicy } from '../../model/orderSpec.ts';
import type { ThemeSpec } from '../../model/themeSpec.ts';
import { roundToSignificant } from '../../stats/significant.ts';
import { groupBy } from '../../table/groups.ts';
import { orderByCode, orderByNumber } from '../../table/order.ts';
import { textAt } from '../../table/text.ts';
import { boostedScores, excludedBy, shownRows } from '../candidates.ts';
import { order } from '../order.ts';
import type { Order, OrderOptions } from '../order.ts';
import { activePolicy } from '../policy.ts';
import type { Ranked } from '../ranked.ts';
import { rowsNamed } from '../rowsNamed.ts';
import { mix } from './mix.ts';
import { PLACE, selectedUnits } from './selectedUnits.ts';

/** The list of a theme. */
export interface ThemeOrder {
  /** The list as one page, with its own units: the listings that the theme may show, the most wanted first. */
  readonly order: Order;
  /** The listing of each slot, as a row of the units that were given. */
  readonly rows: Uint32Array;
  /** Of each slot the position of its category in the theme. */
  readonly category: Uint32Array;
  /** Of each slot how many categories of the theme list the unit. */
  readonly serves: Uint32Array;
  /** Of each slot the score that the unit was chosen by: boosted, and raised where several categories list it. */
  readonly worth: Float64Array;
  /** Of each category the slots that its share gives it, and those it has once the rules have arranged the list. */
  readonly planned: Uint32Array;
  readonly shown: Uint32Array;
}

/**
 * The list of a theme: the categories mixed by their shares, then arranged by the rules of the policy.
 *
 * Boosts and exclusions hold in the categories that the units come from. Pins, quotas, break-ups and exploration hold on the list; `page`, `ties`,
 * `diversify` and `stable` do not. A rule may put a unit of another category in a slot: `planned` beside `shown` says so.
 *
 * Shape: units of all pages to one list. Degenerate: no candidates: an empty list.
 * @throws unknown_name when the policy has no such theme, or no page has a name that it gives; the faults of `order`
 * @example themeOrder(breakfastUnits, breakfast, 'breakfast').rows // [1, 2, 0]
 */
export function themeOrder(ranked: Ranked, policy: OrderPolicy, name: string, options: OrderOptions = {}): ThemeOrder {
  const theme = themeNamed(policy, name);
  const rules = activePolicy(policy, ranked, options.date);
  const boosted = boostedScores(ranked, rules);
  const candidates = shownRows(ranked, policy.candidates, excludedBy(ranked, rules));
  const part = partsOf(ranked, theme, policy.themes.indexOf(theme));
  const unitKeys = ranked.keys.slice(ranked.within);
  const unit = groupBy(
    unitKeys.map(({ column }) => column),
    ranked.count,
  ).of;
  const score = boosted.map((each, row) => (candidates[row] === 1 ? each : NaN));
  const slots = theme.slots ?? policy.slots ?? ranked.count;
  const shares = theme.of.map(({ share }) => share);
  const mixed = mix({ part, unit, score }, { ...theme, slots, shares });
  const rows = withReserve(mixed.rows, unit, mixed.worth);
  const units = selectedUnits(ranked, rows, mixed.worth);
  const made = order(
    units,
    {
      ...policy,
      // A pin of a unit that the theme does not list is meant for other pages.
      pin: policy.pin.filter(pin => rowsNamed(units, pin.unit, pin.within).length > 0),
      slots,
      candidates: 'scored',
      ties: [{ by: PLACE, direction: 'cost' }],
      boost: [],
      exclude: [],
      diversify: undefined,
      stable: undefined,
      page: [],
    },
    { date: options.date, seed: options.seed },
  );
  const listed = made.rows.map(at => rows[at]);
  const shown = new Uint32Array(shares.length);
  for (const row of listed) shown[part[row]]++;
  return {
    order: made,
    rows: listed,
    category: listed.map(row => part[row]),
    serves: listed.map(row => mixed.serves[row]),
    worth: Float64Array.from(listed, row => mixed.worth[row]),
    planned: mixed.planned,
    shown,
  };
}

function themeNamed({ themes }: OrderPolicy, name: string): ThemeSpec {
  const found = themes.find(theme => theme.name === name);
  if (found) return found;
  const names = themes.map(theme => theme.name);
  const there =
    names.length > 0 ? `there are ${names.map(each => `"${each}"`).join(', ')}` : 'the policy has no themes';
  throw new RatingError('unknown_name', ['theme'], `no theme "${name}"; ${there}${didYouMean(name, names)}`);
}

/** Of every row the position of its page among those of the theme; -1: none. */
function partsOf(ranked: Ranked, { of }: ThemeSpec, themeAt: number): Int32Array {
  const keys = ranked.keys.slice(0, ranked.within);
  const pages = groupBy(
    keys.map(({ column }) => column),
    ranked.count,
  );
  const names = Array.from(pages.firstRow, row => JSON.stringify(keys.map(({ column }) => textAt(column, row))));
  const known = new Map(names.map((each, page) => [each, page]));
  const partOfPage = new Int32Array(pages.count).fill(-1);
  const faults: Fault[] = [];
  of.forEach(({ within }, at) => {
    const wanted = typeof within === 'string' ? [within] : within;
    const page = known.get(JSON.stringify(wanted.map(each => each.normalize('NFC').trim())));
    const path = ['order', 'themes', themeAt, 'of', at, 'within'];
    if (page === undefined) {
      const near = didYouMean(wanted.join(' / '), keys.length === 1 ? keys[0].column.words : []);
      faults.push({ code: 'unknown_name', path, message: `no page "${wanted.join(' / ')}"${near}` });
    } else partOfPage[page] = at;
  });
  throwFaults(faults);
  return Int32Array.from(pages.of, page => partOfPage[page]);
}

/** Behind the list the other units, the best first, each with its best listing: rules may need them. */
function withReserve(rows: Uint32Array, unit: Uint32Array, worth: Float64Array): Uint32Array {
  const falling = worth.map(each => -roundToSignificant(each));
  const all = Uint32Array.from(worth.keys()).filter(row => worth[row] === worth[row]);
  const isListed = new Set(Array.from(rows, row => unit[row]));
  const reserve = orderByNumber(orderByCode(all, unit), falling).filter(row => {
    if (isListed.has(unit[row])) return false;
    isListed.add(unit[row]);
    return true;
  });
  const together = new Uint32Array(rows.length + reserve.length);
  together.set(rows);
  together.set(reserve, rows.length);
  return together;
}
