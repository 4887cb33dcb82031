// The laws of the missing step, held against every listed method that looks at several columns.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { methodName } from '../../src/expr/method.ts';
import { applyTogether, besideOf, fitTogether, jointMethods, missingSpec } from '../../src/steps/missing/index.ts';
import { oneGroup } from '../../src/table/groups.ts';
import type { Groups } from '../../src/table/groups.ts';
import { groupedColumn, reordered, reorderedGroups, value } from '../support/arbitraries.ts';
import { bitsOf, expectClose } from '../support/close.ts';
import { throughJson } from '../support/throughJson.ts';

/** Options with which no group leans on another. */
const OPTIONS: Readonly<Record<string, object>> = {
  'previous-period': { periods: 2 },
  'linear-in-time': { periods: 2 },
  regression: { atLeast: 1 },
};

const COUNT = 4;
const AT = 2;

/** Four columns of the same rows, so that each method finds what it asks for. */
const columns = fc
  .tuple(groupedColumn(), fc.array(value, { minLength: 120, maxLength: 120 }))
  .map(([{ values, groups, order }, more]) => ({
    groups,
    order,
    columns: Array.from({ length: COUNT }, (_, at) =>
      at === AT ? values : values.map((_value, row) => more[(row * (COUNT - 1) + at) % more.length]),
    ),
  }));

it('are held against every method that looks at several columns', () => {
  expect(jointMethods.map(method => methodName(method)).sort()).toEqual(Object.keys(OPTIONS).sort());
});

describe.each(jointMethods.map(method => methodName(method)))('missing: %s', name => {
  const spec = missingSpec.parse({ method: name, ...OPTIONS[name] });
  const through = (of: readonly Float64Array[], groups: Groups, at = AT): Float64Array =>
    applyTogether(of, at, groups, fitTogether(of, groups, spec), spec);
  const holds = (law: (of: Float64Array[], groups: Groups, order: Uint32Array) => void): void => {
    fc.assert(fc.property(columns, ({ columns: of, groups, order }) => law(of, groups, order)));
  };
  it('gives one value a row, never another than the one that is there, and the same bits again', () => {
    holds((of, groups) => {
      const filled = through(of, groups);
      expect(filled).toHaveLength(of[AT].length);
      of[AT].forEach((each, row) => (Number.isNaN(each) ? undefined : expect(filled[row]).toBe(each)));
      expect(bitsOf(through(of, groups))).toEqual(bitsOf(filled));
    });
  });

  it('does not write to its arguments', () => {
    holds((of, groups) => {
      const before = of.map(column => column.slice());
      const anchors = fitTogether(of, groups, spec);
      const learned = JSON.stringify(anchors);
      applyTogether(of, AT, groups, anchors, spec);
      of.forEach((column, at) => expect(bitsOf(column)).toEqual(bitsOf(before[at])));
      expect(JSON.stringify(anchors)).toBe(learned);
    });
  });

  it('does not depend on the order of the rows', () => {
    holds((of, groups, order) => {
      const again = through(
        of.map(column => reordered(column, order)),
        reorderedGroups(groups, order),
      );
      const filled = reordered(through(of, groups), order);
      // Rounds end where nothing changes by more than 1e-9 deviations.
      expectClose(again, filled, '', name === 'regression' ? 1e-6 : 0);
    });
  });

  it('takes each group by itself: alone it gives the same bits', () => {
    holds((of, groups) => {
      const isKnown = (group: number): boolean =>
        of.every(column => column.some((each, row) => groups.of[row] === group && !Number.isNaN(each)));
      const all = through(of, groups);
      for (let group = 0; group < groups.count; group++) {
        // A group that lacks a column leans on all units: that is its stated answer.
        if (name === 'regression' && !isKnown(group)) continue;
        const isIn = (_: unknown, row: number): boolean => groups.of[row] === group;
        const alone = of.map(column => column.filter(isIn));
        expect(bitsOf(through(alone, oneGroup(alone[AT].length)))).toEqual(bitsOf(all.filter(isIn)));
      }
    });
  });

  it('gives the same bits after its anchors went through JSON', () => {
    holds((of, groups) => {
      const anchors = throughJson(fitTogether(of, groups, spec));
      expect(bitsOf(applyTogether(of, AT, groups, anchors, spec))).toEqual(bitsOf(through(of, groups)));
    });
  });

  it('fills a row under frozen anchors whoever stands beside it', () => {
    holds((of, groups) => {
      const anchors = fitTogether(of, groups, spec);
      const all = applyTogether(of, AT, groups, anchors, spec);
      for (let row = 0; row < Math.min(all.length, 5); row++) {
        const own = of.map(column => column.slice(row, row + 1));
        const alone = applyTogether(own, AT, { of: groups.of.slice(row, row + 1), count: groups.count }, anchors, spec);
        expect(bitsOf(alone)).toEqual(bitsOf(all.slice(row, row + 1)));
      }
    });
  });

  it('leaves missing where nothing tells, and takes no rows', () => {
    const nothing = Array.from({ length: COUNT }, () => Float64Array.of(NaN, NaN));
    expectClose(through(nothing, oneGroup(2)), [NaN, NaN]);
    const none = nothing.map(() => new Float64Array(0));
    expect(through(none, oneGroup(0))).toHaveLength(0);
  });

  it('leaves missing in a group that the anchors do not know', () => {
    const of = Array.from({ length: COUNT }, () => Float64Array.of(1, 2));
    const learned = fitTogether(of, oneGroup(2), spec);
    const wider = Object.fromEntries(
      Object.entries(learned).map(([key, table]) => [
        key,
        table instanceof Float64Array ? Float64Array.of(...table, NaN) : [...table, new Float64Array(0)],
      ]),
    );
    const stranger = of.map(() => Float64Array.of(NaN));
    expectClose(applyTogether(stranger, AT, { of: Uint32Array.of(1), count: 2 }, wider, spec), [NaN]);
  });

  it('says which columns it asks for: the indicators, or so many periods', () => {
    const beside = besideOf(spec);
    if (beside !== 'indicators') expect(beside).toMatchObject({ back: 2 });
  });
});
