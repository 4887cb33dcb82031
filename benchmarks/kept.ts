// How good arranged lists are: random small pages under several rules, held against the best list there is.
// node benchmarks/kept.ts [lists] [least units] [most units] [seed] [most placings to find the best of a list]
import { parseArgs } from 'node:util';
import { arranger } from '../src/order/arrange.ts';
import type { Limit, Minimum } from '../src/order/limits.ts';
import { below, seededBits } from '../src/stats/random.ts';
import { firstRows } from '../src/table/order.ts';
import { verdict } from '../test/order/lists.ts';
import type { Problem, Verdict } from '../test/order/lists.ts';

const { positionals } = parseArgs({ allowPositionals: true });
const [lists = 1000, least = 7, most = 10, seed = 1, mostPlacings = 20_000_000] = positionals.map(Number);

const kept = new Map([true, false].map(isKept => [isKept, { lists: 0, alike: 0, best: 0, worst: 1, milliseconds: 0 }]));
let [unproved, unprovedKept] = [0, 0];
for (let list = 0; list < lists; list++) {
  const page = drawn(list);
  const { limits, minimums, pins, scores, slots } = page;
  const arrange = arranger({ limits, minimums }, scores);
  const began = process.cpuUsage();
  const { rows } = arrange({ candidates: firstRows(scores.length), slots, pins });
  const milliseconds = process.cpuUsage(began).user / 1000;
  const ours = verdict(page, Array.from(rows));
  const best = bestOf(page, ours);
  if (!best) unproved++;
  if (!best && ours.faults.every(fault => fault === 0)) unprovedKept++;
  const count = best && kept.get(best.faults.every(fault => fault === 0));
  if (!best || !count) continue;
  count.lists++;
  count.milliseconds += milliseconds;
  if (compare(best.faults, ours.faults) !== 0) continue;
  count.alike++;
  count.worst = Math.min(count.worst, ours.worth / best.worth);
  if (ours.worth >= best.worth - 1e-9) count.best++;
}
console.log(
  `${lists} random lists of ${least} to ${most} units, seed ${seed}; score kept of the best list's, by trying all`,
);
for (const [isKept, { lists: all, alike, best, worst, milliseconds }] of kept)
  console.log(
    `${isKept ? 'some list keeps all rules' : 'none does'}: ${all} lists, ${all - alike} in which a rule gave way ${
      isKept ? 'needlessly' : 'further than it had to'
    }; of the others ${best} the best there is, the worst kept ${worst.toFixed(4)}; ${(milliseconds / all).toFixed(1)} ms of CPU a list`,
  );
if (unproved > 0)
  console.log(
    `not counted: ${unproved} whose best was not found in ${mostPlacings} placings; ${unprovedKept} of them keep all rules`,
  );

/** A page under up to three limits by keys of their own, a minimum, a pin and a boost, each list by a stream of its own. */
function drawn(list: number): Problem {
  const next = seededBits(seed, list);
  const draw = (from: number, to: number): number => from + below(next, to - from + 1);
  const count = draw(least, most);
  const scores = Float64Array.from({ length: count }, () => draw(1, 100) * (draw(1, 5) === 1 ? 1.5 : 1));
  scores.sort().reverse();
  const codes = (keys: number): Uint32Array => Uint32Array.from({ length: count }, () => draw(0, keys - 1));
  const slots = draw(1, 2) === 1 ? count : draw(Math.ceil(count / 2), count);
  const limits = Array.from({ length: draw(1, 3) }, (_, at): Limit => {
    const [keys, span] = [draw(2, 5), draw(2, 5)];
    const isSoft = draw(1, 8) === 1;
    return {
      rule: `limit ${at}`,
      reach: draw(1, 3) === 1 ? 'first' : 'window',
      span,
      atMost: draw(1, span - 1),
      codes: codes(keys),
      keys,
      cost: isSoft ? draw(1, 60) : Infinity,
    };
  });
  const minimums = Array.from({ length: draw(0, 2) }, (_, at): Minimum => {
    const first = draw(2, 6);
    return { rule: `minimum ${at}`, first, atLeast: draw(1, Math.min(2, first)), codes: codes(3), key: 0 };
  });
  const pins = draw(1, 3) === 1 ? [{ rule: 'pin', slot: draw(0, slots - 1), row: draw(0, count - 1) }] : [];
  return { scores, slots, limits, minimums, pins };
}

/** How many of its key stand too many in the window, or the first slots, up to a slot. */
function tooMany({ codes, reach, span, atMost }: Limit, list: readonly number[], slot: number): number {
  if (reach === 'first' && slot >= span) return 0;
  const from = reach === 'first' ? 0 : Math.max(0, slot - span + 1);
  let count = 0;
  for (let at = from; at <= slot; at++) if (codes[list[at]] === codes[list[slot]]) count++;
  return Math.max(0, count - atMost);
}

/** The best verdict of all lists, by trying every one that could be better than ours; null when there are too many. */
function bestOf(page: Problem, ours: Verdict): Verdict | null {
  const { scores, slots, limits, minimums, pins } = page;
  const hard = limits.filter(({ cost }) => cost === Infinity);
  const soft = limits.filter(({ cost }) => cost < Infinity);
  const pinned = new Map(pins.map(({ slot, row }) => [slot, row]));
  const isUsed = new Uint8Array(scores.length);
  for (const { row } of pins) isUsed[row] = 1;
  const list: number[] = [];
  let best = ours;
  let placings = 0;
  place(new Array<number>(hard.length).fill(0), 0);
  return placings > mostPlacings ? null : best;

  function place(broken: readonly number[], worth: number): void {
    const slot = list.length;
    if (placings > mostPlacings) return;
    const order = compare([lack(), ...broken], best.faults);
    if (order > 0 || (order === 0 && worth + rest() <= best.worth + 1e-9)) return;
    if (slot === slots) {
      best = verdict(page, list);
      return;
    }
    const pin = pinned.get(slot);
    for (let row = 0; row < scores.length; row++) {
      if (pin === undefined ? isUsed[row] === 1 : row !== pin) continue;
      placings++;
      list.push(row);
      isUsed[row] = 1;
      const paid = soft.reduce((sum, limit) => sum + (tooMany(limit, list, slot) > 0 ? limit.cost : 0), 0);
      place(
        broken.map((sum, at) => sum + tooMany(hard[at], list, slot)),
        worth + (scores[row] - paid) / Math.log2(slot + 2),
      );
      list.pop();
      if (pin === undefined) isUsed[row] = 0;
    }
  }

  /** What the minimums lack were every slot that is left theirs. */
  function lack(): number {
    let sum = 0;
    for (const { first, atLeast, codes, key } of minimums) {
      let count = Math.max(0, Math.min(first, slots) - list.length);
      for (let slot = 0; slot < Math.min(first, list.length); slot++) if (codes?.[list[slot]] === key) count++;
      sum += Math.max(0, atLeast - count);
    }
    return sum;
  }

  /** The scores that are left in their order. */
  function rest(): number {
    let sum = 0;
    let row = 0;
    for (let slot = list.length; slot < slots; slot++) {
      const pin = pinned.get(slot);
      if (pin === undefined) while (row < scores.length && isUsed[row] === 1) row++;
      const next = pin ?? row++;
      if (next < scores.length) sum += scores[next] / Math.log2(slot + 2);
    }
    return sum;
  }
}

/** Below 0 when one list breaks the more important rules less. */
function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((fault, rule) => fault !== other[rule]);
  return at < 0 ? 0 : one[at] - other[at];
}
