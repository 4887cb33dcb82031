// Weights that methods read off the data, held against pymcdm on two decision matrices, and on numbers small enough to check by hand.
import { describe, expect, it } from 'vitest';
import { weigh } from '../../src/steps/weight/index.ts';
import type { WeightSpec } from '../../src/steps/weight/index.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { expectClose } from '../support/close.ts';
import { cells, fixture, numberCells } from '../support/golden.ts';
import { heldAgainst } from '../support/held.ts';

const PROBLEMS = ['A_mabac7x10', 'B_uniform12x6'] as const;

function problem(name: string) {
  const file = (kind: string): string => fixture(`pymcdm/${name}.${kind}.csv`);
  const matrix = [...numberCells(file('matrix')).values()].slice(1);
  const directions = (cells(file('types')).get('type') ?? []).map(type => (type === '1' ? 'benefit' : 'cost'));
  const weights = cells(file('weights'));
  const expected = (method: string): number[] => {
    const row = weights.get('method')?.indexOf(method) ?? -1;
    return [...weights.values()].slice(1).map(column => Number(column[row]));
  };
  return { matrix, directions, expected, groups: oneGroup(matrix[0].length) };
}

const first = (weights: readonly Float64Array[]): number[] => weights.map(part => part[0]);

const METHODS: readonly (readonly [string, WeightSpec['method']])[] = [
  ['entropy', 'entropy'],
  ['std', 'standard-deviation'],
  ['critic_directed', 'critic'],
  ['merec', 'merec'],
  ['angle', 'angle'],
  ['gini', 'gini'],
  ['variance', 'variance'],
  ['lopcow', 'lopcow'],
  ['equal', 'equal'],
];

describe.each(PROBLEMS)('%s', name => {
  const { matrix, directions, expected, groups } = problem(name);

  it.each(METHODS)('matches pymcdm %s with the directions of the criteria, 1e-9', (theirs, method) => {
    const weights = first(weigh(matrix, groups, { method } as WeightSpec, undefined, directions));
    heldAgainst(`weight: ${method}`, 'pymcdm 1.4.0', weights, expected(theirs));
  });

  it('critic without directions matches pymcdm critic, which knows none, 1e-9', () => {
    heldAgainst(
      'weight: critic',
      'pymcdm 1.4.0',
      first(weigh(matrix, groups, { method: 'critic' })),
      expected('critic'),
    );
  });

  it.each(['cilos', 'idocriw'] as const)(
    '%s matches pymcdm where the first of equally good units is best, 1e-9',
    method => {
      const untied = matrix.map((column, at) => withoutTie(column, directions[at]));
      const weights = first(weigh(untied, groups, { method }, undefined, directions));
      heldAgainst(`weight: ${method}`, 'pymcdm 1.4.0', weights, expected(method));
    },
  );

  it('each group has the weights that it has alone', () => {
    const twice = matrix.map((column, at) => Float64Array.from([...matrix[(at + 1) % matrix.length], ...column]));
    const [rows] = [groups.of.length];
    const two = { of: Uint32Array.from({ length: 2 * rows }, (_, row) => (row < rows ? 1 : 0)), count: 3 };
    for (const [, method] of METHODS) {
      const together = weigh(twice, two, { method } as WeightSpec, undefined, directions);
      expectClose(
        first(together),
        first(weigh(matrix, groups, { method } as WeightSpec, undefined, directions)),
        method,
      );
      expectClose(
        together.map(part => part[2]),
        matrix.map(() => 1 / matrix.length),
      );
    }
  });
});

/** The first of several best values made the best by a hair. */
function withoutTie(column: Float64Array, direction: string | undefined): Float64Array {
  const best = direction === 'cost' ? Math.min(...column) : Math.max(...column);
  const hair = direction === 'cost' ? 1 - 1e-13 : 1 + 1e-13;
  const at = column.indexOf(best);
  return column.map((value, row) => (row === at ? value * hair : value));
}

const DATA_DRIVEN = [
  'entropy',
  'critic',
  'standard-deviation',
  'variance',
  'gini',
  'angle',
  'merec',
  'cilos',
  'idocriw',
  'lopcow',
] as const;

describe.each(DATA_DRIVEN)('%s', method => {
  it('gives a constant part no weight', () => {
    const weights = first(
      weigh(
        [
          [4, 1, 2],
          [5, 5, 5],
          [1, 3, 9],
        ],
        oneGroup(3),
        { method },
      ),
    );
    expect(weights[1]).toBe(0);
    expect(Math.min(weights[0], weights[2])).toBeGreaterThan(0);
  });

  it('lets the other parts have their weights beside a constant one and one that is missing', () => {
    const alone = first(
      weigh(
        [
          [4, 1, 2],
          [1, 3, 9],
        ],
        oneGroup(3),
        { method },
      ),
    );
    const beside = first(
      weigh(
        [
          [4, 1, 2],
          [null, null, null],
          [1, 3, 9],
        ],
        oneGroup(3),
        { method },
      ),
    );
    expectClose(beside, [alone[0], 0, alone[1]]);
  });

  it('takes equal parts as equal, and gives equal weights to one unit', () => {
    expectClose(
      first(
        weigh(
          [
            [4, 1, 2],
            [4, 1, 2],
          ],
          oneGroup(3),
          { method },
        ),
      ),
      [0.5, 0.5],
    );
    expectClose(first(weigh([[4], [1]], oneGroup(1), { method })), [0.5, 0.5]);
  });
});

it('a tie for the best unit does not depend on the order of units in cilos', () => {
  const weights = first(
    weigh(
      [
        [3, 3, 1],
        [1, 2, 4],
        [4, 2, 1],
      ],
      oneGroup(3),
      { method: 'cilos' },
    ),
  );
  expectClose(
    first(
      weigh(
        [
          [3, 3, 1],
          [2, 1, 4],
          [2, 4, 1],
        ],
        oneGroup(3),
        { method: 'cilos' },
      ),
    ),
    weights,
  );
});

it('entropy by hand: shares 1/4 and 3/4', () => {
  const told = 1 + (0.25 * Math.log(0.25) + 0.75 * Math.log(0.75)) / Math.log(2);
  expectClose(
    first(
      weigh(
        [
          [1, 3],
          [0, 8],
        ],
        oneGroup(2),
        { method: 'entropy' },
      ),
    ),
    [told / (told + 1), 1 / (told + 1)],
  );
});

it('values without a meaning for a method leave the part out', () => {
  for (const method of ['entropy', 'gini', 'merec', 'cilos'] as const) {
    expectClose(
      first(
        weigh(
          [
            [-1, 3, 2],
            [1, 5, 6],
            [2, 1, 9],
          ],
          oneGroup(3),
          { method },
        ),
      ).slice(0, 1),
      [0],
    );
  }
});

it('missing values take no part: alone in methods of one part, with their unit in methods of all', () => {
  const gaps = [
    [4, 1, 2, 7, null],
    [1, 3, 9, null, 5],
  ];
  const complete = [
    [4, 1, 2],
    [1, 3, 9],
  ];
  for (const method of ['merec', 'cilos'] as const) {
    expectClose(first(weigh(gaps, oneGroup(5), { method })), first(weigh(complete, oneGroup(3), { method })), method);
  }
  const own = first(
    weigh(
      [
        [1, 3, null],
        [0, 8, 0],
      ],
      oneGroup(3),
      { method: 'gini' },
    ),
  );
  expectClose(own, [0.25 / (0.25 + 2 / 3), 2 / 3 / (0.25 + 2 / 3)]);
});
