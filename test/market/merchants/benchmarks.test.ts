import { describe, expect, it } from 'vitest';
import { benchmarks } from '../../../src/market/merchants/benchmarks.ts';
import { rows } from '../../support/market.ts';
import { monthly, studyFrom } from './small.ts';

const year = (value: number, growth = 1): number[] => [...Array.from({ length: 6 }, () => value), ...Array.from({ length: 6 }, () => value * growth)]; // prettier-ignore

const SALES = [
  ...monthly('Ada', '2024-01', year(50, 2)),
  ...monthly('Bo', '2024-01', year(40)),
  ...monthly('Cy', '2024-01', year(30)),
  ...monthly('Di', '2024-11', [500, 900]),
  ...monthly('Ed', '2024-01', year(10)),
  ...monthly('Flo', '2024-01', year(5), { category: 'coffee' }),
].map(row => ({ ...row, department: 'drinks' }));

const merchants = rows([
  { merchant: 'Ada', owner: 'One' },
  { merchant: 'Bo', owner: 'One' },
  { merchant: 'Cy', owner: 'Two' },
]);
const SETTINGS = { months: 6, benchmarks: { top: 2, leastMerchants: 3 } };

describe('benchmark merchants', () => {
  const study = studyFrom(SALES, '2024-12-31', SETTINGS, { merchants });
  const answer = benchmarks(study);
  const tea = answer.rows.filter(({ within }) => within === 'category');

  it('lead their category, with a history, no two of one owner; who was passed over is told why', () => {
    expect(tea.map(({ rank, merchant, verdict }) => [rank, merchant, verdict])).toEqual([
      [1, 'Ada', 'benchmark'],
      [2, 'Di', 'passed over'],
      [3, 'Bo', 'passed over'],
      [4, 'Cy', 'benchmark'],
    ]);
    expect(tea[1].reason).toBe('6 months with sales are needed, it has 2');
    expect(tea[2].reason).toBe('of the same owner as Ada');
  });

  it('are held against the middle of the category, indicator by indicator', () => {
    // Sales of six months: 600, 240, 180, 1400, 60.
    expect(tea[0].parts).toEqual([
      { indicator: 'sales', value: 600, median: 240, isBetter: true },
      { indicator: 'growth', value: 1, median: 0, isBetter: true },
      { indicator: 'days_with_sales', value: 6, median: 6, isBetter: false },
    ]);
    expect(tea[0].reason).toBe('better than the middle in sales, growth');
  });

  it('are named for departments as well, and for no category with too few merchants', () => {
    expect(answer.rows.filter(({ within }) => within === 'department').map(({ name, merchant }) => `${name}: ${merchant}`)).toEqual(['drinks: Ada', 'drinks: Di', 'drinks: Bo', 'drinks: Cy']); // prettier-ignore
    expect(answer.notEnough.map(({ about, reason }) => `${about}: ${reason}`)).toEqual([
      'benchmarks of category coffee: needs 3 merchants, found 1: 2 are missing',
    ]);
  });

  it('lead by what the model says, costs turned', () => {
    const indicators = [{ id: 'small', formula: 'sum(revenue)', direction: 'cost' as const }];
    const of = studyFrom(SALES, '2024-12-31', { ...SETTINGS, benchmarks: { ...SETTINGS.benchmarks, indicators } });
    const [first] = benchmarks(of).rows;
    expect(first).toMatchObject({ merchant: 'Ed', rank: 1 });
    expect(first.parts).toEqual([{ indicator: 'small', value: 60, median: 240, isBetter: true }]);
  });

  it('tell a wrong column at the place where the model states it', () => {
    const indicators = [{ id: 'x', formula: 'sum(revnue)' }];
    expect(() => benchmarks(studyFrom(SALES, '2024-12-31', { benchmarks: { indicators } }))).toThrow(
      /^market\.benchmarks\.indicators\.0\.formula: .*"revnue"/,
    );
  });
});
