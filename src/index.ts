// The core door: pure functions over tables in memory. No input or output, no clock; runs in Node, in browsers and in workers.
export { RatingError, faultLine } from './errors/ratingError.ts';
export type { Fault, FaultCode, FaultPath } from './errors/ratingError.ts';

export { dates, isoDay } from './table/days.ts';
export { groupsOf, oneGroup } from './table/groups.ts';
export type { Groups, KeyedGroups } from './table/groups.ts';
export { columnLength, table } from './table/table.ts';
export type { Column, ColumnInput, ColumnType, DateColumn, NumberColumn, Table } from './table/table.ts';
export { textAt, textColumn } from './table/text.ts';
export type { TextColumn } from './table/text.ts';

export { aggregate } from './steps/aggregate/index.ts';
export type { AggregateSpec } from './steps/aggregate/index.ts';
export { grade, NO_GRADE } from './steps/grade/index.ts';
export type { Grades, GradeSpec } from './steps/grade/index.ts';
export type { LastGrades } from './steps/grade/hold.ts';
export { transform } from './steps/indicators/index.ts';
export type { TransformSpec } from './steps/indicators/index.ts';
export { shrink } from './steps/indicators/shrink.ts';
export { fillMissing, fillTogether } from './steps/missing/index.ts';
export type { JointMissingSpec, MissingSpec } from './steps/missing/index.ts';
export { normalize } from './steps/normalize/index.ts';
export type { NormalizeSpec } from './steps/normalize/index.ts';
export type { Direction } from './steps/normalize/normalizer.ts';
export { treatOutliers } from './steps/outliers/index.ts';
export type { OutliersSpec } from './steps/outliers/index.ts';
export { treatedPoints } from './steps/outliers/treatedPoints.ts';
export type { TreatedPoint } from './steps/outliers/treatedPoints.ts';
export { rank } from './steps/rank/index.ts';
export type { RankSpec } from './steps/rank/index.ts';
export { listTop } from './steps/rank/list.ts';
export type { Listing, ListSpec } from './steps/rank/list.ts';
export { weigh } from './steps/weight/index.ts';
export type { WeightSpec } from './steps/weight/index.ts';

export { anchorsFromJson, anchorsToJson } from './model/anchorsJson.ts';
export type { AnchorsJson } from './model/anchorsJson.ts';
export type { GroupingAnchors, IndicatorAnchors, ModelAnchors, NodeAnchors } from './model/anchors.ts';
export type { ChangedValues, Changes } from './model/changes.ts';
export { check } from './model/check.ts';
export type { JointAnchors } from './model/fill.ts';
export { parseModel } from './model/parseModel.ts';
export { requestsOf } from './model/requests.ts';
export type { RequestedColumn } from './model/requests.ts';
export type { Result } from './model/result.ts';
export { apply, fit, run } from './model/run.ts';
export type { LastRelease } from './model/lastRelease.ts';
export type { TableName, Tables } from './model/sources.ts';
export type { Indicator, Model, ModelDocument } from './model/spec.ts';

export { indicatorColumns, plainRows, ratingColumns, ratingRows } from './release/outputs.ts';
export type { NamedColumn } from './release/outputs.ts';
