import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign, UNASSIGNED } from '../../src/stats/assignment.ts';
import { assignByLoad } from '../../src/stats/assignmentByLoad.ts';
import { expectClose } from '../support/close.ts';
import { fixture } from '../support/golden.ts';

interface Problem {
  readonly values: number[][];
  readonly capacity: number[];
  readonly best: number;
}

// The file was written in this form by make.py beside it.
const outside = JSON.parse(readFileSync(fixture('assignment/assignment.json'), 'utf8')) as {
  readonly slots: Problem[];
  readonly loaded: (Problem & { readonly loads: number[][] })[];
};

const columns = (of: readonly (readonly number[])[]): Float64Array[] => of.map(column => Float64Array.from(column));

function worth(of: Int32Array, values: readonly (readonly number[])[]): number {
  return of.reduce((sum, place, item) => sum + (place === UNASSIGNED ? 0 : values[place][item]), 0);
}

function used(of: Int32Array, loads: readonly (readonly number[])[], place: number): number {
  return of.reduce((sum, chosen, item) => sum + (chosen === place ? loads[place][item] : 0), 0);
}

describe('assigning items to places', () => {
  it.each(outside.slots)('is worth as much as linear_sum_assignment finds: $best', ({ values, capacity, best }) => {
    const of = assign(columns(values), capacity);
    expectClose([worth(of, values)], [best]);
    const ones = values.map(column => column.map(() => 1));
    capacity.forEach((most, place) => expect(used(of, ones, place)).toBeLessThanOrEqual(most));
  });

  it('is as good as trying all ways', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -3, max: 9 }), fc.integer({ min: -3, max: 9 })), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })),
        (items, capacity) => {
          const values = [items.map(([first]) => first), items.map(([, second]) => second)];
          expect(worth(assign(columns(values), capacity), values)).toBe(bestOf(values, capacity));
        },
      ),
      { seed: 3, numRuns: 500 },
    );
  });

  it('takes an item to no place where its value is missing', () => {
    expect([...assign([Float64Array.of(NaN, 1), Float64Array.of(-Infinity, 4)], [2, 2])]).toEqual([UNASSIGNED, 1]);
  });
});

describe('assigning items with loads', () => {
  const small = outside.loaded.filter(({ values }) => values[0].length <= 25);
  const large = outside.loaded.filter(({ values }) => values[0].length > 25);

  it.each(small)('is proven, and worth as much as milp finds: $best', ({ values, loads, capacity, best }) => {
    const found = assignByLoad(columns(values), columns(loads), capacity, 5_000_000);
    expect(found.isProven).toBe(true);
    expectClose([found.value, found.bound], [best, best]);
    expectClose([worth(found.of, values)], [best]);
  });

  it.each(large)('beyond states a bound that the best does not pass, and comes within 2 % of it: $best', problem => {
    const { values, loads, capacity, best } = problem;
    const found = assignByLoad(columns(values), columns(loads), capacity, 20_000);
    expect(found.bound).toBeGreaterThanOrEqual(best * (1 - 1e-9));
    expect(found.value).toBeLessThanOrEqual(best * (1 + 1e-9));
    expect(found.value).toBeGreaterThan(found.bound * 0.98);
  });

  it('never loads a place with more than it carries, and never beats its bound', () => {
    const item = fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 5 }), fc.nat(9), fc.integer({ min: 1, max: 5 }));
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 30 }), fc.nat(12), fc.nat(12), (items, first, second) => {
        const values = [items.map(each => each[0]), items.map(each => each[2])];
        const loads = [items.map(each => each[1]), items.map(each => each[3])];
        const found = assignByLoad(columns(values), columns(loads), [first, second], 300);
        expect(used(found.of, loads, 0)).toBeLessThanOrEqual(first);
        expect(used(found.of, loads, 1)).toBeLessThanOrEqual(second);
        expect(found.value).toBe(worth(found.of, values));
        expect(found.value).toBeLessThanOrEqual(found.bound);
      }),
      { seed: 8, numRuns: 300 },
    );
  });

  it('puts all where any number fits', () => {
    const found = assignByLoad([Float64Array.of(1, 2)], [Float64Array.of(3, 4)], [Infinity], 100);
    expect([...found.of]).toEqual([0, 0]);
    expect(found.isProven).toBe(true);
  });
});

/** The best sum over every way to assign. */
function bestOf(values: readonly (readonly number[])[], room: readonly number[], item = 0): number {
  if (item === values[0].length) return 0;
  return Math.max(
    bestOf(values, room, item + 1),
    ...[0, 1]
      .filter(place => room[place] > 0)
      .map(
        place =>
          values[place][item] +
          bestOf(
            values,
            room.map((left, at) => left - Number(at === place)),
            item + 1,
          ),
      ),
  );
}
