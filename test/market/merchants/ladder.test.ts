import { describe, expect, it } from 'vitest';
import { ladder } from '../../../src/market/merchants/ladder.ts';
import { random } from './random.ts';
import { monthly, studyFrom } from './small.ts';

const STAGES = [
  { name: 'basic operation', rules: [] },
  { name: 'resource integration', rules: ['sum(revenue) >= 100', 'distinct(category) >= 2'] },
  { name: 'branding', rules: ['sum(revenue) >= 1000'] },
];

const half = (value: number): number[] => Array.from({ length: 6 }, () => value);

describe('the growth ladder', () => {
  const sales = [
    ...monthly('Ada', '2024-01', [...half(10), ...half(300)]),
    ...monthly('Ada', '2024-07', half(1), { category: 'coffee' }),
    ...monthly('Bo', '2024-07', half(30)),
    ...monthly('Cy', '2024-01', [...half(5), ...half(6)]),
  ];
  const study = studyFrom(sales, '2024-12-31', { months: 6, ladder: { stages: STAGES } });
  const rows = new Map(ladder(study).rows.map(row => [row.name, row]));

  it('puts each merchant in the highest stage whose rules hold, and says which rule keeps it from the next', () => {
    expect(rows.get('Ada')).toMatchObject({ stage: 'branding', nextStage: null, unmetRule: null });
    expect(rows.get('Bo')).toMatchObject({
      stage: 'basic operation',
      nextStage: 'resource integration',
      unmetRule: 'distinct(category) >= 2',
      found: 1,
      wanted: 2,
    });
    expect(rows.get('Cy')).toMatchObject({ unmetRule: 'sum(revenue) >= 100', found: 36, wanted: 100 });
  });

  it('tells a move from none, and a clear one is firm', () => {
    expect(rows.get('Ada')).toMatchObject({ stageBefore: 'basic operation', move: 'up', verdict: 'firm' });
    expect(rows.get('Bo')).toMatchObject({ stageBefore: null, move: 'new', verdict: 'new' });
    expect(rows.get('Cy')).toMatchObject({ move: 'none', chance: null, verdict: 'same stage' });
    // Every later month above every earlier one: one way of 924.
    expect(rows.get('Ada')?.chance).toBeCloseTo(1 / 924, 12);
  });

  it('needs so many months that a clear difference could not be chance', () => {
    const short = ladder(studyFrom(sales, '2024-12-31', { months: 3, ladder: { stages: [STAGES[0], { name: 'more', rules: ['sum(revenue) >= 91'] }] } })); // prettier-ignore
    expect(short.notEnough[0].reason).toBe('needs 4 months in each of two periods, found 3: 1 is missing');
  });

  it('takes a rule that cannot be told for one that does not hold, and says so', () => {
    const stages = [{ name: 'all', rules: ['count() > 0', 'sum(revenue) / previous(sum(revenue)) > 1'] }];
    const [bo] = ladder(
      studyFrom(monthly('Bo', '2024-07', half(30)), '2024-12-31', { months: 6, ladder: { stages } }),
    ).rows;
    expect(bo).toMatchObject({ stage: null, nextStage: 'all', found: null, wanted: 1 });
    expect(bo.reason).toContain('cannot be told');
  });

  it('climbs with brands too', () => {
    const of = sales.map(row => ({ ...row, brand: `brand of ${row.merchant}` }));
    const { rows: brands } = ladder(
      studyFrom(of, '2024-12-31', { months: 6, ladder: { unit: 'brand', stages: STAGES } }),
    );
    expect(brands.map(({ name, stage }) => `${name}: ${stage}`)).toEqual([
      'brand of Ada: branding',
      'brand of Bo: basic operation',
      'brand of Cy: basic operation',
    ]);
  });
});

describe('moves between stages', () => {
  const stages = [
    { name: 'low', rules: [] },
    { name: 'high', rules: ['sum(revenue) >= 600'] },
  ];
  const market = { months: 6, ladder: { stages, alarm: 0.05 } };
  const MERCHANTS = 400;

  /** Merchants whose months vary by chance around a level, which may jump half way. */
  const simulated = (before: number, after: number, seed: number): ReturnType<typeof studyFrom> => {
    const draw = random(seed);
    const noise = (level: number): number => Math.round(level * (0.5 + draw()) * 100) / 100;
    const sales = Array.from({ length: MERCHANTS }, (_, at) =>
      monthly(`m${at}`, '2024-01', [...half(before), ...half(after)].map(noise)),
    ).flat();
    return studyFrom(sales, '2024-12-31', market);
  };

  it('on pure noise are called firm no more often than stated, though many merchants cross the border', () => {
    const { rows } = ladder(simulated(100, 100, 11));
    const moved = rows.filter(({ move }) => move === 'up' || move === 'down');
    const firm = rows.filter(({ verdict }) => verdict === 'firm');
    expect(moved.length).toBeGreaterThan(MERCHANTS / 4);
    // 5 % of 400 and three deviations.
    expect(firm.length).toBeLessThanOrEqual(20 + 3 * Math.sqrt(400 * 0.05 * 0.95));
  });

  it('that were planted are found: sales that more than double', () => {
    const { rows } = ladder(simulated(60, 140, 12));
    const firm = rows.filter(({ move, verdict }) => move === 'up' && verdict === 'firm');
    expect(firm.length).toBeGreaterThan(0.95 * MERCHANTS);
  });
});
