// What an event did, against matched peers: planted effects are found, and noise is not.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { matchedChange } from '../../src/market/campaign/matchedChange.ts';
import { effect } from '../../src/market/campaign/effect.ts';
import { parseStudyModel } from '../../src/model/market/parseStudyModel.ts';
import type { Tables } from '../../src/model/sources.ts';
import type { Model, ModelDocument } from '../../src/model/spec.ts';
import { dayOf, isoDay } from '../../src/table/days.ts';
import { table } from '../../src/table/table.ts';
import { textColumn } from '../../src/table/text.ts';
import { answersOf } from '../sql/answersOf.ts';
import { expectClose } from '../support/close.ts';
import { faultsOf } from '../support/faultsOf.ts';
import { tablesOf } from '../support/fixtureTables.ts';
import { fixture } from '../support/golden.ts';
import { random } from '../support/random.ts';

type Settings = NonNullable<NonNullable<ModelDocument['market']>['effect']>;

const START = '2024-03-01';
const EVENT: Settings = { start: START, end: '2024-03-07', took: "joined == 'yes'", before: 28, after: 7, caliper: 1 };

function modelOf(settings: Settings): Model {
  return parseStudyModel({
    version: 1,
    name: 'event',
    rate: { unit: ['brand'], within: [] },
    indicators: [{ id: 'revenue', formula: 'sum(revenue)' }],
    index: { id: 'power', of: [{ id: 'revenue' }] },
    market: { effect: settings },
  });
}

/** What is planted: factors of what joined units sell during the event and after it. */
interface Planted {
  readonly during: number;
  readonly after: number;
  readonly before?: number;
}

/** Brands of all sizes, each with a day's chance and a drift that all share; one in three joins. */
function marketOf(seed: number, units: number, { during, after, before = 1 }: Planted): Tables {
  const next = random(seed);
  const first = dayOf(START) - 28;
  const drift = Array.from({ length: 42 }, () => 1 + 0.1 * next.normal());
  const names = Array.from({ length: units }, (_, unit) => `brand ${String(unit).padStart(4, '0')}`);
  const day: number[] = [];
  const brand: string[] = [];
  const revenue: number[] = [];
  names.forEach((name, unit) => {
    const size = Math.exp(3 + 0.6 * next.normal());
    for (let at = 0; at < 42; at++) {
      const factor = unit % 3 > 0 ? 1 : at < 21 ? 1 : at < 28 ? before : at < 35 ? during : after;
      day.push(first + at);
      brand.push(name);
      revenue.push(size * drift[at] * factor * Math.exp(0.4 * next.normal()));
    }
  });
  return {
    sales: table({
      date: { type: 'date', days: Int32Array.from(day) },
      brand: textColumn(brand),
      category: textColumn(brand.map(() => 'all')),
      revenue: Float64Array.from(revenue),
    }),
    brands: table({ brand: names, joined: names.map((_, unit) => (unit % 3 === 0 ? 'yes' : 'no')) }),
  };
}

function effectOf(settings: Settings, tables: Tables): ReturnType<typeof effect> {
  const model = modelOf(settings);
  return effect(model, tables, model.market?.effect ?? expect.fail());
}

describe('matchedChange', () => {
  const before = Float64Array.of(10, 10, 20, 20);
  const after = Float64Array.of(16, 11, 27, 23);
  const matches = [
    { unit: 0, peers: [1] },
    { unit: 2, peers: [3] },
  ];

  it('is the change of each unit less that of its peers: 6 - 1 and 7 - 3', () => {
    const { effect: found, ofMatch, counterfactual, uplift } = matchedChange(before, after, matches, 0.95);
    expectClose(ofMatch, [5, 4]);
    expectClose([found.mean, counterfactual, uplift.share], [4.5, (11 + 23) / 2, 4.5 / 17]);
  });

  it('takes the mean of several peers', () => {
    expectClose(matchedChange(before, after, [{ unit: 0, peers: [1, 3] }], 0.95).ofMatch, [16 - (10 + (1 + 3) / 2)]);
  });

  it('leaves out a match with a missing value, and says nothing of none', () => {
    const gap = Float64Array.of(16, NaN, 27, 23);
    expect(matchedChange(before, gap, matches, 0.95).effect).toMatchObject({ count: 1, mean: 4 });
    expect(matchedChange(before, after, [], 0.95).effect).toMatchObject({ count: 0, mean: NaN });
  });
});

