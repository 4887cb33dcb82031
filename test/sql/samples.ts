// What the examples in doc comments of the sql room call `context`, `attributes`, `raw` ...: the stages of one small model.
import type { Model } from '../../src/model/spec.ts';
import { attributeStages } from '../../src/sql/attributesCte.ts';
import { contextOf } from '../../src/sql/context.ts';
import { duckdb } from '../../src/sql/duckdb.ts';
import { impliedTables } from '../../src/sql/impliedTables.ts';
import { indexStages } from '../../src/sql/indexCtes.ts';
import { indicatorStages } from '../../src/sql/indicatorsCtes.ts';
import { Leaves } from '../../src/sql/leaves.ts';
import { measuredStage } from '../../src/sql/measuredCte.ts';
import { Names } from '../../src/sql/names.ts';
import { rawStage } from '../../src/sql/rawCtes.ts';
import { RESERVED } from '../../src/sql/rows.ts';
import { sourceStages } from '../../src/sql/sourceCtes.ts';
import { unitsStage } from '../../src/sql/unitsCtes.ts';
import { dates } from '../../src/table/days.ts';
import { table } from '../../src/table/table.ts';
import { textColumn } from '../../src/table/text.ts';

/** The names that stand in the examples, all from one statement. */
export function sqlSamples(model: Model): Readonly<Record<string, unknown>> {
  const columns = { ...model.columns, categories: { department: 'department' } };
  const own = { ...model, columns };
  const context = contextOf(own, duckdb, undefined, {});
  const sources = sourceStages(context);
  const units = unitsStage(context, sources);
  const leaves = new Leaves(sources.periods);
  for (const { formula } of context.plan.indicators) leaves.collect(formula, sources.period);
  const names = new Names(RESERVED);
  const raw = rawStage(context, leaves, measuredStage(context, units, sources, leaves), sources.period, names);
  const groups = '"peer_groups"';
  const { transformed, normalized } = indicatorStages(context, raw, groups);
  const index = indexStages(context, normalized, groups, names);
  const attributes = attributeStages(context, []);
  const rows = { ...sources.sales, columns: new Map([...(sources.sales?.columns ?? []), ['units', '"units"']]) };
  const step = { name: 'filled', comment: '', learned: '', methods: [] };
  const dated = table({ date: dates([]), brand: textColumn([]), category: textColumn([]) });
  const fresh = contextOf(own, duckdb, { ...impliedTables(context.plan), metrics: dated }, {});
  const learned = { raw, groups, transformed, normalized, index };
  return {
    context: fresh,
    sources,
    units,
    leaves,
    ...learned,
    attributes,
    rows,
    step,
    names: new Names(),
    period: sources.period,
  };
}
