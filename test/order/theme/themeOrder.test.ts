// Themes: categories mixed by their shares, then the rules of the policy.
import { describe, expect, it } from 'vitest';
import { orderSpec } from '../../../src/model/orderSpec.ts';
import type { OrderPolicyDocument } from '../../../src/model/orderSpec.ts';
import { orderFaults } from '../../../src/model/orderFaults.ts';
import { rankedTable } from '../../../src/order/ranked.ts';
import { themeOrder } from '../../../src/order/theme/themeOrder.ts';
import type { ThemeOrder } from '../../../src/order/theme/themeOrder.ts';
import { table } from '../../../src/table/table.ts';

type Unit = readonly [category: string, brand: string, score: number, owner: string];
const UNITS: readonly Unit[] = [
  ['suits', 'Alba', 80, 'x'],
  ['suits', 'Brio', 75, 'x'],
  ['suits', 'Dora', 72, 'y'],
  ['dresses', 'Celia', 90, 'x'],
  ['dresses', 'Dora', 60, 'y'],
  ['dresses', 'Elsa', 58, 'z'],
  ['rings', 'Fay', 50, 'w'],
  ['rings', 'Dora', 45, 'y'],
  ['rings', '__proto__', 40, 'w'],
  ['boots', 'Gus', 99, 'v'],
];
const WEDDING = {
  name: 'Wedding season',
  slots: 6,
  of: [
    { within: 'suits', share: 50 },
    { within: 'dresses', share: 30 },
    { within: 'rings', share: 20 },
  ],
};

function themed(policy: OrderPolicyDocument, name = 'Wedding season', units = UNITS): ThemeOrder {
  const ranked = rankedTable(
    table({
      category: units.map(([category]) => category),
      brand: units.map(([, brand]) => brand),
      score: units.map(([, , score]) => score),
      owner: units.map(([, , , owner]) => owner),
    }),
    { unit: ['brand'], within: ['category'] },
  );
  return themeOrder(ranked, orderSpec.parse(policy), name);
}

const brands = ({ rows }: ThemeOrder, units = UNITS): string[] => [...rows].map(row => units[row][1]);

describe('a theme of a policy', () => {
  it('mixes its categories by share, units of several first, no unit twice', () => {
    const made = themed({ themes: [WEDDING] });
    // Dora is in all three: 72 · 1.2 = 86.4 among the suits.
    expect(brands(made)).toEqual(['Dora', 'Celia', 'Alba', 'Fay', 'Elsa', 'Brio']);
    expect([...made.category]).toEqual([0, 1, 0, 2, 1, 0]);
    expect([...made.serves]).toEqual([3, 1, 1, 1, 1, 1]);
    expect([[...made.planned], [...made.shown]]).toEqual([
      [3, 2, 1],
      [3, 2, 1],
    ]);
  });

  it('does not prefer units of several categories when told so', () => {
    expect(brands(themed({ themes: [{ ...WEDDING, several: 0 }] }))[0]).toBe('Alba');
  });

  it('goes by boosted scores, without those that are excluded', () => {
    const made = themed({
      boost: [{ when: "brand == 'Brio'", points: 20 }],
      exclude: [{ unit: 'Dora' }, { when: "category == 'rings' and score > 45" }],
      themes: [WEDDING],
    });
    // Two suits, two dresses and one ring are left: in the third slot only rings are behind their due.
    expect(brands(made)).toEqual(['Brio', 'Celia', '__proto__', 'Alba', 'Elsa']);
  });

  it('is arranged by the rules of the policy, and says what that did to the shares', () => {
    const made = themed({
      breakUp: [{ by: 'owner', window: 2, atMost: 1 }],
      pin: [{ unit: 'Fay', slot: 1 }],
      themes: [WEDDING],
    });
    expect(brands(made)[0]).toBe('Fay');
    const owners = [...made.rows].map(row => UNITS[row][3]);
    expect(owners.every((owner, slot) => slot === 0 || owner !== owners[slot - 1])).toBe(true);
    expect(made.order.compromises).toEqual([]);
    expect([...made.shown].reduce((sum, each) => sum + each, 0)).toBe(made.rows.length);
  });

  it('keeps a pin of a page on the list when the list shows the unit of that page', () => {
    const pin = [{ unit: 'Elsa', within: 'dresses', slot: 1 }];
    expect(brands(themed({ pin, themes: [WEDDING] }))[0]).toBe('Elsa');
  });

  it('says nothing of pins for units that it does not list', () => {
    const made = themed({ pin: [{ unit: 'Gus', within: 'boots', slot: 1 }], themes: [WEDDING] });
    expect(brands(made)[0]).toBe('Dora');
    expect(made.order.compromises).toEqual([]);
  });

  it('keeps the mix where scores tie, whatever the keys', () => {
    const even = UNITS.map(([category, brand, , owner]): Unit => [category, brand, 50, owner]);
    const made = themed({ themes: [{ ...WEDDING, several: 0 }] }, 'Wedding season', even);
    // By key Dora is the first ring, so the suits run out and rings take their slot.
    expect(brands(made)).toEqual(['Alba', 'Celia', 'Brio', 'Dora', 'Elsa', 'Fay']);
    expect([...made.category]).toEqual([0, 1, 0, 2, 1, 2]);
  });

  it('does not hang on the order of the rows', () => {
    const back = [...UNITS].reverse();
    const policy: OrderPolicyDocument = { breakUp: [{ by: 'owner', window: 2, atMost: 1 }], themes: [WEDDING] };
    expect(brands(themed(policy, 'Wedding season', back), back)).toEqual(brands(themed(policy)));
  });

  it('tells a theme or pages that are not there', () => {
    expect(() => themed({ themes: [WEDDING] }, 'Weding season')).toThrow(
      'theme: no theme "Weding season"; there are "Wedding season"; did you mean "Wedding season"?',
    );
    expect(() => themed({})).toThrow('theme: no theme "Wedding season"; the policy has no themes');
    const of = [
      { within: 'suit', share: 1 },
      { within: 'hats', share: 1 },
    ];
    expect(() => themed({ themes: [{ ...WEDDING, of }] })).toThrow(
      'order.themes.0.of.0.within: no page "suit"; did you mean "suits"?\norder.themes.0.of.1.within: no page "hats"',
    );
  });

  it('is at fault with a name or a page twice, or with too many names of a page', () => {
    const of = [...WEDDING.of, { within: 'suits', share: 1 }, { within: ['a', 'b'], share: 1 }];
    const policy = orderSpec.parse({ themes: [WEDDING, { ...WEDDING, of }] });
    expect(
      orderFaults(policy, { unit: 1, within: 1 }).map(({ path, message }) => `${path.join('.')}: ${message}`),
    ).toEqual([
      'order.themes.1.name: another theme has this name',
      'order.themes.1.of.3.within: the theme has this page twice',
      'order.themes.1.of.4.within: takes 1 names',
    ]);
  });
});
