import type { Fault } from '../errors/ratingError.ts';
import { roundToSignificant } from '../stats/significant.ts';
import type { OrderPolicy } from './orderSpec.ts';
import { themeFaults } from './themeFaults.ts';

type Dated = { readonly start?: string | undefined; readonly end?: string | undefined };
type Quota = OrderPolicy['minimum'][number];
type Key = string | readonly string[];
type Path = (string | number)[];

const MOST_STABLE = 500;

/**
 * What of an ordering policy contradicts itself, so that no list could ever keep it.
 *
 * Shape: a policy, and how many columns name a unit and a page, to faults; none when some list may keep it.
 * @example orderFaults(orderSpec.parse({ slots: 9, pin: [{ unit: 'Ada', slot: 1 }, { unit: 'Bo', slot: 1 }] }), { unit: 1, within: 1 }).length // 1
 */
export function orderFaults(policy: OrderPolicy, keys: { readonly unit: number; readonly within: number }): Fault[] {
  const faults: Fault[] = [];
  const tell = (path: Path, message: string): void => {
    faults.push({ code: 'invalid_model', path: ['order', ...path], message });
  };
  const { slots, boost, pin, exclude, minimum, maximum, breakUp, explore, stable } = policy;
  datesAndNames(policy, tell);
  boost.forEach(({ factor, points }, at) => {
    if ((factor === undefined) === (points === undefined)) tell(['boost', at], 'takes either a factor or points');
  });
  exclude.forEach(({ when, unit }, at) => {
    if ((when === undefined) === (unit === undefined))
      tell(['exclude', at], 'takes either a condition ("when") or a unit');
  });
  [
    ...pin.map((rule, at) => ({ ...rule, path: ['pin', at] })),
    ...exclude.map((rule, at) => ({ ...rule, path: ['exclude', at] })),
  ].forEach(({ unit, within, path }) => {
    if (unit !== undefined && parts(unit).length !== keys.unit) tell([...path, 'unit'], `takes ${keys.unit} names`);
    if (within !== undefined && parts(within).length !== keys.within)
      tell([...path, 'within'], `takes ${keys.within} names`);
  });
  pinFaults(policy, tell);
  minimum.forEach((rule, at) => quotaFaults('minimum', rule, at, slots, tell));
  maximum.forEach((rule, at) => quotaFaults('maximum', rule, at, slots, tell));
  minimum.forEach((low, at) => {
    const high = maximum.find(each => contradicts(low, each, slots));
    if (high)
      tell(['minimum', at], `asks for ${asked(low, slots)}, and a maximum of the same allows ${asked(high, slots)}`);
  });
  breakUp.forEach(({ window, atMost }, at) => {
    if (atMost >= window) tell(['breakUp', at, 'atMost'], `must be below the window of ${window}, or it says nothing`);
  });
  if (explore && slots !== undefined && explore.from > slots)
    tell(['explore', 'from'], `must be at most the number of slots, ${slots}`);
  if (stable && (slots === undefined || slots > MOST_STABLE))
    tell(['stable'], `needs a page of at most ${MOST_STABLE} slots; state "slots"`);
  return [...faults, ...themeFaults(policy.themes, keys.within)];
}

function datesAndNames(policy: OrderPolicy, tell: (path: Path, message: string) => void): void {
  const { boost, pin, exclude, minimum, maximum, breakUp, explore } = policy;
  const kinds = { boost, pin, exclude, minimum, maximum, breakUp };
  const names = new Set<string>();
  const look = (rule: Dated & { readonly name?: string | undefined }, path: Path): void => {
    if (rule.start !== undefined && rule.end !== undefined && rule.start > rule.end)
      tell([...path, 'end'], `must not be before the start, ${rule.start}`);
    if (rule.name !== undefined && names.has(rule.name)) tell([...path, 'name'], 'another rule has this name');
    if (rule.name !== undefined) names.add(rule.name);
  };
  for (const [kind, rules] of Object.entries(kinds)) rules.forEach((rule, at) => look(rule, [kind, at]));
  if (explore) look(explore, ['explore']);
}