describe('effect', () => {
  it('holds the true uplift in its 95 % interval in 95 % of simulated events, and finds it', () => {
    const runs = 250;
    let held = 0;
    let found = 0;
    let upliftHeld = 0;
    for (let run = 0; run < runs; run++) {
      const [before, during] = effectOf(EVENT, marketOf(run, 90, { during: 1.3, after: 1 })).stretches.rows;
      // What was planted in this market: the factor on what these units would have sold.
      if (during.upliftLow <= 0.3 && 0.3 <= during.upliftHigh) upliftHeld++;
      if (during.low > 0) found++;
      if (before.low <= 0 && 0 <= before.high) held++;
    }
    // Three standard errors of 250 draws at 95 percent are 4.1 points.
    expect(upliftHeld / runs).toBeGreaterThan(0.91);
    expect(held / runs).toBeGreaterThan(0.91);
    expect(found / runs).toBeGreaterThan(0.9);
  });

  it('calls noise an effect in 5 % of simulated events: during, after, and in the placebo', () => {
    const runs = 250;
    const alarms = { before: 0, during: 0, after: 0, 'during and after': 0 };
    for (let run = 0; run < runs; run++) {
      for (const { stretch, low, high } of effectOf(EVENT, marketOf(1000 + run, 90, { during: 1, after: 1 })).stretches
        .rows)
        if (low > 0 || high < 0) alarms[stretch]++;
    }
    for (const [stretch, count] of Object.entries(alarms)) expect(count / runs, stretch).toBeLessThan(0.09);
    expect(alarms.during).toBeGreaterThan(0);
  });

  it('finds what was pulled forward: half again as much in the event, 0.3 less in the week after', () => {
    const found = effectOf(EVENT, marketOf(7, 300, { during: 1.5, after: 0.7 }));
    expect(found.stretches.rows.map(({ verdict }) => verdict)).toEqual(['alike', 'uplift', 'pulled forward', 'gain']);
    expect(found.pulledForward).toBeGreaterThan(0.4);
    expect(found.pulledForward).toBeLessThan(0.8);
    const [, during, after, both] = found.stretches.rows;
    expectClose([both.total], [during.total + after.total]);
  });

  it('puts nothing down to the event when units and peers were moving apart before it', () => {
    const { stretches, pulledForward } = effectOf(EVENT, marketOf(8, 300, { before: 1.5, during: 1.5, after: 1.5 }));
    expect(stretches.rows.map(({ verdict }) => verdict)).toEqual([
      'not alike',
      'not comparable',
      'not comparable',
      'not comparable',
    ]);
    expect(stretches.rows[1].reason).toMatch(/^the units had moved from their peers by [\d.]+ a day before the event/);
    expect(pulledForward).toBeNull();
  });

  it('says which days and how many matches are missing', () => {
    const tables = marketOf(9, 12, { during: 1, after: 1 });
    const reasons = (settings: Partial<Settings>): string[] =>
      effectOf({ ...EVENT, ...settings }, tables).stretches.notEnough.map(({ about, reason }) => `${about}: ${reason}`);
    expect(reasons({ leastPairs: 30 })[0]).toMatch(/^before: needs 30 matches, found \d+: \d+ are missing$/);
    expect(reasons({ leastPairs: 2, after: 10 })).toEqual([
      'after: needs 10 days of data from 2024-03-08 on, found 7: 3 are missing',
      'during and after: needs 17 days of data from 2024-03-01 on, found 14: 3 are missing',
    ]);
    expect(reasons({ before: 40 })[0]).toBe('before: needs 40 days of data before the event, found 28: 12 are missing');
  });

  it('tells of every unit that took part with whom it was compared, or why with nobody', () => {
    const { matches } = effectOf({ ...EVENT, caliper: 0.001 }, marketOf(9, 60, { during: 1, after: 1 }));
    expect(new Set(matches.rows.map(({ unit }) => unit)).size).toBe(20);
    expect(matches.rows.some(({ verdict }) => verdict === 'no peers')).toBe(true);
  });

  it('tells every fault of the settings and of the tables at its place', () => {
    const bad = { start: '2024-02-30', end: '2024-01-01', took: 'sum(revenue)', outcome: 'sum(revenue)', before: 2 };
    expect(faultsOf(() => modelOf(bad)).map(({ path }) => path.slice(2).join('.'))).toEqual(
      expect.arrayContaining(['start', 'took', 'outcome', 'before']),
    );
    const tables = marketOf(1, 9, { during: 1, after: 1 });
    const faults = faultsOf(() => effectOf({ ...EVENT, outcome: 'revnue', took: "jioned == 'yes'" }, tables));
    expect(faults.map(({ path }) => path.join('.'))).toEqual(['market.effect.took', 'market.effect.outcome']);
    expect(faultsOf(() => effectOf({ ...EVENT, within: ['owner'] }, tables))[0].path).toEqual(['market', 'effect', 'within', 0]);
  }); // prettier-ignore
});

