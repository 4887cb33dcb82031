// An index as COINr describes it: parts with parents and weights, level by level; its stages in one file, indicators first.
import { expect } from 'vitest';
import { aggregate } from '../../src/steps/aggregate/index.ts';
import type { AggregateSpec } from '../../src/steps/aggregate/index.ts';
import { weigh } from '../../src/steps/weight/index.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { expectClose } from './close.ts';
import { cells, numberCells } from './golden.ts';

/** What an index is built from. */
export interface CoinrIndex {
  readonly meta: string;
  readonly stages: string;
  /** The same at every level, or one for each (2 is the lowest of nodes). */
  readonly spec: AggregateSpec | ((level: number) => AggregateSpec);
  readonly hasEqualWeights?: boolean;
  readonly present?: number;
  /** How a node is held against the file; `expectClose` unless told. */
  readonly hold?: (index: Float64Array, stage: Float64Array, code: string) => void;
}

/** Builds every level from the indicators up and holds each node against the file. */
export function expectIndexOf({
  meta: metaFile,
  stages: stagesFile,
  spec,
  hasEqualWeights = false,
  present = 0,
  hold = expectClose,
}: CoinrIndex): void {
  const meta = cells(metaFile);
  const stages = numberCells(stagesFile);
  const column = (name: string): string[] => meta.get(name) as string[];
  const rows = column('iCode').map((code, row) => ({
    code,
    parent: column('Parent')[row],
    level: Number(column('Level')[row]),
    weight: Number(column('Weight')[row]),
  }));
  const built = new Map(
    rows.filter(({ level }) => level === 1).map(({ code }) => [code, stages.get(code) as Float64Array] as const),
  );
  const nodes = rows.filter(({ level }) => level > 1).sort((a, b) => a.level - b.level);
  expect(nodes.length).toBeGreaterThan(2);
  for (const { code, level } of nodes) {
    const parts = rows.filter(row => row.parent === code && row.level === level - 1);
    const columns = parts.map(part => built.get(part.code) as Float64Array);
    const groups = oneGroup(columns[0].length);
    const weights = weigh(
      columns,
      groups,
      { method: hasEqualWeights ? 'equal' : 'fixed' },
      parts.map(({ weight }) => weight),
    );
    const index = aggregate(columns, weights, groups, typeof spec === 'function' ? spec(level) : spec, present);
    hold(index, stages.get(code) as Float64Array, code);
    built.set(code, index);
  }
}
