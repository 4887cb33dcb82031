// Multi-criteria methods on raw decision matrices with costs, against pymcdm; where the paper's value is better when less, ours is turned back.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Direction } from '../../src/expr/aggregateMethod.ts';
import { aggregate, fitAggregate } from '../../src/steps/aggregate/index.ts';
import type { AggregateSpec } from '../../src/steps/aggregate/index.ts';
import { rank } from '../../src/steps/rank/index.ts';
import { extent } from '../../src/stats/extent.ts';
import { roundToSignificant } from '../../src/stats/significant.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { expectClose } from '../support/close.ts';
import { cells, fixture, numberCells } from '../support/golden.ts';
import { heldAgainst } from '../support/held.ts';

interface Problem {
  readonly parts: readonly Float64Array[];
  readonly directions: readonly Direction[];
  readonly weights: readonly Float64Array[];
  readonly rows: number;
}

function problem(name: string, weighting: string): Problem {
  const parts = [...numberCells(fixture(`pymcdm/${name}.matrix.csv`))].slice(1).map(([, values]) => values);
  const types = cells(fixture(`pymcdm/${name}.types.csv`)).get('type') as string[];
  const byMethod = cells(fixture(`pymcdm/${name}.weights.csv`));
  const row = byMethod.get('method')?.indexOf(weighting) as number;
  return {
    parts,
    directions: types.map(type => (type === '-1' ? 'cost' : 'benefit')),
    weights: [...byMethod].slice(1).map(([, values]) => Float64Array.of(Number(values[row]))),
    rows: parts[0].length,
  };
}

const scoresOf = ({ parts, directions, weights, rows }: Problem, spec: AggregateSpec): Float64Array =>
  aggregate(parts, weights, oneGroup(rows), spec, 0, directions);

/** pymcdm ranks scores that differ in the last digits alone; scores that agree to 12 digits take the least rank of them. */
function tied(ranks: Float64Array, scores: Float64Array): number[] {
  const rounded = scores.map(roundToSignificant);
  return Array.from(ranks, (_, row) => Math.min(...ranks.filter((_each, other) => rounded[other] === rounded[row])));
}

type Turn = (score: number, rows: number) => number;
const oneLess: Turn = score => 1 - score;

/** pymcdm's column, our method, and how our score becomes the paper's value where less is better there. */
const METHODS: readonly (readonly [string, AggregateSpec, Turn?])[] = [
  ['TOPSIS.minmax', { method: 'topsis' }],
  ['TOPSIS.vector', { method: 'topsis', scale: 'vector' }],
  ['VIKOR.v0.5', { method: 'vikor' }, oneLess],
  ['VIKOR.v0.25', { method: 'vikor', v: 0.25 }, oneLess],
  ['VIKOR.v1', { method: 'vikor', v: 1 }, oneLess],
  ['WPM.sum', { method: 'wpm', scale: 'sum' }],
  ['WPM.linear', { method: 'wpm' }],
  ['WASPAS.l0.5', { method: 'waspas' }],
  ['WASPAS.l0.3', { method: 'waspas', lambda: 0.3 }],
  ['PROMETHEE_II.usual', { method: 'promethee-ii' }],
  ['PROMETHEE_II.ushape(q=.1sd)', { method: 'promethee-ii', preference: 'u-shape', q: 0.1 }],
  ['PROMETHEE_II.vshape(p=1sd)', { method: 'promethee-ii', preference: 'v-shape', p: 1 }],
  ['PROMETHEE_II.level(q=.1sd,p=1sd)', { method: 'promethee-ii', preference: 'level', q: 0.1, p: 1 }],
  ['PROMETHEE_II.vshape_2(q=.1sd,p=1sd)', { method: 'promethee-ii', preference: 'linear', q: 0.1, p: 1 }],
  ['EDAS', { method: 'edas' }],
  ['MABAC', { method: 'mabac' }],
  ['MARCOS', { method: 'marcos' }],
  ['MAIRCA', { method: 'mairca' }, (score, rows) => 1 / rows - score],
  ['CODAS', { method: 'codas' }],
  ['ARAS', { method: 'aras' }],
  ['MOORA', { method: 'moora' }],
  ['COCOSO', { method: 'cocoso' }],
];

