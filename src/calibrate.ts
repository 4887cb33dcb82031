// Better weights: fitted to outcomes inside of the owner's bounds, and tested walking forward in time.
export { calibrate } from './calibrate/calibrate.ts';
export type { Calibration, FittedWeight, TestedCut, TestedWeights } from './calibrate/calibrate.ts';
export { calibratedDocument } from './calibrate/calibratedDocument.ts';
export type { Contender, ContenderValues } from './calibrate/backtest.ts';
export type { BootstrapOptions, Interval } from './calibrate/bootstrap.ts';
export type { Objective } from './calibrate/objective.ts';
export type { Bounds, CalibrationDocument, CalibrationSpec } from './calibrate/spec.ts';
