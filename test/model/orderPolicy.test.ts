import { describe, expect, it } from 'vitest';
import { RatingError } from '../../src/errors/ratingError.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { parseOrderPolicy } from '../../src/model/parseOrderPolicy.ts';

function faultsOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof RatingError) return error.message.split('\n');
    throw error;
  }
  return [];
}
const faults = (policy: unknown): string[] => faultsOf(() => parseOrderPolicy(policy));

describe('a policy', () => {
  it('may be empty', () => {
    expect(parseOrderPolicy({})).toEqual({
      candidates: 'ranked',
      ties: [],
      boost: [],
      pin: [],
      exclude: [],
      minimum: [],
      maximum: [],
      breakUp: [],
      themes: [],
    });
  });

  it.each<[string, unknown, string[]]>([
    [
      'two pins on one slot',
      {
        pin: [
          { unit: 'a', slot: 1 },
          { unit: 'b', slot: 1 },
        ],
      },
      ['order.pin.1.slot: slot 1 is also of "a"; a slot has one unit'],
    ],
    [
      'a unit pinned twice',
      {
        pin: [
          { unit: 'a', slot: 1 },
          { unit: ' a', slot: 2 },
        ],
      },
      ['order.pin.1.unit: " a" is pinned twice'],
    ],
    [
      'more pins than slots',
      {
        pin: [
          { unit: 'a', slot: 1 },
          { unit: 'b', first: 1 },
        ],
      },
      ['order.pin.1.first: the first 1 slots are to take 2 pinned units'],
    ],
    ['a pin behind the page', { slots: 4, pin: [{ unit: 'a', slot: 5 }] }, ['order.pin.0: names slot 5 of 4']],
    ['a pin without a place', { pin: [{ unit: 'a' }] }, ['order.pin.0: takes either a slot or a first']],
    [
      'a pinned unit that is excluded',
      { pin: [{ unit: 'a', slot: 1 }], exclude: [{ unit: 'a' }] },
      ['order.pin.0.unit: "a" is also excluded'],
    ],
    [
      'a minimum over its maximum',
      { slots: 10, minimum: [{ when: 'score > 5', count: 4 }], maximum: [{ when: 'score > 5', share: 0.3 }] },
      ['order.minimum.0: asks for 4, and a maximum of the same allows 3'],
    ],
    [
      'a minimum over its slots',
      { minimum: [{ by: 'owner', first: 3, count: 4 }] },
      ['order.minimum.0.count: 4 do not stand in 3 slots'],
    ],
    [
      'a quota of nothing',
      { maximum: [{ share: 0.5 }] },
      ['order.maximum.0: takes a condition ("when"), a column ("by") or both'],
    ],
    [
      'a break-up that says nothing',
      { breakUp: [{ by: 'owner', window: 3, atMost: 3 }] },
      ['order.breakUp.0.atMost: must be below the window of 3, or it says nothing'],
    ],
    [
      'a boost of two kinds',
      { boost: [{ when: 'score > 5', factor: 2, points: 1 }] },
      ['order.boost.0: takes either a factor or points'],
    ],
    [
      'an end before the start',
      { exclude: [{ unit: 'a', start: '2018-02-01', end: '2018-01-31' }] },
      ['order.exclude.0.end: must not be before the start, 2018-02-01'],
    ],
    [
      'two rules of one name',
      { exclude: [{ name: 'x', unit: 'a' }], pin: [{ name: 'x', unit: 'b', slot: 1 }] },
      ['order.exclude.0.name: another rule has this name'],
    ],
    ['a key of too many names', { pin: [{ unit: ['a', 'b'], slot: 1 }] }, ['order.pin.0.unit: takes 1 names']],
    [
      'stability without slots',
      { stable: { changes: 3 } },
      ['order.stable: needs a page of at most 500 slots; state "slots"'],
    ],
    [
      'a condition that is none',
      { boost: [{ when: 'score + 1', factor: 2 }] },
      ['order.boost.0.when: score + 1 is a number; a condition such as sum(units) >= 30 should stand here'],
    ],
    ['a misspelled rule', { breakup: [] }, ['order.breakup: no such key; did you mean "breakUp"?']],
  ])('refuses %s', (_, policy, expected) => {
    const found = faults(policy);
    expect(found).toEqual(expected);
  });

  it('may pin two units to one slot on different days or pages', () => {
    expect(
      faults({
        pin: [
          { unit: 'a', slot: 1, end: '2018-01-31' },
          { unit: 'b', slot: 1, start: '2018-02-01', within: 'tea' },
          { unit: 'c', slot: 1, start: '2018-02-01', within: 'jam' },
        ],
      }),
    ).toEqual([]);
  });

  it('has its faults told together with those of the rest of a model', () => {
    const model = {
      version: 1,
      name: 'm',
      indicators: [{ id: 'sales', formula: 'sum(' }],
      index: { id: 'power', of: [{ id: 'sales' }] },
      order: {
        pin: [
          { unit: 'a', slot: 1 },
          { unit: 'b', slot: 1 },
        ],
        boost: [{ when: 'grade > 3', points: 1 }],
      },
    };
    expect(faultsOf(() => parseModel(model)).map(line => line.split(':')[0])).toEqual([
      'indicators.0.formula',
      'order.boost.0.when',
      'order.pin.1.slot',
    ]);
  });
});