const PROBLEMS = ['A_mabac7x10', 'B_uniform12x6'].flatMap(name =>
  ['fixed', 'equal', 'entropy'].map(weighting => ({ name, weighting })),
);

describe.each(PROBLEMS)('on $name with $weighting weights', ({ name, weighting }) => {
  const made = problem(name, weighting);
  const file = (kind: string): string => fixture(`pymcdm/${name}.${kind}.${weighting}.csv`);
  const scores = numberCells(file('scores'));
  const ranks = numberCells(file('ranks'));

  const expectSame = (spec: AggregateSpec, column: string, turn: Turn = score => score): void => {
    const ours = scoresOf(made, spec);
    const turned = ours.map(score => turn(score, made.rows));
    heldAgainst(`aggregate: ${spec.method}`, 'pymcdm 1.4.0', turned, scores.get(column) as Float64Array);
    const theirs = tied(ranks.get(column) as Float64Array, scores.get(column) as Float64Array);
    expect([...rank(ours, oneGroup(made.rows), { method: 'competition' })]).toEqual(theirs);
  };

  const known = METHODS.filter(([column]) => scores.has(column)).map(([column, spec, turn]) => ({
    column,
    spec,
    turn,
  }));

  it.each(known)('pymcdm $column is ours, 1e-9, ranks exactly but for ties of 12 digits', ({ column, spec, turn }) => {
    expectSame(spec, column, turn);
  });

  it('pymcdm SPOTIS with the data as bounds is ours, 1e-9, ranks exactly but for ties of 12 digits', () => {
    const bounds = made.parts.map((values): [number, number] => {
      const { min, max } = extent(values, oneGroup(made.rows));
      return [min[0], max[0]];
    });
    expectSame({ method: 'spotis', bounds }, 'SPOTIS(bounds=minmax)', oneLess);
  });

  it('COPRAS of the two programs that agree is ours, 1e-9, ranks exactly', () => {
    const expected = numberCells(file('COPRAS'));
    const ours = scoresOf(made, { method: 'copras' });
    heldAgainst('aggregate: copras', 'pyrepo-mcda, scikit-criteria', ours, expected.get('score') as Float64Array);
    expect([...rank(ours, oneGroup(made.rows), { method: 'competition' })]).toEqual([
      ...(expected.get('rank') as Float64Array),
    ]);
  });

  it('pymcdm net flows of PROMETHEE II are ours, 1e-9', () => {
    const flows = numberCells(file('promethee_flows_usual')).get('phi_net') as Float64Array;
    expectClose(scoresOf(made, { method: 'promethee-ii' }), flows);
  });

  it('pymcdm S, R and Q of VIKOR are ours, 1e-9', () => {
    const expected = numberCells(file('vikor_SRQ'));
    const [s, r, q] = ['S', 'R', 'Q'].map(column => expected.get(column) as Float64Array);
    const { parts, weights, directions, rows } = made;
    const anchors = fitAggregate(parts, weights, oneGroup(rows), { method: 'vikor' }, directions);
    expectClose(
      [Math.min(...s), Math.max(...s)],
      [anchors.leastSum, anchors.greatestSum].flatMap(each => [...(each as Float64Array)]),
    );
    expectClose(
      [Math.min(...r), Math.max(...r)],
      [anchors.leastGreatest, anchors.greatestGreatest].flatMap(each => [...(each as Float64Array)]),
    );
    // v = 1 leaves S alone, v = 0 R alone, each by its place between the least and the greatest.
    const placed = (v: number): Float64Array => scoresOf(made, { method: 'vikor', v }).map(score => 1 - score);
    const [leastS, rangeS] = [Math.min(...s), Math.max(...s) - Math.min(...s)];
    expectClose(
      placed(1).map(place => leastS + place * rangeS),
      s,
    );
    const [leastR, rangeR] = [Math.min(...r), Math.max(...r) - Math.min(...r)];
    expectClose(
      placed(0).map(place => leastR + place * rangeR),
      r,
    );
    // With equal weights R has no spread on the first matrix, and pymcdm no Q.
    if (q.every(each => !Number.isNaN(each))) expectClose(placed(0.5), q);
  });
});

