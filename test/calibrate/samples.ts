// What the examples in doc comments of calibrations call `problem`, `cut`, `judged`.
import { calibrate } from '../../src/calibrate/calibrate.ts';
import { cutAt } from '../../src/calibrate/cut.ts';
import type { Model } from '../../src/model/spec.ts';
import type { Table } from '../../src/table/table.ts';
import { problemOf } from './problems.ts';

/** A model without what its one small market cannot give, and a problem of three units. */
export function calibrationSamples(model: Model, sales: Table): Readonly<Record<string, unknown>> {
  return {
    problem: problemOf('kendall', [Float64Array.of(10, 60, 90), Float64Array.of(50, 30, 0)], Float64Array.of(1, 2, 3)),
    cut: cutAt(model, { sales }, null),
    judged: { scores: new Map([[0, Float64Array.of(3, 1, 2)]]), scales: new Map<number, number>() },
    calibrate,
  };
}