function pinFaults({ pin, exclude, slots }: OrderPolicy, tell: (path: Path, message: string) => void): void {
  pin.forEach((rule, at) => {
    const place = rule.slot ?? rule.first;
    if ((rule.slot === undefined) === (rule.first === undefined)) tell(['pin', at], 'takes either a slot or a first');
    else if (place !== undefined && slots !== undefined && place > slots)
      tell(['pin', at], `names slot ${place} of ${slots}`);
    const earlier = pin.slice(0, at).filter(other => meet(rule, other));
    const twice = earlier.find(
      other => other.slot !== undefined && other.slot === rule.slot && !same(other.unit, rule.unit),
    );
    if (twice) tell(['pin', at, 'slot'], `slot ${rule.slot} is also of ${shown(twice.unit)}; a slot has one unit`);
    if (earlier.some(other => same(other.unit, rule.unit)))
      tell(['pin', at, 'unit'], `${shown(rule.unit)} is pinned twice`);
    const gone = exclude.some(other => other.unit !== undefined && same(other.unit, rule.unit) && meet(rule, other));
    if (gone) tell(['pin', at, 'unit'], `${shown(rule.unit)} is also excluded`);
    const crowd = [...earlier, rule].filter(other => (other.slot ?? other.first ?? Infinity) <= (place ?? 0));
    if (rule.first !== undefined && crowd.length > rule.first)
      tell(['pin', at, 'first'], `the first ${rule.first} slots are to take ${crowd.length} pinned units`);
  });
}

function quotaFaults(
  kind: string,
  { when, by, first, count, share }: Quota,
  at: number,
  slots: number | undefined,
  tell: (path: Path, message: string) => void,
): void {
  if (when === undefined && by === undefined) tell([kind, at], 'takes a condition ("when"), a column ("by") or both');
  if ((count === undefined) === (share === undefined)) tell([kind, at], 'takes either a count or a share');
  if (first !== undefined && slots !== undefined && first > slots)
    tell([kind, at, 'first'], `must be at most the number of slots, ${slots}`);
  const among = first ?? slots;
  if (kind === 'minimum' && count !== undefined && among !== undefined && count > among)
    tell([kind, at, 'count'], `${count} do not stand in ${among} slots`);
}

/** Whether what a minimum asks for in its first slots is more than a maximum allows in as many or more. */
function contradicts(low: Quota, high: Quota, slots: number | undefined): boolean {
  const isSame = low.when === high.when && low.by === high.by;
  if (!isSame || !overlap(low, high)) return false;
  return (
    (low.first ?? slots ?? Infinity) <= (high.first ?? slots ?? Infinity) &&
    asked(low, slots, Math.ceil) > asked(high, slots)
  );
}

/** How many a quota means in its first slots; a share of an unknown number is not known. */
function asked({ count, share, first }: Quota, slots: number | undefined, round = Math.floor): number {
  const among = first ?? slots;
  return count ?? (among === undefined ? NaN : round(roundToSignificant((share ?? NaN) * among)));
}

function meet(
  rule: Dated & { readonly within?: Key | undefined },
  other: Dated & { readonly within?: Key | undefined },
): boolean {
  const isSamePage = rule.within === undefined || other.within === undefined || same(rule.within, other.within);
  return isSamePage && overlap(rule, other);
}

function overlap(rule: Dated, other: Dated): boolean {
  return (rule.start ?? '') <= (other.end ?? '9999-12-31') && (other.start ?? '') <= (rule.end ?? '9999-12-31');
}

function same(left: Key, right: Key): boolean {
  return JSON.stringify(parts(left).map(clean)) === JSON.stringify(parts(right).map(clean));
}

function clean(text: string): string {
  return text.normalize('NFC').trim();
}

function parts(key: Key): readonly string[] {
  return typeof key === 'string' ? [key] : key;
}

function shown(key: Key): string {
  return JSON.stringify(parts(key).join(' / ').slice(0, 60));
}