describe.each(['A_mabac7x10', 'B_uniform12x6'])(
  'the anchors on %s are the intermediate results of pymcdm, 1e-9',
  name => {
    const made = problem(name, 'fixed');
    const steps = JSON.parse(readFileSync(fixture(`pymcdm/${name}.steps.fixed.json`), 'utf8')) as Record<
      string,
      Record<string, number[]>
    >;
    const learned = (method: 'edas' | 'mabac' | 'codas', table: string): number[] => {
      const anchors = fitAggregate(made.parts, made.weights, oneGroup(made.rows), { method }, made.directions);
      return [...(anchors[table][0] as Float64Array)];
    };

    it('average solution of EDAS', () => expectClose(learned('edas', 'mean'), steps.EDAS.av_sol));

    it('border approximation area of MABAC', () => {
      expectClose(
        learned('mabac', 'border').map((border, part) => border * made.weights[part][0]),
        steps.MABAC.baam,
      );
    });

    it('distances of CODAS', () => {
      expectClose(
        learned('codas', 'straight'),
        [...steps.CODAS.eucl].sort((a, b) => a - b),
      );
      expectClose(
        learned('codas', 'along').sort((a, b) => a - b),
        [...steps.CODAS.manh].sort((a, b) => a - b),
      );
    });
  },
);

describe.each(PROBLEMS)('ELECTRE III on $name with $weighting weights', ({ name, weighting }) => {
  const made = problem(name, weighting);
  // Written by make.py beside it.
  const file = JSON.parse(readFileSync(fixture('pydecision/electre.json'), 'utf8')) as Record<
    string,
    Record<string, Record<string, number[][]>> & { readonly thresholds: Record<'q' | 'p' | 'v', number[]> }
  >;
  const { thresholds, [weighting]: theirs } = file[name];
  const { q, p, v } = thresholds;
  const net = (credible: readonly number[][], unit: number, peer: number): number =>
    credible[unit][peer] - credible[peer][unit];

  it.each([
    ['concordance', { method: 'electre-iii', q, p }],
    ['credibility', { method: 'electre-iii', q, p, v }],
  ] as const)('net %s of pyDecision is ours, of every pair and of all, 1e-9', (table, spec) => {
    const credible = theirs[table];
    const mean = credible.map((_, unit) => credible.reduce((sum, _row, peer) => sum + net(credible, unit, peer), 0));
    const expected = mean.map(sum => sum / (made.rows - 1));
    heldAgainst('aggregate: electre-iii', 'pyDecision 5.1.8', scoresOf(made, spec), expected);
    for (let unit = 0; unit < made.rows; unit++) {
      for (let peer = 0; peer < unit; peer++) {
        const parts = made.parts.map(values => Float64Array.of(values[unit], values[peer]));
        const pair = net(credible, unit, peer);
        expectClose(scoresOf({ ...made, parts, rows: 2 }, spec), [pair, -pair], `${unit} and ${peer}`);
      }
    }
  });

  it('a veto changes the result, so that it is held against something', () => {
    const [without, with_] = [
      scoresOf(made, { method: 'electre-iii', q, p }),
      scoresOf(made, { method: 'electre-iii', q, p, v }),
    ];
    expect([...with_]).not.toEqual([...without]);
  });
});