describe('the tea festival that was planted in the marketplace', async () => {
  const document = JSON.parse(readFileSync(fixture('marketplace/model.json'), 'utf8')) as ModelDocument;
  const settings = {
    activity: 'tea festival',
    start: '2024-04-20',
    end: '2024-04-26',
    took: "category == 'Tea'",
    peers: 3,
  };
  const model = parseStudyModel({ ...document, market: { effect: settings } });
  const tables = await tablesOf(model, fixture('marketplace'));
  const found = effect(model, tables, model.market?.effect ?? expect.fail()); // prettier-ignore

  it('is found with the planted uplift: demand times 3 at 0.9 of the price, so 1.7 more', () => {
    const [before, during] = found.stretches.rows;
    expect(before.verdict).toBe('alike');
    expect(during.verdict).toBe('uplift');
    expect(during.upliftLow).toBeLessThan(1.7);
    expect(during.upliftHigh).toBeGreaterThan(1.7);
  });

  it('has the figures that SQL gives for the same matches, 1e-9', async () => {
    const rows = found.matches.rows.filter(({ verdict }) => verdict === 'matched');
    const units = [...new Set(rows.map(({ unit }) => unit))];
    const matched = [
      ...units.map((brand, match) => ({ match, brand, category: 'Tea', joined: 1 })),
      ...rows.map(row => ({ match: units.indexOf(row.unit), brand: row.peer, category: row.peerWithin, joined: 0 })),
    ];
    const [answer] = await answersOf(
      `with days as (select trim(nfc_normalize(brand)) as brand, category,
           coalesce(sum(revenue) filter (date between '2024-04-20' and '2024-04-26'), 0) / 7
             - coalesce(sum(revenue) filter (date between '2024-03-23' and '2024-04-19'), 0) / 28 as change
         from sales where date between '2024-02-24' and '2024-05-10' group by all),
       changes as (select match, joined, avg(coalesce(change, 0)) as change from matched left join days using (brand, category) group by all)
       select avg(a.change - b.change) as effect, count(*) as matches, stddev_samp(a.change - b.change) / sqrt(count(*)) as error
       from changes a join changes b using (match) where a.joined = 1 and b.joined = 0`,
      { sales: tables.sales ?? expect.fail(), matched: table({ match: matched.map(({ match }) => match), brand: matched.map(({ brand }) => brand), category: matched.map(({ category }) => category), joined: matched.map(({ joined }) => joined) }) },
    ); // prettier-ignore
    const [, during] = found.stretches.rows;
    expect(Number(answer['matches'])).toBe(during.matches);
    expectClose([during.effect], [Number(answer['effect'])]);
    expect(isoDay(dayOf(during.start))).toBe('2024-04-20');
  });
});
