import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dates, dayOf, dayReader, isoDay, MISSING_DAY, monthsBefore } from '../../src/table/days.ts';
import { dayByPattern } from '../../src/table/datePattern.ts';
import { ROOT } from '../support/sourceFiles.ts';
import '../support/arbitraries.ts';

const FIRST = Date.parse('0001-01-01T00:00:00Z') / 86_400_000;
const LAST = Date.parse('9999-12-31T00:00:00Z') / 86_400_000;

describe('dayOf', () => {
  it.each([
    ['1970-01-01', 0],
    ['1970-01-02', 1],
    ['1969-12-31', -1],
    ['2018-08-31', 17_774],
    ['20180831', 17_774],
    ['2018-08-31T23:59:59', 17_774],
    ['2018-08-31 00:00', 17_774],
    ['2018-08-31T12:00:00.123Z', 17_774],
    ['0001-01-01', FIRST],
    ['9999-12-31', LAST],
    ['0099-03-01', Date.parse('0099-03-01T00:00:00Z') / 86_400_000],
  ])('reads %s', (text, day) => {
    expect(dayOf(text)).toBe(day);
  });

  it.each([
    ['2018-08-31T23:30:00-01:00', '2018-09-01'],
    ['2018-09-01T00:30:00+01:00', '2018-08-31'],
    ['2018-09-01T00:30:00+0100', '2018-08-31'],
    ['2018-09-01 00:30:00+01', '2018-08-31'],
    ['2018-12-31T23:00:00Z', '2018-12-31'],
    ['1969-12-31T23:30:00Z', '1969-12-31'],
  ])('takes the UTC day of %s, which has an offset', (text, day) => {
    expect(isoDay(dayOf(text))).toBe(day);
  });

  it.each(['2016-02-29', '2000-02-29', '2400-02-29'])('knows the leap day %s', text => {
    expect(isoDay(dayOf(text))).toBe(text);
    expect(dayOf(text) + 1).toBe(dayOf(`${text.slice(0, 4)}-03-01`));
  });

  it.each([
    '2018-02-30', '2017-02-29', '1900-02-29', '2018-13-01', '2018-00-10', '2018-01-00', '20180230', '0000-01-01', '00000101',
    '2018-02-30T10:00:00Z', '2018-01-01T25:00:00', '', 'today', '31.08.2018', '08/31/2018', '2018-8-31', '2018', '2018-08',
    '201808311', '1535673600', '10000-01-01', '-0001-01-01', '2018-08-31x',
  ])('names no day: "%s"', text => {
    expect(dayOf(text)).toBe(MISSING_DAY);
  }); // prettier-ignore

  it.each([
    ['31.08.2018', 'dd.MM.yyyy', '2018-08-31'],
    ['08/31/2018', 'MM/dd/yyyy', '2018-08-31'],
    ['Aug 31 2018', 'MMM d yyyy', '2018-08-31'],
    ['Feb 29 2012', 'MMM dd yyyy', '2012-02-29'],
    ['30.02.2018', 'dd.MM.yyyy', null],
    ['2018-08-31', 'dd.MM.yyyy', null],
    ['31.08.2018 23:30 -01:00', 'dd.MM.yyyy HH:mm xxx', '2018-09-01'],
    ['31.08.2018 at X', "dd.MM.yyyy 'at X'", '2018-08-31'],
  ])('reads %s by the pattern %s', (text, pattern, day) => {
    expect(isoDay(dayByPattern(text, pattern))).toBe(day);
  });

  it('and isoDay undo each other for every day of the years 1 to 9999', () => {
    fc.assert(
      fc.property(fc.integer({ min: FIRST, max: LAST }), day => {
        const text = isoDay(day) as string;
        expect(dayOf(text)).toBe(day);
        expect(dayOf(text.replaceAll('-', ''))).toBe(day);
        expect(dayOf(`${text}T00:00:00Z`)).toBe(day);
        expect(dayOf(`${text}T23:59:59`)).toBe(day);
      }),
      { numRuns: 500 },
    );
  });
});

