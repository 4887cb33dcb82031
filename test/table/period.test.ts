import { describe, expect, it } from 'vitest';
import { dayOf, isoDay } from '../../src/table/days.ts';
import { monthOf, periodDays, previousPeriod, samePeriodLastYear } from '../../src/table/period.ts';
import type { Period } from '../../src/table/period.ts';

const period = (start: string, end: string): Period => ({ start: dayOf(start), end: dayOf(end) });
const shown = ({ start, end }: Period): string => `${isoDay(start)} to ${isoDay(end)}`;

describe('a period', () => {
  it('has its end in it', () => {
    expect(periodDays(period('2018-08-31', '2018-08-31'))).toBe(1);
    expect(periodDays(period('2018-06-03', '2018-08-31'))).toBe(90);
  });

  it('has before it a period of the same length, without a gap or an overlap', () => {
    const own = period('2018-06-03', '2018-08-31');
    expect(shown(previousPeriod(own))).toBe('2018-03-05 to 2018-06-02');
    expect(periodDays(previousPeriod(own))).toBe(90);
  });

  it('lay a year ago on the same calendar days', () => {
    expect(shown(samePeriodLastYear(period('2018-06-03', '2018-08-31')))).toBe('2017-06-03 to 2017-08-31');
    expect(shown(samePeriodLastYear(period('2016-02-29', '2016-02-29')))).toBe('2015-02-28 to 2015-02-28');
    expect(shown(samePeriodLastYear(period('2017-02-01', '2017-02-28')))).toBe('2016-02-01 to 2016-02-28');
  });
});

describe('the months of a period', () => {
  it('are calendar months when it ends with one', () => {
    const year = period('2018-01-01', '2018-05-31');
    const months = [0, 1, 2, 3].map(back => shown(monthOf(year, back)));
    expect(months).toEqual([
      '2018-05-01 to 2018-05-31',
      '2018-04-01 to 2018-04-30',
      '2018-03-01 to 2018-03-31',
      '2018-02-01 to 2018-02-28',
    ]);
  });

  it('follow each other without a gap wherever it ends', () => {
    for (const end of ['2018-05-15', '2018-02-28', '2016-02-29', '2018-03-30', '2018-12-31']) {
      const own = period('2017-01-01', end);
      expect(monthOf(own, 0).end).toBe(own.end);
      for (let back = 0; back < 14; back++) expect(monthOf(own, back + 1).end).toBe(monthOf(own, back).start - 1);
    }
  });
});