describe('dates', () => {
  it('reads each text, and takes null, blank and nonsense for missing', () => {
    const { days } = dates(['1970-01-02', null, undefined, ' ', 'soon', ' 1970-01-03 ']);
    expect([...days]).toEqual([1, MISSING_DAY, MISSING_DAY, MISSING_DAY, MISSING_DAY, 2]);
  });

  it('a reader answers the same the second time', () => {
    const read = dayReader(text => dayByPattern(text, 'dd.MM.yyyy'));
    expect([read('02.01.1970'), read('02.01.1970'), read('x'), read('x')]).toEqual([1, 1, MISSING_DAY, MISSING_DAY]);
  });

  it('a missing day has no text', () => {
    expect(isoDay(MISSING_DAY)).toBe(null);
  });
});

describe('monthsBefore', () => {
  it.each([
    ['2018-05-31', 1, '2018-04-30'],
    ['2018-05-31', 3, '2018-02-28'],
    ['2016-05-31', 3, '2016-02-29'],
    ['2016-02-29', 12, '2015-02-28'],
    ['2018-01-15', 1, '2017-12-15'],
    ['2018-01-15', 0, '2018-01-15'],
    ['2018-03-25', 25, '2016-02-25'],
    ['1970-03-01', 14, '1969-01-01'],
    ['0101-02-28', 12, '0100-02-28'],
  ])('%s less %i months is %s', (day, months, before) => {
    expect(isoDay(monthsBefore(dayOf(day), months))).toBe(before);
  });

  it('agrees with counting months by hand', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: FIRST + 800_000 / 2, max: LAST }),
        fc.integer({ min: 0, max: 60 }),
        (day, months) => {
          const [year, month, date] = (isoDay(day) as string).split('-').map(Number);
          const count = year * 12 + (month - 1) - months;
          const [toYear, toMonth] = [Math.floor(count / 12), count % 12];
          const lastOfMonth = new Date(Date.UTC(toYear, toMonth + 1, 0)).getUTCDate();
          const expected = Date.UTC(toYear, toMonth, Math.min(date, lastOfMonth)) / 86_400_000;
          expect(monthsBefore(day, months)).toBe(expected);
        },
      ),
    );
  });
});

it.each(['America/Sao_Paulo', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC'])(
  'days are the same in the time zone %s',
  zone => {
    const program = `
    const { dayOf, monthsBefore } = await import(${JSON.stringify(`${ROOT}src/table/days.ts`)});
    const { dayByPattern } = await import(${JSON.stringify(`${ROOT}src/table/datePattern.ts`)});
    const days = [];
    // Around the hours and days that Brazil, Nepal and Samoa left out of their clocks.
    for (const text of ['1985-12-31', '1986-01-01', '2011-12-29', '2011-12-30', '2011-12-31', '2018-11-03', '2018-11-04', '2018-11-05', '0001-01-01', '9999-12-31']) {
      days.push(dayOf(text), dayOf(text.replaceAll('-', '')), dayOf(text + 'T00:00:00'), dayOf(text + 'T00:15'), dayOf(text + 'T23:59:59Z'), dayOf(text + 'T00:15+01:00'), monthsBefore(dayOf('2018-12-04'), 1), monthsBefore(dayOf('2012-01-30'), 1));
      // date-fns reads patterns in local time, so a day or a midnight that a zone left out cannot be read there.
      if (text !== '2011-12-30') days.push(dayByPattern(text.split('-').reverse().join('.'), 'dd.MM.yyyy'));
      if (!['1986-01-01', '2011-12-30', '2018-11-04'].includes(text)) days.push(dayByPattern(text + ' +01:00', 'yyyy-MM-dd XXX'));
    }
    console.log(JSON.stringify(days));`;
    const inZone = (name: string): string =>
      execFileSync(
        process.execPath,
        ['--experimental-strip-types', '--no-warnings', '--input-type=module', '-e', program],
        {
          env: { ...process.env, TZ: name, NODE_OPTIONS: '' },
          encoding: 'utf8',
        },
      );
    const found = JSON.parse(inZone(zone)) as number[];
    const eve = Date.parse('1985-12-31T00:00:00Z') / 86_400_000;
    expect(found.slice(0, 6)).toEqual([eve, eve, eve, eve, eve, eve - 1]);
    expect(found).toEqual(JSON.parse(inZone('Europe/London')));
  },
);
